//! `linchpin seed`: write a realistic, reproducible data set of any size.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::cli::SeedArguments;
use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::installation::Installation;
use crate::seed::{Kind, Seeding};

/// Writes the records into the account of the default app; no server may run on the folder.
pub(crate) async fn run(config: &Config, arguments: &SeedArguments) -> Result<ExitCode> {
    let amounts = [
        (Kind::Company, arguments.companies),
        (Kind::Contact, arguments.contacts),
        (Kind::Deal, arguments.deals),
    ];
    let total: u64 = amounts.iter().map(|(_, count)| count).sum();
    if total == 0 {
        bail!(
            "say how many records to write, as in `linchpin seed --contacts 1000 --companies 100 --deals 50`"
        );
    }
    let started = Instant::now();
    let folder = DataFolder::open(&config.data)?;
    let lock = folder.lock()?;
    let installation = Installation::open(config, folder, &lock).await?;
    let app = installation.default_app().await?;
    let engine = &installation.engine;
    let seeding = Seeding { engine, principal: &app.principal, seed: arguments.seed };
    let mut done = Ok(());
    for (kind, count) in amounts.into_iter().filter(|(_, count)| *count > 0) {
        done = seeding.write(kind, count).await;
        if done.is_err() {
            break;
        }
    }
    engine.close().await;
    done?;
    let (account, seconds) = (app.principal.account, started.elapsed().as_secs_f64());
    writeln!(std::io::stderr(), "wrote {total} records into account {account} in {seconds:.1} s")?;
    Ok(ExitCode::SUCCESS)
}
