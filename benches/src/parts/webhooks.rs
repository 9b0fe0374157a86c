//! Webhooks: how soon a write is received, what telling of many writes costs, and what waits for a receiver that is
//! away.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::batch_create::CONNECTIONS;
use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::load::{Connection, Requests as _};
use crate::raw::BATCH;
use crate::receiver::{self, Receiver};
use crate::report::{Mark, Measure, median, median_ratio, note, percentile, rate, thousands};
use crate::requests::{self, Creates};
use crate::seeded::Scratch;

/// Single writes of a round that are waited for one by one.
const WRITES: usize = 200;
/// Contacts that are made for a receiver that is away, and the properties of theirs that it wants: with the creation
/// that makes ten events each.
const CONTACTS_AWAY: usize = 100_000;
const PROPERTIES_AWAY: [&str; 9] =
    ["email", "firstname", "lastname", "phone", "jobtitle", "company", "address", "city", "state"];
/// How long events may take to arrive before something is wrong.
const PATIENCE: Duration = Duration::from_mins(5);

/// Measures all of it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = Scratch::new(&bench.folder)?;
    let linchpin = bench.serve(&folder)?;
    let receiver = bench.runtime.block_on(Receiver::start())?;
    let app = bench.runtime.block_on(async {
        let app = App::of_token(&linchpin).await?;
        app.target(&linchpin, &receiver.url()).await?;
        app.subscribe(&linchpin, &json!({ "eventType": "contact.creation" })).await?;
        anyhow::Ok(app)
    })?;
    let mut measures = Vec::new();
    measures.extend(latency(bench, &linchpin, &receiver)?);
    measures.extend(throughput(bench, &linchpin, &app, &receiver)?);
    measures.extend(away(bench, &linchpin, &receiver)?);
    linchpin.stop()?;
    Ok(measures)
}

/// An app that wants events.
struct App(String);

impl App {
    /// The app whose token opens the server.
    async fn of_token(linchpin: &Linchpin) -> Result<Self> {
        let path = "/oauth/v2/private-apps/get/access-token-info";
        let info = linchpin.post(path, &json!({ "tokenKey": linchpin.token })).await?;
        Ok(Self(info["appId"].to_string()))
    }

    /// A further app.
    async fn create(linchpin: &Linchpin, name: &str) -> Result<Self> {
        let app = json!({ "name": name, "type": "PRIVATE", "scopes": ["*"] });
        let made = linchpin.post("/_linchpin/v1/apps", &app).await?;
        Ok(Self(made["id"].as_str().map_or_else(|| made["id"].to_string(), str::to_owned)))
    }

    async fn target(&self, linchpin: &Linchpin, url: &str) -> Result<()> {
        let settings = json!({ "targetUrl": url, "throttling": { "maxConcurrentRequests": 10 } });
        send(linchpin, "PUT", &format!("/webhooks/v3/{}/settings", self.0), &settings).await.map(|_| ())
    }

    async fn subscribe(&self, linchpin: &Linchpin, wanted: &Value) -> Result<()> {
        let mut wanted = wanted.clone();
        wanted["active"] = json!(true);
        linchpin.post(&format!("/webhooks/v3/{}/subscriptions", self.0), &wanted).await.map(|_| ())
    }

    /// Lets all subscriptions of the app rest, or no longer.
    async fn switch(&self, linchpin: &Linchpin, active: bool) -> Result<()> {
        let path = format!("/webhooks/v3/{}/subscriptions", self.0);
        let listed: Value = serde_json::from_slice(&linchpin.get(&path).await?)?;
        for subscription in listed["results"].as_array().into_iter().flatten() {
            let id = subscription["id"].as_str().context("a subscription has an id")?;
            send(linchpin, "PATCH", &format!("{path}/{id}"), &json!({ "active": active })).await?;
        }
        Ok(())
    }
}

