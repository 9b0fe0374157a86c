//! Random sequences of merging, archiving, restoring and associating, against a model that keeps nothing but maps.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{COMPANIES, CONTACTS, create, ids};
use crate::numbers::Numbers;

const STEPS: usize = 120;
/// Records of each type that are there at any time; what is merged is made good for.
const RECORDS: usize = 4;
/// From a contact to a company, and back.
const PRIMARY: (i32, i32) = (1, 2);
const UNLABELED: (i32, i32) = (279, 280);

/// Records by their ids, all of which have the same number of digits.
type Id = String;

#[derive(Default)]
struct Model {
    /// Whether each contact and each company is live.
    contacts: BTreeMap<Id, bool>,
    companies: BTreeMap<Id, bool>,
    /// Whether the company of a contact is its primary one.
    pairs: BTreeMap<(Id, Id), bool>,
    /// Where merged ids lead.
    merged: BTreeMap<Id, Id>,
}

impl Model {
    fn associate(&mut self, contact: &Id, company: &Id) {
        let pair = (contact.clone(), company.clone());
        if self.pairs.contains_key(&pair) {
            return;
        }
        let is_first = self.primary(contact).is_none_or(|primary| !self.companies[&primary]);
        self.put(pair, is_first);
    }

    /// The primary company of a contact, be it archived.
    fn primary(&self, contact: &Id) -> Option<Id> {
        let primary = self.pairs.iter().find(|((from, _), is_primary)| from == contact && **is_primary);
        primary.map(|((_, company), _)| company.clone())
    }

    /// Adds a pair; a new primary company takes the place of the former one.
    fn put(&mut self, (contact, company): (Id, Id), is_primary: bool) {
        if is_primary {
            let others = self.pairs.iter_mut().filter(|((from, _), _)| *from == contact);
            others.for_each(|(_, is_primary)| *is_primary = false);
        }
        *self.pairs.entry((contact, company)).or_default() |= is_primary;
    }

    fn merge_contacts(&mut self, primary: &Id, other: &Id, new: &Id) {
        self.contacts.insert(new.clone(), true);
        for gone in [primary, other] {
            self.contacts.remove(gone);
            for ((_, company), was_primary) in self.take(|(contact, _)| contact == gone) {
                let held = self.primary(new).is_some_and(|held| held != company && self.companies[&held]);
                self.put((new.clone(), company), was_primary && !held);
            }
        }
        self.lead(primary, other, new);
    }

    fn merge_companies(&mut self, primary: &Id, other: &Id, new: &Id) {
        self.companies.insert(new.clone(), true);
        for gone in [primary, other] {
            for ((contact, _), was_primary) in self.take(|(_, company)| company == gone) {
                self.put((contact, new.clone()), was_primary);
            }
            self.companies.remove(gone);
        }
        self.lead(primary, other, new);
    }

    /// Takes pairs out.
    fn take(&mut self, wanted: impl Fn(&(Id, Id)) -> bool) -> BTreeMap<(Id, Id), bool> {
        let (taken, kept) = std::mem::take(&mut self.pairs).into_iter().partition(|(pair, _)| wanted(pair));
        self.pairs = kept;
        taken
    }

    fn lead(&mut self, primary: &Id, other: &Id, new: &Id) {
        let led = self.merged.values_mut().filter(|to| *to == primary || *to == other);
        led.for_each(|to| to.clone_from(new));
        self.merged.extend([primary, other].map(|gone| (gone.clone(), new.clone())));
    }

    /// What a live contact shows of its companies, or a live company of its contacts.
    fn shown(&self, id: &Id, is_contact: bool) -> Vec<String> {
        let of_id = self.pairs.iter().filter_map(|((contact, company), is_primary)| {
            let (own, other, others) = if is_contact {
                (contact, company, &self.companies)
            } else {
                (company, contact, &self.contacts)
            };
            (own == id && others[other]).then_some((other, *is_primary))
        });
        let of_id: BTreeMap<_, _> = of_id.collect();
        let side = |types: (i32, i32)| if is_contact { types.0 } else { types.1 };
        let row = |(other, is_primary): (&Id, bool)| {
            let primary = if is_primary { format!(" {}", side(PRIMARY)) } else { String::new() };
            format!("{other}:{primary} {}", side(UNLABELED))
        };
        of_id.into_iter().map(row).collect()
    }
}

