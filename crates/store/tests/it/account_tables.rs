//! The list of tables, and what is done to an account as a whole.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_store::account_tables::{self, Part};
use linchpin_store::changes::{self, Origin, Place};
use linchpin_store::{Database, Sql};
use linchpin_testkit::START;

use crate::on_both_engines;

/// Tables whose rows are no account's.
const OF_NO_ACCOUNT: [&str; 6] = ["accounts", "counters", "login_attempts", "logins", "migrations", "nodes"];

/// The columns of all tables.
async fn columns(database: &Database) -> BTreeMap<String, BTreeSet<String>> {
    let sql = Sql {
        sqlite: "SELECT t.name, c.name FROM sqlite_master AS t JOIN pragma_table_info(t.name) AS c \
                 WHERE t.type = 'table'",
        postgres: "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT) FROM information_schema.columns \
                   WHERE table_schema = current_schema()",
    };
    let all = database.query(sql, &[], |row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).await;
    let mut columns = BTreeMap::<_, BTreeSet<_>>::new();
    for (table, column) in all.expect("the catalogue reads") {
        columns.entry(table).or_default().insert(column);
    }
    columns
}

#[tokio::test]
async fn every_table_says_what_becomes_of_its_rows() {
    on_both_engines(async |database, _| {
        let mut listed: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for table in account_tables::ALL {
            let own = table.columns.split(", ").map(str::to_owned);
            let all = own.chain(["account_id".to_owned()]).collect();
            assert!(listed.insert(table.name.to_owned(), all).is_none(), "{} is listed twice", table.name);
        }
        let mut there = columns(database).await;
        there.retain(|name, _| !OF_NO_ACCOUNT.contains(&name.as_str()) && !name.starts_with("sqlite_"));
        // The log has functions of its own.
        assert!(there.remove("changes").is_some_and(|columns| columns.contains("account_id")));
        for (name, columns) in &there {
            assert_eq!(listed.get(name), Some(columns), "{name}, in store/src/account_tables.rs");
        }
        assert_eq!(listed.len(), there.len(), "a table that is listed is gone");
    })
    .await;
}

#[tokio::test]
async fn a_log_begins_anew_behind_every_number_that_it_had() {
    on_both_engines(async |database, account| {
        let work = database.transaction::<_, linchpin_store::Error, _>(move |tx| {
            Box::pin(async move {
                let origin = Origin { source: "TEST".to_owned(), source_id: String::new(), user: None };
                let place = Place { account, at: START };
                let first = changes::begin_anew(tx, place, None, &origin, |last| last.to_string()).await?;
                let second = changes::begin_anew(tx, place, None, &origin, |last| last.to_string()).await?;
                Ok((first, second))
            })
        });
        assert_eq!(work.await.ok(), Some((1, 2)));
        let log = changes::after(database, account, 0, 10).await.expect("the log reads");
        let log: Vec<_> = log.iter().map(|change| (change.sequence, &*change.properties)).collect();
        assert_eq!(log, [(2, "2")]);
        assert_eq!(changes::last_sequence(database, account).await.ok(), Some(2));
    })
    .await;
}

#[test]
fn what_has_to_move_forward_is_in_no_snapshot() {
    for table in ["account_states", "id_blocks", "tokens", "apps"] {
        let found = account_tables::ALL.iter().find(|known| known.name == table).expect("it is listed");
        assert_eq!(found.part, Part::Account, "{table}");
    }
}
