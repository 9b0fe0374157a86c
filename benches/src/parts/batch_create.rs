//! Batch create over HTTP: against raw rusqlite writing the same rows, and with many records against none.

use anyhow::Result;

use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::raw::{self, BATCH};
use crate::report::{Mark, Measure, median_ratio, note, rate};
use crate::requests::Creates;
use crate::seeded::Scratch;

/// Connections that write at the same time.
pub(super) const CONNECTIONS: usize = 4;

/// Measures both.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    // An account and its token, and nothing else; also what raw rusqlite starts from, so that both have one schema.
    let blank = Scratch::new(&bench.folder)?;
    bench.serve(&blank)?.stop()?;
    let full = bench.serve(bench.copy()?)?;
    let (mut empty_rates, mut raw_rates, mut full_rates) = (Vec::new(), Vec::new(), Vec::new());
    for round in 1..=bench.rounds {
        note(&format!("batch create, round {round}"));
        let folder = Scratch::copy_of(&blank.path(), &bench.folder)?;
        let linchpin = bench.serve(&folder)?;
        empty_rates.push(contacts_per_second(bench, &linchpin)?);
        linchpin.stop()?;

        let contacts = raw::sqlite::read(&folder.database())?;
        let folder = Scratch::copy_of(&blank.path(), &bench.folder)?;
        settle()?;
        let elapsed = raw::sqlite::write(&folder.database(), &contacts)?;
        raw_rates.push(contacts.len() as f64 / elapsed.as_secs_f64());

        full_rates.push(contacts_per_second(bench, &full)?);
    }
    full.stop()?;
    Ok(vec![
        Measure {
            name: "batch create / raw rusqlite",
            value: median_ratio(&empty_rates, &raw_rates),
            unit: "",
            mark: Mark::AtLeast(0.35),
            figures: format!("{} / {} contacts", rate(&empty_rates), rate(&raw_rates)),
        },
        Measure {
            name: "batch create, full / empty",
            value: median_ratio(&full_rates, &empty_rates),
            unit: "",
            mark: Mark::AtLeast(0.8),
            figures: format!("{} / {} contacts", rate(&full_rates), rate(&empty_rates)),
        },
    ])
}

/// A round of batches, after a moment in which caches fill.
pub(super) fn contacts_per_second(bench: &Bench, linchpin: &Linchpin) -> Result<f64> {
    let creates = || Creates::batches(BATCH, &linchpin.token, CONNECTIONS);
    bench.warm_up(linchpin, creates(), 201)?;
    settle()?;
    Ok(bench.load(linchpin, creates(), 201)?.rate() * BATCH as f64)
}
