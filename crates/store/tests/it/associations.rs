use linchpin_domain::{AccountId, AssociationTypeId, ObjectTypeId, RecordId};
use linchpin_store::associations::{self, Association, Direction};
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Database, Error};
use linchpin_testkit::START;

use crate::on_both_engines;

const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);
const COMPANIES: ObjectTypeId = ObjectTypeId::standard(2);
const PRIMARY: AssociationTypeId = AssociationTypeId(1);
const UNLABELED: AssociationTypeId = AssociationTypeId(279);

fn direction(account: AccountId) -> Direction {
    Direction { account, from: CONTACTS, to: COMPANIES }
}

/// Five companies, and contact 1 that is associated with all of them; the third is its primary one.
async fn prepare(database: &Database, account: AccountId) {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let record = |id| StoredRecord {
                id: RecordId(id),
                created_at: START,
                updated_at: START,
                archived_at: None,
                properties: "{}".to_owned(),
            };
            let companies: Vec<_> = (1..=5).map(record).collect();
            records::insert_many(tx, account, COMPANIES, &companies).await?;
            let rows = (1..=5).map(|to| Association {
                from: RecordId(1),
                to: RecordId(to),
                types: if to == 3 { vec![PRIMARY, UNLABELED] } else { vec![UNLABELED] },
                exclusive: to == 3,
            });
            associations::put_many(tx, direction(account), &rows.collect::<Vec<_>>()).await
        })
    });
    work.await.expect("rows are inserted");
}

async fn page(database: &Database, account: AccountId, from: i64, limit: usize) -> Vec<i64> {
    let start = (RecordId(1), RecordId(from));
    let rows = associations::page(database, direction(account), start, limit).await.expect("the page reads");
    rows.iter().map(|row| row.to.0).collect()
}

#[tokio::test]
async fn pages_leave_archived_records_out_until_they_are_back() {
    on_both_engines(async |database, account| {
        prepare(database, account).await;
        assert_eq!(page(database, account, 0, 3).await, [1, 2, 3]);
        assert_eq!(page(database, account, 4, 3).await, [4, 5]);
        let archive = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(
                async move { records::archive_many(tx, account, COMPANIES, &[RecordId(2)], START).await },
            )
        });
        archive.await.expect("the record is archived");
        assert_eq!(page(database, account, 0, 3).await, [1, 3, 4]);
    })
    .await;
}

#[tokio::test]
async fn the_exclusive_one_is_found_and_types_are_counted() {
    on_both_engines(async |database, account| {
        prepare(database, account).await;
        let found = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let direction = direction(account);
                let ids = [RecordId(1), RecordId(2)];
                let exclusive = associations::find_exclusive(tx, direction, &ids).await?;
                let counts = associations::count(tx, direction, &ids, UNLABELED, 4).await?;
                let is_used = associations::is_used(tx, direction, PRIMARY).await?;
                let is_unused = !associations::is_used(tx, direction, AssociationTypeId(27)).await?;
                associations::delete_many(tx, direction, &[(RecordId(1), RecordId(3))]).await?;
                let primary = associations::count(tx, direction, &ids, PRIMARY, 4).await?;
                Ok((exclusive, counts, is_used && is_unused, primary))
            })
        });
        let (exclusive, counts, uses, primary) = found.await.expect("the transaction runs");
        let exclusive: Vec<_> =
            exclusive.into_iter().map(|row| row.map(|row| (row.to.0, row.types))).collect();
        assert_eq!(exclusive, [Some((3, vec![PRIMARY, UNLABELED])), None]);
        assert_eq!((counts, uses, primary), (vec![4, 0], true, vec![0, 0]));
    })
    .await;
}

#[tokio::test]
async fn the_associations_of_a_record_are_of_all_types_and_live_or_not() {
    on_both_engines(async |database, account| {
        prepare(database, account).await;
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                records::archive_many(tx, account, COMPANIES, &[RecordId(1)], START).await?;
                let deals = Direction { to: ObjectTypeId::standard(3), ..direction(account) };
                let deal = Association {
                    from: RecordId(1),
                    to: RecordId(9),
                    types: vec![AssociationTypeId(4)],
                    exclusive: false,
                };
                associations::put_many(tx, deals, &[deal]).await?;
                let contact = (CONTACTS, RecordId(1));
                let all = associations::of_record(tx, account, contact, None, 10).await?;
                let after = Some((COMPANIES, RecordId(3)));
                let rest = associations::of_record(tx, account, contact, after, 2).await?;
                let after = Some((ObjectTypeId::standard(3), RecordId(9)));
                let none = associations::of_record(tx, account, contact, after, 2).await?;
                Ok([all, rest, none])
            })
        });
        let seen = work.await.expect("rows are read").map(|rows| {
            rows.iter().map(|(to, row)| format!("{to} {}", row.to)).collect::<Vec<_>>().join(", ")
        });
        assert_eq!(seen, ["0-2 1, 0-2 2, 0-2 3, 0-2 4, 0-2 5, 0-3 9", "0-2 4, 0-2 5", ""]);
    })
    .await;
}
