use std::collections::BTreeSet;
use std::sync::Arc;

use linchpin_domain::{AccountId, ObjectTypeId, RecordId};
use linchpin_store::changes::{self, Kind, NewChange, Origin, Place, Watcher};
use linchpin_store::port::Location;
use linchpin_store::{Database, Error, migrations, schema};
use linchpin_testkit::{START, Store, TestDatabase};

use crate::{account, on_both_engines};

const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);

fn origin() -> Origin {
    Origin { source: "INTEGRATION".to_owned(), source_id: "1".to_owned(), user: None }
}

async fn append(
    database: &Database,
    account: AccountId,
    records: Vec<i64>,
    schema_version: i64,
    fail: bool,
) -> Result<(), Error> {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let origin = origin();
            let new: Vec<_> = records
                .iter()
                .map(|id| NewChange {
                    object_type: CONTACTS,
                    record: RecordId(*id),
                    kind: Kind::Update,
                    properties: "{}",
                    origin: &origin,
                })
                .collect();
            let place = Place { account, at: START };
            changes::append(tx, place, schema_version, &new).await?;
            if fail { Err(Error::Corrupt("on purpose".into())) } else { Ok(()) }
        })
    });
    work.await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_are_dense_whatever_fails_between() {
    for store in [Store::Sqlite, Store::Postgres] {
        let fresh = TestDatabase::on(store).await;
        let account = account(&fresh.database).await;
        let tasks: Vec<_> = (0..40)
            .map(|index| {
                let database = Arc::clone(&fresh.database);
                let records = (0..=index % 3).collect();
                tokio::spawn(async move { append(&database, account, records, 0, index % 4 == 0).await })
            })
            .collect();
        let mut expected = 0;
        for (index, task) in tasks.into_iter().enumerate() {
            let outcome = task.await.expect("no task panics");
            assert_eq!(outcome.is_err(), index % 4 == 0, "{outcome:?}");
            expected += if outcome.is_ok() { index % 3 + 1 } else { 0 };
        }
        let log = changes::after(&fresh.database, account, 0, 1_000).await.expect("the log reads");
        let numbers: Vec<_> = log.iter().map(|change| change.sequence).collect();
        assert_eq!(numbers, (1..=expected as i64).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_write_against_an_older_schema_is_refused() {
    on_both_engines(async |database, account| {
        let raise = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { schema::raise_version(tx, account).await })
        });
        assert_eq!(raise.await.expect("the version rises"), 1);
        let stale = append(database, account, vec![1], 0, false).await;
        assert!(matches!(stale, Err(Error::SchemaChanged)), "{stale:?}");
        append(database, account, vec![1], 1, false).await.expect("the newest version is accepted");
        let log = changes::after(database, account, 0, 10).await.expect("the log reads");
        assert_eq!(log.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_record_shows_its_changes_newest_first() {
    on_both_engines(async |database, account| {
        append(database, account, vec![1, 2, 1], 0, false).await.expect("the log grows");
        let of_record = changes::of_record(database, account, CONTACTS, RecordId(1)).await;
        let numbers: Vec<_> =
            of_record.expect("the log reads").iter().map(|change| change.sequence).collect();
        assert_eq!(numbers, [3, 1]);
        let page = changes::after(database, account, 1, 1).await.expect("the log reads");
        assert_eq!((page.len(), page[0].sequence, page[0].kind), (1, 2, Kind::Update));
        assert_eq!(page[0].origin, origin());
    })
    .await;
}

#[tokio::test]
async fn whoever_listens_is_told_of_a_longer_log_after_its_commit() {
    on_both_engines(async |database, account| {
        let mut grown = database.grown_logs();
        append(database, account, vec![1, 2], 0, false).await.expect("the log grows");
        assert_eq!(grown.try_recv(), Ok(account), "the commit was told before its answer");
        assert!(grown.try_recv().is_err(), "one commit is told once");
        let log = changes::after(database, account, 0, 10).await.expect("the log reads");
        assert_eq!(log.len(), 2);
    })
    .await;
}

/// A database in a file that two processes have open.
async fn server_and_command(folder: &tempfile::TempDir) -> (Database, Database) {
    let path = folder.path().join("linchpin.db");
    let open = async || Database::open(Location::File(&path)).await.expect("a database opens");
    let server = open().await;
    migrations::apply(&server, START).await.expect("migrations apply to a fresh database");
    (server, open().await)
}

#[tokio::test]
async fn whoever_watches_tells_what_other_processes_append() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (server, command) = server_and_command(&folder).await;
    let (one, two) = (account(&server).await, account(&server).await);
    let mut grown = server.grown_logs();
    let mut told = || std::iter::from_fn(|| grown.try_recv().ok()).collect::<BTreeSet<_>>();
    let mut watcher = Watcher::default();
    watcher.look(&server).await.expect("the logs are looked at");
    assert_eq!(told(), BTreeSet::from([one, two]), "nobody knows what there was before");
    for round in 1..4 {
        let noticed = server.noticed_commits();
        watcher.look(&server).await.expect("nothing is looked at");
        assert_eq!((told(), server.noticed_commits()), (BTreeSet::new(), noticed), "nothing happened");
        // The snapshot of this read would be used for a while.
        assert_eq!(changes::last_sequence(&server, two).await.expect("the log reads"), round - 1);
        append(&command, two, vec![1], 0, false).await.expect("a command writes beside the server");
        watcher.look(&server).await.expect("the logs are looked at");
        assert_eq!(told(), BTreeSet::from([two]));
        assert_ne!(server.noticed_commits(), noticed, "whoever looks by itself finds it due");
        assert_eq!(changes::last_sequence(&server, two).await.expect("the log reads"), round);
    }
    command.close().await;
    server.close().await;
    watcher.look(&server).await.expect("nothing is looked at in a closed database");
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder reads").flatten().collect();
    assert_eq!(left.len(), 1, "the file of the database alone is left: {left:?}");
}
