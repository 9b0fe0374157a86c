//! Searches over HTTP, against PostgreSQL with the same contacts and all the indexes that help it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use tokio_postgres::Client;
use tokio_postgres::error::SqlState;

use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::load::Connection;
use crate::postgres_server::PostgresServer;
use crate::questions::sql::Statements;
use crate::questions::{self, Question, http};
use crate::report::{Mark, Measure, median, note, thousands};
use crate::{jsonb, seeded};

/// Nobody waits longer for one of the statements; one that takes this long counts as if it took no longer.
const PATIENCE: Duration = Duration::from_secs(5);
/// Searches of each question on each side, once caches are filled.
const REPETITIONS: usize = 3;

/// What was measured of a question; times in milliseconds.
struct Timed {
    name: &'static str,
    total: u64,
    own: f64,
    sql: f64,
}

/// What PostgreSQL answered; no total where the patience ended first.
struct Answered {
    total: Option<u64>,
    elapsed: Duration,
}

/// Measures it, or nothing where PostgreSQL is not installed.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let Some(server) = PostgresServer::start()? else {
        note("no PostgreSQL is installed: its part is left out");
        return Ok(Vec::new());
    };
    let folder = bench.seeded()?;
    let questions = questions::all(&folder)?;
    let client = bench.runtime.block_on(jsonb::load(&server, &folder))?;
    settle()?;
    seeded::warm(&folder)?;
    let linchpin = Linchpin::start(&bench.binary, &folder, None)?;
    note("search beside PostgreSQL");
    let all = bench.runtime.block_on(in_turns(&linchpin, &client, &questions))?;
    linchpin.stop()?;
    let ratios: Vec<_> = all.iter().map(|timed| timed.sql / timed.own).collect();
    let of = |time: fn(&Timed) -> f64| median(&all.iter().map(time).collect::<Vec<_>>());
    let least = all
        .iter()
        .min_by(|left, right| (left.sql / left.own).total_cmp(&(right.sql / right.own)))
        .context("there are questions")?;
    Ok(vec![Measure {
        name: "time to search: PostgreSQL / Linchpin, middle question",
        value: median(&ratios),
        unit: "",
        mark: Mark::AtLeast(10.0),
        figures: format!(
            "middle {:.1} / {:.1} ms; least {}: {:.1} / {:.1} ms",
            of(|timed| timed.sql),
            of(|timed| timed.own),
            least.name,
            least.sql,
            least.own,
        ),
    }])
}

async fn in_turns(linchpin: &Linchpin, client: &Client, questions: &[Question]) -> Result<Vec<Timed>> {
    let mut connection = Connection::open(linchpin.address).await?;
    client.batch_execute(&format!("SET statement_timeout = {}", PATIENCE.as_millis())).await?;
    let mut all = Vec::with_capacity(questions.len());
    for question in questions {
        let timed = both(&mut connection, &linchpin.token, client, question).await;
        let timed = timed.with_context(|| question.name)?;
        let Timed { name, total, own, sql } = &timed;
        note(&format!(
            "{name:<40} {:>9} found, PostgreSQL {sql:.1} ms, Linchpin {own:.1} ms",
            thousands(*total)
        ));
        all.push(timed);
    }
    Ok(all)
}

/// Asks both sides in turns.
async fn both(
    connection: &mut Connection,
    token: &str,
    client: &Client,
    question: &Question,
) -> Result<Timed> {
    let (request, statements) = (question.request(token), question.sql()?);
    let total = http::ask(connection, &request).await?.total;
    let first = ask(client, &statements).await?;
    if let Some(counted) = first.total {
        ensure!(counted == total, "PostgreSQL finds {counted} and Linchpin {total}");
    }
    let (mut own, mut sql) = (Vec::new(), Vec::new());
    for _ in 0..REPETITIONS {
        own.push(http::ask(connection, &request).await?.elapsed.as_secs_f64() * 1e3);
        // What takes seconds took them for its work and not for cold caches.
        let again = first.elapsed < PATIENCE / 5;
        let elapsed = if again { ask(client, &statements).await?.elapsed } else { first.elapsed };
        sql.push(elapsed.as_secs_f64() * 1e3);
    }
    Ok(Timed { name: question.name, total, own: median(&own), sql: median(&sql) })
}

/// The exact total, and the first page.
async fn ask(client: &Client, statements: &Statements) -> Result<Answered> {
    let started = Instant::now();
    let counted = patiently(client.query_one(&statements.count, &[]).await)?;
    let page = patiently(client.query(&statements.page, &[]).await)?;
    let elapsed = started.elapsed();
    let total = match (counted, page) {
        (Some(row), Some(_)) => Some(row.try_get::<_, i64>(0)? as u64),
        _ => None,
    };
    Ok(Answered { total, elapsed })
}

/// The answer, or none where the patience ended.
fn patiently<T>(answer: Result<T, tokio_postgres::Error>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.code() == Some(&SqlState::QUERY_CANCELED) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
