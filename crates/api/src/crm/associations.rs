//! Associations between records, and their types.

mod batch;
mod convert;
mod labels;
mod limits;
mod single;
mod usage;

pub(super) use convert::keys;
use linchpin_engine::associations::Ends;
use linchpin_wire::crm::associations::Id;

use crate::{App, Call, Failure, Table};

/// How the called version shows the ids of records.
type IdForm = fn(i64) -> Id;

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    single::serve(table);
    batch::serve(table);
    labels::serve(table);
    limits::serve(table);
    usage::serve(table);
}

/// The two object types that the path names.
async fn ends(app: &App, call: &Call) -> Result<Ends, Failure> {
    let to = app.engine.object_type(call.principal().account, call.parameter("toObjectType"));
    Ok(Ends { from: call.object_type()?, to: to.await? })
}
