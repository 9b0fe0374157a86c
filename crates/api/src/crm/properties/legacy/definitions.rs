//! The handlers of properties.

use std::sync::Arc;

use linchpin_domain::ObjectType;
use linchpin_engine::properties::PropertyFilter;
use linchpin_wire::crm::properties as wire;
use linchpin_wire::crm::properties::legacy::definitions as operations;

use super::convert::property;
use super::{about, failure, named};
use crate::crm::properties::convert::{definition, update as changes};
use crate::{App, Call, Outcome, Reply, Table};

pub(super) fn serve(table: &mut Table) {
    named(table, &operations::LIST, list);
    named(table, &operations::CREATE, create);
    named(table, &operations::READ, read);
    named(table, &operations::UPDATE, update);
    named(table, &operations::PATCH, update);
    named(table, &operations::ARCHIVE, archive);
    about(table, "contacts", &operations::LIST_OF_CONTACTS, list);
    about(table, "companies", &operations::LIST_OF_COMPANIES, list);
    about(table, "deals", &operations::LIST_OF_DEALS, list);
    about(table, "deals", &operations::CREATE_OF_DEALS, create);
    about(table, "deals", &operations::READ_OF_DEALS, read);
    about(table, "deals", &operations::UPDATE_OF_DEALS, update);
    about(table, "deals", &operations::ARCHIVE_OF_DEALS, archive);
}

async fn list(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let found = app.engine.list_properties(call.principal(), object_type, PropertyFilter::default()).await?;
    Ok(Reply::ok(&found.iter().map(property).collect::<Vec<_>>()))
}

async fn read(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let (principal, name) = (call.principal(), call.parameter("propertyName"));
    let found = app.engine.read_property(principal, object_type, name, PropertyFilter::default()).await;
    Ok(Reply::ok(&property(&found.map_err(failure)?)))
}

/// Recorded: what was made is answered with 200.
async fn create(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let input: wire::CreateInput<'_> = call.json()?;
    let created = app.engine.create_property(call.principal(), object_type, definition(input)?).await?;
    Ok(Reply::ok(&property(&created)))
}

async fn update(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let (principal, name) = (call.principal(), call.parameter("propertyName"));
    let input: wire::UpdateInput<'_> = call.json()?;
    let updated = app.engine.update_property(principal, object_type, name, changes(input)?).await;
    Ok(Reply::ok(&property(&updated.map_err(failure)?)))
}

async fn archive(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let (principal, name) = (call.principal(), call.parameter("propertyName"));
    app.engine.archive_property(principal, object_type, name).await.map_err(failure)?;
    Ok(Reply::no_content())
}
