//! Random sequences of calls, after each of which every rollup of the table is compared with a recount from nothing;
//! in the end the log leads to the same records.

mod world;

use std::collections::HashMap;

use linchpin_domain::{RecordId, object_type};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{archive, update};
pub(super) use world::check;
use world::{World, replayed};

const STEPS: usize = 2_000;
/// The types whose records take part, with how many of each there are at most.
const POPULATION: [(&str, usize); 8] = [
    ("contacts", 3),
    ("companies", 3),
    ("deals", 3),
    ("tickets", 1),
    ("line_items", 3),
    ("quotes", 1),
    ("tasks", 1),
    ("calls", 2),
];
/// What associates with what, each with a label that is tried too.
const PAIRS: [(&str, &str, i32); 16] = [
    ("contacts", "companies", 1),
    ("contacts", "companies", 931),
    ("deals", "companies", 5),
    ("tickets", "companies", 26),
    ("companies", "companies", 13),
    ("companies", "companies", 14),
    ("deals", "contacts", 3),
    ("contacts", "deals", 4),
    ("line_items", "deals", 20),
    ("quotes", "line_items", 67),
    ("quotes", "deals", 64),
    ("tasks", "contacts", 204),
    ("tasks", "companies", 192),
    ("tasks", "deals", 216),
    ("calls", "contacts", 194),
    ("calls", "deals", 206),
];

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

/// Values that a record of a type may get.
fn values(numbers: &mut Numbers, plural: &str, unique: usize) -> Value {
    let day = format!("2026-02-{:02}", 1 + numbers.below(4));
    let amount = *numbers.pick(&["", "0", "0.1", "7.25", "1000"]);
    match plural {
        "contacts" => json!({
            "email": format!("c{unique}@example.com"),
            "hs_buying_role": numbers.pick(&["", "BLOCKER", "DECISION_MAKER;CHAMPION"]),
        }),
        "companies" => json!({
            "name": numbers.pick(&["Acme", "Globex"]),
            "hs_is_target_account": numbers.pick(&["true", "false", ""]),
        }),
        "deals" => json!({
            "dealname": "Deal",
            "amount": amount,
            "closedate": day,
            "dealstage": numbers.pick(&["closedwon", "closedwon", "closedlost", "appointmentscheduled"]),
            "hs_deal_amount_calculation_preference": numbers.pick(&["", "", "TCV"]),
        }),
        "tickets" => json!({ "subject": "Help", "hs_pipeline_stage": "1" }),
        "line_items" => json!({
            "price": amount,
            "quantity": numbers.pick(&["1", "3"]),
            "discount": numbers.pick(&["", "0.05"]),
            "recurringbillingfrequency": numbers.pick(&["", "monthly", "annually"]),
        }),
        "quotes" => json!({ "hs_title": "Quote", "hs_expiration_date": "2027-01-01" }),
        "calls" => json!({
            "hs_timestamp": format!("{day}T00:00:00Z"),
            "hs_call_direction": numbers.pick(&["INBOUND", "OUTBOUND"]),
        }),
        _ => json!({ "hs_task_subject": "Task", "hs_timestamp": "2027-01-01T00:00:00Z" }),
    }
}

/// The records that are live, by type.
struct Play {
    app: TestApp,
    numbers: Numbers,
    live: HashMap<&'static str, Vec<String>>,
    archived: Vec<(&'static str, String)>,
    n_made: usize,
}

impl Play {
    /// Makes a call, and says which.
    async fn step(&mut self) -> String {
        let (plural, most) = *self.numbers.pick(&POPULATION);
        let live = self.live.entry(plural).or_default();
        if live.len() < most && (live.is_empty() || self.numbers.below(3) == 0) {
            return self.create(plural).await;
        }
        let id = self.numbers.pick(live).clone();
        match self.numbers.below(14) {
            0 => {
                archive(&self.app, plural, &id).await;
                self.archived.push((plural, id.clone()));
                self.look_again().await;
                format!("archiving {plural} {id}")
            }
            1 if live.len() > 1 => self.merge(plural).await,
            2..=4 => {
                self.n_made += 1;
                let values = values(&mut self.numbers, plural, self.n_made);
                update(&self.app, plural, &id, values.clone()).await;
                format!("updating {plural} {id} with {values}")
            }
            5 => self.remove_or_restore().await,
            _ => self.associate().await,
        }
    }

