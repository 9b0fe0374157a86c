//! `linchpin app`: make, show, change and end apps.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use linchpin_domain::{AccountId, AppId, scope};
use linchpin_engine::apps::{App, AppChange, AppKind, AppScopes, NewPrivateApp, NewPublicApp};
use linchpin_engine::{Engine, Scopes};

use super::account;
use crate::cli::apps::{AppCommand, ChangedApp, NewApp, NewDeveloperKey, OfAccount, OneApp, PublicArguments};
use crate::config::Config;
use crate::installation::Installation;

/// Runs the command; a server may be running and follows within a second.
pub(crate) async fn run(config: &Config, command: AppCommand) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = match command {
        AppCommand::Create(new) => create(&engine, new).await,
        AppCommand::List(of) => list(&engine, &of).await,
        AppCommand::Show(which) => show(&engine, &which).await,
        AppCommand::Update(changed) => update(&engine, changed).await,
        AppCommand::RotateSecret(which) => rotate_secret(&engine, &which).await,
        AppCommand::Archive(which) => archive(&engine, &which).await,
        AppCommand::Installs(of) => installs(&engine, &of).await,
        AppCommand::Uninstall(which) => uninstall(&engine, &which).await,
        AppCommand::DeveloperKey(new) => developer_key(&engine, &new).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn create(engine: &Engine, new: NewApp) -> Result<()> {
    let account = account::find(engine, new.of.account).await?;
    // The command line has made sure that either scopes or all of them are asked for.
    let scopes = new.scopes.scopes.as_deref().map_or(Scopes::All, Scopes::parse);
    if new.public {
        return create_public(engine, account, &new.name, scopes, new.more).await;
    }
    let PublicArguments { conditional_scopes, optional_scopes, redirect_urls } = &new.more;
    if conditional_scopes.is_some() || optional_scopes.is_some() || redirect_urls.is_some() {
        bail!("only an app that is made with --public has conditional or optional scopes and redirect URLs");
    }
    create_private(engine, account, &new.name, scopes).await
}

/// Makes a private app and prints its token.
pub(super) async fn create_private(
    engine: &Engine,
    account: AccountId,
    name: &str,
    scopes: Scopes,
) -> Result<()> {
    let made = engine.create_private_app(NewPrivateApp { account, name, scopes }).await?;
    let app = made.app;
    writeln!(std::io::stderr(), "made the private app {name:?}, {app}, in account {account}; its token is:")?;
    writeln!(std::io::stdout(), "{}", made.token.expose())?;
    Ok(())
}

async fn create_public(
    engine: &Engine,
    account: AccountId,
    name: &str,
    required: Scopes,
    more: PublicArguments,
) -> Result<()> {
    let list = |text: Option<String>| text.map(|text| scope::split(&text)).unwrap_or_default();
    let conditional = list(more.conditional_scopes);
    let scopes = AppScopes { required, conditional, optional: list(more.optional_scopes) };
    let redirect_urls = more.redirect_urls.unwrap_or_default();
    let new = NewPublicApp { account, name, scopes, redirect_urls: &redirect_urls };
    let made = engine.create_public_app(new).await?;
    let (app, client_id) = (made.app, made.client_id);
    writeln!(
        std::io::stderr(),
        "made the public app {name:?}, {app}, in account {account}; its client id is {client_id}, its secret:"
    )?;
    writeln!(std::io::stdout(), "{}", made.client_secret.expose())?;
    Ok(())
}

async fn list(engine: &Engine, of: &OfAccount) -> Result<()> {
    let account = account::find(engine, of.account).await?;
    let mut out = std::io::stdout().lock();
    for app in engine.apps(account).await? {
        writeln!(out, "{}\t{}\t{}\t{}", app.id, app.kind.as_str(), app.created_at, app.name)?;
    }
    Ok(())
}

async fn show(engine: &Engine, which: &OneApp) -> Result<()> {
    let (account, id) = find(engine, which).await?;
    print(&engine.app(account, id).await?)
}

fn print(app: &App) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "id\t{}", app.id)?;
    writeln!(out, "kind\t{}", app.kind.as_str())?;
    writeln!(out, "name\t{}", app.name)?;
    let scopes = match &app.scopes.required {
        Scopes::All => "*".to_owned(),
        Scopes::Listed(names) => names.join(" "),
    };
    writeln!(out, "scopes\t{scopes}")?;
    if app.kind == AppKind::Public {
        writeln!(out, "conditional-scopes\t{}", app.scopes.conditional.join(" "))?;
        writeln!(out, "optional-scopes\t{}", app.scopes.optional.join(" "))?;
        writeln!(out, "redirect-urls\t{}", app.redirect_urls.join(" "))?;
        writeln!(out, "client-id\t{}", app.client_id.as_deref().unwrap_or_default())?;
    }
    writeln!(out, "created\t{}", app.created_at)?;
    writeln!(out, "updated\t{}", app.updated_at)?;
    if let Some(at) = app.archived_at {
        writeln!(out, "archived\t{at}")?;
    }
    Ok(())
}

