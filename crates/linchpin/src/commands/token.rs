//! `linchpin token`: make and revoke private-app tokens.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use linchpin_engine::apps::NewPrivateApp;
use linchpin_engine::{Engine, Scopes};

use super::account;
use crate::cli::{NewToken, TokenCommand};
use crate::config::Config;
use crate::installation::Installation;

/// Runs the command; a server may be running and follows within a second.
pub(crate) async fn run(config: &Config, command: TokenCommand) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = match command {
        TokenCommand::Create(new) => create(&engine, new).await,
        TokenCommand::Revoke { token } => revoke(&engine, &token).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn create(engine: &Engine, new: NewToken) -> Result<()> {
    let account = account::find(engine, new.account).await?;
    // The command line has made sure that either scopes or all of them are asked for.
    let scopes = new.scopes.scopes.map_or(Scopes::All, |scopes| Scopes::parse(&scopes));
    let app = engine.create_private_app(NewPrivateApp { account, name: &new.name, scopes }).await?;
    writeln!(std::io::stderr(), "made the private app {:?} in account {account}; its token is:", new.name)?;
    writeln!(std::io::stdout(), "{}", app.token.expose())?;
    Ok(())
}

async fn revoke(engine: &Engine, token: &str) -> Result<()> {
    if !engine.revoke_token(token).await? {
        bail!("no such token, or it was revoked before");
    }
    writeln!(std::io::stderr(), "revoked the token")?;
    Ok(())
}
