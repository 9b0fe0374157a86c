use std::sync::Arc;
use std::time::Duration;

use linchpin_store::port::Location;
use linchpin_store::{Database, Error, Param, migrations};
use linchpin_testkit::{START, Store, TestDatabase};

use crate::on_both_engines;

/// Adds to the next id of an account that is used for nothing else, and then ends as `end` says.
async fn add(database: &Database, account: i64, end: Result<(), Error>) -> Result<(), Error> {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            tx.execute(
                "INSERT INTO id_blocks (account_id, next_id) VALUES ($1, 1) \
                 ON CONFLICT (account_id) DO UPDATE SET next_id = id_blocks.next_id + 1",
                &[Param::Int(account)],
            )
            .await?;
            end
        })
    });
    work.await
}

async fn value(database: &Database, account: i64) -> Option<i64> {
    let sql = "SELECT next_id FROM id_blocks WHERE account_id = $1";
    database.query_opt(sql, &[Param::Int(account)], |row| row.int(0)).await.expect("the read works")
}

#[tokio::test]
async fn an_error_rolls_back_and_leaves_the_others_alone() {
    on_both_engines(async |database, _| {
        let failed = Err(Error::Corrupt("on purpose".into()));
        let (first, second, third) =
            tokio::join!(add(database, 7, Ok(())), add(database, 7, failed), add(database, 7, Ok(())));
        assert!(first.is_ok() && third.is_ok());
        assert!(matches!(second, Err(Error::Corrupt(_))), "{second:?}");
        assert_eq!(value(database, 7).await, Some(2));
    })
    .await;
}

#[tokio::test]
async fn a_statement_that_fails_leaves_the_store_usable() {
    on_both_engines(async |database, _| {
        let broken = database.transaction::<(), Error, _>(|tx| {
            Box::pin(async move {
                tx.execute("INSERT INTO id_blocks (account_id, next_id) VALUES (5, 1)", &[]).await?;
                tx.execute("INSERT INTO id_blocks (account_id, next_id) VALUES (5, 1)", &[]).await?;
                Ok(())
            })
        });
        let error = broken.await.expect_err("the key is there twice");
        assert!(matches!(error, Error::Constraint(_)), "{error:?}");
        assert_eq!(value(database, 5).await, None);
        add(database, 5, Ok(())).await.expect("the next transaction works");
    })
    .await;
}

