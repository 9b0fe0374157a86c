//! What every part needs: the settings, the binary, the folders.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use tokio::runtime::Runtime;

use crate::linchpin::Linchpin;
use crate::report::{note, thousands};
use crate::seeded::{self, Scratch};
use crate::{binary, load};

/// How to measure.
#[derive(Debug, Args)]
pub(crate) struct Settings {
    /// How many contacts the store holds where it is measured with many.
    #[arg(long, value_name = "N", default_value_t = 1_000_000, global = true)]
    records: u64,
    /// How long each side of a round takes.
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..), global = true)]
    seconds: u64,
    /// How many rounds; the middle one counts.
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..), global = true)]
    rounds: u64,
    /// Measure this binary instead of building the release binary.
    #[arg(long, value_name = "FILE", global = true)]
    binary: Option<PathBuf>,
}

/// What every part needs.
pub(crate) struct Bench {
    /// Runs the load generator.
    pub(crate) runtime: Runtime,
    /// Linchpin.
    pub(crate) binary: PathBuf,
    /// Where data folders are.
    pub(crate) folder: PathBuf,
    /// How long each side of a round takes.
    pub(crate) round: Duration,
    /// How many rounds.
    pub(crate) rounds: u64,
    records: u64,
    copy: OnceCell<Scratch>,
}

impl Bench {
    /// Builds the binary and makes the folder.
    pub(crate) fn new(settings: Settings, runtime: Runtime) -> Result<Self> {
        let binary = match settings.binary {
            Some(binary) => binary,
            None => binary::build()?,
        };
        if !binary.is_file() {
            bail!("there is no {}", binary.display());
        }
        let folder = binary::target().join("bench");
        std::fs::create_dir_all(&folder)?;
        seeded::remove_leftovers(&folder)?;
        Ok(Self {
            runtime,
            binary,
            folder,
            round: Duration::from_secs(settings.seconds),
            rounds: settings.rounds,
            records: settings.records,
            copy: OnceCell::new(),
        })
    }

    /// The machine and the settings, in a line.
    pub(crate) fn describe(&self) -> String {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let processors = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = processors.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        format!(
            "{} records, {} rounds of {} s each side, {cores} cores of {}",
            thousands(self.records),
            self.rounds,
            self.round.as_secs(),
            model.map_or("an unknown processor", |(_, model)| model),
        )
    }

    /// The folder seeded with all records; nobody may write to it, but for its search index.
    pub(crate) fn seeded(&self) -> Result<PathBuf> {
        seeded::folder(&self.binary, &self.folder, self.records)
    }

    /// A copy of it that one part may write to, when it matters what is in it.
    pub(crate) fn own_copy(&self) -> Result<Scratch> {
        let seeded = self.seeded()?;
        note("copying the seeded folder");
        let copy = Scratch::copy_of(&seeded, &self.folder)?;
        settle()?;
        Ok(copy)
    }

    /// A copy of it that all parts together may write to.
    pub(crate) fn copy(&self) -> Result<&Scratch> {
        if let Some(copy) = self.copy.get() {
            return Ok(copy);
        }
        let copy = self.own_copy()?;
        Ok(self.copy.get_or_init(|| copy))
    }

    /// Serves a folder from SQLite.
    pub(crate) fn serve(&self, folder: &Scratch) -> Result<Linchpin> {
        Linchpin::start(&self.binary, &folder.path(), None)
    }

    /// Sends requests for as long as a round takes.
    pub(crate) fn load<R: load::Requests>(
        &self,
        linchpin: &Linchpin,
        callers: Vec<R>,
        expected: u16,
    ) -> Result<load::Load> {
        self.runtime.block_on(load::run(linchpin.address, callers, expected, self.round))
    }

    /// Sends requests for a moment, so that caches are filled and connections to the database are open.
    pub(crate) fn warm_up<R: load::Requests>(
        &self,
        linchpin: &Linchpin,
        callers: Vec<R>,
        expected: u16,
    ) -> Result<()> {
        let moment = Duration::from_millis(500).min(self.round);
        self.runtime.block_on(load::run(linchpin.address, callers, expected, moment)).map(|_| ())
    }
}

/// Lets the disk finish what earlier work left it to do.
pub(crate) fn settle() -> Result<()> {
    let done = Command::new("sync").status()?;
    if !done.success() {
        bail!("sync: {done}");
    }
    Ok(())
}
