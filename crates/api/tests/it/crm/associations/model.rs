//! Random sequences of calls against a model that knows nothing of directions, tables or batches.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_store::changes::{self, Kind};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{company, contact, hubspot, seen};
use crate::numbers::Numbers;

const STEPS: usize = 150;
/// The types from a contact to a company, each with what the company sees.
const TYPES: [(i32, i32); 3] = [(1, 2), (931, 930), (279, 280)];
const PRIMARY: i32 = 1;
const UNLABELED: i32 = 279;

/// The types from each contact to each company.
type Model = BTreeMap<(String, String), BTreeSet<i32>>;

enum Step {
    Default,
    Exactly(BTreeSet<i32>),
    Remove(i32),
    Clear,
}

fn apply(model: &mut Model, contact: &str, company: &str, step: &Step) {
    let pair = (contact.to_owned(), company.to_owned());
    let before = model.remove(&pair).unwrap_or_default();
    let mut after = match step {
        Step::Default => &before | &BTreeSet::from([UNLABELED]),
        Step::Exactly(types) => types | &BTreeSet::from([UNLABELED]),
        Step::Remove(id) => &before - &BTreeSet::from([*id]),
        Step::Clear => BTreeSet::new(),
    };
    if !after.contains(&UNLABELED) {
        return;
    }
    let has_primary = model.iter().any(|((from, _), types)| from == contact && types.contains(&PRIMARY));
    if before.is_empty() && !has_primary {
        after.insert(PRIMARY);
    }
    if after.contains(&PRIMARY) {
        let others = model.iter_mut().filter(|((from, _), _)| from == contact);
        others.for_each(|(_, types)| _ = types.remove(&PRIMARY));
    }
    model.insert(pair, after);
}

/// Makes the call, from either side.
async fn call(app: &TestApp, contact: &str, company: &str, step: &Step, from_company: bool) {
    let (from, to) = if from_company { ("companies", "contacts") } else { ("contacts", "companies") };
    let (from_id, to_id) = if from_company { (company, contact) } else { (contact, company) };
    let types = |ids: &BTreeSet<i32>| {
        let shown = TYPES.iter().filter(|(id, _)| ids.contains(id));
        shown.map(|(id, inverse)| hubspot(if from_company { *inverse } else { *id })).collect::<Vec<Value>>()
    };
    let (pair, batch) = (json!({ "id": to_id }), format!("/crm/v4/associations/{from}/{to}/batch"));
    let single = format!("/crm/v4/objects/{from}/{from_id}/associations/{to}/{to_id}");
    let answer = match step {
        Step::Default => {
            let inputs = json!([{ "from": { "id": from_id }, "to": pair }]);
            app.post(&format!("{batch}/associate/default"), json!({ "inputs": inputs })).await
        }
        Step::Exactly(ids) => app.put(&single, Value::from(types(ids))).await,
        Step::Remove(id) => {
            let types = types(&BTreeSet::from([*id]));
            let inputs = json!([{ "from": { "id": from_id }, "to": pair, "types": types }]);
            app.post(&format!("{batch}/labels/archive"), json!({ "inputs": inputs })).await
        }
        Step::Clear => app.delete(&single).await,
    };
    assert!(answer.status < 205, "{}", answer.text());
}

fn step(numbers: &mut Numbers) -> Step {
    match numbers.below(6) {
        0 | 1 => Step::Default,
        2 | 3 => {
            let ids = TYPES.iter().map(|(id, _)| *id);
            Step::Exactly(ids.filter(|_| numbers.below(2) == 0).collect())
        }
        4 => Step::Remove(TYPES[numbers.below(TYPES.len())].0),
        _ => Step::Clear,
    }
}

/// What one record is to show, in the order of the other records' ids.
fn expected(model: &Model, id: &str, from_company: bool) -> Vec<String> {
    let rows =
        model.iter().filter(|((contact, company), _)| id == if from_company { company } else { contact });
    let shown = |((contact, company), types): (&(String, String), &BTreeSet<i32>)| {
        let types = TYPES.iter().filter(|(id, _)| types.contains(id));
        let types = types.map(|(id, inverse)| if from_company { inverse } else { id }.to_string());
        let types: Vec<_> = types.collect();
        format!("{}: {}", if from_company { contact } else { company }, types.join(" "))
    };
    // All ids have the same number of digits, so that their order as text is their order.
    rows.map(shown).collect()
}

/// The associations that the log leads to, from contacts to companies.
async fn replayed(app: &TestApp) -> Model {
    let log = changes::after(&app.database, app.account, 0, 10_000).await.expect("the log reads");
    let mut model = Model::new();
    for change in log.iter().filter(|change| matches!(change.kind, Kind::Associate | Kind::Dissociate)) {
        let text: Value = serde_json::from_str(&change.properties).expect("the log holds JSON");
        let (from, to) = (change.record.to_string(), text["to"].as_str().expect("an id").to_owned());
        let from_company = text["toType"] == "0-1";
        let pair = if from_company { (to, from) } else { (from, to) };
        let types = text["types"][1].as_array().expect("the types now");
        let seen = |pair: &&(i32, i32)| types.contains(&json!(if from_company { pair.1 } else { pair.0 }));
        let types: BTreeSet<_> = TYPES.iter().filter(seen).map(|(id, _)| *id).collect();
        assert_eq!(types.is_empty(), change.kind == Kind::Dissociate, "{}", change.properties);
        model.remove(&pair);
        if !types.is_empty() {
            model.insert(pair, types);
        }
    }
    model
}

#[tokio::test]
async fn both_directions_and_the_log_follow_the_model() {
    on_both_engines(async |app| {
        let (mut contacts, mut companies) = (Vec::new(), Vec::new());
        for index in 0..3 {
            contacts.push(contact(&app, &format!("c{index}@example.com")).await);
            companies.push(company(&app, &format!("Company {index}")).await);
        }
        let (mut model, mut numbers) = (Model::new(), Numbers::new(7));
        for _ in 0..STEPS {
            let (contact, company) = (&contacts[numbers.below(3)], &companies[numbers.below(3)]);
            let (step, from_company) = (step(&mut numbers), numbers.below(2) == 0);
            call(&app, contact, company, &step, from_company).await;
            apply(&mut model, contact, company, &step);
            for id in &contacts {
                assert_eq!(seen(&app, ("contacts", id), "companies").await, expected(&model, id, false));
            }
            for id in &companies {
                assert_eq!(seen(&app, ("companies", id), "contacts").await, expected(&model, id, true));
            }
        }
        assert_eq!(replayed(&app).await, model);
    })
    .await;
}
