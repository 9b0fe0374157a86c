//! Searches, against bare Tantivy on the same files, and over HTTP.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use linchpin_search::{Index, Place, Query};

use crate::bench::Bench;
use crate::linchpin::Linchpin;
use crate::load::Connection;
use crate::questions::bare::Bare;
use crate::questions::{self, MOST_BY_CREATION, MOST_BY_MODIFICATION, PAGE, Question, http};
use crate::report::{Mark, Measure, median, note, percentile, thousands};
use crate::seeded;

/// Searches of each question over HTTP, in each round.
const REQUESTS: u64 = 10;
/// Searches of each question on each side, in each round.
const REPETITIONS: u64 = 60;

/// What was measured of a question; times in milliseconds.
struct Timed<'a> {
    question: &'a Question,
    total: u64,
    over_http: Vec<f64>,
    own: Vec<f64>,
    bare: Vec<f64>,
}

impl Timed<'_> {
    fn ratio(&self, share: f64) -> f64 {
        percentile(&self.own, share) / percentile(&self.bare, share)
    }

    /// The times of both sides that this share of the searches did not exceed.
    fn both(&self, share: f64) -> String {
        format!("{:.2} / {:.2} ms", percentile(&self.own, share), percentile(&self.bare, share))
    }
}

/// Measures all of it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = bench.seeded()?;
    let questions = questions::all(&folder)?;
    let linchpin = Linchpin::start(&bench.binary, &folder, None)?;
    note("search over HTTP; the first one waits for the index");
    let mut all = bench.runtime.block_on(over_http(&linchpin, &questions, bench.rounds * REQUESTS))?;
    linchpin.stop()?;
    note("search beside bare Tantivy");
    side_by_side(&seeded::index_folder(&folder)?, &mut all, bench.rounds * REPETITIONS)?;
    for timed in &all {
        note(&format!(
            "{:<40} {:>9} found, p50 {}, p99 {}, over HTTP {:.2} ms",
            timed.question.name,
            thousands(timed.total),
            timed.both(0.5),
            timed.both(0.99),
            median(&timed.over_http),
        ));
    }
    let [middle, worst] = against_bare(
        &all,
        0.5,
        ["search p50 / bare Tantivy, middle question", "search p50 / bare Tantivy, worst question"],
        1.5,
    )?;
    let [middle_99, worst_99] = against_bare(
        &all,
        0.99,
        ["search p99 / bare Tantivy, middle question", "search p99 / bare Tantivy, worst question"],
        3.0,
    )?;
    Ok(vec![middle, worst, middle_99, worst_99, slowest(&all)?, order(&all)?])
}

/// Asks each question in turn, again and again.
async fn over_http<'a>(
    linchpin: &Linchpin,
    questions: &'a [Question],
    repetitions: u64,
) -> Result<Vec<Timed<'a>>> {
    let mut connection = Connection::open(linchpin.address).await?;
    let mut all = Vec::with_capacity(questions.len());
    for question in questions {
        let request = question.request(&linchpin.token);
        let first = http::ask(&mut connection, &request).await.with_context(|| question.name)?;
        let timed = Timed { question, total: first.total, over_http: vec![], own: vec![], bare: vec![] };
        all.push((request, timed));
    }
    for _ in 0..repetitions {
        for (request, timed) in &mut all {
            let answered = http::ask(&mut connection, request).await?;
            timed.over_http.push(answered.elapsed.as_secs_f64() * 1e3);
        }
    }
    Ok(all.into_iter().map(|(_, timed)| timed).collect())
}

