//! What no sandbox has: accounts that are made, kept, taken back and emptied in one call, a log of calls, faults that are
//! injected, and a clock that is set.

mod accounts;
mod authorizations;
mod calls;
mod changes;
mod clock;
pub(crate) mod faults;
mod snapshots;

use linchpin_wire::shape::Body;

pub(crate) use calls::{Answered, Line};
pub use changes::change_line;

use crate::serve::Table;
use crate::{Call, Failure};

/// Serves the operations of the family.
pub(crate) fn serve(table: &mut Table) {
    accounts::serve(table);
    authorizations::serve(table);
    calls::serve(table);
    changes::serve(table);
    clock::serve(table);
    faults::serve(table);
    snapshots::serve(table);
}

/// Reads a body that may be left out: a call that says nothing is one line of curl.
fn body<'a, T: Body<'a> + Default>(call: &'a Call) -> Result<T, Failure> {
    if call.body.is_empty() { Ok(T::default()) } else { call.json() }
}
