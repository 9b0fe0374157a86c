use linchpin_domain::{AssociationTypeId, ObjectTypeId, RecordId};
use linchpin_store::association_labels::{self, LabelRow};
use linchpin_store::associations::{self, Association, Direction};
use linchpin_store::object_types::{self, ObjectTypeRow};
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::schema::{self, GroupRow};
use linchpin_store::{Error, association_limits};
use linchpin_testkit::START;

use crate::on_both_engines;

const CARS: ObjectTypeId = ObjectTypeId::custom(7);
const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);

fn cars() -> ObjectTypeRow {
    ObjectTypeRow {
        id: CARS,
        name: "cars".to_owned(),
        definition: "{}".to_owned(),
        created_at: START,
        updated_at: START,
        archived_at: None,
        deleted_at: None,
    }
}

fn record(id: i64) -> StoredRecord {
    StoredRecord {
        id: RecordId(id),
        created_at: START,
        updated_at: START,
        archived_at: None,
        properties: "{}".to_owned(),
    }
}

#[tokio::test]
async fn a_type_is_written_again_and_keeps_its_name() {
    on_both_engines(async |database, account| {
        let again = ObjectTypeRow { name: "boats".to_owned(), archived_at: Some(START), ..cars() };
        let put = again.clone();
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                object_types::put(tx, account, &cars()).await?;
                let first = object_types::find_in(tx, account, CARS).await?;
                object_types::put(tx, account, &put).await?;
                Ok((first, object_types::all_in(tx, account).await?))
            })
        });
        let expected = ObjectTypeRow { name: "cars".to_owned(), ..again };
        assert_eq!(work.await.expect("rows are written"), (Some(cars()), vec![expected.clone()]));
        let found = object_types::find(database, account, CARS).await.expect("the row reads");
        assert_eq!(found, Some(expected));
        assert_eq!(object_types::find(database, account, CONTACTS).await.expect("nothing reads"), None);
    })
    .await;
}

#[tokio::test]
async fn what_a_type_had_goes_with_it() {
    on_both_engines(async |database, account| {
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                for (id, from, to) in [(1, CARS, CONTACTS), (2, CONTACTS, CARS), (3, CONTACTS, CONTACTS)] {
                    let (id, inverse) = (AssociationTypeId(id), AssociationTypeId(id));
                    let row = LabelRow { id, from, to, inverse, name: "a".to_owned(), label: "A".to_owned() };
                    association_labels::put(tx, account, &row).await?;
                    association_limits::put(tx, account, (id, 5)).await?;
                }
                for object_type in [CARS, CONTACTS] {
                    let label = "Main".to_owned();
                    let row =
                        GroupRow { name: "main".to_owned(), label, display_order: 0, archived_at: None };
                    schema::put_group(tx, account, object_type, &row).await?;
                }
                for object_type in [CARS, CONTACTS] {
                    records::insert_many(tx, account, object_type, &[record(1)]).await?;
                }
                for (from, to) in [(CARS, CONTACTS), (CONTACTS, CARS), (CONTACTS, CONTACTS)] {
                    let row = Association {
                        from: RecordId(1),
                        to: RecordId(1),
                        types: vec![AssociationTypeId(1)],
                        exclusive: false,
                    };
                    associations::put_many(tx, Direction { account, from, to }, &[row]).await?;
                }
                object_types::clear(tx, account, CARS).await?;
                let mut left = Vec::new();
                for (from, to) in [(CARS, CONTACTS), (CONTACTS, CARS), (CONTACTS, CONTACTS)] {
                    let pair = [(RecordId(1), RecordId(1))];
                    let found = associations::find_many(tx, Direction { account, from, to }, &pair).await?;
                    left.push(found[0].is_some());
                }
                let live = associations::find_live(tx, account, CARS, &[RecordId(1)]).await?;
                Ok((left, live, associations::find_live(tx, account, CONTACTS, &[RecordId(1)]).await?))
            })
        });
        let expected = (vec![false, false, true], Vec::new(), vec![RecordId(1)]);
        assert_eq!(work.await.expect("rows come and go"), expected);
        let labels = association_labels::all(database, account).await.expect("labels read");
        assert_eq!(labels.iter().map(|row| row.id.0).collect::<Vec<_>>(), [3]);
        let limits = association_limits::all(database, account).await.expect("limits read");
        assert_eq!(limits, [(AssociationTypeId(3), 5)]);
        let groups =
            async |object_type| schema::groups(database, account, object_type).await.expect("groups read");
        assert_eq!((groups(CARS).await.len(), groups(CONTACTS).await.len()), (0, 1));
    })
    .await;
}
