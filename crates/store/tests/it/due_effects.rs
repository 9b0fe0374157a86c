use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};
use linchpin_store::due_effects::{self, Due};
use linchpin_store::{Database, Error};

use crate::on_both_engines;

fn due(at: i64, record: i64) -> Due {
    Due { at: Timestamp(at), object_type: ObjectTypeId::standard(1), record: RecordId(record) }
}

async fn put(database: &Database, account: AccountId, rows: Vec<Due>) {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move { due_effects::put_many(tx, account, &rows).await })
    });
    work.await.expect("rows are written");
}

#[tokio::test]
async fn records_are_due_once_their_moment_has_come_and_until_somebody_looked() {
    on_both_engines(async |database, account| {
        put(database, account, vec![due(30, 1), due(10, 2), due(20, 1)]).await;
        put(database, account, vec![due(20, 1)]).await;
        let listed = async |account, now, limit| {
            due_effects::list(database, account, Timestamp(now), limit).await.expect("rows are read")
        };
        assert_eq!(listed(account, 9, 10).await, []);
        assert_eq!(listed(account, 20, 10).await, [due(10, 2), due(20, 1)]);
        assert_eq!(listed(account, 40, 1).await, [due(10, 2)]);
        assert_eq!(listed(AccountId(account.0 + 1), 40, 10).await, []);
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { due_effects::delete_many(tx, account, &[due(10, 2), due(20, 1)]).await })
        });
        work.await.expect("rows are deleted");
        assert_eq!(listed(account, 40, 10).await, [due(30, 1)]);
    })
    .await;
}
