//! Object types: those that accounts make, and what they say about HubSpot's own.

mod convert;

use std::sync::Arc;

use linchpin_domain::AssociationTypeId;
use linchpin_engine::object_types::{NewAssociationType, ObjectSchema};
use linchpin_wire::crm::schemas as wire;
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;

use crate::{App, Call, Failure, Outcome, Reply, Table};
use convert::{Shown, association_body, body, definition_body, new_type, update as changes};

/// Inputs of a batch.
const MAX_INPUTS: usize = 100;

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::READ, read);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::PURGE, purge);
    table.serve(&wire::BATCH_READ, batch_read);
    table.serve(&wire::CREATE_ASSOCIATION, create_association);
    table.serve(&wire::ARCHIVE_ASSOCIATION, archive_association);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let (archived, shown) = (call.query.flag("archived")?, shown(&call)?);
    let found = app.engine.object_schemas(call.principal(), archived).await?;
    Ok(Reply::ok(&Page::whole(found.iter().map(|schema| body(schema, shown)).collect())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let shown = shown(&call)?;
    let schema = app.engine.object_schema(call.principal().account, call.object_type()?).await?;
    Ok(Reply::ok(&body(&schema, shown)))
}

async fn batch_read(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::BatchReadInput<'_> = call.json()?;
    if input.inputs.len() > MAX_INPUTS {
        return Err(Failure::batch_too_large(MAX_INPUTS));
    }
    let account = call.principal().account;
    let mut found: Vec<ObjectSchema> = Vec::with_capacity(input.inputs.len());
    for name in &input.inputs {
        let object_type = app.engine.object_type(account, name).await?;
        if found.iter().all(|known| known.object_type.id != object_type.id) {
            found.push(app.engine.object_schema(account, object_type).await?);
        }
    }
    let shown = Shown {
        properties: input.include_property_definitions,
        associations: input.include_association_definitions,
    };
    Ok(Reply::ok(&Page::whole(found.iter().map(|schema| body(schema, shown)).collect())))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::CreateInput<'_> = call.json()?;
    let schema = app.engine.create_object_type(call.principal(), new_type(input)?).await?;
    let location = call.location(&schema.object_type.id.to_string());
    Ok(Reply::created(&body(&schema, Shown::ALL), location))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::UpdateInput<'_> = call.json()?;
    let schema = app.engine.update_object_type(call.principal(), object_type, changes(input)).await?;
    Ok(Reply::ok(&definition_body(&schema, call.principal().account)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    if call.query.flag("archived")? {
        return purge(app, call).await;
    }
    app.engine.archive_object_type(call.principal(), call.parameter("objectType")).await?;
    Ok(Reply::no_content())
}

async fn purge(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_object_type(call.principal(), call.parameter("objectType")).await?;
    Ok(Reply::no_content())
}

async fn create_association(app: Arc<App>, call: Call) -> Outcome {
    call.object_type()?;
    let input: wire::AssociationInput<'_> = call.json()?;
    let new = NewAssociationType {
        from: input.from_object_type_id.into_string(),
        to: input.to_object_type_id.into_string(),
        name: input.name.map(TextInput::into_string),
    };
    let created = app.engine.create_association_type(call.principal(), new).await?;
    // Documented: here the times are shown.
    let now = call.now(&app).to_iso();
    let body = wire::AssociationBody {
        created_at: Some(now.clone()),
        updated_at: Some(now),
        ..association_body(&created)
    };
    Ok(Reply::created(&body, call.location(&created.id.to_string())))
}

async fn archive_association(app: Arc<App>, call: Call) -> Outcome {
    let text = call.parameter("associationIdentifier");
    let id = text.parse().map_err(|_| Failure::label_not_found(text))?;
    let id = AssociationTypeId(id);
    app.engine.delete_association_type(call.principal(), call.object_type()?, id).await?;
    Ok(Reply::no_content())
}

/// Which parts the query parameters ask for: all of them unless they say otherwise.
fn shown(call: &Call) -> Result<Shown, Failure> {
    // Nobody who makes or changes a type is a person, so that there is nothing to leave out.
    call.query.flag_or("includeAuditMetadata", true)?;
    Ok(Shown {
        properties: call.query.flag_or("includePropertyDefinitions", true)?,
        associations: call.query.flag_or("includeAssociationDefinitions", true)?,
    })
}
