//! Records that are associated with each other, made through the API.

use anyhow::{Context as _, Result};
use serde_json::{Value, json};

use crate::linchpin::Linchpin;
use crate::raw::BATCH;

/// Pairs of one batch of associations: as many as the API takes.
pub(crate) const PAIRS: usize = 2_000;

/// Creates `count` records of a type and returns their ids.
///
/// `properties` makes the values of one of a number.
pub(crate) async fn create(
    linchpin: &Linchpin,
    object_type: &str,
    count: usize,
    properties: impl Fn(usize) -> Value,
) -> Result<Vec<i64>> {
    let mut ids = Vec::with_capacity(count);
    while ids.len() < count {
        let batch = ids.len()..count.min(ids.len() + BATCH);
        let inputs: Vec<_> = batch.map(|number| json!({ "properties": properties(number) })).collect();
        let path = format!("/crm/v3/objects/{object_type}/batch/create");
        let created = linchpin.post(&path, &json!({ "inputs": inputs })).await?;
        for record in created["results"].as_array().context("a batch has results")? {
            ids.push(record["id"].as_str().context("a record has an id")?.parse()?);
        }
    }
    ids.sort_unstable();
    Ok(ids)
}

/// Associates pairs of records, in as many batches as it takes.
pub(crate) async fn associate(
    linchpin: &Linchpin,
    (from, to): (&str, &str),
    pairs: impl Iterator<Item = (i64, i64)>,
) -> Result<()> {
    let path = format!("/crm/v4/associations/{from}/{to}/batch/associate/default");
    let mut inputs: Vec<_> = pairs.map(|(from, to)| input(from, to)).collect();
    while !inputs.is_empty() {
        let rest = inputs.split_off(inputs.len().min(PAIRS));
        linchpin.post(&path, &json!({ "inputs": inputs })).await?;
        inputs = rest;
    }
    Ok(())
}

/// One pair, as batches of version 4 take it.
pub(crate) fn input(from: i64, to: i64) -> Value {
    json!({ "from": { "id": from.to_string() }, "to": { "id": to.to_string() } })
}
