//! Load at a given pace: requests that are due at certain moments, as from people who do not know of each other.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use super::{Connection, Requests};

/// How often a connection sends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// From one request to the next; a late one makes up for it.
    pub(crate) every: Duration,
    /// For how long.
    pub(crate) duration: Duration,
}

/// What was done at a pace.
#[derive(Debug, Clone, Default)]
pub(crate) struct Paced {
    /// How long each answer took from the moment that its request was sent, in milliseconds.
    pub(crate) times: Vec<f64>,
    /// From the first request to the last answer.
    pub(crate) elapsed: Duration,
}

impl Paced {
    /// Answers in a second.
    pub(crate) fn rate(&self) -> f64 {
        self.times.len() as f64 / self.elapsed.as_secs_f64()
    }

    /// Sends requests over one connection for each of `callers`; their moments are spread evenly.
    ///
    /// Any answer other than `expected` is an error.
    pub(crate) async fn run<R: Requests>(
        address: SocketAddr,
        callers: Vec<R>,
        expected: u16,
        pace: Pace,
    ) -> Result<Self> {
        let n_callers = callers.len() as u32;
        let mut tasks = Vec::with_capacity(callers.len());
        let started = Instant::now();
        for (caller, at) in callers.into_iter().zip(0..) {
            let connection = Connection::open(address).await?;
            let first = started + pace.every * at / n_callers;
            tasks.push(tokio::spawn(call(connection, caller, expected, first, pace)));
        }
        let mut all = Self::default();
        for task in tasks {
            all.times.extend(task.await.context("a task of the load generator panicked")??);
        }
        all.elapsed = started.elapsed();
        Ok(all)
    }
}

async fn call<R: Requests>(
    mut connection: Connection,
    mut caller: R,
    expected: u16,
    first: Instant,
    pace: Pace,
) -> Result<Vec<f64>> {
    let mut times = Vec::new();
    let mut due = tokio::time::interval_at(first.into(), pace.every);
    while Instant::now() < first + pace.duration {
        due.tick().await;
        let sent = Instant::now();
        let answer = connection.exchange(caller.next()).await?;
        if answer.status != expected {
            bail!("{} in place of {expected}: {}", answer.status, String::from_utf8_lossy(answer.body));
        }
        times.push(sent.elapsed().as_secs_f64() * 1e3);
    }
    Ok(times)
}