    /// Finds out which records are live, for some go and come with others.
    async fn look_again(&mut self) {
        let world = World::read(&self.app.database, self.app.account).await;
        for (plural, _) in POPULATION {
            let id = object_type::find(plural).expect("a standard type").id;
            let mut live: Vec<_> =
                world.records.keys().filter(|(of, _)| *of == id).map(|key| key.1).collect();
            live.sort_unstable();
            self.live.insert(plural, live.iter().map(RecordId::to_string).collect());
        }
    }

    /// Restores what was archived, or deletes a contact for privacy.
    async fn remove_or_restore(&mut self) -> String {
        let done = if let Some((plural, id)) = self.archived.pop() {
            // Whose quote was restored is live already, which is no error.
            let body = json!({ "inputs": [{ "id": id }] });
            let answer = self.app.post(&format!("/_linchpin/v1/objects/{plural}/restore"), body).await;
            assert!(answer.status < 300, "{}", answer.text());
            format!("restoring {plural} {id}")
        } else if let Some(id) = self.live.get("contacts").and_then(|ids| ids.first()) {
            let body = json!({ "objectId": id });
            let answer = self.app.post("/crm/v3/objects/contacts/gdpr-delete", body).await;
            assert_eq!(answer.status, 204, "{}", answer.text());
            format!("deleting contact {id}")
        } else {
            String::new()
        };
        self.look_again().await;
        done
    }

    async fn create(&mut self, plural: &'static str) -> String {
        self.n_made += 1;
        self.app.advance(1);
        let values = values(&mut self.numbers, plural, self.n_made);
        // Some come with an association.
        let pairs: Vec<_> = PAIRS.iter().filter(|(from, _, _)| *from == plural).collect();
        let with = pairs
            .get(self.numbers.below(pairs.len() + 1))
            .and_then(|(_, to, label)| Some((self.live.get(to)?.first()?.clone(), *label)));
        let associations = with.map(|(to, label)| json!({ "to": { "id": to }, "types": [hubspot(label)] }));
        let associations: Vec<_> = associations.into_iter().collect();
        let body = json!({ "properties": values, "associations": associations });
        let answer = self.app.post(&format!("/crm/v3/objects/{plural}"), body.clone()).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let id = answer.json["id"].as_str().expect("an id").to_owned();
        self.live.entry(plural).or_default().push(id.clone());
        format!("creating {plural} {id} with {body}")
    }

    async fn merge(&mut self, plural: &'static str) -> String {
        let live = self.live.entry(plural).or_default();
        let (primary, other) = (live.remove(0), live.remove(0));
        let body = json!({ "primaryObjectId": primary, "objectIdToMerge": other });
        let answer = self.app.post(&format!("/crm/v3/objects/{plural}/merge"), body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        live.push(answer.json["id"].as_str().expect("an id").to_owned());
        format!("merging {plural} {primary} and {other}")
    }

    async fn associate(&mut self) -> String {
        let (from, to, label) = *self.numbers.pick(&PAIRS);
        let mut one =
            |plural| self.live.get(plural).filter(|ids| !ids.is_empty()).map(|ids| self.numbers.pick(ids));
        let (Some(from_id), Some(to_id)) = (one(from), one(to)) else { return String::new() };
        if from_id == to_id {
            return String::new();
        }
        let path = format!("/crm/v4/objects/{from}/{from_id}/associations/{to}/{to_id}");
        let answer = match self.numbers.below(4) {
            0 => self.app.delete(&path).await,
            1 => self.app.put(&path, json!([hubspot(label)])).await,
            _ => {
                let path = format!("/crm/v4/objects/{from}/{from_id}/associations/default/{to}/{to_id}");
                self.app.put(&path, json!({})).await
            }
        };
        assert!(answer.status < 205, "{}", answer.text());
        format!("associating {from} {from_id} with {to} {to_id}: {label} or other")
    }
}

/// A type as a client names it.
fn hubspot(id: i32) -> Value {
    json!({ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": id })
}

#[tokio::test]
async fn every_rollup_is_what_a_recount_makes_of_it() {
    on_both_engines(async |app| {
        let mut play =
            Play { app, numbers: Numbers(11), live: HashMap::new(), archived: Vec::new(), n_made: 0 };
        for _ in 0..STEPS {
            let step = play.step().await;
            check(&play.app, &step).await;
        }
        let world = World::read(&play.app.database, play.app.account).await;
        let replayed = replayed(&play.app, &world).await;
        for ((_, id), record) in &world.records {
            assert_eq!(replayed.get(id), Some(&record.values), "{id}");
        }
    })
    .await;
}
