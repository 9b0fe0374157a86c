//! The handlers of property groups.

use std::sync::Arc;

use linchpin_domain::PropertyGroup;
use linchpin_engine::properties::{GroupUpdate, NewGroup};
use linchpin_wire::crm::properties as wire;
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;

use crate::{App, Call, Outcome, Reply, Table};

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST_GROUPS, list);
    table.serve(&wire::CREATE_GROUP, create);
    table.serve(&wire::READ_GROUP, read);
    table.serve(&wire::UPDATE_GROUP, update);
    table.serve(&wire::ARCHIVE_GROUP, archive);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let groups = app.engine.list_property_groups(call.principal(), call.object_type()?).await?;
    Ok(Reply::ok(&Page { results: groups.iter().map(body).collect(), paging: None }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, name) = (call.object_type()?, call.parameter("groupName"));
    let group = app.engine.read_property_group(call.principal(), object_type, name).await?;
    Ok(Reply::ok(&body(&group)))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::CreateGroupInput<'_> = call.json()?;
    let new = NewGroup {
        name: input.name.into_string(),
        label: input.label.into_string(),
        display_order: input.display_order,
    };
    let group = app.engine.create_property_group(call.principal(), object_type, new).await?;
    Ok(Reply::created(&body(&group), call.location(&group.name)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, name) = (call.object_type()?, call.parameter("groupName"));
    let input: wire::UpdateGroupInput<'_> = call.json()?;
    let update =
        GroupUpdate { label: input.label.map(TextInput::into_string), display_order: input.display_order };
    let group = app.engine.update_property_group(call.principal(), object_type, name, update).await?;
    Ok(Reply::ok(&body(&group)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, name) = (call.object_type()?, call.parameter("groupName"));
    app.engine.archive_property_group(call.principal(), object_type, name).await?;
    Ok(Reply::no_content())
}

fn body(group: &PropertyGroup) -> wire::GroupBody<'_> {
    wire::GroupBody {
        name: (&*group.name).into(),
        label: (&*group.label).into(),
        display_order: group.display_order,
        archived: group.archived,
    }
}