/// Whether the server shows what the model says.
async fn check(app: &TestApp, model: &Model) {
    for (path, to, records, is_contact) in
        [(CONTACTS, "companies", &model.contacts, true), (COMPANIES, "contacts", &model.companies, false)]
    {
        let live: Vec<_> = records.iter().filter(|(_, is_live)| **is_live).map(|(id, _)| id).collect();
        assert_eq!(ids(&app.get(&format!("{path}?limit=100")).await), live);
        for id in live {
            let plural = path.rsplit('/').next().expect("a path has segments");
            let answer = app.get(&format!("/crm/v4/objects/{plural}/{id}/associations/{to}")).await;
            let row = |row: &Value| {
                let types = row["associationTypes"].as_array().expect("types").iter();
                let types: Vec<_> = types.map(|row| format!(" {}", row["typeId"])).collect();
                format!("{}:{}", row["toObjectId"], types.concat())
            };
            let seen: Vec<_> = answer.json["results"].as_array().expect("results").iter().map(row).collect();
            assert_eq!(seen, model.shown(id, is_contact), "{plural} {id}");
        }
    }
    for (id, to) in &model.merged {
        let (path, is_live) = match model.contacts.get(to) {
            Some(is_live) => (CONTACTS, *is_live),
            None => (COMPANIES, model.companies[to]),
        };
        let answer = app.get(&format!("{path}/{id}")).await;
        assert_eq!(answer.json["id"].as_str(), is_live.then_some(to.as_str()), "{id}");
    }
}

/// One of the records that are live, or archived.
fn pick(numbers: &mut Numbers, records: &BTreeMap<Id, bool>, live: bool) -> Option<Id> {
    let wanted: Vec<_> = records.iter().filter(|(_, is_live)| **is_live == live).map(|(id, _)| id).collect();
    if wanted.is_empty() { None } else { Some(wanted[numbers.below(wanted.len())].clone()) }
}

/// Makes records until there are enough of both types.
async fn fill(app: &TestApp, model: &mut Model) {
    while model.contacts.len() < RECORDS {
        model.contacts.insert(create(app, CONTACTS, json!({})).await, true);
    }
    while model.companies.len() < RECORDS {
        model.companies.insert(create(app, COMPANIES, json!({ "name": "Acme" })).await, true);
    }
}

async fn step(app: &TestApp, model: &mut Model, numbers: &mut Numbers) {
    let is_contact = numbers.below(2) == 0;
    let path = if is_contact { CONTACTS } else { COMPANIES };
    let records = if is_contact { &mut model.contacts } else { &mut model.companies };
    let (live, archived) = (pick(numbers, records, true), pick(numbers, records, false));
    match (numbers.below(8), live, archived) {
        (0, Some(id), _) => {
            assert_eq!(app.delete(&format!("{path}/{id}")).await.status, 204);
            records.insert(id, false);
        }
        (1 | 2, _, Some(id)) => {
            let plural = path.rsplit('/').next().expect("a path has segments");
            let body = json!({ "inputs": [{ "id": id }] });
            let answer = app.post(&format!("/_linchpin/v1/objects/{plural}/restore"), body).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            records.insert(id, true);
        }
        (3, Some(primary), _) => {
            let other = pick(numbers, records, true).filter(|other| *other != primary);
            let Some(other) = other else { return };
            let body = json!({ "primaryObjectId": primary, "objectIdToMerge": other });
            let answer = app.post(&format!("{path}/merge"), body).await;
            assert_eq!(answer.status, 200, "{}", answer.text());
            let new = answer.json["id"].as_str().expect("an id is text").to_owned();
            if is_contact {
                model.merge_contacts(&primary, &other, &new);
            } else {
                model.merge_companies(&primary, &other, &new);
            }
        }
        _ => {
            let ends = (pick(numbers, &model.contacts, true), pick(numbers, &model.companies, true));
            let (Some(contact), Some(company)) = ends else { return };
            let path = format!("/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}");
            assert_eq!(app.put(&path, json!({})).await.status, 200);
            model.associate(&contact, &company);
        }
    }
}

#[tokio::test]
async fn merged_archived_and_restored_records_follow_the_model() {
    on_both_engines(async |app| {
        // So that all ids have the same number of digits, and their order as text is their order.
        let batch: Vec<_> = (0..100).map(|_| json!({ "properties": {} })).collect();
        let made = app.post(&format!("{CONTACTS}/batch/create"), json!({ "inputs": batch })).await;
        let made: BTreeSet<_> = ids(&made).into_iter().map(str::to_owned).collect();
        let inputs: Vec<_> = made.iter().map(|id| json!({ "id": id })).collect();
        let archived = app.post(&format!("{CONTACTS}/batch/archive"), json!({ "inputs": inputs })).await;
        assert_eq!(archived.status, 204);
        let (mut model, mut numbers) = (Model::default(), Numbers::new(11));
        for _ in 0..STEPS {
            fill(&app, &mut model).await;
            step(&app, &mut model, &mut numbers).await;
            check(&app, &model).await;
        }
        assert!(model.merged.len() > 10, "too few merges to learn anything from");
    })
    .await;
}
