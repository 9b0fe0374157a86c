//! Whether the server holds what the model says, and whether all that it holds agrees with itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use linchpin_store::changes;
use linchpin_testkit::TestApp;

use super::fields::is_predicted;
use super::kinds::Key;
use super::pairs::Table;
use super::records::Record;
use super::recount;
use super::replay::Replay;
use super::shown;
use super::tables::Tables;
use super::types::Types;
use super::world::World;

impl World<'_> {
    /// Compares everything that the tables hold.
    pub(super) async fn check(&mut self) -> Result<(), String> {
        let tables = Tables::read(self.app).await;
        same("the associations", self.model.pairs.table(), &tables.pairs)?;
        self.records(&tables)?;
        same_members("the members of lists", &self.model.members, &tables)?;
        agree_with_themselves(&self.model.types, &tables, self.now())?;
        self.replay.follow(self.app, &self.model.types).await?;
        same_records("the records of the log", &self.replay.tables, &tables)?;
        same("the associations of the log", &self.replay.tables.pairs, &tables.pairs)?;
        same_members("the members of the log", &self.replay.tables.members, &tables)?;
        self.searches(&tables).await
    }

    /// Compares what the API shows, and what the whole log leads to from the beginning.
    pub(super) async fn finish(self) -> Result<(), String> {
        shown::check(self.app, &self.model).await?;
        let tables = Tables::read(self.app).await;
        let mut replay = Replay::default();
        replay.follow(self.app, &self.model.types).await?;
        same_records("the records of the whole log", &replay.tables, &tables)?;
        same("the associations of the whole log", &replay.tables.pairs, &tables.pairs)?;
        same_members("the members of the whole log", &replay.tables.members, &tables)?;
        let last = changes::last_sequence(self.app.database.as_ref(), self.app.account).await;
        (last.ok() == Some(replay.last))
            .then_some(())
            .ok_or_else(|| "the log is shorter than it says".to_owned())
    }

    fn records(&self, tables: &Tables) -> Result<(), String> {
        let expected = self.model.records.iter().map(|(key, record)| (*key, predicted(record)));
        let names = |key: &Key| super::fields::fields(key.0).iter().map(|field| field.name);
        let found = tables.records.iter().map(|(key, row)| {
            let own = names(key).filter(|name| is_predicted(name) && !row.get(name).is_empty());
            let values = own.map(|name| (name, row.get(name).to_owned())).collect();
            let own = row.get("email");
            let addresses = row
                .get("hs_additional_emails")
                .split(';')
                .filter(|address| !address.is_empty() && *address != own);
            (*key, (row.created_at, row.archived_at, values, addresses.map(str::to_owned).collect()))
        });
        same("the records", &expected.collect(), &found.collect::<BTreeMap<Key, Predicted>>())
    }
}

/// What the model knows of a record.
type Predicted = (i64, Option<i64>, BTreeMap<&'static str, String>, BTreeSet<String>);

fn predicted(record: &Record) -> Predicted {
    let values = record.values.iter().filter(|(name, _)| is_predicted(name));
    let values = values.map(|(name, value)| (*name, value.clone())).collect();
    let own = record.values.get("email");
    let addresses = record.addresses.iter().filter(|address| Some(*address) != own);
    (record.created_at, record.archived_at, values, addresses.cloned().collect())
}

/// Whether two maps are the same; says where they differ.
pub(super) fn same<K: Ord + Debug, V: PartialEq + Debug>(
    what: &str,
    expected: &BTreeMap<K, V>,
    found: &BTreeMap<K, V>,
) -> Result<(), String> {
    let keys: BTreeSet<_> = expected.keys().chain(found.keys()).collect();
    let differs = |key: &&&K| expected.get(**key) != found.get(**key);
    let differences: Vec<_> = keys
        .iter()
        .filter(differs)
        .map(|key| format!("{key:?}:\n  expected {:?}\n  found    {:?}", expected.get(*key), found.get(*key)))
        .collect();
    if differences.is_empty() { Ok(()) } else { Err(format!("{what} differ:\n{}", differences.join("\n"))) }
}

/// Whether the members of lists are those of the tables; says which are not.
fn same_members(what: &str, expected: &BTreeSet<Key>, tables: &Tables) -> Result<(), String> {
    let differences: Vec<_> = expected.symmetric_difference(&tables.members).collect();
    if differences.is_empty() { Ok(()) } else { Err(format!("{what} differ: {differences:?}")) }
}

/// Whether the records of the log are those of the tables; says which values differ.
fn same_records(what: &str, log: &Tables, tables: &Tables) -> Result<(), String> {
    if log.records == tables.records {
        return Ok(());
    }
    same(what, &values(log), &values(tables))
}

/// Everything about all records, value by value.
fn values(tables: &Tables) -> BTreeMap<(Key, &str), String> {
    let mut all = BTreeMap::new();
    for (key, row) in &tables.records {
        let dates = format!("{} {} {:?}", row.created_at, row.updated_at, row.archived_at);
        all.insert((*key, "created, updated, archived"), dates);
        all.extend(row.values.iter().map(|(name, value)| ((*key, name.as_str()), value.clone())));
    }
    all
}

/// Checks that every rollup is what a recount makes of it, in an account whose types all take part in the model.
pub(crate) async fn check_rollups(app: &TestApp, step: &str) {
    let tables = Tables::read(app).await;
    assert_eq!(rollups(&tables, app.engine.clock().now().0), Ok(()), "after {step}");
}

/// Whether directions, primary associations and rollups are what they have to be.
pub(super) fn agree_with_themselves(types: &Types, tables: &Tables, now: i64) -> Result<(), String> {
    directions(types, &tables.pairs)?;
    primary(types, tables)?;
    rollups(tables, now)
}

/// Whether the two directions of each pair are each other's inverse, and have the type that every pair has.
fn directions(types: &Types, pairs: &Table) -> Result<(), String> {
    for ((from, to), ids) in pairs {
        let inverse: BTreeSet<_> = ids.iter().map(|id| types.inverse(*id)).collect();
        let unlabeled = types.unlabeled(from.0, to.0);
        if pairs.get(&(*to, *from)) != Some(&inverse) || !unlabeled.is_some_and(|id| ids.contains(&id)) {
            return Err(format!("{from:?} and {to:?} mean {ids:?} and {:?}", pairs.get(&(*to, *from))));
        }
    }
    Ok(())
}

/// Whether each record has one primary other record at most, and whether those pairs are marked.
fn primary(types: &Types, tables: &Tables) -> Result<(), String> {
    let is_primary = |(from, to): &(Key, Key), ids: &BTreeSet<i32>| {
        types.primary(from.0, to.0).is_some_and(|primary| ids.contains(&primary))
    };
    let found: BTreeSet<_> =
        tables.pairs.iter().filter(|(pair, ids)| is_primary(pair, ids)).map(|(pair, _)| *pair).collect();
    let owners: BTreeSet<_> = found.iter().map(|(from, to)| (*from, to.0)).collect();
    if found != tables.primary || owners.len() != found.len() {
        return Err(format!("{found:?} are primary, and {:?} are marked so", tables.primary));
    }
    Ok(())
}

/// Whether every live record shows what its neighbours tell.
fn rollups(tables: &Tables, now: i64) -> Result<(), String> {
    let live = tables.records.iter().filter(|(_, row)| row.archived_at.is_none()).map(|(key, _)| *key);
    let of_one =
        |key| recount::differences(tables, key, now).into_iter().map(move |text| format!("{key:?}: {text}"));
    let differences: Vec<_> = live.flat_map(of_one).collect();
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n")) }
}