/// Asks Linchpin's index and bare Tantivy in turns, on one thread.
fn side_by_side(folder: &std::path::Path, all: &mut [Timed<'_>], repetitions: u64) -> Result<()> {
    let index = Index::open(&Place::Folder(folder.to_owned()))?.context("the searches left an index")?;
    let bare = Bare::open(folder)?;
    let mut sides = Vec::with_capacity(all.len());
    for timed in all {
        let question = (timed.question.filter()?, timed.question.order(), bare.question(timed.question)?);
        sides.push((question, timed));
    }
    for repetition in 0..=repetitions {
        for ((filter, sort, bare_question), timed) in &mut sides {
            let query = Query { filter, sort: *sort, offset: 0, limit: PAGE as usize };
            let ask_own = || timed_result(|| index.find(&query));
            let ask_bare = || timed_result(|| bare.find(bare_question));
            // Whoever asks second finds what it reads in the processor's memory: they take turns at that.
            let ((found, own), ((total, _), other)) = if repetition % 2 == 0 {
                (ask_own()?, ask_bare()?)
            } else {
                let second = ask_bare()?;
                (ask_own()?, second)
            };
            let name = timed.question.name;
            ensure!(found.total == timed.total, "{name}: {} found, {} over HTTP", found.total, timed.total);
            ensure!(found.total == total as u64, "{name}: {} found, {total} by Tantivy", found.total);
            // The first time reads the files.
            if repetition > 0 {
                timed.own.push(own.as_secs_f64() * 1e3);
                timed.bare.push(other.as_secs_f64() * 1e3);
            }
        }
    }
    Ok(())
}

/// What came of something, and how long it took.
fn timed_result<T, E: Into<anyhow::Error>>(ask: impl FnOnce() -> Result<T, E>) -> Result<(T, Duration)> {
    let started = Instant::now();
    let answer = black_box(ask()).map_err(Into::into)?;
    Ok((answer, started.elapsed()))
}

/// The ratios of the times that this share of the searches did not exceed: the middle and the largest one.
fn against_bare(all: &[Timed<'_>], share: f64, names: [&'static str; 2], most: f64) -> Result<[Measure; 2]> {
    let mut sorted: Vec<_> = all.iter().collect();
    sorted.sort_by(|left, right| left.ratio(share).total_cmp(&right.ratio(share)));
    let middle = sorted.get(sorted.len() / 2).context("there are questions")?;
    let worst = sorted.last().context("there are questions")?;
    let measure = |name, timed: &Timed<'_>| Measure {
        name,
        value: timed.ratio(share),
        unit: "",
        mark: Mark::AtMost(most),
        figures: format!("{}: {}", timed.question.name, timed.both(share)),
    };
    Ok([measure(names[0], middle), measure(names[1], worst)])
}

/// The question that takes the longest over HTTP.
fn slowest(all: &[Timed<'_>]) -> Result<Measure> {
    let times: Vec<_> = all.iter().map(|timed| median(&timed.over_http)).collect();
    let (slowest, time) = all
        .iter()
        .zip(&times)
        .max_by(|left, right| left.1.total_cmp(right.1))
        .context("there are questions")?;
    Ok(Measure {
        name: "slowest search over HTTP, 100 results",
        value: *time,
        unit: "ms",
        mark: Mark::AtMost(40.0),
        figures: format!(
            "{}: {time:.1} ms; middle question {:.1} ms; {} questions",
            slowest.question.name,
            median(&times),
            all.len(),
        ),
    })
}

/// Whether the orders that are asked for most touch less than all matches: bare Tantivy looks at each of them.
fn order(all: &[Timed<'_>]) -> Result<Measure> {
    let find = |name| all.iter().find(|timed| timed.question.name == name).context("the question is asked");
    let (created, modified) = (find(MOST_BY_CREATION)?, find(MOST_BY_MODIFICATION)?);
    Ok(Measure {
        name: "time to find and sort most contacts by date / bare Tantivy, which looks at each",
        value: created.ratio(0.5).max(modified.ratio(0.5)),
        unit: "",
        mark: Mark::AtMost(0.5),
        figures: format!(
            "by creation {}, by modification {}, of {} contacts",
            created.both(0.5),
            modified.both(0.5),
            thousands(created.total)
        ),
    })
}
