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
        tables
    }
}
