//! Associations between records, and their types.

mod batch;
mod convert;
mod labels;
mod limits;
mod single;

pub(super) use convert::keys;
use linchpin_engine::associations::Ends;
use linchpin_engine::objects;
use linchpin_wire::crm::associations::Id;

use crate::{Call, Failure, Table};

/// How the called version shows the ids of records.
type IdForm = fn(i64) -> Id;

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    single::serve(table);
    batch::serve(table);
    labels::serve(table);
    limits::serve(table);
}

/// The two object types that the path of a batch or of the labels names.
fn ends(call: &Call) -> Result<Ends, Failure> {
    Ok(Ends {
        from: objects::object_type(call.parameter("fromObjectType"))?,
        to: objects::object_type(call.parameter("toObjectType"))?,
    })
}
