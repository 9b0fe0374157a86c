//! How soon Linchpin takes calls, how much memory it then holds, and how large it is on disk.

use anyhow::Result;

use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::load::{Connection, Requests as _};
use crate::raw::BATCH;
use crate::report::{Mark, Measure, median, note};
use crate::requests::{Creates, InTurn};
use crate::seeded;

/// How often it is started.
const STARTS: usize = 5;
/// Reads before its memory is looked at.
const READS: usize = 1_000;

/// Measures all of it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    note("start");
    let folder = bench.seeded()?;
    let ids = seeded::contact_ids(&folder)?;
    settle()?;
    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let linchpin = Linchpin::start(&bench.binary, &folder, None)?;
        times.push(linchpin.ready_in.as_secs_f64() * 1e3);
        let at_start = linchpin.process.resident_mb()?;
        bench.runtime.block_on(read_some(&linchpin, &ids))?;
        memory.push((at_start, linchpin.process.resident_mb()?));
        linchpin.stop()?;
    }
    let at_start: Vec<_> = memory.iter().map(|(at_start, _)| *at_start).collect();
    let after_reads: Vec<_> = memory.iter().map(|(_, after_reads)| *after_reads).collect();
    let all = times.iter().map(|time| format!("{time:.0}")).collect::<Vec<_>>().join(", ");
    let size = std::fs::metadata(&bench.binary)?.len() as f64 / 1e6;
    Ok(vec![
        Measure {
            name: "start to ready",
            value: median(&times),
            unit: "ms",
            mark: Mark::AtMost(300.0),
            figures: format!("{all} ms"),
        },
        after_crash(bench)?,
        Measure {
            name: "memory after 1,000 reads",
            value: median(&after_reads),
            unit: "MB",
            mark: Mark::AtMost(100.0),
            figures: format!("{:.0} MB after start", median(&at_start)),
        },
        Measure {
            name: "binary",
            value: size,
            unit: "MB",
            mark: Mark::AtMost(50.0),
            figures: bench.binary.display().to_string(),
        },
    ])
}

/// Starts it after `kill -9` in the middle of writing.
fn after_crash(bench: &Bench) -> Result<Measure> {
    let folder = bench.copy()?;
    let linchpin = bench.serve(folder)?;
    bench.warm_up(
        &linchpin,
        Creates::batches(BATCH, &linchpin.token, super::batch_create::CONNECTIONS),
        201,
    )?;
    linchpin.process.kill()?;
    let log = std::fs::metadata(folder.database().with_extension("db-wal"))?.len() as f64 / 1e6;
    let linchpin = bench.serve(folder)?;
    let time = linchpin.ready_in.as_secs_f64() * 1e3;
    linchpin.stop()?;
    Ok(Measure {
        name: "start after kill -9",
        value: time,
        unit: "ms",
        mark: Mark::AtMost(300.0),
        figures: format!("{log:.0} MB of write-ahead log to go through"),
    })
}

async fn read_some(linchpin: &Linchpin, ids: &[i64]) -> Result<()> {
    let mut reads = InTurn::reads(ids, &linchpin.token, 1).remove(0);
    let mut connection = Connection::open(linchpin.address).await?;
    for _ in 0..READS {
        let answer = connection.exchange(reads.next()).await?;
        anyhow::ensure!(answer.status == 200, "a read answers {}", answer.status);
    }
    Ok(())
}
