//! Single durable creates from many connections, against reads of the same run, and how many fsyncs they share.

use anyhow::Result;

use super::read::CONNECTIONS;
use crate::bench::{Bench, settle};
use crate::report::{Mark, Measure, median_ratio, note, rate, thousands};
use crate::requests::{Creates, InTurn};
use crate::seeded;

/// Measures both.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = bench.copy()?;
    let ids = seeded::contact_ids(&folder.path())?;
    let linchpin = bench.serve(folder)?;
    let reads = InTurn::reads(&ids, &linchpin.token, CONNECTIONS);
    let creates = Creates::singles(&linchpin.token, CONNECTIONS);
    bench.warm_up(&linchpin, reads.clone(), 200)?;
    bench.warm_up(&linchpin, creates.clone(), 201)?;
    let (mut read_rates, mut create_rates) = (Vec::new(), Vec::new());
    let (mut n_created, mut transactions, mut commits) = (0, 0, 0);
    for round in 1..=bench.rounds {
        note(&format!("single create, round {round}"));
        settle()?;
        read_rates.push(bench.load(&linchpin, reads.clone(), 200)?.rate());
        let before = bench.runtime.block_on(linchpin.counters())?;
        let load = bench.load(&linchpin, creates.clone(), 201)?;
        let after = bench.runtime.block_on(linchpin.counters())?;
        create_rates.push(load.rate());
        n_created += load.n_answered;
        transactions += after.transactions - before.transactions;
        commits += after.commits - before.commits;
    }
    linchpin.stop()?;
    Ok(vec![
        Measure {
            name: "single create / read by id",
            value: median_ratio(&create_rates, &read_rates),
            unit: "",
            mark: Mark::AtLeast(0.35),
            figures: format!("{} / {}", rate(&create_rates), rate(&read_rates)),
        },
        Measure {
            name: "commits / transactions",
            value: commits as f64 / transactions as f64,
            unit: "",
            mark: Mark::AtMost(1.0),
            figures: format!(
                "{} fsyncs for {} transactions; {:.3} fsyncs each create",
                thousands(commits),
                thousands(transactions),
                commits as f64 / n_created as f64,
            ),
        },
    ])
}
