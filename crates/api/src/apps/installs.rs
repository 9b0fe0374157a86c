//! Public apps in the accounts that let them in.

use std::sync::Arc;

use linchpin_engine::Credential;
use linchpin_engine::apps::{AppRefusal, Install};
use linchpin_wire::apps::installs as wire;
use linchpin_wire::page::Page;

use super::app_id;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::UNINSTALL, uninstall);
    table.serve(&wire::UNINSTALL_SELF, uninstall_self);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let installs = app.engine.installs(call.principal().account).await?;
    Ok(Reply::ok(&Page::whole(installs.iter().map(body).collect())))
}

async fn uninstall(app: Arc<App>, call: Call) -> Outcome {
    let id = app_id(&call)?;
    if !app.engine.uninstall(&**call.principal(), id).await? {
        return Err(linchpin_engine::Error::from(AppRefusal::NotInstalled(id)).into());
    }
    Ok(Reply::no_content())
}

async fn uninstall_self(app: Arc<App>, call: Call) -> Outcome {
    let principal = call.principal();
    if principal.credential != Credential::OAuth {
        return Err(Failure::invalid_app("Only an app that was let in by OAuth can be uninstalled."));
    }
    // A call with a token that is trusted for another moment finds the app gone, which is what it asks for.
    app.engine.uninstall(&**principal, principal.app).await?;
    Ok(Reply::no_content())
}

fn body(install: &Install) -> wire::InstallBody<'_> {
    wire::InstallBody {
        app_id: install.app.to_string(),
        owner_id: install.owner.to_string(),
        name: &install.name,
        scopes: &install.scopes,
        user_id: install.user.to_string(),
        installed_at: install.installed_at.to_iso(),
        updated_at: install.updated_at.to_iso(),
    }
}
