//! The change log read from the beginning, into records and associations in memory.

use std::collections::BTreeSet;

use linchpin_domain::{ObjectTypeId, RecordId, Timestamp, object_type};
use linchpin_store::Param;
use linchpin_testkit::TestApp;
use serde_json::Value;

use super::kinds::{Key, Kind};
use super::tables::{self, Row, Tables};
use super::types::Types;

/// A line of the log.
struct Change {
    sequence: i64,
    record: (ObjectTypeId, RecordId),
    kind: String,
    at: i64,
    text: String,
}

/// What the log leads to, as far as it was read.
#[derive(Default)]
pub(super) struct Replay {
    pub(super) tables: Tables,
    pub(super) last: i64,
    /// Records whose changes were erased: nothing but their deletion is to be known of them.
    erased: BTreeSet<Key>,
}

impl Replay {
    /// Reads what was logged since the last time.
    pub(super) async fn follow(&mut self, app: &TestApp, types: &Types) -> Result<(), String> {
        for change in read(app, self.last).await {
            // What is read from the beginning may begin anew.
            let begins = self.last == 0 && change.kind == "reset";
            if change.sequence != self.last + 1 && !begins {
                return Err(format!("change {} follows change {}", change.sequence, self.last));
            }
            self.last = change.sequence;
            let context =
                |error| format!("change {} ({}) {}: {error}", change.sequence, change.kind, change.text);
            self.apply(types, &change).map_err(context)?;
        }
        Ok(())
    }

    fn apply(&mut self, types: &Types, change: &Change) -> Result<(), String> {
        if change.kind == "reset" {
            (self.tables, self.erased) = (Tables::default(), BTreeSet::new());
            return Ok(());
        }
        let Some(kind) = Kind::of(change.record.0).filter(|_| change.record.1.0 != 0) else { return Ok(()) };
        let key = (kind, change.record.1);
        let text: Value = serde_json::from_str(&change.text).map_err(|error| error.to_string())?;
        match &*change.kind {
            "create" => self.insert(key, change, &change.text, None),
            "update" => self.update(key, change, &text),
            "archive" => self.row(key, |row| row.archived_at = Some(change.at)),
            "restore" => self.row(key, |row| (row.archived_at, row.updated_at) = (None, change.at)),
            "merge" => self.merge(key, change, &text),
            "privacy_delete" => self.remove(key).map(drop),
            "erased" => {
                self.erased.insert(key);
                Ok(())
            }
            "associate" | "dissociate" => self.relate(types, key, change, &text),
            "join" | "leave" => self.move_member(key, &change.kind),
            other => Err(format!("a change of kind {other}")),
        }
    }

    fn insert(
        &mut self,
        key: Key,
        change: &Change,
        text: &str,
        created_at: Option<i64>,
    ) -> Result<(), String> {
        let mut values = tables::values(key.0, text);
        // A creation date that a client set stands among the values; the others are those of the change.
        let sent = values.remove(created_property(key.0)).and_then(|at| Timestamp::parse(&at));
        let created_at = sent.map(|at| at.0).or(created_at).unwrap_or(change.at);
        let row = Row { created_at, updated_at: change.at, archived_at: None, values };
        match self.tables.records.insert(key, row) {
            None => Ok(()),
            Some(_) => Err("it was there already".to_owned()),
        }
    }

    fn update(&mut self, key: Key, change: &Change, text: &Value) -> Result<(), String> {
        let row = self.tables.records.get_mut(&key).ok_or("it is not there")?;
        row.updated_at = change.at;
        for (name, pair) in text.as_object().ok_or("no object")? {
            let [old, new] = [pair[0].as_str(), pair[1].as_str()];
            if name == created_property(key.0) {
                row.created_at = new.and_then(Timestamp::parse).ok_or("no moment")?.0;
                continue;
            }
            let before = match new {
                Some(new) => row.values.insert(name.clone(), new.to_owned()),
                None => row.values.remove(name),
            };
            if before.as_deref() != old {
                return Err(format!("{name} was {before:?}"));
            }
        }
        Ok(())
    }

    fn merge(&mut self, key: Key, change: &Change, text: &Value) -> Result<(), String> {
        let part = |name: &str| text[name].as_str().and_then(RecordId::parse).ok_or("no id");
        let primary = self.remove((key.0, part("primary")?))?;
        self.remove((key.0, part("merged")?))?;
        self.insert(key, change, &text["properties"].to_string(), primary.map(|row| row.created_at))
    }

    fn relate(&mut self, types: &Types, key: Key, change: &Change, text: &Value) -> Result<(), String> {
        let to = text["toType"].as_str().and_then(|id| Kind::of(id.parse().ok()?)).ok_or("no type")?;
        let to = (to, text["to"].as_str().and_then(RecordId::parse).ok_or("no id")?);
        let ids = |at: usize| -> BTreeSet<i32> {
            let ids = text["types"][at].as_array().into_iter().flatten().filter_map(Value::as_i64);
            ids.filter_map(|id| id.try_into().ok()).collect()
        };
        let (before, after) = (ids(0), ids(1));
        let was = self.tables.pairs.remove(&(key, to)).unwrap_or_default();
        self.tables.pairs.remove(&(to, key));
        if was != before || after.is_empty() != (change.kind == "dissociate") {
            return Err(format!("the pair was {was:?}"));
        }
        if !after.is_empty() {
            self.tables.pairs.insert((to, key), after.iter().map(|id| types.inverse(*id)).collect());
            self.tables.pairs.insert((key, to), after);
        }
        Ok(())
    }

    fn move_member(&mut self, key: Key, kind: &str) -> Result<(), String> {
        let members = &mut self.tables.members;
        let has_moved = if kind == "join" { members.insert(key) } else { members.remove(&key) };
        if has_moved { Ok(()) } else { Err("it was there already".to_owned()) }
    }

    fn row(&mut self, key: Key, change: impl FnOnce(&mut Row)) -> Result<(), String> {
        match self.tables.records.get_mut(&key) {
            Some(row) => change(row),
            None if self.erased.contains(&key) => {}
            None => return Err("it is not there".to_owned()),
        }
        Ok(())
    }

    fn remove(&mut self, key: Key) -> Result<Option<Row>, String> {
        let row = self.tables.records.remove(&key);
        if row.is_some() || self.erased.contains(&key) { Ok(row) } else { Err("it is not there".to_owned()) }
    }
}

fn created_property(kind: Kind) -> &'static str {
    object_type::by_id(kind.id()).map_or("hs_createdate", |found| found.created_property)
}

async fn read(app: &TestApp, after: i64) -> Vec<Change> {
    let sql = "SELECT sequence, object_type, record_id, kind, at, properties FROM changes \
               WHERE account_id = $1 AND sequence > $2 ORDER BY sequence";
    let params = [Param::Int(app.account.0), Param::Int(after)];
    let change = |row: &linchpin_store::Row<'_>| {
        Ok(Change {
            sequence: row.int(0)?,
            record: (ObjectTypeId::from_code(row.int(1)?), RecordId(row.int(2)?)),
            kind: row.text(3)?.to_owned(),
            at: row.int(4)?,
            text: row.text(5)?.to_owned(),
        })
    };
    app.database.query(sql, &params, change).await.expect("the log reads")
}
