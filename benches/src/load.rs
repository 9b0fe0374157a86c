//! The load generator: several connections, each sending its next request when the last one was answered.

mod connection;
mod paced;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

pub(crate) use connection::Connection;
pub(crate) use paced::{Pace, Paced};

/// What one connection sends.
pub(crate) trait Requests: Send + 'static {
    /// The next request, complete with head and body.
    fn next(&mut self) -> &[u8];
}

/// What was done in one round.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    /// Requests answered as expected.
    pub(crate) n_answered: u64,
    /// From the first request to the last answer.
    pub(crate) elapsed: Duration,
}

impl Load {
    /// Answers in a second.
    pub(crate) fn rate(&self) -> f64 {
        self.n_answered as f64 / self.elapsed.as_secs_f64()
    }
}

/// Sends requests over one connection for each of `callers`, for as long as `duration`.
///
/// Any answer other than `expected` ends the round with an error: a fast refusal is no work done.
pub(crate) async fn run<R: Requests>(
    address: SocketAddr,
    callers: Vec<R>,
    expected: u16,
    duration: Duration,
) -> Result<Load> {
    let mut connections = Vec::with_capacity(callers.len());
    for caller in callers {
        connections.push((Connection::open(address).await?, caller));
    }
    let started = Instant::now();
    let tasks: Vec<_> = connections
        .into_iter()
        .map(|(connection, caller)| tokio::spawn(call(connection, caller, expected, started + duration)))
        .collect();
    let mut n_answered = 0;
    for task in tasks {
        n_answered += task.await.context("a task of the load generator panicked")??;
    }
    Ok(Load { n_answered, elapsed: started.elapsed() })
}

async fn call<R: Requests>(
    mut connection: Connection,
    mut caller: R,
    expected: u16,
    until: Instant,
) -> Result<u64> {
    let mut n_answered = 0;
    while Instant::now() < until {
        let answer = connection.exchange(caller.next()).await?;
        if answer.status != expected {
            bail!("{} in place of {expected}: {}", answer.status, String::from_utf8_lossy(answer.body));
        }
        n_answered += 1;
    }
    Ok(n_answered)
}