async fn update(engine: &Engine, changed: ChangedApp) -> Result<()> {
    let (account, id) = find(engine, &changed.which).await?;
    let split = |text: String| scope::split(&text);
    let change = AppChange {
        name: changed.name,
        required: changed.scopes.as_deref().map(Scopes::parse).or(changed.all_scopes.then_some(Scopes::All)),
        conditional: changed.more.conditional_scopes.map(split),
        optional: changed.more.optional_scopes.map(split),
        redirect_urls: changed.more.redirect_urls,
    };
    if change == AppChange::default() {
        bail!("say what is to change, as in `linchpin app update {id} --scopes \"…\"`");
    }
    print(&engine.update_app(account, id, &change).await?)
}

async fn rotate_secret(engine: &Engine, which: &OneApp) -> Result<()> {
    let (account, id) = find(engine, which).await?;
    let secret = engine.rotate_client_secret(account, id).await?;
    match engine.app(account, id).await?.client_id {
        Some(client_id) => {
            writeln!(std::io::stderr(), "the client id stays {client_id}; the new secret is:")?;
        }
        None => writeln!(std::io::stderr(), "webhooks are signed with the new secret, which is:")?,
    }
    writeln!(std::io::stdout(), "{}", secret.expose())?;
    Ok(())
}

async fn archive(engine: &Engine, which: &OneApp) -> Result<()> {
    let (account, id) = find(engine, which).await?;
    engine.archive_app(account, id).await?;
    writeln!(std::io::stderr(), "archived the app; its tokens are worthless")?;
    Ok(())
}

async fn installs(engine: &Engine, of: &OfAccount) -> Result<()> {
    let account = account::find(engine, of.account).await?;
    let mut out = std::io::stdout().lock();
    for install in engine.installs(account).await? {
        let (user, scopes) = (install.user, install.scopes.join(" "));
        writeln!(out, "{}\t{}\t{user}\t{}\t{scopes}", install.app, install.installed_at, install.name)?;
    }
    Ok(())
}

async fn uninstall(engine: &Engine, which: &OneApp) -> Result<()> {
    let (account, id) = find(engine, which).await?;
    if !engine.uninstall(account, id).await? {
        bail!("the app {id} is not installed in account {account}");
    }
    writeln!(std::io::stderr(), "took the app out; its tokens are worthless")?;
    Ok(())
}

async fn developer_key(engine: &Engine, new: &NewDeveloperKey) -> Result<()> {
    let account = account::find(engine, new.of.account).await?;
    let key = engine.rotate_developer_key(account, new.grace).await?;
    writeln!(std::io::stderr(), "the developer key of account {account} is:")?;
    writeln!(std::io::stdout(), "{}", key.expose())?;
    Ok(())
}

async fn find(engine: &Engine, which: &OneApp) -> Result<(AccountId, AppId)> {
    Ok((account::find(engine, which.of.account).await?, AppId(which.app)))
}
