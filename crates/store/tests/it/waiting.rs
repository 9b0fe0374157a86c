//! What waits in any account.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};
use linchpin_store::due_effects::Due;
use linchpin_store::pending_effects::Reach;
use linchpin_store::waiting::{self, Waiting};
use linchpin_store::{Database, Error, Tx, accounts, due_effects, due_rates, pending_effects};

use crate::on_both_engines;

async fn write(
    database: &Database,
    work: impl for<'t> FnOnce(&'t mut Tx) -> linchpin_store::port::BoxFuture<'t, Result<(), Error>>
    + Send
    + 'static,
) {
    database.transaction(work).await.expect("rows are written");
}

#[tokio::test]
async fn only_accounts_with_work_are_named_with_their_first_moment() {
    on_both_engines(async |database, first| {
        let other = database
            .transaction::<_, Error, _>(|tx| {
                Box::pin(async move { accounts::create(tx, "Idle", Timestamp(0)).await })
            })
            .await
            .expect("an account can be made");
        let everywhere = async || waiting::everywhere(database).await.expect("rows are read");
        assert_eq!(everywhere().await, []);
        let due = |at| Due { at: Timestamp(at), object_type: ObjectTypeId::standard(1), record: RecordId(1) };
        write(database, move |tx| {
            Box::pin(async move {
                due_effects::put_many(tx, first, &[due(30), due(20)]).await?;
                due_rates::put_many(tx, first, [Timestamp(25)]).await
            })
        })
        .await;
        let of = |account: AccountId, is_pending, due_at: Option<i64>| Waiting {
            account,
            version: 0,
            is_pending,
            due_at: due_at.map(Timestamp),
        };
        assert_eq!(everywhere().await, [of(first, false, Some(20))]);
        let (child_type, parent_type) = (ObjectTypeId::standard(1), ObjectTypeId::standard(2));
        let reach = Reach { child_type, child: RecordId(1), parent_type };
        write(database, move |tx| {
            Box::pin(async move { pending_effects::put_many(tx, other, &[(reach, RecordId(0))]).await })
        })
        .await;
        assert_eq!(everywhere().await, [of(first, false, Some(20)), of(other, true, None)]);
    })
    .await;
}

#[tokio::test]
async fn records_wait_for_a_moment_until_they_are_looked_at_as_of_its_newest_change() {
    on_both_engines(async |database, account| {
        let put = async || {
            write(database, move |tx| {
                Box::pin(async move { due_rates::put_many(tx, account, [Timestamp(10)]).await })
            })
            .await;
        };
        let first =
            async |now| due_rates::first(database, account, Timestamp(now)).await.expect("a row is read");
        let advance = async |done, next: Option<i64>| {
            let next = next.map(RecordId);
            write(database, move |tx| {
                Box::pin(async move { due_rates::advance(tx, account, done, next).await })
            })
            .await;
        };
        put().await;
        assert_eq!(first(9).await, None);
        let begun = first(10).await.expect("it is due");
        assert_eq!(begun.from, RecordId(0));
        advance(begun, Some(200)).await;
        let half = first(10).await.expect("it is due");
        assert_eq!(half.from, RecordId(200));
        // The rates change again: what was done counts for nothing, and what is under way does not end it.
        put().await;
        advance(half, None).await;
        let anew = first(10).await.expect("it is due");
        assert_eq!((anew.from, anew.revision), (RecordId(0), 2));
        advance(anew, None).await;
        assert_eq!(first(10).await, None);
    })
    .await;
}
