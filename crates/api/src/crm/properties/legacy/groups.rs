//! The handlers of property groups.

use std::sync::Arc;

use linchpin_domain::ObjectType;
use linchpin_engine::properties::{GroupUpdate, NewGroup, PropertyFilter};
use linchpin_wire::crm::properties::legacy as wire;
use linchpin_wire::crm::properties::legacy::groups as operations;
use linchpin_wire::input::TextInput;

use super::convert::{group, property};
use super::{about, failure, named};
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
    let (principal, whole) = (call.principal(), call.query.flag("includeProperties")?);
    let mut groups = app.engine.list_property_groups(principal, object_type).await?;
    groups.sort_by_key(|group| group.display_order);
    let properties = if whole {
        app.engine.list_properties(principal, object_type, PropertyFilter::default()).await?
    } else {
        Vec::new()
    };
    let bodies = groups.iter().map(|of| {
        let own = || properties.iter().filter(|property| property.group_name == of.name).map(property);
        wire::GroupBody { properties: whole.then(|| own().collect()), ..group(object_type, of) }
    });
    Ok(Reply::ok(&bodies.collect::<Vec<_>>()))
}

async fn read(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let (principal, name) = (call.principal(), call.parameter("groupName"));
    let found = app.engine.read_property_group(principal, object_type, name).await.map_err(failure)?;
    Ok(Reply::ok(&group(object_type, &found)))
}

/// Recorded: what was made is answered with 200, and a name alone suffices.
async fn create(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let input: wire::GroupInput<'_> = call.json()?;
    let name = input.name.map(TextInput::into_string).unwrap_or_default();
    let label = input.display_name.map_or_else(|| name.clone(), TextInput::into_string);
    let new = NewGroup { name, label, display_order: input.display_order };
    let created = app.engine.create_property_group(call.principal(), object_type, new).await?;
    Ok(Reply::ok(&group(object_type, &created)))
}

async fn update(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let (principal, name) = (call.principal(), call.parameter("groupName"));
    let input: wire::GroupInput<'_> = call.json()?;
    let label = input.display_name.map(TextInput::into_string);
    let update = GroupUpdate { label, display_order: input.display_order };
    let updated = app.engine.update_property_group(principal, object_type, name, update).await;
    Ok(Reply::ok(&group(object_type, &updated.map_err(failure)?)))
}

async fn archive(app: Arc<App>, call: Call, object_type: &'static ObjectType) -> Outcome {
    let (principal, name) = (call.principal(), call.parameter("groupName"));
    app.engine.archive_property_group(principal, object_type, name).await.map_err(failure)?;
    Ok(Reply::no_content())
}
