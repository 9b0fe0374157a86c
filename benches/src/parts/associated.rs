//! Reads of records with associations: beside plain reads, and of a record with very many beside one with few.

use anyhow::Result;
use serde_json::json;

use super::read::CONNECTIONS;
use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::related;
use crate::report::{Mark, Measure, median_ratio, note, rate};
use crate::requests::{self, InTurn};
use crate::seeded::Scratch;

/// Contacts that are read, each associated with records of three types.
const READ: usize = 1_000;
/// Contacts of the company with few.
const FEW: usize = 100;
/// Contacts of the company with many.
const MANY: usize = 100_000;

/// What is read.
struct Paths {
    plain: Vec<String>,
    associated: Vec<String>,
    few: Vec<String>,
    many: Vec<String>,
}

/// Measures both.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let folder = Scratch::new(&bench.folder)?;
    let linchpin = bench.serve(&folder)?;
    note("associating");
    let paths = bench.runtime.block_on(prepare(&linchpin))?;
    let mut rates = [(); 4].map(|()| Vec::new());
    for round in 1..=bench.rounds {
        note(&format!("associated, round {round}"));
        for (paths, rates) in
            [&paths.plain, &paths.associated, &paths.few, &paths.many].into_iter().zip(&mut rates)
        {
            let callers = callers(&linchpin, paths);
            bench.warm_up(&linchpin, callers.clone(), 200)?;
            settle()?;
            rates.push(bench.load(&linchpin, callers, 200)?.rate());
        }
    }
    linchpin.stop()?;
    let [plain, associated, few, many] = rates;
    Ok(vec![
        Measure {
            name: "time to read: with 3 kinds of associations / plain",
            value: median_ratio(&plain, &associated),
            unit: "",
            mark: Mark::AtMost(2.0),
            figures: format!("{} with / {} without", rate(&associated), rate(&plain)),
        },
        Measure {
            name: "time of a first page: of 100,000 associations / of 100",
            value: median_ratio(&few, &many),
            unit: "",
            mark: Mark::AtMost(2.0),
            figures: format!("{} of 100,000 / {} of 100", rate(&many), rate(&few)),
        },
    ])
}

fn callers(linchpin: &Linchpin, paths: &[String]) -> Vec<InTurn> {
    let all = InTurn::new(paths.iter().map(|path| requests::get(path, &linchpin.token)));
    vec![all; CONNECTIONS]
}

async fn prepare(linchpin: &Linchpin) -> Result<Paths> {
    let named = |number| json!({ "name": format!("Company {number}") });
    let contact =
        |number| json!({ "firstname": "Ada", "lastname": format!("Number {number}"), "city": "Turin" });
    let contacts = related::create(linchpin, "contacts", MANY, contact).await?;
    let companies = related::create(linchpin, "companies", 2, named).await?;
    let pairs = contacts.iter().map(|contact| (*contact, companies[0]));
    related::associate(linchpin, ("contacts", "companies"), pairs).await?;
    let few = contacts.iter().take(FEW).map(|contact| (*contact, companies[1]));
    related::associate(linchpin, ("contacts", "companies"), few).await?;

    // Those that are read are not the ones with two companies.
    let read = &contacts[MANY - READ..];
    let deal = |number| json!({ "dealname": format!("Deal {number}") });
    let deals = related::create(linchpin, "deals", READ, deal).await?;
    let of_deals = read.iter().copied().zip(deals);
    related::associate(linchpin, ("contacts", "deals"), of_deals).await?;
    let ticket = |number| json!({ "subject": format!("Ticket {number}"), "hs_pipeline_stage": "1" });
    let tickets = related::create(linchpin, "tickets", READ, ticket).await?;
    related::associate(linchpin, ("contacts", "tickets"), read.iter().copied().zip(tickets)).await?;

    let path = |id: &i64| format!("/crm/v3/objects/contacts/{id}");
    let page = |id: i64| vec![format!("/crm/v4/objects/companies/{id}/associations/contacts?limit={FEW}")];
    Ok(Paths {
        plain: read.iter().map(path).collect(),
        associated: read.iter().map(|id| path(id) + "?associations=companies,deals,tickets").collect(),
        few: page(companies[1]),
        many: page(companies[0]),
    })
}
