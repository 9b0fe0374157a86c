use linchpin_store::{Database, Error, Param, migrations};
use linchpin_testkit::START;

use crate::on_both_engines;

async fn execute(database: &Database, sql: &'static str) {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move { tx.execute(sql, &[]).await.map(|_| ()) })
    });
    work.await.expect("the statement works");
}

#[tokio::test]
async fn applying_twice_changes_nothing() {
    on_both_engines(async |database, _| {
        let applied = "SELECT count(*) FROM migrations WHERE number > $1";
        let count =
            async || database.query(applied, &[Param::Int(0)], |row| row.int(0)).await.expect("reads");
        let before = count().await;
        migrations::apply(database, START).await.expect("there is nothing to do");
        assert_eq!(count().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_refused() {
    on_both_engines(async |database, _| {
        execute(database, "INSERT INTO migrations VALUES (9999, 'future', '', 0)").await;
        let error = migrations::apply(database, START).await.expect_err("the migration is not known");
        assert!(error.to_string().contains("newer Linchpin"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_migration_with_another_text_is_refused() {
    on_both_engines(async |database, _| {
        execute(database, "UPDATE migrations SET checksum = 'other' WHERE number = 1").await;
        let error = migrations::apply(database, START).await.expect_err("the checksum differs");
        assert!(error.to_string().contains("different text"), "{error}");
    })
    .await;
}
