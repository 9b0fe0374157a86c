//! Batches of 2,000 associations over HTTP, against raw rusqlite writing the same rows.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::raw::associations as raw;
use crate::related::{self, PAIRS};
use crate::report::{Mark, Measure, median_ratio, note, rate};
use crate::requests;
use crate::seeded::Scratch;

/// Batches of a round.
const BATCHES: usize = 20;
/// A contact's unlabeled association with a company.
const CONTACT_TO_COMPANY: i64 = 279;

/// Measures it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let (mut linchpin_rates, mut raw_rates) = (Vec::new(), Vec::new());
    for round in 1..=bench.rounds {
        note(&format!("associate, round {round}"));
        let folder = Scratch::new(&bench.folder)?;
        let linchpin = bench.serve(&folder)?;
        let batches = bench.runtime.block_on(batches(&linchpin))?;
        settle()?;
        let elapsed = bench.runtime.block_on(send(&linchpin, &batches))?;
        linchpin_rates.push(per_second(elapsed));
        linchpin.stop()?;
        raw_rates.push(per_second(written_again(bench, &folder.path())?));
    }
    Ok(vec![Measure {
        name: "associate 2,000 pairs / raw rusqlite",
        value: median_ratio(&linchpin_rates, &raw_rates),
        unit: "",
        mark: Mark::AtLeast(0.3),
        figures: format!("{} / {} pairs", rate(&linchpin_rates), rate(&raw_rates)),
    }])
}

fn per_second(elapsed: Duration) -> f64 {
    (BATCHES * PAIRS) as f64 / elapsed.as_secs_f64()
}

/// Makes the records and writes the requests: every batch associates all contacts with one more company.
async fn batches(linchpin: &Linchpin) -> Result<Vec<Box<[u8]>>> {
    let contact = |number| json!({ "firstname": "Ada", "lastname": format!("Number {number}") });
    let company = |number| json!({ "name": format!("Company {number}") });
    let contacts = related::create(linchpin, "contacts", PAIRS, contact).await?;
    let companies = related::create(linchpin, "companies", BATCHES, company).await?;
    let types =
        json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": CONTACT_TO_COMPANY }]);
    let batch = |company: &i64| {
        let with_types = |mut input: Value| {
            input["types"] = types.clone();
            input
        };
        let inputs: Vec<_> =
            contacts.iter().map(|contact| with_types(related::input(*contact, *company))).collect();
        let body = json!({ "inputs": inputs }).to_string();
        let path = "/crm/v4/associations/contacts/companies/batch/create";
        requests::with_body("POST", path, &linchpin.token, body.as_bytes())
    };
    Ok(companies.iter().map(batch).collect())
}

/// Sends the batches one after the other and returns how long that took.
async fn send(linchpin: &Linchpin, batches: &[Box<[u8]>]) -> Result<Duration> {
    let mut connection = crate::load::Connection::open(linchpin.address).await?;
    let started = Instant::now();
    for batch in batches {
        let answer = connection.exchange(batch).await?;
        if answer.status != 201 {
            bail!("{} in place of 201: {}", answer.status, String::from_utf8_lossy(answer.body));
        }
    }
    Ok(started.elapsed())
}

/// Writes the rows of the associations in a folder into one that has none, and returns how long that took.
fn written_again(bench: &Bench, folder: &Path) -> Result<Duration> {
    let pairs = raw::read(&folder.join(crate::seeded::DATABASE))?;
    let blank = Scratch::new(&bench.folder)?;
    bench.serve(&blank)?.stop()?;
    settle()?;
    raw::write(&blank.database(), &pairs)
}