/// The answer to a request that has to succeed.
async fn send(linchpin: &Linchpin, method: &str, path: &str, body: &Value) -> Result<Vec<u8>> {
    let mut connection = Connection::open(linchpin.address).await?;
    let request = requests::with_body(method, path, &linchpin.token, body.to_string().as_bytes());
    let answer = connection.exchange(&request).await?;
    let text = String::from_utf8_lossy(answer.body);
    ensure!(answer.status < 300, "{method} {path} answers {}: {text}", answer.status);
    Ok(answer.body.to_vec())
}

/// From the sending of a write to its receipt, in milliseconds, on a server that does nothing else.
async fn receipts(linchpin: &Linchpin, receiver: &Receiver) -> Result<Vec<f64>> {
    let mut connection = Connection::open(linchpin.address).await?;
    let mut creates = Creates::singles(&linchpin.token, 1).remove(0);
    let mut times = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        let expected = receiver.events() + 1;
        let started = Instant::now();
        let answer = connection.exchange(creates.next()).await?;
        ensure!(answer.status == 201, "a create answers {}", answer.status);
        receiver.reach(expected, PATIENCE).await?;
        times.push(started.elapsed().as_secs_f64() * 1e3);
    }
    Ok(times)
}

fn latency(bench: &Bench, linchpin: &Linchpin, receiver: &Receiver) -> Result<[Measure; 2]> {
    let mut times = Vec::new();
    for round in 1..=bench.rounds {
        note(&format!("webhooks one by one, round {round}"));
        settle()?;
        times.extend(bench.runtime.block_on(receipts(linchpin, receiver))?);
    }
    let figures = format!("{} writes, each received before the next", thousands(times.len() as u64));
    let [p50, p99] = [0.5, 0.99].map(|share| percentile(&times, share));
    Ok([
        Measure {
            name: "write to receipt, p50",
            value: p50,
            unit: "ms",
            mark: Mark::AtMost(10.0),
            figures: format!("{p50:.1} ms; {figures}"),
        },
        Measure {
            name: "write to receipt, p99",
            value: p99,
            unit: "ms",
            mark: Mark::AtMost(50.0),
            figures: format!("{p99:.1} ms"),
        },
    ])
}

/// Batches of contacts with a subscription to their creation and without one.
fn throughput(bench: &Bench, linchpin: &Linchpin, app: &App, receiver: &Receiver) -> Result<[Measure; 2]> {
    let creates = Creates::batches(BATCH, &linchpin.token, CONNECTIONS);
    let (mut with, mut without, mut arrivals) = (Vec::new(), Vec::new(), Vec::new());
    let requests_before = receiver.requests();
    let events_before = receiver.events();
    for round in 1..=bench.rounds {
        note(&format!("webhooks of many writes, round {round}"));
        bench.runtime.block_on(app.switch(linchpin, false))?;
        settle()?;
        without.push(bench.load(linchpin, creates.clone(), 201)?.rate() * BATCH as f64);
        bench.runtime.block_on(app.switch(linchpin, true))?;
        settle()?;
        let (before, started) = (receiver.events(), Instant::now());
        let load = bench.load(linchpin, creates.clone(), 201)?;
        with.push(load.rate() * BATCH as f64);
        let n_events = load.n_answered * BATCH as u64;
        bench.runtime.block_on(receiver.reach(before + n_events, PATIENCE))?;
        arrivals.push(n_events as f64 / started.elapsed().as_secs_f64());
    }
    let per_request =
        (receiver.events() - events_before) as f64 / (receiver.requests() - requests_before) as f64;
    Ok([
        Measure {
            name: "batch create with a subscription / without",
            value: median_ratio(&with, &without),
            unit: "",
            mark: Mark::AtLeast(0.75),
            figures: format!("{} / {} contacts", rate(&with), rate(&without)),
        },
        Measure {
            name: "events received, from the first write until the last receipt",
            value: median(&arrivals),
            unit: "/s",
            mark: Mark::AtLeast(10_000.0),
            figures: format!("{}, {per_request:.0} a request", rate(&arrivals)),
        },
    ])
}

