//! What the tables hold.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_domain::{ObjectTypeId, Properties, RecordId, object_type};
use linchpin_store::{Param, Row as SqlRow, properties_text};
use linchpin_testkit::TestApp;

use super::kinds::{Key, Kind};
use super::pairs::Table;

/// A record as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) archived_at: Option<i64>,
    pub(super) values: BTreeMap<String, String>,
}

/// All records and associations of an account.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) records: BTreeMap<Key, Row>,
    pub(super) pairs: Table,
    /// The pairs that are marked as primary.
    pub(super) primary: BTreeSet<(Key, Key)>,
    /// The records that are in the list of their type.
    pub(super) members: BTreeSet<Key>,
}

impl Row {
    /// A value, empty where there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }
}

/// The values in the text of a record.
pub(super) fn values(kind: Kind, text: &str) -> BTreeMap<String, String> {
    let usual = object_type::by_id(kind.id()).map_or(&[][..], |found| found.usual);
    let values: Properties = properties_text::parse(text, usual).expect("the text reads");
    values.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The record that two columns name.
pub(super) fn key(row: &SqlRow<'_>, at: usize) -> linchpin_store::Result<Key> {
    let kind = Kind::of(ObjectTypeId::from_code(row.int(at)?)).expect("the type takes part");
    Ok((kind, RecordId(row.int(at + 1)?)))
}

impl Tables {
    /// Reads all of them.
    pub(super) async fn read(app: &TestApp) -> Self {
        let account = [Param::Int(app.account.0)];
        let sql = "SELECT object_type, id, created_at, updated_at, archived_at, properties, archived \
                   FROM records WHERE account_id = $1";
        let record = |row: &SqlRow<'_>| {
            let key = key(row, 0)?;
            let (created_at, updated_at) = (row.int(2)?, row.int(3)?);
            let values = values(key.0, row.text(5)?);
            let archived_at = row.opt_int(4)?;
            assert_eq!(archived_at.is_some(), row.int(6)? == 1, "archived records have a date");
            Ok((key, Row { created_at, updated_at, archived_at, values }))
        };
        let records = app.database.query(sql, &account, record).await.expect("records read");
        let mut tables = Self { records: records.into_iter().collect(), ..Self::default() };
        let sql = "SELECT from_type, from_id, to_type, to_id, types, exclusive FROM associations \
                   WHERE account_id = $1";
        let pair = |row: &SqlRow<'_>| {
            let types: BTreeSet<i32> = row.text(4)?.split(' ').filter_map(|id| id.parse().ok()).collect();
            Ok(((key(row, 0)?, key(row, 2)?), types, row.int(5)? == 1))
        };
        for (ends, types, is_primary) in app.database.query(sql, &account, pair).await.expect("rows read") {
            tables.pairs.insert(ends, types);
            if is_primary {
                tables.primary.insert(ends);
            }
        }
        tables.read_members(app).await;
        tables
    }

    /// Reads who is in lists, and checks that these are as large as they say.
    async fn read_members(&mut self, app: &TestApp) {
        let account = [Param::Int(app.account.0)];
        let sql = "SELECT l.object_type, m.record_id FROM list_memberships m \
                   JOIN lists l ON l.account_id = m.account_id AND l.id = m.list_id WHERE m.account_id = $1";
        let members = app.database.query(sql, &account, |row| key(row, 0)).await.expect("members read");
        self.members = members.into_iter().collect();
        let sql = "SELECT object_type, size FROM lists WHERE account_id = $1";
        let size = |row: &SqlRow<'_>| Ok((ObjectTypeId::from_code(row.int(0)?), row.int(1)?));
        for (object_type, size) in app.database.query(sql, &account, size).await.expect("sizes read") {
            let n_members = self.members.iter().filter(|(kind, _)| kind.id() == object_type).count();
            assert_eq!(size, n_members as i64, "the size of the list of {object_type}");
        }
    }
}
