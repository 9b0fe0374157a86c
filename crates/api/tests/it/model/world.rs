//! The server beside the model: each step is taken by both, and both have to agree on whether it can be.

mod enlist;
mod keep;
mod relate;

use std::collections::{BTreeMap, BTreeSet};

use linchpin_engine::Scopes;
use linchpin_testkit::{Answer, TestApp};
use serde_json::{Value, json};

use super::fields::{EMAIL, chosen, fields};
use super::kinds::{Key, Kind};
use super::pairs::{Action, Pairs};
use super::records::{Model, Record, merged};
use super::replay::Replay;
use super::steps::{Step, Who};
use super::types::{Types, named};
use super::{address, calls};

/// Between two steps, in milliseconds.
const STEP: i64 = 1_000;

/// The server and what it should hold.
pub(super) struct World<'a> {
    pub(super) app: &'a TestApp,
    pub(super) model: Model,
    /// The last snapshot, with what there was to be then.
    kept: Option<(String, Model)>,
    /// What the log led to after the last step.
    pub(super) replay: Replay,
    /// How often everything was compared.
    pub(super) n_checks: usize,
}

impl<'a> World<'a> {
    /// A new account, with labels and an object type of its own.
    pub(super) async fn new(app: &'a mut TestApp) -> Self {
        app.account = app.engine.create_account("Model").await.expect("an account can be made");
        app.token = app.token_with(Scopes::All).await;
        let app = &*app;
        let types = Types::make(app).await;
        let model = Model {
            types,
            records: BTreeMap::new(),
            pairs: Pairs::default(),
            merged: BTreeMap::new(),
            blocked: BTreeSet::new(),
            members: BTreeSet::new(),
        };
        let mut world = Self { app, model, kept: None, replay: Replay::default(), n_checks: 0 };
        world.make_lists().await;
        for kind in Kind::ALL {
            for n in [3, 1] {
                let many = Step::CreateMany { kind, choices: [n, 0, 0, 0, 0, n], n: 2 };
                assert_eq!(world.take(&many).await, Ok(true));
            }
        }
        world
    }

    pub(super) fn now(&self) -> i64 {
        self.app.engine.clock().now().0
    }

    /// Takes a step, and returns whether it happened to anybody.
    pub(super) async fn take(&mut self, step: &Step) -> Result<bool, String> {
        self.app.advance(STEP);
        match step {
            Step::Create { kind, choices, with } => self.create(*kind, *choices, with).await,
            Step::CreateMany { kind, choices, n } => self.create_many(*kind, *choices, *n).await,
            Step::Update { who, field, choice } => self.update(*who, *field, *choice).await,
            Step::UpdateMany { kind, field, choice } => self.update_many(*kind, *field, *choice).await,
            Step::Merge { kind, primary, other } => {
                self.merge(Who(*kind, *primary), Who(*kind, *other)).await
            }
            Step::Archive { who } => self.archive(*who).await,
            Step::ArchiveMany { who } => self.archive_many(*who).await,
            Step::Restore { who } => self.restore(*who).await,
            Step::Forget { who } => self.forget(*who).await,
            Step::Enlist { who, n } => self.enlist(*who, *n).await,
            Step::Delist { who } => self.delist(*who).await,
            Step::Keep => self.keep().await,
            Step::TakeBack => self.take_back().await,
            Step::Associate { from, to } => self.associate(*from, *to, 1).await,
            Step::AssociateMany { from, to, n } => self.associate(*from, *to, *n).await,
            Step::AddType { from, to, label } => self.add_type(*from, *to, *label).await,
            Step::SetLabels { from, to, labels, batch } => self.set_labels(*from, *to, *labels, *batch).await,
            Step::RemoveLabel { from, to, label } => self.remove_label(*from, *to, *label).await,
            Step::Dissociate { from, to, batch } => self.dissociate(*from, *to, *batch).await,
        }
    }

    async fn create(&mut self, kind: Kind, choices: [u8; 6], with: &[(Who, u8)]) -> Result<bool, String> {
        let values = chosen(kind, choices);
        let wanted: Vec<_> = with
            .iter()
            .filter_map(|(who, label)| {
                let to = self.model.find(*who)?;
                Some((to, self.some_type(kind, to.0, *label)?))
            })
            .collect();
        let associations: Vec<Value> = wanted
            .iter()
            .map(|((_, id), label)| json!({ "to": { "id": id.to_string() }, "types": [named(*label)] }))
            .collect();
        let body = json!({ "properties": calls::properties(&values), "associations": associations });
        let answer = self.app.post(&calls::path(kind, ""), body).await;
        let all_live = wanted.iter().all(|(to, _)| self.model.is_live(*to));
        if agreed(&answer, all_live && self.model.is_free(address(&values)))? {
            let new = (kind, calls::id(&answer.json));
            self.model.records.insert(new, Record::new(self.now(), &values));
            for (to, label) in wanted {
                self.model.associate(new, to, &Action::Add(vec![label]));
            }
        }
        Ok(true)
    }

