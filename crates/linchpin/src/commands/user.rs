//! `linchpin user`: make, list, change and remove the people who sign in.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use linchpin_domain::{AccountId, Role};
use linchpin_engine::Engine;
use linchpin_engine::people::{self, UserChange, UserKey, UserTeams};

use super::account;
use crate::cli::{NewUser, UserArguments, UserCommand};
use crate::config::Config;
use crate::installation::Installation;
use crate::ready::link_url;

/// Users read at a time.
const PART: usize = 100;

/// Runs the command; a server may be running and follows at once.
pub(crate) async fn run(config: &Config, command: UserCommand) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = match command {
        UserCommand::Create(new) => create(config, &engine, new).await,
        UserCommand::List { account } => list(&engine, account).await,
        UserCommand::ResetPassword(user) => reset_password(config, &engine, &user).await,
        UserCommand::Role { user, role } => change_role(&engine, &user, &role).await,
        UserCommand::Remove(user) => remove(&engine, &user).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn create(config: &Config, engine: &Engine, new: NewUser) -> Result<()> {
    let account = account::find(engine, new.user.account).await?;
    let NewUser { user, first_name, last_name, role } = new;
    let new = people::NewUser {
        email: user.email,
        first_name,
        last_name,
        role: role_of(&role)?,
        teams: UserTeams::default(),
    };
    let user = engine.create_user(account, new).await?;
    show(config, &engine.join_link(account, user.id).await?)
}

async fn list(engine: &Engine, account: Option<i64>) -> Result<()> {
    let account = account::find(engine, account).await?;
    let mut out = std::io::stdout().lock();
    let mut from = Some(0);
    while let Some(first) = from {
        let page = engine.list_users(account, first, PART).await?;
        for user in page.users {
            let state = if user.login.is_some() { "signs in" } else { "invited" };
            writeln!(out, "{}\t{}\t{}\t{state}", user.id, user.email, user.role)?;
        }
        from = page.next;
    }
    Ok(())
}

async fn reset_password(config: &Config, engine: &Engine, user: &UserArguments) -> Result<()> {
    let account = account::find(engine, user.account).await?;
    let user = engine.read_user(account, UserKey::Email(&user.email)).await?;
    show(config, &engine.reset_link(account, user.id).await?)
}

async fn change_role(engine: &Engine, user: &UserArguments, role: &str) -> Result<()> {
    let account = account::find(engine, user.account).await?;
    let change = UserChange { role: Some(role_of(role)?), ..UserChange::default() };
    engine.update_user(account, UserKey::Email(&user.email), change).await?;
    Ok(())
}

async fn remove(engine: &Engine, user: &UserArguments) -> Result<()> {
    let account: AccountId = account::find(engine, user.account).await?;
    Ok(engine.remove_user(account, UserKey::Email(&user.email)).await?)
}

fn role_of(name: &str) -> Result<Role> {
    Role::parse(name).context("the command line takes only roles that exist")
}

/// Prints a one-time link; it leads to where the configuration says that the server takes calls.
fn show(config: &Config, link: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{}", link_url(&format!("http://{}", config.listen), link))?;
    Ok(())
}
