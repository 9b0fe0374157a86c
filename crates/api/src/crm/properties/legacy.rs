//! Properties and property groups in the forms of versions 1 and 2.

mod convert;
mod definitions;
mod groups;

use linchpin_engine::properties::PropertyRefusal;
use std::sync::Arc;

use linchpin_domain::{ObjectType, object_type};
use linchpin_engine::Error;
use linchpin_wire::operation::Operation;

use crate::{App, Call, Failure, Outcome, Table};

pub(super) fn serve(table: &mut Table) {
    definitions::serve(table);
    groups::serve(table);
}

/// Serves an operation whose paths name the object type.
fn named<H, F>(table: &mut Table, operation: &'static Operation, handler: H)
where
    H: Fn(Arc<App>, Call, &'static ObjectType) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Outcome> + Send + 'static,
{
    table.serve(operation, move |app, call| {
        let object_type = call.object_type();
        async move { handler(app, call, object_type?).await }
    });
}

/// Serves an operation that is about one of HubSpot's own types.
fn about<H, F>(table: &mut Table, plural: &'static str, operation: &'static Operation, handler: H)
where
    H: Fn(Arc<App>, Call, &'static ObjectType) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Outcome> + Send + 'static,
{
    let object_type = object_type::find(plural).expect("it is one of HubSpot's own types");
    table.serve(operation, move |app, call| handler(app, call, object_type));
}

/// The older words for what does not exist (recorded).
fn failure(error: Error) -> Failure {
    match error {
        Error::Property(PropertyRefusal::NotFound(name)) => Failure::legacy_property_not_found(&name),
        Error::Property(PropertyRefusal::GroupNotFound(name)) => Failure::legacy_group_not_found(&name),
        other => other.into(),
    }
}