#[tokio::test]
async fn a_panic_on_the_writer_thread_fails_its_own_transaction_only() {
    let fresh = TestDatabase::on(Store::Sqlite).await;
    let panicking = fresh.database.transaction::<(), Error, _>(|tx| {
        Box::pin(async move {
            tx.execute("INSERT INTO id_blocks (account_id, next_id) VALUES (9, 1)", &[]).await?;
            panic!("on purpose")
        })
    });
    let (panicked, added) = tokio::join!(panicking, add(&fresh.database, 8, Ok(())));
    assert!(matches!(&panicked, Err(Error::Panicked(text)) if &**text == "on purpose"), "{panicked:?}");
    added.expect("the other transaction works");
    assert_eq!(value(&fresh.database, 9).await, None);
    assert_eq!(value(&fresh.database, 8).await, Some(1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn transactions_that_wait_together_share_a_commit() {
    let fresh = TestDatabase::on(Store::Sqlite).await;
    let before = fresh.database.counters();
    let tasks: Vec<_> = (0..200)
        .map(|_| {
            let database = Arc::clone(&fresh.database);
            tokio::spawn(async move { add(&database, 3, Ok(())).await })
        })
        .collect();
    for task in tasks {
        task.await.expect("no task panics").expect("every transaction commits");
    }
    let after = fresh.database.counters();
    assert_eq!(after.transactions - before.transactions, 200);
    assert!(after.commits - before.commits < 200, "{after:?}");
    assert_eq!(value(&fresh.database, 3).await, Some(200));
}

#[tokio::test]
async fn a_transaction_that_is_given_up_is_rolled_back() {
    let fresh = TestDatabase::on(Store::Postgres).await;
    let database = &fresh.database;
    for _ in 0..10 {
        let never_done = database.transaction::<(), Error, _>(|tx| {
            Box::pin(async move {
                tx.execute("INSERT INTO id_blocks (account_id, next_id) VALUES (4, 1)", &[]).await?;
                std::future::pending().await
            })
        });
        let given_up = tokio::time::timeout(std::time::Duration::from_millis(20), never_done).await;
        assert!(given_up.is_err());
    }
    // More often than there are connections: none of them was left inside its transaction.
    add(database, 4, Ok(())).await.expect("the pool is whole");
    assert_eq!(value(database, 4).await, Some(1));
}

#[tokio::test]
async fn a_closed_store_takes_no_more_work_and_loses_none() {
    let fresh = TestDatabase::on(Store::Sqlite).await;
    add(&fresh.database, 2, Ok(())).await.expect("the store is open");
    fresh.database.close().await;
    let late = add(&fresh.database, 2, Ok(())).await;
    assert!(matches!(late, Err(Error::Closed)), "{late:?}");
}

#[tokio::test]
async fn values_of_every_kind_come_back_as_they_were() {
    on_both_engines(async |database, _| {
        let text = "ünï 'quoted' \\ 🚀";
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                tx.execute(
                    "INSERT INTO tokens (hash, account_id, app_id, scopes, hint, created_at, revoked_at) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    &[
                        Param::Blob(&[0, 255, 1]),
                        Param::Int(i64::MAX),
                        Param::Int(i64::MIN),
                        Param::Text(text),
                        Param::Text(""),
                        Param::Int(0),
                        Param::Null,
                    ],
                )
                .await
            })
        });
        assert_eq!(work.await.expect("the insert works"), 1);
        let sql = "SELECT account_id, app_id, scopes, hint, revoked_at FROM tokens WHERE hash = $1";
        let row = database
            .query_opt(sql, &[Param::Blob(&[0, 255, 1])], |row| {
                let texts = (row.text(2)?.to_owned(), row.text(3)?.to_owned());
                Ok((row.int(0)?, row.int(1)?, texts, row.opt_int(4)?))
            })
            .await
            .expect("the read works");
        assert_eq!(row, Some((i64::MAX, i64::MIN, (text.to_owned(), String::new()), None)));
    })
    .await;
}

#[tokio::test]
async fn the_log_does_not_grow_without_end() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("linchpin.db");
    let database = Database::open(Location::File(&path)).await.expect("a fresh database opens");
    migrations::apply(&database, START).await.expect("migrations apply");
    // Each round writes about 4 MiB anew; the log is copied at 128 MiB.
    let text = "x".repeat(1 << 20);
    for round in 0..80 {
        let text = text.clone();
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                for id in 0..4 {
                    tx.execute(
                        "INSERT INTO accounts (id, name, created_at) VALUES ($1, $2, $3) \
                         ON CONFLICT (id) DO UPDATE SET name = $2, created_at = $3",
                        &[Param::Int(id), Param::Text(&text), Param::Int(round)],
                    )
                    .await?;
                }
                Ok(())
            })
        });
        work.await.expect("the write works");
    }
    let log = std::fs::metadata(folder.path().join("linchpin.db-wal")).expect("there is a log").len();
    assert!(log < 300 << 20, "{} MiB", log >> 20);
    database.close().await;
    assert!(!folder.path().join("linchpin.db-wal").exists(), "a closed database leaves no log");
}

#[tokio::test]
async fn a_process_that_ends_keeps_nobody_waiting_who_reads_beside_it() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("linchpin.db");
    let server = Database::open(Location::File(&path)).await.expect("a fresh database opens");
    migrations::apply(&server, START).await.expect("migrations apply to a fresh database");
    // The snapshot of this read stays with the server for as long as nothing else happens there.
    assert_eq!(value(&server, 7).await, None);
    let command = Database::open(Location::File(&path)).await.expect("an open database opens");
    add(&command, 7, Ok(())).await.expect("a command writes beside the server");
    let ends = tokio::time::timeout(Duration::from_secs(3), command.close());
    ends.await.expect("it ends without waiting for the server's readers");
    add(&server, 7, Ok(())).await.expect("the server writes");
    server.close().await;
}
