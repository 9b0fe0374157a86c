//! `linchpin restore`: bring archived records back.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Result, bail};
use linchpin_engine::objects::ItemError;
use linchpin_engine::{Engine, Error, Principal};

use crate::cli::RestoreArguments;
use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::installation::Installation;

/// Restores the records in the account of the default app; no server may run on the folder, for it would not hear of
/// it: `POST /_linchpin/v1/objects/{type}/restore` is for running ones.
pub(crate) async fn run(config: &Config, arguments: &RestoreArguments) -> Result<ExitCode> {
    let folder = DataFolder::open(&config.data)?;
    let lock = folder.lock()?;
    let installation = Installation::open(config, folder, &lock).await?;
    let app = installation.default_app().await?;
    let done = restore(&installation.engine, &app.principal, arguments).await;
    installation.engine.close().await;
    let errors = done?;
    let mut out = std::io::stderr().lock();
    for ItemError { trace_id, error } in &errors {
        writeln!(out, "{} is not restored: {}", trace_id.as_deref().unwrap_or_default(), words(error))?;
    }
    Ok(if errors.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Restores the records, prints their ids and returns what is wrong with the others.
async fn restore(
    engine: &Engine,
    principal: &Principal,
    arguments: &RestoreArguments,
) -> Result<Vec<ItemError>> {
    let name = &arguments.object_type;
    let object_type = match engine.object_type(principal.account, name).await {
        Err(Error::UnknownObjectType(_)) => {
            bail!("there is no object type {name:?}; try contacts, companies or deals")
        }
        found => found?,
    };
    let ids: Vec<&str> = arguments.ids.iter().map(String::as_str).collect();
    let done = engine.restore_records(principal, object_type, &ids).await?;
    let mut out = std::io::stdout().lock();
    for record in &done.results {
        writeln!(out, "{}", record.id)?;
    }
    Ok(done.errors)
}

/// What is wrong, with the record that is in the way.
fn words(error: &Error) -> String {
    match error {
        Error::AlreadyExists { object_type, existing: Some(holder) } => {
            format!("{} {holder} has its email address", object_type.singular)
        }
        Error::UniqueValueTaken { object_type, property, value, holder, .. } => {
            format!("{} {holder} has its {property} {value:?}", object_type.singular)
        }
        error => error.to_string(),
    }
}
