//! `linchpin index`: look at the search indexes and build them anew.

use std::io::Write as _;
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use anyhow::{Result, bail};
use linchpin_domain::{AccountId, ObjectType};
use linchpin_engine::{Engine, Error};

use super::account;
use crate::cli::{IndexArguments, IndexCommand};
use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::installation::Installation;
use crate::progress::Progress;

/// Runs the command; no server may run on the folder, for the indexes are its own.
pub(crate) async fn run(config: &Config, command: IndexCommand) -> Result<ExitCode> {
    let folder = DataFolder::open(&config.data)?;
    let lock = folder.lock()?;
    let engine = Installation::open(config, folder, &lock).await?.engine;
    let done = match command {
        IndexCommand::Rebuild(arguments) => rebuild(&engine, &arguments).await,
        IndexCommand::Status => status(&engine).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn status(engine: &Engine) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for index in engine.index_status().await? {
        let (account, plural, bytes) = (index.account, index.object_type.plural, index.bytes);
        match index.usable {
            Some((documents, behind)) => {
                writeln!(out, "{account}\t{plural}\t{documents} records\t{bytes} bytes\t{behind} behind")?;
            }
            None => writeln!(out, "{account}\t{plural}\tto be built\t{bytes} bytes")?,
        }
    }
    Ok(())
}

async fn rebuild(engine: &Engine, arguments: &IndexArguments) -> Result<()> {
    let accounts: Vec<_> = match arguments.account {
        Some(id) => vec![account::find(engine, Some(id)).await?],
        None => engine.accounts().await?.into_iter().map(|account| account.id).collect(),
    };
    let mut n_wanted = 0;
    for account in accounts {
        let types = engine.types_with_records(account).await?;
        let wanted = wanted(engine, account, arguments.object_type.as_deref()).await?;
        let is_wanted = |id| arguments.object_type.is_none() || wanted.is_some_and(|wanted| wanted.id == id);
        n_wanted += usize::from(wanted.is_some());
        for (object_type, total) in types.into_iter().filter(|(found, _)| is_wanted(found.id)) {
            build(engine, account, object_type, total).await?;
        }
    }
    match &arguments.object_type {
        Some(name) if n_wanted == 0 => {
            bail!("there is no object type {name:?}; try contacts, companies or deals")
        }
        _ => Ok(()),
    }
}

/// The object type that was named, if the account has it.
async fn wanted(
    engine: &Engine,
    account: AccountId,
    name: Option<&str>,
) -> Result<Option<&'static ObjectType>> {
    let Some(name) = name else { return Ok(None) };
    match engine.object_type(account, name).await {
        Err(Error::UnknownObjectType(_)) => Ok(None),
        found => Ok(Some(found?)),
    }
}

async fn build(
    engine: &Engine,
    account: AccountId,
    object_type: &'static ObjectType,
    total: u64,
) -> Result<()> {
    let started = Instant::now();
    let progress = Mutex::new(Progress::new(object_type.plural, total));
    let with =
        |work: &dyn Fn(&mut Progress)| work(&mut progress.lock().unwrap_or_else(PoisonError::into_inner));
    let documents = engine
        .rebuild_index(account, object_type, |n_records| with(&|progress| progress.add(n_records)))
        .await?;
    with(&|progress| progress.end());
    let (plural, seconds) = (object_type.plural, started.elapsed().as_secs_f64());
    writeln!(std::io::stderr(), "indexed {documents} {plural} of account {account} in {seconds:.1} s")?;
    Ok(())
}
