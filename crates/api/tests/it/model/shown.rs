//! Whether the API shows what the model holds, read in lists and batches and by the ids of merged records.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_domain::RecordId;
use linchpin_testkit::TestApp;
use serde_json::{Value, json};

use super::calls;
use super::check::same;
use super::kinds::{Key, Kind};
use super::records::Model;

/// Reads all records, where merged ids lead, and associations.
pub(super) async fn check(app: &TestApp, model: &Model) -> Result<(), String> {
    let mut records = BTreeMap::new();
    for kind in Kind::ALL {
        for archived in [false, true] {
            let answer = app.get(&calls::path(kind, &format!("?limit=100&archived={archived}"))).await;
            let results = answer.json["results"].as_array().cloned().ok_or_else(|| answer.text())?;
            records.extend(results.iter().map(|record| ((kind, calls::id(record)), archived)));
        }
    }
    let expected = model.records.iter().map(|(key, record)| (*key, record.archived_at.is_some())).collect();
    same("the records in lists", &expected, &records)?;
    for ((kind, merged), survivor) in &model.merged {
        let answer = app.get(&calls::record((*kind, *merged))).await;
        let expected = model.is_live((*kind, *survivor)).then(|| survivor.to_string());
        if answer.json["id"].as_str() != expected.as_deref() {
            return Err(format!("{merged} leads to {}, not to {expected:?}", answer.text()));
        }
    }
    for from in Kind::ALL {
        for to in Kind::ALL {
            associations(app, model, from, to).await?;
        }
    }
    Ok(())
}

/// Reads the associations of live records with live records of a type.
async fn associations(app: &TestApp, model: &Model, from: Kind, to: Kind) -> Result<(), String> {
    let live = model.live(from);
    let own = |((one, other), _): &(&(Key, Key), &BTreeSet<i32>)| {
        (one.0, other.0) == (from, to) && model.is_live(*one) && model.is_live(*other)
    };
    let pairs = model.pairs.table().iter().filter(own);
    let expected: BTreeMap<_, _> = pairs.map(|((from, to), ids)| ((from.1, to.1), ids.clone())).collect();
    if live.is_empty() || model.types.unlabeled(from, to).is_none() {
        return Ok(());
    }
    let inputs: Vec<_> = live.iter().map(|(_, id)| json!({ "id": id.to_string() })).collect();
    let path = format!("/crm/v4/associations/{}/{}/batch/read", from.plural(), to.plural());
    let answer = app.post(&path, json!({ "inputs": inputs })).await;
    let results = answer.json["results"].as_array().ok_or_else(|| answer.text())?;
    let found = results.iter().flat_map(|result| {
        let from = id(&result["from"]["id"]);
        let rows = result["to"].as_array().into_iter().flatten();
        rows.map(move |row| ((from, id(&row["toObjectId"])), types(row)))
    });
    same(&path, &expected, &found.collect())
}

fn id(value: &Value) -> RecordId {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    RecordId::parse(&text).expect("an id")
}

fn types(row: &Value) -> BTreeSet<i32> {
    let types = row["associationTypes"].as_array().into_iter().flatten();
    types.filter_map(|row| row["typeId"].as_i64()?.try_into().ok()).collect()
}
