use linchpin_domain::{AccountId, ObjectTypeId, RecordId};
use linchpin_store::changes::{self, Kind, NewChange, Origin, Place};
use linchpin_store::{Database, Error, blocked_addresses, merged_records};
use linchpin_testkit::START;

use crate::on_both_engines;

const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);
const COMPANIES: ObjectTypeId = ObjectTypeId::standard(2);

async fn lead(database: &Database, account: AccountId, ids: &'static [i64], survivor: i64) {
    let ids: Vec<_> = ids.iter().copied().map(RecordId).collect();
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(
            async move { merged_records::put_many(tx, account, CONTACTS, &ids, RecordId(survivor)).await },
        )
    });
    work.await.expect("rows are written");
}

#[tokio::test]
async fn merged_ids_lead_to_the_last_record_until_they_are_forgotten() {
    on_both_engines(async |database, account| {
        lead(database, account, &[1, 2], 3).await;
        lead(database, account, &[1, 2, 3, 4], 5).await;
        let found = async |account, object_type| {
            let ids = [1, 3, 5].map(RecordId);
            let found = merged_records::find_many(database, account, object_type, &ids).await;
            found.expect("rows are read").into_iter().map(|id| id.map(|id| id.0)).collect::<Vec<_>>()
        };
        assert_eq!(found(account, CONTACTS).await, [Some(5), Some(5), None]);
        assert_eq!(found(account, COMPANIES).await, [None; 3]);
        assert_eq!(found(AccountId(account.0 + 1), CONTACTS).await, [None; 3]);
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { merged_records::delete_many(tx, account, CONTACTS, &[RecordId(1)]).await })
        });
        work.await.expect("rows are deleted");
        assert_eq!(found(account, CONTACTS).await, [None, Some(5), None]);
    })
    .await;
}

#[tokio::test]
async fn addresses_are_blocked_in_their_account_only() {
    on_both_engines(async |database, account| {
        let any = async |account| blocked_addresses::any(database, account).await.expect("rows are read");
        assert!(!any(account).await);
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                blocked_addresses::start(tx, account).await?;
                let hashes = [b"one".to_vec(), b"two".to_vec()];
                blocked_addresses::put_many(tx, account, &hashes[..1]).await?;
                blocked_addresses::put_many(tx, account, &hashes[..1]).await?;
                let other = AccountId(account.0 + 1);
                Ok([
                    blocked_addresses::find_many(tx, account, &hashes).await?,
                    blocked_addresses::find_many(tx, other, &hashes).await?,
                ])
            })
        });
        assert_eq!(work.await.expect("rows are written"), [[true, false], [false, false]]);
        assert!(any(account).await);
        assert!(!any(AccountId(account.0 + 1)).await);
    })
    .await;
}

#[tokio::test]
async fn erasing_keeps_numbers_and_what_is_no_value() {
    on_both_engines(async |database, account| {
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let origin =
                    Origin { source: "INTEGRATION".to_owned(), source_id: "1".to_owned(), user: None };
                let new = |record, kind| NewChange {
                    object_type: CONTACTS,
                    record: RecordId(record),
                    kind,
                    properties: r#"{"a":"b"}"#,
                    origin: &origin,
                };
                let kinds = [Kind::Create, Kind::Update, Kind::Merge, Kind::Associate, Kind::Archive];
                let mut changes: Vec<_> = kinds.into_iter().map(|kind| new(1, kind)).collect();
                changes.push(new(2, Kind::Create));
                changes::append(tx, Place { account, at: START }, 0, &changes).await?;
                changes::erase(tx, account, CONTACTS, &[RecordId(1)]).await
            })
        });
        work.await.expect("changes are erased");
        let log = changes::after(database, account, 0, 10).await.expect("the log reads");
        assert!(log.iter().zip(1..).all(|(change, number)| change.sequence == number));
        let left: Vec<_> = log.iter().map(|change| (change.kind, change.properties.len())).collect();
        let erased = (Kind::Erased, 2);
        let kept = [(Kind::Associate, 9), (Kind::Archive, 9), (Kind::Create, 9)];
        assert_eq!(left, [&[erased; 3][..], &kept[..]].concat());
    })
    .await;
}
