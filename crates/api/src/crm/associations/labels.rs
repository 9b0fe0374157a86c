//! The types between two object types, and the labels that an account defines.

use std::sync::Arc;

use linchpin_domain::AssociationTypeId;
use linchpin_engine::associations::{LabelUpdate, NewLabel};
use linchpin_wire::crm::associations::{CreateLabelInput, TypeDefinition, UpdateLabelInput, labels as wire};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;

use super::{convert, ends};
use crate::{App, Call, Failure, Outcome, Reply, Table};

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::DELETE, delete);
    table.serve(&wire::TYPES, types);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let types = app.engine.association_types(call.principal(), ends(&app, &call).await?).await?;
    Ok(Reply::ok(&Page::whole(types.iter().map(convert::with_label).collect())))
}

async fn types(app: Arc<App>, call: Call) -> Outcome {
    let types = app.engine.association_types(call.principal(), ends(&app, &call).await?).await?;
    let definition = |row: &linchpin_domain::AssociationType| TypeDefinition {
        id: row.id.to_string(),
        name: row.name.to_string(),
    };
    Ok(Reply::ok(&Page::whole(types.iter().map(definition).collect())))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let ends = ends(&app, &call).await?;
    let input: CreateLabelInput<'_> = call.json()?;
    let new = NewLabel {
        name: input.name.into_string(),
        label: input.label.into_string(),
        inverse_label: input.inverse_label.map(TextInput::into_string),
    };
    let created = app.engine.create_association_label(call.principal(), ends, new).await?;
    Ok(Reply::ok(&Page::whole(created.iter().map(convert::with_label).collect())))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let ends = ends(&app, &call).await?;
    let input: UpdateLabelInput<'_> = call.json()?;
    let update = LabelUpdate {
        id: AssociationTypeId(input.association_type_id),
        label: input.label.into_string(),
        inverse_label: input.inverse_label.map(TextInput::into_string),
    };
    app.engine.update_association_label(call.principal(), ends, update).await?;
    Ok(Reply::no_content())
}

async fn delete(app: Arc<App>, call: Call) -> Outcome {
    let ends = ends(&app, &call).await?;
    let text = call.parameter("associationTypeId");
    let id = text.parse().map_err(|_| Failure::invalid_parameter("associationTypeId", text))?;
    app.engine.delete_association_label(call.principal(), ends, AssociationTypeId(id)).await?;
    Ok(Reply::no_content())
}
