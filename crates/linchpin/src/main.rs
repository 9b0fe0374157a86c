//! The binary: configuration, the data folder, the HTTP server and the commands.
//!
//! It wires the other crates together and decides nothing about CRM or HubSpot.
//! In reading order: `cli` and `config` say what is wanted, `data_folder` and `installation` what it is done to,
//! `commands` what is done.

mod cli;
mod commands;
mod config;
mod data_folder;
mod home;
mod http_server;
mod installation;
mod logging;
mod progress;
mod ready;
mod sample;
mod seed;
mod tls;
mod trigger;
mod webhooks;

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::cli::{Cli, Command, CommonFlags};
use crate::config::Config;

/// What a caller's task allocates the writer thread frees, and the reverse: the system's allocator takes a lock for
/// that, and wakes whoever waits for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let (common, command) = Cli::of_process();
    run(&common, command).unwrap_or_else(|error| {
        // The log may be set to be silent or to be read by machines; this is for whoever started the process.
        let _ = writeln!(std::io::stderr(), "linchpin: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(common: &CommonFlags, command: Command) -> Result<ExitCode> {
    let flags = match &command {
        Command::Serve(flags) => Some(flags),
        _ => None,
    };
    let config = Config::load(common, flags)?;
    let _log = logging::start(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.context("cannot start the runtime")?;
    let done = runtime.block_on(async {
        match command {
            Command::Serve(_) => commands::serve::run(&config).await,
            Command::Seed(arguments) => commands::seed::run(&config, &arguments).await,
            Command::Account(command) => commands::account::run(&config, &command).await,
            Command::App(command) => commands::app::run(&config, command).await,
            Command::Token(command) => commands::token::run(&config, command).await,
            Command::Webhooks(command) => commands::webhooks::run(&config, command).await,
            Command::Owner(command) => commands::owner::run(&config, command).await,
            Command::User(command) => commands::user::run(&config, command).await,
            Command::Restore(arguments) => commands::restore::run(&config, &arguments).await,
            Command::Ca(command) => commands::ca::run(&config, &command),
            Command::Calls(arguments) => commands::calls::run(&config, &arguments).await,
            Command::Changes(arguments) => commands::changes::run(&config, &arguments).await,
            Command::Listen(arguments) => commands::listen::run(&config, &arguments).await,
            Command::Trigger(arguments) => commands::trigger::run(&config, arguments).await,
            Command::Deliveries(arguments) => commands::deliveries::run(&config, &arguments).await,
            Command::Index(command) => commands::index::run(&config, command).await,
        }
    });
    // A request that is still stuck after its time is not waited for.
    runtime.shutdown_background();
    done
}