    async fn create_many(&mut self, kind: Kind, choices: [u8; 6], n: u8) -> Result<bool, String> {
        let many: Vec<_> = (0..n).map(|at| chosen(kind, choices.map(|choice| choice + at))).collect();
        let inputs: Vec<_> =
            many.iter().map(|values| json!({ "properties": calls::properties(values) })).collect();
        let answer = self.app.post(&calls::path(kind, "/batch/create"), json!({ "inputs": inputs })).await;
        if agreed(&answer, many.iter().all(|values| self.model.is_free(address(values))))? {
            let results = answer.json["results"].as_array().expect("results");
            for (record, values) in results.iter().zip(&many) {
                let new = (kind, calls::id(record));
                self.model.records.insert(new, Record::new(self.now(), values));
            }
        }
        Ok(true)
    }

    async fn update(&mut self, who: Who, field: u8, choice: u8) -> Result<bool, String> {
        let Some(key) = self.model.find(who) else { return Ok(false) };
        let field = &fields(who.0)[usize::from(field) % fields(who.0).len()];
        let (name, value) = (field.name, field.choice(choice));
        let body = json!({ "properties": calls::properties(&[(name, value)]) });
        let answer = self.app.patch(&calls::record(key), body).await;
        let may_have = name != EMAIL || self.model.may_have(key, value);
        if agreed(&answer, self.model.is_live(key) && may_have)? {
            self.model.record(key).set(name, value);
        }
        Ok(true)
    }

    /// Sets the same property of all live records; never an address, which only one of them could have.
    async fn update_many(&mut self, kind: Kind, field: u8, choice: u8) -> Result<bool, String> {
        let fields: Vec<_> = fields(kind).iter().filter(|field| field.name != EMAIL).collect();
        let field = fields[usize::from(field) % fields.len()];
        let live = self.model.live(kind);
        if live.is_empty() {
            return Ok(false);
        }
        let values: Vec<_> = (0..=u8::MAX).map(|at| field.choice(choice.wrapping_add(at))).collect();
        let input = |(key, value): (&Key, &&str)| json!({ "id": key.1.to_string(), "properties": calls::properties(&[(field.name, value)]) });
        let inputs: Vec<_> = live.iter().zip(&values).map(input).collect();
        let answer = self.app.post(&calls::path(kind, "/batch/update"), json!({ "inputs": inputs })).await;
        agreed(&answer, true)?;
        for (key, value) in live.into_iter().zip(values) {
            self.model.record(key).set(field.name, value);
        }
        Ok(true)
    }

    async fn merge(&mut self, primary: Who, other: Who) -> Result<bool, String> {
        let (Some(primary), Some(other)) = (self.model.find(primary), self.model.find(other)) else {
            return Ok(false);
        };
        let body =
            json!({ "primaryObjectId": primary.1.to_string(), "objectIdToMerge": other.1.to_string() });
        let answer = self.app.post(&calls::path(primary.0, "/merge"), body).await;
        let are_two = primary != other && self.model.is_live(primary) && self.model.is_live(other);
        let one = merged(primary.0, &self.model.records[&primary], &self.model.records[&other]);
        let is_blocked = address::held(&one).iter().any(|address| self.model.blocked.contains(address));
        if agreed(&answer, are_two && !is_blocked)? {
            self.model.merge(primary, other, calls::id(&answer.json));
        }
        Ok(true)
    }

    async fn archive(&mut self, who: Who) -> Result<bool, String> {
        let Some(key) = self.model.find(who) else { return Ok(false) };
        agreed(&self.app.delete(&calls::record(key)).await, true)?;
        self.model.archive(key, self.now());
        Ok(true)
    }

    async fn archive_many(&mut self, who: Who) -> Result<bool, String> {
        let keys = self.model.find_some(who, 2);
        if keys.is_empty() {
            return Ok(false);
        }
        let inputs: Vec<_> = keys.iter().map(|(_, id)| json!({ "id": id.to_string() })).collect();
        let path = calls::path(who.0, "/batch/archive");
        agreed(&self.app.post(&path, json!({ "inputs": inputs })).await, true)?;
        for key in keys {
            self.model.archive(key, self.now());
        }
        Ok(true)
    }

    /// Restores the named record, or the first archived one of its type.
    async fn restore(&mut self, who: Who) -> Result<bool, String> {
        let archived = self.model.records.keys().find(|key| key.0 == who.0 && !self.model.is_live(**key));
        let Some(key) = archived.copied().or_else(|| self.model.find(who)) else { return Ok(false) };
        let answer = calls::restore(self.app, key).await;
        if agreed(&answer, self.model.is_live(key) || self.model.may_return(key))? {
            self.model.restore(key);
        }
        Ok(true)
    }

    async fn forget(&mut self, who: Who) -> Result<bool, String> {
        let Some(key) = self.model.find(who) else { return Ok(false) };
        let body = json!({ "objectId": key.1.to_string() });
        agreed(&self.app.post(&calls::path(key.0, "/gdpr-delete"), body).await, true)?;
        self.model.forget(key);
        Ok(true)
    }
}

/// The address among the values of a new record, empty if there is none.
fn address<'v>(values: &[(&'static str, &'v str)]) -> &'v str {
    values.iter().find(|(name, _)| *name == EMAIL).map_or("", |(_, value)| value)
}

/// Whether a call did what it was asked for, which is to be as the model says.
fn agreed(answer: &Answer, expected: bool) -> Result<bool, String> {
    if calls::did(answer)? == expected {
        return Ok(expected);
    }
    let what = if expected { "should succeed" } else { "should be refused" };
    Err(format!("{what}: {} {}", answer.status, answer.text()))
}
