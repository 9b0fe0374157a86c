//! `linchpin owner`: make people whom records can belong to; each is a user, a member of the account.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use linchpin_domain::Role;
use linchpin_engine::Engine;
use linchpin_engine::people::{NewUser, UserTeams};

use super::account;
use crate::cli::{NewOwner, OwnerCommand};
use crate::config::Config;
use crate::installation::Installation;

/// Runs the command; a server may be running and follows within a second.
pub(crate) async fn run(config: &Config, command: OwnerCommand) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = match command {
        OwnerCommand::Create(new) => create(&engine, new).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn create(engine: &Engine, new: NewOwner) -> Result<()> {
    let account = account::find(engine, new.account).await?;
    let NewOwner { email, first_name, last_name, .. } = new;
    let new = NewUser { email, first_name, last_name, role: Role::Member, teams: UserTeams::default() };
    writeln!(std::io::stdout(), "{}", engine.create_user(account, new).await?.id)?;
    Ok(())
}
