use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};
use linchpin_store::records::{self, Scope, StoredRecord};
use linchpin_store::{Database, Error};

use crate::on_both_engines;

const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);
const COMPANIES: ObjectTypeId = ObjectTypeId::standard(2);

fn record(id: i64) -> StoredRecord {
    StoredRecord {
        id: RecordId(id),
        created_at: Timestamp(id * 10),
        updated_at: Timestamp(id * 10 + 1),
        archived_at: None,
        properties: format!("{{\"name\":\"{id}\"}}"),
    }
}

fn live(account: AccountId) -> Scope {
    Scope { account, object_type: CONTACTS, archived: false }
}

async fn insert(database: &Database, account: AccountId, object_type: ObjectTypeId, ids: &[i64]) {
    let records: Vec<_> = ids.iter().map(|id| record(*id)).collect();
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move { records::insert_many(tx, account, object_type, &records).await })
    });
    work.await.expect("records insert");
}

async fn archive(database: &Database, account: AccountId, ids: Vec<RecordId>) {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move { records::archive_many(tx, account, CONTACTS, &ids, Timestamp(99)).await })
    });
    work.await.expect("records archive");
}

async fn page(database: &Database, scope: Scope, from: i64, limit: usize) -> Vec<i64> {
    let page = records::page(database, scope, RecordId(from), limit).await.expect("pages read");
    page.iter().map(|record| record.id.0).collect()
}

#[tokio::test]
async fn pages_go_by_id_and_keep_to_their_scope() {
    on_both_engines(async |database, account| {
        insert(database, account, CONTACTS, &[5, 3, 9, 7]).await;
        insert(database, account, COMPANIES, &[4]).await;
        insert(database, AccountId(account.0 + 1), CONTACTS, &[6]).await;
        assert_eq!(page(database, live(account), 0, 10).await, [3, 5, 7, 9]);
        assert_eq!(page(database, live(account), 5, 2).await, [5, 7]);
        assert_eq!(page(database, live(account), 10, 2).await, [0; 0]);
    })
    .await;
}

#[tokio::test]
async fn archived_records_are_a_list_of_their_own() {
    on_both_engines(async |database, account| {
        insert(database, account, CONTACTS, &[1, 2, 3]).await;
        archive(database, account, vec![RecordId(2), RecordId(8)]).await;
        let archived = Scope { archived: true, ..live(account) };
        assert_eq!(page(database, live(account), 0, 10).await, [1, 3]);
        assert_eq!(page(database, archived, 0, 10).await, [2]);
        assert_eq!(records::read(database, live(account), RecordId(2)).await.expect("reads"), None);
        let found = records::read(database, archived, RecordId(2)).await.expect("reads");
        assert_eq!(found, Some(StoredRecord { archived_at: Some(Timestamp(99)), ..record(2) }));
    })
    .await;
}

#[tokio::test]
async fn many_are_read_in_the_order_they_were_asked_for() {
    on_both_engines(async |database, account| {
        insert(database, account, CONTACTS, &[1, 2]).await;
        let ids = [RecordId(2), RecordId(7), RecordId(1), RecordId(2)];
        let found = records::read_many(database, live(account), &ids).await.expect("reads");
        assert_eq!(found, [Some(record(2)), None, Some(record(1)), Some(record(2))]);
    })
    .await;
}

#[tokio::test]
async fn updates_replace_values_and_times() {
    on_both_engines(async |database, account| {
        insert(database, account, CONTACTS, &[1, 2]).await;
        let changed = StoredRecord { properties: "{}".to_owned(), updated_at: Timestamp(500), ..record(1) };
        let written = changed.clone();
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let locked = records::lock_many(tx, live(account), &[RecordId(1), RecordId(4)]).await?;
                assert_eq!(locked, [Some(record(1)), None]);
                records::update_many(tx, account, CONTACTS, &[written]).await
            })
        });
        work.await.expect("records update");
        assert_eq!(records::read(database, live(account), RecordId(1)).await.expect("reads"), Some(changed));
        assert_eq!(
            records::read(database, live(account), RecordId(2)).await.expect("reads"),
            Some(record(2))
        );
    })
    .await;
}

#[tokio::test]
async fn a_scan_finds_the_first_record_of_a_part_that_holds_a_value() {
    on_both_engines(async |database, account| {
        insert(database, account, CONTACTS, &[3, 5, 7, 9]).await;
        let scan = async |from, limit, value| {
            let part = records::scan(database, live(account), RecordId(from), limit, ("name", value));
            part.await.expect("scans").map(|part| (part.last.0, part.found.map(|id| id.0)))
        };
        assert_eq!(scan(0, 2, "7").await, Some((5, None)));
        assert_eq!(scan(6, 2, "7").await, Some((9, Some(7))));
        assert_eq!(scan(0, 10, "\"").await, Some((9, None)));
        assert_eq!(scan(10, 10, "7").await, None);
    })
    .await;
}

#[tokio::test]
async fn archived_records_come_back_and_deleted_ones_do_not() {
    on_both_engines(async |database, account| {
        insert(database, account, CONTACTS, &[1, 2, 3]).await;
        archive(database, account, vec![RecordId(1), RecordId(2)]).await;
        let archived = Scope { archived: true, ..live(account) };
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let ids = [RecordId(1), RecordId(3)];
                records::restore_many(tx, account, CONTACTS, &ids, Timestamp(200)).await?;
                // Only what is in the scope goes.
                records::delete_many(tx, archived, &[RecordId(1), RecordId(2)]).await
            })
        });
        work.await.expect("records are restored and deleted");
        assert_eq!(page(database, live(account), 0, 10).await, [1, 3]);
        assert_eq!(page(database, archived, 0, 10).await, [0; 0]);
        let back = records::read(database, live(account), RecordId(1)).await.expect("the record reads");
        let back = back.expect("it is live");
        assert_eq!((back.updated_at, back.archived_at), (Timestamp(200), None));
    })
    .await;
}
