//! Batch create over HTTP on PostgreSQL, against raw inserts of the same rows on the same server.

use anyhow::Result;

use super::batch_create::{CONNECTIONS, contacts_per_second};
use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::postgres_server::PostgresServer;
use crate::raw;
use crate::report::{Mark, Measure, median_ratio, note, rate};
use crate::seeded::Scratch;

/// The database that has the tables, an account and its token: all others are copies of it.
const BLANK: &str = "blank";
/// Where Linchpin writes.
const SERVED: &str = "served";
/// Where the raw inserts go.
const RAW: &str = "raw";

/// Measures it, or nothing where PostgreSQL is not installed.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let Some(server) = PostgresServer::start()? else {
        note("no PostgreSQL is installed: its part is left out");
        return Ok(Vec::new());
    };
    // Holds the key and the token that fit to all of the databases.
    let folder = Scratch::new(&bench.folder)?;
    let serve = |name| Linchpin::start(&bench.binary, &folder.path(), Some(&server.database(name)));
    bench.runtime.block_on(create(&server, BLANK, "template0"))?;
    serve(BLANK)?.stop()?;
    let (mut linchpin_rates, mut raw_rates) = (Vec::new(), Vec::new());
    for round in 1..=bench.rounds {
        note(&format!("PostgreSQL, round {round}"));
        bench.runtime.block_on(create(&server, SERVED, BLANK))?;
        let linchpin = serve(SERVED)?;
        linchpin_rates.push(contacts_per_second(bench, &linchpin)?);
        linchpin.stop()?;

        let contacts = bench.runtime.block_on(raw::postgres::read(&server.database(SERVED)))?;
        bench.runtime.block_on(create(&server, RAW, BLANK))?;
        settle()?;
        let (n_contacts, url) = (contacts.len() as f64, server.database(RAW));
        let elapsed = bench.runtime.block_on(raw::postgres::write(&url, contacts, CONNECTIONS))?;
        raw_rates.push(n_contacts / elapsed.as_secs_f64());
    }
    Ok(vec![Measure {
        name: "PostgreSQL: batch create / raw",
        value: median_ratio(&linchpin_rates, &raw_rates),
        unit: "",
        mark: Mark::AtLeast(0.35),
        figures: format!("{} / {} contacts", rate(&linchpin_rates), rate(&raw_rates)),
    }])
}

/// Makes a database that is a copy of another one, in place of an older one of its name.
async fn create(server: &PostgresServer, name: &str, template: &str) -> Result<()> {
    let client = raw::postgres::connect(&server.database("postgres")).await?;
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    client.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await?;
    // So that no checkpoint of the copy falls into a round.
    client.batch_execute("CHECKPOINT").await?;
    Ok(())
}