/// A million events for a receiver that is away: what they cost in memory, whom they disturb, and how they arrive.
fn away(bench: &Bench, linchpin: &Linchpin, fast: &Receiver) -> Result<Vec<Measure>> {
    note("a million events for a receiver that is away");
    let alone = bench.runtime.block_on(receipts(linchpin, fast))?;
    let (address, n_events) = bench.runtime.block_on(async {
        let address = free_address().await?;
        let retries = json!({ "value": "1,1,1,1,1,1,1,1,1,1" });
        send(linchpin, "PUT", "/_linchpin/v1/account/settings/webhook-retry-seconds", &retries).await?;
        // The same writes without the events, so that what they bring into memory is there.
        fill(linchpin).await?;
        let app = App::create(linchpin, "Away").await?;
        app.target(linchpin, &receiver::url(address)).await?;
        app.subscribe(linchpin, &json!({ "eventType": "contact.creation" })).await?;
        for name in PROPERTIES_AWAY {
            let wanted = json!({ "eventType": "contact.propertyChange", "propertyName": name });
            app.subscribe(linchpin, &wanted).await?;
        }
        anyhow::Ok((address, (CONTACTS_AWAY * (PROPERTIES_AWAY.len() + 1)) as u64))
    })?;
    let before_mb = linchpin.process.resident_mb()?;
    let received = fast.events();
    bench.runtime.block_on(async {
        fill(linchpin).await?;
        fast.reach(received + CONTACTS_AWAY as u64, PATIENCE).await
    })?;
    let waiting_mb = linchpin.process.resident_mb()?;
    note("the other receiver beside it");
    let beside = bench.runtime.block_on(receipts(linchpin, fast))?;
    note("the receiver is back");
    let started = Instant::now();
    let back = bench.runtime.block_on(Receiver::at(address))?;
    bench.runtime.block_on(back.reach(n_events, PATIENCE))?;
    let rate = n_events as f64 / started.elapsed().as_secs_f64();
    Ok(vec![
        Measure {
            name: "memory that a million waiting events take",
            value: waiting_mb - before_mb,
            unit: "MB",
            mark: Mark::AtMost(50.0),
            figures: format!("{waiting_mb:.0} - {before_mb:.0} MB"),
        },
        Measure {
            name: "write to receipt of another receiver: beside a million waiting / alone",
            value: median(&beside) / median(&alone),
            unit: "",
            mark: Mark::AtMost(1.5),
            figures: format!("{:.1} / {:.1} ms", median(&beside), median(&alone)),
        },
        Measure {
            name: "a million waiting events once the receiver is back",
            value: rate,
            unit: "/s",
            mark: Mark::AtLeast(10_000.0),
            figures: format!("{:.1} s", n_events as f64 / rate),
        },
    ])
}

/// Makes contacts over a few connections.
async fn fill(linchpin: &Linchpin) -> Result<()> {
    let batches = CONTACTS_AWAY / BATCH / CONNECTIONS;
    ensure!(batches * BATCH * CONNECTIONS == CONTACTS_AWAY, "the contacts are whole batches");
    let callers = Creates::batches(BATCH, &linchpin.token, CONNECTIONS);
    let tasks: Vec<_> = callers
        .into_iter()
        .map(|mut creates| {
            let address = linchpin.address;
            tokio::spawn(async move {
                let mut connection = Connection::open(address).await?;
                for _ in 0..batches {
                    let answer = connection.exchange(creates.next()).await?;
                    ensure!(answer.status == 201, "a batch answers {}", answer.status);
                }
                Ok(())
            })
        })
        .collect();
    for task in tasks {
        task.await.context("a writer panicked")??;
    }
    Ok(())
}

/// An address at which nobody listens.
async fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0").await?.local_addr()?)
}
