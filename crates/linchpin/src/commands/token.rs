//! `linchpin token`: make, list, rotate and revoke the tokens of private apps.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use linchpin_domain::{AppId, Timestamp};
use linchpin_engine::{Engine, Scopes};

use super::{account, app};
use crate::cli::apps::{NewToken, OfAccount, RotatedTokens, TokenCommand, TokensOf};
use crate::config::Config;
use crate::installation::Installation;

/// Runs the command; a server may be running and follows within a second.
pub(crate) async fn run(config: &Config, command: TokenCommand) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = match command {
        TokenCommand::Create(new) => create(&engine, new).await,
        TokenCommand::List(of) => list(&engine, &of).await,
        TokenCommand::Rotate(rotated) => rotate(&engine, &rotated).await,
        TokenCommand::Revoke { token, app: None, .. } => revoke(&engine, &token).await,
        TokenCommand::Revoke { token, app: Some(app), of } => revoke_by_id(&engine, &of, app, &token).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn create(engine: &Engine, new: NewToken) -> Result<()> {
    let account = account::find(engine, new.of.account).await?;
    let Some(app) = new.what.app.map(AppId) else {
        // The command line has made sure that either scopes or all of them are asked for.
        let scopes = new.what.scopes.as_deref().map_or(Scopes::All, Scopes::parse);
        return app::create_private(engine, account, &new.name, scopes).await;
    };
    let token = engine.create_app_token(account, app).await?;
    writeln!(std::io::stderr(), "made a token of the app {app} in account {account}:")?;
    writeln!(std::io::stdout(), "{}", token.expose())?;
    Ok(())
}

async fn list(engine: &Engine, of: &TokensOf) -> Result<()> {
    let account = account::find(engine, of.of.account).await?;
    let time = |at: Option<Timestamp>| at.map_or_else(|| "-".to_owned(), |at| at.to_string());
    let mut out = std::io::stdout().lock();
    for token in engine.app_tokens(account, AppId(of.app)).await? {
        let (ends, used) = (time(token.expires_at), time(token.last_used_at));
        writeln!(out, "{}\t…{}\t{}\t{ends}\t{used}", token.id, token.hint, token.created_at)?;
    }
    Ok(())
}

async fn rotate(engine: &Engine, rotated: &RotatedTokens) -> Result<()> {
    let account = account::find(engine, rotated.which.of.account).await?;
    let token = engine.rotate_app_token(account, AppId(rotated.which.app), rotated.grace).await?;
    let minutes = rotated.grace.as_secs() / 60;
    writeln!(std::io::stderr(), "the tokens before work for {minutes} minutes more; the new one is:")?;
    writeln!(std::io::stdout(), "{}", token.expose())?;
    Ok(())
}

async fn revoke(engine: &Engine, token: &str) -> Result<()> {
    if !engine.revoke_token(token).await? {
        bail!("no such token, or it was revoked before");
    }
    writeln!(std::io::stderr(), "revoked the token")?;
    Ok(())
}

async fn revoke_by_id(engine: &Engine, of: &OfAccount, app: i64, id: &str) -> Result<()> {
    let account = account::find(engine, of.account).await?;
    engine.revoke_app_token(account, AppId(app), id).await?;
    writeln!(std::io::stderr(), "revoked the token")?;
    Ok(())
}
