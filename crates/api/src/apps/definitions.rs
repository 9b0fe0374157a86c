//! The apps of an account.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::Timestamp;
use linchpin_engine::Scopes;
use linchpin_engine::apps::{self, AppChange, AppKind, AppScopes, NewPrivateApp, NewPublicApp};
use linchpin_engine::audit::Actor;
use linchpin_wire::apps::definitions as wire;
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;

use super::app_id;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::READ, read);
    table.serve(&wire::UPDATE, update);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::ROTATE_SECRET, rotate_secret);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let apps = app.engine.apps(call.principal().account).await?;
    Ok(Reply::ok(&Page::whole(apps.iter().map(body).collect())))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::NewAppInput<'_> = call.json()?;
    match kind(input.kind.as_deref())? {
        AppKind::Private => create_private(&app, &call, input).await,
        AppKind::Public => create_public(&app, &call, input).await,
    }
}

async fn create_private(app: &App, call: &Call, input: wire::NewAppInput<'_>) -> Outcome {
    let only_public = [
        ("conditionalScopes", &input.conditional_scopes),
        ("optionalScopes", &input.optional_scopes),
        ("redirectUrls", &input.redirect_urls),
    ];
    if let Some((field, _)) = only_public.iter().find(|(_, given)| given.is_some()) {
        return Err(Failure::invalid_app(&format!("A private app has no {field}.")));
    }
    let account = call.principal().account;
    let new = NewPrivateApp {
        account: Actor::from(&**call.principal()),
        name: &input.name,
        scopes: scopes(&input.scopes),
    };
    let made = app.engine.create_private_app(new).await?;
    let read = app.engine.app(account, made.app).await?;
    let body = wire::NewAppBody {
        app: body(&read),
        token: Some(made.token.expose()),
        client_secret: made.client_secret.expose(),
    };
    Ok(Reply::created(&body, call.location(&made.app.to_string())))
}

async fn create_public(app: &App, call: &Call, input: wire::NewAppInput<'_>) -> Outcome {
    let account = call.principal().account;
    let scopes = AppScopes {
        required: scopes(&input.scopes),
        conditional: texts(input.conditional_scopes.unwrap_or_default()),
        optional: texts(input.optional_scopes.unwrap_or_default()),
    };
    let redirect_urls = texts(input.redirect_urls.unwrap_or_default());
    let new = NewPublicApp {
        account: Actor::from(&**call.principal()),
        name: &input.name,
        scopes,
        redirect_urls: &redirect_urls,
    };
    let made = app.engine.create_public_app(new).await?;
    let read = app.engine.app(account, made.app).await?;
    let body = wire::NewAppBody { app: body(&read), token: None, client_secret: made.client_secret.expose() };
    Ok(Reply::created(&body, call.location(&made.app.to_string())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let read = app.engine.app(call.principal().account, app_id(&call)?).await?;
    Ok(Reply::ok(&body(&read)))
}

async fn update(app: Arc<App>, call: Call) -> Outcome {
    let id = app_id(&call)?;
    let input: wire::AppChangeInput<'_> = call.json()?;
    let change = AppChange {
        name: input.name.map(TextInput::into_string),
        required: input.scopes.as_deref().map(scopes),
        conditional: input.conditional_scopes.map(texts),
        optional: input.optional_scopes.map(texts),
        redirect_urls: input.redirect_urls.map(texts),
    };
    let changed = app.engine.update_app(&**call.principal(), id, &change).await?;
    Ok(Reply::ok(&body(&changed)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    app.engine.archive_app(&**call.principal(), app_id(&call)?).await?;
    Ok(Reply::no_content())
}

async fn rotate_secret(app: Arc<App>, call: Call) -> Outcome {
    let (principal, id) = (call.principal(), app_id(&call)?);
    let secret = app.engine.rotate_client_secret(&**principal, id).await?;
    let rotated = app.engine.app(principal.account, id).await?;
    let body = wire::ClientBody { client_id: rotated.client_id.as_deref(), client_secret: secret.expose() };
    Ok(Reply::json(StatusCode::OK, &body))
}

fn kind(name: Option<&str>) -> Result<AppKind, Failure> {
    match name {
        None => Ok(AppKind::Private),
        Some(name) => AppKind::parse(&name.to_ascii_lowercase())
            .ok_or_else(|| Failure::invalid_app("The type of an app is PRIVATE or PUBLIC.")),
    }
}

fn scopes(names: &[TextInput<'_>]) -> Scopes {
    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
    Scopes::parse(&names.join(" "))
}

fn texts(inputs: Vec<TextInput<'_>>) -> Vec<String> {
    inputs.into_iter().map(TextInput::into_string).collect()
}

fn body(app: &apps::App) -> wire::AppBody<'_> {
    let public = app.client_id.as_deref().map(|client_id| wire::PublicBody {
        client_id,
        conditional_scopes: &app.scopes.conditional,
        optional_scopes: &app.scopes.optional,
        redirect_urls: &app.redirect_urls,
    });
    let scopes = match &app.scopes.required {
        Scopes::All => vec!["*"],
        Scopes::Listed(names) => names.iter().map(String::as_str).collect(),
    };
    wire::AppBody {
        id: app.id.to_string(),
        kind: match app.kind {
            AppKind::Private => wire::KINDS[0],
            AppKind::Public => wire::KINDS[1],
        },
        name: &app.name,
        scopes,
        public,
        created_at: app.created_at.to_iso(),
        updated_at: app.updated_at.to_iso(),
        archived: app.archived_at.is_some(),
        archived_at: app.archived_at.map(Timestamp::to_iso),
    }
}
