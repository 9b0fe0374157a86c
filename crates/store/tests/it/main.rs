//! The store on both engines: the same tests on SQLite and on a real PostgreSQL.

mod account_tables;
mod associations;
mod due_effects;
mod ids;
mod log;
mod migrations;
mod news;
mod object_types;
mod port;
mod records;
mod removals;
mod reports;
mod unique_values;
mod waiting;

use linchpin_domain::AccountId;
use linchpin_store::{Database, Error, accounts};
use linchpin_testkit::{START, Store, TestDatabase};

/// Runs a test once on each engine, each time with a fresh database and an account in it.
async fn on_both_engines(test: impl AsyncFn(&Database, AccountId)) {
    for store in [Store::Sqlite, Store::Postgres] {
        let fresh = TestDatabase::on(store).await;
        let account = account(&fresh.database).await;
        test(&fresh.database, account).await;
    }
}

async fn account(database: &Database) -> AccountId {
    let made = database
        .transaction::<_, Error, _>(|tx| Box::pin(async move { accounts::create(tx, "Test", START).await }));
    made.await.expect("an account can be made")
}
