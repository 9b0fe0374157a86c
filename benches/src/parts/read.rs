//! Read by id over HTTP, against a bare axum handler that returns the same bytes; beside them, for information, a handler
//! that reads the row and does nothing else.

use anyhow::Result;

use crate::bare::Bare;
use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::load::{self, Load};
use crate::process::Process;
use crate::report::{Mark, Measure, median, median_ratio, note, rate};
use crate::requests::InTurn;
use crate::seeded::{self, DATABASE};

/// Connections that read at the same time.
pub(super) const CONNECTIONS: usize = 32;
/// Answers that are looked at to find one of the usual length.
const SAMPLES: usize = 101;

/// Measures it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = bench.seeded()?;
    let ids = seeded::contact_ids(&folder)?;
    let linchpin = Linchpin::start(&bench.binary, &folder, None)?;
    let bare = Bare::start(&usual_body(bench, &linchpin, &ids)?)?;
    let point = Bare::reading(&folder.join(DATABASE))?;
    let reads = InTurn::reads(&ids, &linchpin.token, CONNECTIONS);
    bench.warm_up(&linchpin, reads.clone(), 200)?;
    let mut sides = [
        (&linchpin.process, linchpin.address, Vec::new(), Vec::new()),
        (&bare.process, bare.address, Vec::new(), Vec::new()),
        (&point.process, point.address, Vec::new(), Vec::new()),
    ];
    for round in 1..=bench.rounds {
        note(&format!("read, round {round}"));
        settle()?;
        seeded::warm(&folder)?;
        for (process, address, rates, cpu) in &mut sides {
            let (load, cpu_each) = round_of(bench, process, *address, reads.clone())?;
            rates.push(load.rate());
            cpu.push(cpu_each);
        }
    }
    let [(.., linchpin_rates, linchpin_cpu), (.., bare_rates, bare_cpu), (.., point_rates, point_cpu)] =
        sides;
    linchpin.stop()?;
    Ok(vec![Measure {
        name: "read by id / bare axum",
        value: median_ratio(&linchpin_rates, &bare_rates),
        unit: "",
        mark: Mark::AtLeast(0.7),
        figures: format!(
            "{} / {}; server CPU {:.1} / {:.1} µs each; a handler that only reads the row: {}, {:.1} µs",
            rate(&linchpin_rates),
            rate(&bare_rates),
            median(&linchpin_cpu),
            median(&bare_cpu),
            rate(&point_rates),
            median(&point_cpu),
        ),
    }])
}

/// A round, with the processor time that each answer took of the server, in microseconds.
pub(super) fn round_of(
    bench: &Bench,
    server: &Process,
    address: std::net::SocketAddr,
    reads: Vec<InTurn>,
) -> Result<(Load, f64)> {
    let before = server.cpu_seconds()?;
    let load = bench.runtime.block_on(load::run(address, reads, 200, bench.round))?;
    let cpu = (server.cpu_seconds()? - before) * 1e6 / load.n_answered as f64;
    Ok((load, cpu))
}

/// The answer of middle length among some.
fn usual_body(bench: &Bench, linchpin: &Linchpin, ids: &[i64]) -> Result<Vec<u8>> {
    let mut bodies = Vec::with_capacity(SAMPLES);
    for sample in 0..SAMPLES {
        let id = ids[sample * (ids.len() - 1) / (SAMPLES - 1)];
        bodies.push(bench.runtime.block_on(linchpin.get(&format!("/crm/v3/objects/contacts/{id}")))?);
    }
    bodies.sort_by_key(Vec::len);
    Ok(bodies.swap_remove(SAMPLES / 2))
}
