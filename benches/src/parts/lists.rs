//! How soon dynamic lists follow their members, with many lists and many changes.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::json;
use tokio::task::JoinSet;

use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::load::{Connection, Pace, Paced};
use crate::report::{Mark, Measure, median, note, percentile, thousands};
use crate::requests::{self, InTurn};
use crate::{dynamic_lists, seeded};

/// Dynamic lists, those that are watched among them.
const LISTS: usize = 1_000;
/// Lists whose single member is watched for.
const WATCHED: usize = 50;
/// Contacts that are changed in one batch.
const BATCH: usize = 20;
/// Connections that change contacts.
const CONNECTIONS: usize = 2;
/// Changes of contacts in a second.
const CHANGES_PER_SECOND: u32 = 1_000;
/// How long contacts are changed.
const DURATION: Duration = Duration::from_secs(10);
/// From one change that is watched to the next.
const WATCH_EVERY: Duration = Duration::from_millis(150);
/// From one look at a membership to the next.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// Nobody waits longer for a membership.
const PATIENCE: Duration = Duration::from_mins(2);

/// Measures it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = bench.own_copy()?;
    let ids = seeded::contact_ids(&folder.path())?;
    let linchpin = bench.serve(&folder)?;
    note("building lists");
    let started = Instant::now();
    let watched = bench.runtime.block_on(create(&linchpin))?;
    let built_in = started.elapsed();
    let (size, large_in) = bench.runtime.block_on(large(&linchpin))?;
    note("changing contacts of lists");
    settle()?;
    let pace = Pace {
        every: Duration::from_secs(1) * (CONNECTIONS * BATCH) as u32 / CHANGES_PER_SECOND,
        duration: DURATION,
    };
    // Those that are watched are left alone by the changes.
    let (changed, left_alone) = ids.split_at(ids.len() / 2);
    let changing = Paced::run(linchpin.address, changes(changed, &linchpin.token), 200, pace);
    let watching = watch(&linchpin, &watched, left_alone);
    let (load, lags) = bench.runtime.block_on(async { tokio::try_join!(changing, watching) })?;
    linchpin.stop()?;
    Ok(vec![Measure {
        name: "until 1,000 lists follow 1,000 changes a second, the slowest",
        value: percentile(&lags, 1.0),
        unit: "ms",
        mark: Mark::AtMost(1_000.0),
        figures: format!(
            "p50 {:.0} ms, p99 {:.0} ms of {}; {}/s changes; all lists built in {:.1} s, one of {} members in {:.1} s",
            median(&lags),
            percentile(&lags, 0.99),
            lags.len(),
            thousands((load.rate() * BATCH as f64).round() as u64),
            built_in.as_secs_f64(),
            thousands(size),
            large_in.as_secs_f64(),
        ),
    }])
}

/// The job that makes somebody a member of a watched list.
fn watched_job(number: usize) -> String {
    format!("Watched {number}")
}

/// Makes the lists, and returns the ids of those that are watched.
async fn create(linchpin: &Linchpin) -> Result<Vec<String>> {
    let mut watched = Vec::with_capacity(WATCHED);
    let mut others = Vec::with_capacity(LISTS);
    for number in 0..WATCHED {
        let filter = dynamic_lists::job(&watched_job(number));
        watched.push(dynamic_lists::create(linchpin, &format!("Watched list {number}"), &[filter]).await?);
    }
    for number in WATCHED..LISTS {
        let filters = dynamic_lists::filters(number);
        others.push(dynamic_lists::create(linchpin, &format!("List {number}"), &filters).await?);
    }
    for id in watched.iter().chain(&others) {
        dynamic_lists::built(linchpin, id).await?;
    }
    Ok(watched)
}

/// Builds a list of one contact in nine, and returns its size and how long that took.
async fn large(linchpin: &Linchpin) -> Result<(u64, Duration)> {
    let started = Instant::now();
    let id = dynamic_lists::create(linchpin, "Customers", &[dynamic_lists::stage("customer")]).await?;
    let list = dynamic_lists::built(linchpin, &id).await?;
    let elapsed = started.elapsed();
    let size = list["size"].as_u64().unwrap_or_default();
    Ok((size, elapsed))
}

/// Batches that change contacts in turn.
fn changes(ids: &[i64], token: &str) -> Vec<InTurn> {
    let batch = |first: usize| {
        let input = |number: usize| {
            let id = ids[number * 7_919 % ids.len()].to_string();
            json!({ "id": id, "properties": dynamic_lists::change(number) })
        };
        let inputs: Vec<_> = (first..first + BATCH).map(input).collect();
        let body = json!({ "inputs": inputs }).to_string();
        requests::with_body("POST", "/crm/v3/objects/contacts/batch/update", token, body.as_bytes())
    };
    let n_batches = CHANGES_PER_SECOND as usize * DURATION.as_secs() as usize / BATCH / CONNECTIONS;
    let of_connection = |connection: usize| {
        let batches = connection * n_batches..(connection + 1) * n_batches;
        InTurn::new(batches.map(|number| batch(number * BATCH)))
    };
    (0..CONNECTIONS).map(of_connection).collect()
}

/// Makes contacts members of watched lists for as long as contacts are changed, and returns how many milliseconds after
/// the answer to the change each was one; a late one keeps none of the next ones waiting.
async fn watch(linchpin: &Linchpin, watched: &[String], ids: &[i64]) -> Result<Vec<f64>> {
    let mut tasks = JoinSet::new();
    let started = Instant::now();
    let mut due = tokio::time::interval(WATCH_EVERY);
    for number in 0.. {
        due.tick().await;
        if started.elapsed() > DURATION {
            break;
        }
        let id = ids[number * 104_729 % ids.len()];
        let place = number % watched.len();
        let body = json!({ "properties": { "jobtitle": watched_job(place) } }).to_string();
        let path = format!("/crm/v3/objects/contacts/{id}");
        let change = requests::with_body("PATCH", &path, &linchpin.token, body.as_bytes());
        let path = format!("/crm/v3/lists/records/0-1/{id}/memberships");
        let look = requests::get(&path, &linchpin.token);
        let expected = format!("\"listId\":\"{}\"", watched[place]);
        tasks.spawn(until_member(linchpin.address, change, look, expected));
    }
    let mut lags = Vec::new();
    while let Some(lag) = tasks.join_next().await {
        lags.push(lag.context("a watch panicked")??);
    }
    Ok(lags)
}

/// How many milliseconds after the answer to a change it takes until a look finds what is expected.
async fn until_member(
    address: SocketAddr,
    change: Box<[u8]>,
    look: Box<[u8]>,
    expected: String,
) -> Result<f64> {
    let mut connection = Connection::open(address).await?;
    let answer = connection.exchange(&change).await?;
    let text = String::from_utf8_lossy(answer.body);
    ensure!(answer.status == 200, "a change answers {}: {text}", answer.status);
    let changed = Instant::now();
    while changed.elapsed() < PATIENCE {
        let answer = connection.exchange(&look).await?;
        let text = String::from_utf8_lossy(answer.body);
        ensure!(answer.status == 200, "a look answers {}: {text}", answer.status);
        if text.contains(&expected) {
            return Ok(changed.elapsed().as_secs_f64() * 1e3);
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
    bail!("no {expected} after {} s", PATIENCE.as_secs())
}
