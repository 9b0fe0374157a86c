//! How soon a write is found: alone, against bare Tantivy's own commit, and with many writes and searches at once.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde_json::json;

use super::batch_create::CONNECTIONS;
use crate::bare_index::BareIndex;
use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::load::{Connection, Pace, Paced};
use crate::questions;
use crate::raw::BATCH;
use crate::report::{Mark, Measure, median, median_ratio, note, percentile, thousands};
use crate::requests::{self, Creates, InTurn};
use crate::seeded;

/// Writes of a round that are looked for one by one.
const WRITES: usize = 25;
/// Records that are written in a second beside the searches.
const WRITTEN_PER_SECOND: u32 = 5_000;
/// From one search beside the writes to the next.
const SEARCH_EVERY: Duration = Duration::from_millis(100);
/// Questions that are asked beside the writes.
const ASKED: [&str; 3] = ["EQ city", "CONTAINS_TOKEN word", "two groups"];

/// Measures all of it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let seeded = bench.seeded()?;
    let questions = questions::all(&seeded)?;
    let folder = bench.own_copy()?;
    let ids = seeded::contact_ids(&folder.path())?;
    let linchpin = bench.serve(&folder)?;
    note("freshness; the first search waits for the index");
    let asked: Vec<_> = questions.iter().filter(|question| ASKED.contains(&question.name)).collect();
    ensure!(asked.len() == ASKED.len(), "some of the questions are gone");
    let searches = InTurn::new(asked.iter().map(|question| question.request(&linchpin.token)));
    bench.warm_up(&linchpin, vec![searches.clone()], 200)?;
    let bare = BareIndex::copy_of(&seeded::index_folder(&folder.path())?, &bench.folder)?;
    let found = found(bench, &linchpin, bare, &ids)?;
    let [writes, searches] = beside_each_other(bench, &linchpin, &searches)?;
    linchpin.stop()?;
    Ok(vec![found, writes, searches])
}

/// Single writes that are looked for at once; times in milliseconds.
#[derive(Default)]
struct Single {
    write: Vec<f64>,
    search: Vec<f64>,
    again: Vec<f64>,
    bare: Vec<f64>,
}

fn found(bench: &Bench, linchpin: &Linchpin, mut bare: BareIndex, ids: &[i64]) -> Result<Measure> {
    let mut times = Single::default();
    for round in 0..bench.rounds as usize {
        note(&format!("freshness, round {}", round + 1));
        settle()?;
        let first = round * WRITES;
        // Contacts from all over the index.
        let places = (first..first + WRITES).map(|place| ids[place * 7_919 % ids.len()]);
        bench.runtime.block_on(write_and_find(linchpin, places.zip(first..), &mut times))?;
        for _ in 0..WRITES {
            times.bare.push(bare.replace_one()?.as_secs_f64() * 1e3);
        }
    }
    Ok(Measure {
        name: "time until a write is found / bare Tantivy's commit and reload",
        value: median(&times.search) / median(&times.bare),
        unit: "",
        mark: Mark::AtMost(1.2),
        figures: format!(
            "{:.1} / {:.1} ms; the write itself {:.1} ms, a search without a write before it {:.1} ms",
            median(&times.search),
            median(&times.bare),
            median(&times.write),
            median(&times.again),
        ),
    })
}

/// Gives each contact a job that nobody else has, and looks for it at once and once more.
async fn write_and_find(
    linchpin: &Linchpin,
    contacts: impl Iterator<Item = (i64, usize)>,
    times: &mut Single,
) -> Result<()> {
    let mut connection = Connection::open(linchpin.address).await?;
    for (id, number) in contacts {
        let job = format!("Freshness tester {number}");
        let body = json!({ "properties": { "jobtitle": job } }).to_string();
        let path = format!("/crm/v3/objects/contacts/{id}");
        let write = requests::with_body("PATCH", &path, &linchpin.token, body.as_bytes());
        times.write.push(timed(&mut connection, &write, |_| Ok(())).await?);
        let filter = json!({ "propertyName": "jobtitle", "operator": "EQ", "value": job.to_lowercase() });
        let body = json!({ "filters": [filter] }).to_string();
        let path = "/crm/v3/objects/contacts/search";
        let search = requests::with_body("POST", path, &linchpin.token, body.as_bytes());
        let is_found = |answer: &str| {
            ensure!(answer.contains("\"total\":1,"), "the write is not found: {answer}");
            Ok(())
        };
        times.search.push(timed(&mut connection, &search, is_found).await?);
        times.again.push(timed(&mut connection, &search, is_found).await?);
    }
    Ok(())
}

/// Sends a request, and returns how many milliseconds its answer took.
async fn timed(
    connection: &mut Connection,
    request: &[u8],
    check: impl Fn(&str) -> Result<()>,
) -> Result<f64> {
    let started = Instant::now();
    let answer = connection.exchange(request).await?;
    let elapsed = started.elapsed();
    let text = String::from_utf8_lossy(answer.body);
    ensure!(answer.status == 200, "{} in place of 200: {text}", answer.status);
    check(&text)?;
    Ok(elapsed.as_secs_f64() * 1e3)
}

/// Many writes and some searches, each alone and both at once.
fn beside_each_other(bench: &Bench, linchpin: &Linchpin, searches: &InTurn) -> Result<[Measure; 2]> {
    let every = Duration::from_secs(1) * (CONNECTIONS * BATCH) as u32 / WRITTEN_PER_SECOND;
    let writing = || {
        let pace = Pace { every, duration: bench.round };
        Paced::run(linchpin.address, Creates::batches(BATCH, &linchpin.token, CONNECTIONS), 201, pace)
    };
    let searching = || {
        let pace = Pace { every: SEARCH_EVERY, duration: bench.round };
        Paced::run(linchpin.address, vec![searches.clone()], 200, pace)
    };
    let mut rates = [(); 4].map(|()| Vec::new());
    let mut times = [(); 2].map(|()| Vec::new());
    for round in 1..=bench.rounds {
        note(&format!("writes beside searches, round {round}"));
        settle()?;
        let writes = bench.runtime.block_on(writing())?;
        let alone = bench.runtime.block_on(searching())?;
        settle()?;
        let (beside, both) = bench.runtime.block_on(async { tokio::try_join!(writing(), searching()) })?;
        for (rates, paced) in rates.iter_mut().zip([&writes, &beside, &alone, &both]) {
            rates.push(paced.rate());
        }
        times[0].extend(alone.times);
        times[1].extend(both.times);
    }
    let [writes, beside, alone, both] = rates;
    let records = |rates: &[f64]| thousands((median(rates) * BATCH as f64).round() as u64);
    let [alone_times, both_times] = times.map(|times| (median(&times), percentile(&times, 0.99)));
    Ok([
        Measure {
            name: "rate of 5,000 creates a second: beside searches / alone",
            value: median_ratio(&beside, &writes),
            unit: "",
            mark: Mark::AtLeast(0.7),
            figures: format!("{}/s / {}/s records", records(&beside), records(&writes)),
        },
        Measure {
            name: "rate of a search each 100 ms: beside the creates / alone",
            value: median_ratio(&both, &alone),
            unit: "",
            mark: Mark::AtLeast(0.7),
            figures: format!(
                "{:.1}/s / {:.1}/s; p50 {:.1} / {:.1} ms, p99 {:.1} / {:.1} ms",
                median(&both),
                median(&alone),
                both_times.0,
                alone_times.0,
                both_times.1,
                alone_times.1,
            ),
        },
    ])
}
