//! Moving deals from stage to stage, beside updates that change one plain value.

use anyhow::Result;
use serde_json::{Value, json};

use super::read::CONNECTIONS;
use crate::bench::{Bench, settle};
use crate::linchpin::Linchpin;
use crate::related;
use crate::report::{Mark, Measure, median_ratio, note, rate};
use crate::requests::{self, InTurn};
use crate::seeded::Scratch;

/// Deals that one connection updates in turn.
const DEALS: usize = 100;

/// Measures it.
pub(crate) fn measure(bench: &Bench) -> Result<Vec<Measure>> {
    let (mut moves, mut plain) = (Vec::new(), Vec::new());
    for round in 1..=bench.rounds {
        note(&format!("stage change, round {round}"));
        // Each side on deals of its own: a history grows with every change.
        let change = |values: [Value; 2]| round_of(bench, &values);
        plain.push(change(["first", "second"].map(|text| json!({ "description": text })))?);
        let stages = ["qualifiedtobuy", "presentationscheduled"];
        moves.push(change(stages.map(|stage| json!({ "dealstage": stage })))?);
    }
    Ok(vec![Measure {
        name: "time to update: a deal's stage / a plain value",
        value: median_ratio(&plain, &moves),
        unit: "",
        mark: Mark::AtMost(1.6),
        figures: format!("{} stages / {} plain values", rate(&moves), rate(&plain)),
    }])
}

/// Updates a second in which every deal takes one of two forms in turn.
fn round_of(bench: &Bench, values: &[Value; 2]) -> Result<f64> {
    let folder = Scratch::new(&bench.folder)?;
    let linchpin = bench.serve(&folder)?;
    let deal = |number: usize| {
        json!({
            "dealname": format!("Deal {number}"),
            "amount": "1200.50",
            "pipeline": "default",
            "dealstage": "appointmentscheduled",
        })
    };
    let created = related::create(&linchpin, "deals", CONNECTIONS * DEALS, deal);
    let deals = bench.runtime.block_on(created)?;
    let callers: Vec<_> = deals.chunks(DEALS).map(|deals| in_turn(&linchpin, deals, values)).collect();
    bench.warm_up(&linchpin, callers.clone(), 200)?;
    settle()?;
    let rate = bench.load(&linchpin, callers, 200)?.rate();
    linchpin.stop()?;
    Ok(rate)
}

fn in_turn(linchpin: &Linchpin, deals: &[i64], values: &[Value; 2]) -> InTurn {
    let update = |id: &i64, properties: &Value| {
        let body = json!({ "properties": properties }).to_string();
        let path = format!("/crm/v3/objects/deals/{id}");
        requests::with_body("PATCH", &path, &linchpin.token, body.as_bytes())
    };
    InTurn::new(values.iter().flat_map(|values| deals.iter().map(move |id| update(id, values))))
}
