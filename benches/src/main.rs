//! Measurements as ratios in one run: Linchpin beside the least that could do the same work, on the same machine.
//!
//! Both sides of a ratio run in turns, several times, so that a machine that is busy or slow for a while is so for
//! both.
//! BENCHMARKS.md says what is measured and how to read it.

mod bare;
mod bare_index;
mod bench;
mod binary;
mod contacts;
mod dynamic_lists;
mod in_process;
mod jsonb;
mod linchpin;
mod load;
mod parts;
mod postgres_server;
mod process;
mod questions;
mod random;
mod raw;
mod receiver;
mod related;
mod report;
mod requests;
mod seeded;

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Parser, Subcommand};

use crate::bench::{Bench, Settings};

/// Measures Linchpin against the least that could do the same work.
///
/// Runs every part, prints a table, and ends with 1 when a figure misses its mark.
#[derive(Debug, Parser)]
#[command(name = "linchpin-benches")]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    part: Option<Part>,
}

/// One part alone.
#[derive(Debug, Clone, Subcommand)]
enum Part {
    /// Read by id, against a bare axum handler that returns the same bytes.
    Read,
    /// Batch create, against raw rusqlite writing the same rows, and with many records against none.
    BatchCreate,
    /// Single durable creates, against reads of the same run.
    SingleCreate,
    /// Batches of associations, against raw rusqlite writing the same rows.
    Associate,
    /// Reads with associations, against plain ones; pages of very many, against pages of few.
    Associated,
    /// Stage changes of deals, against plain updates.
    StageChange,
    /// Time from start to ready, memory, and the size of the binary.
    Start,
    /// Batch create on PostgreSQL, against raw inserts of the same rows on the same server.
    Postgres,
    /// Searches, against bare Tantivy on the same files, and over HTTP.
    Search,
    /// Searches, against PostgreSQL with the same contacts and all the indexes that help it.
    SearchPostgres,
    /// Building the search index anew, against bare Tantivy from memory, and its size.
    Index,
    /// How soon a write is found, and many writes beside searches.
    Freshness,
    /// How soon many dynamic lists follow many changes.
    Lists,
    /// A thousand OAuth clients that refresh at once, against single durable creates.
    Oauth,
    /// What authentication, scopes and limits cost of a read by id.
    Access,
    /// How soon webhooks arrive, what they cost, and what waits for a receiver that is away.
    Webhooks,
    /// Serves the body that standard input holds, whatever is asked, or contacts from a database.
    #[command(hide = true)]
    Bare {
        /// The database.
        #[arg(long)]
        database: Option<std::path::PathBuf>,
    },
}

impl Part {
    const ALL: [Self; 16] = [
        Self::Read,
        Self::BatchCreate,
        Self::SingleCreate,
        Self::Associate,
        Self::Associated,
        Self::StageChange,
        Self::Start,
        Self::Postgres,
        Self::Search,
        Self::SearchPostgres,
        Self::Index,
        Self::Freshness,
        Self::Lists,
        Self::Oauth,
        Self::Access,
        Self::Webhooks,
    ];
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let runtime = tokio::runtime::Runtime::new()?;
    if let Some(Part::Bare { database }) = cli.part {
        return runtime.block_on(bare::serve(database)).map(|()| ExitCode::SUCCESS);
    }
    if cfg!(debug_assertions) {
        bail!("figures of a debug build mean nothing: run it with `cargo run --release -p linchpin-benches`");
    }
    let bench = Bench::new(cli.settings, runtime)?;
    let wanted = cli.part.map_or(Part::ALL.to_vec(), |part| vec![part]);
    let mut measures = Vec::new();
    for part in wanted {
        measures.extend(match part {
            Part::Read => parts::read::measure(&bench)?,
            Part::BatchCreate => parts::batch_create::measure(&bench)?,
            Part::SingleCreate => parts::single_create::measure(&bench)?,
            Part::Associate => parts::associate::measure(&bench)?,
            Part::Associated => parts::associated::measure(&bench)?,
            Part::StageChange => parts::stage_change::measure(&bench)?,
            Part::Start => parts::start::measure(&bench)?,
            Part::Postgres => parts::postgres::measure(&bench)?,
            Part::Search => parts::search::measure(&bench)?,
            Part::SearchPostgres => parts::search_postgres::measure(&bench)?,
            Part::Index => parts::index::measure(&bench)?,
            Part::Freshness => parts::freshness::measure(&bench)?,
            Part::Lists => parts::lists::measure(&bench)?,
            Part::Oauth => parts::oauth::measure(&bench)?,
            Part::Access => parts::access::measure(&bench)?,
            Part::Webhooks => parts::webhooks::measure(&bench)?,
            Part::Bare { .. } => Vec::new(),
        });
    }
    report::print(&bench.describe(), &measures)?;
    let reached = measures.iter().all(report::Measure::reached);
    Ok(if reached { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
