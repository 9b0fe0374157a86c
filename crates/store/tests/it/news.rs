use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};
use linchpin_store::changes::{self, Kind, NewChange, Origin, Place};
use linchpin_store::news::{self, Mark, PART};
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Database, Error};

use crate::on_both_engines;

const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);
const COMPANIES: ObjectTypeId = ObjectTypeId::standard(2);
const AT: Timestamp = Timestamp(77);

fn record(id: i64) -> StoredRecord {
    let at = Timestamp(id);
    let properties = format!(r#"{{"name":"{id}"}}"#);
    StoredRecord { id: RecordId(id), created_at: at, updated_at: at, archived_at: None, properties }
}

/// Makes records of a type, and logs a change of a kind for each.
async fn happen(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
    made: Vec<i64>,
    logged: Vec<(i64, Kind)>,
) {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let made: Vec<_> = made.into_iter().map(record).collect();
            records::insert_many(tx, account, object_type, &made).await?;
            let origin = Origin { source: "TEST".to_owned(), source_id: String::new(), user: None };
            let changes = logged.iter().map(|(id, kind)| NewChange {
                object_type,
                record: RecordId(*id),
                kind: *kind,
                properties: r#"{"text":"1"}"#,
                origin: &origin,
            });
            let changes: Vec<_> = changes.collect();
            changes::append(tx, Place { account, at: AT }, 0, &changes).await
        })
    });
    work.await.expect("changes are logged");
}

#[tokio::test]
async fn changes_come_with_what_the_records_are_now() {
    on_both_engines(async |database, account| {
        happen(database, account, COMPANIES, vec![1], vec![(1, Kind::Create)]).await;
        let kinds = [Kind::Create, Kind::Associate, Kind::Join, Kind::List, Kind::Schema, Kind::Erased];
        let kinds = [kinds.as_slice(), &[Kind::Merge, Kind::PrivacyDelete]].concat();
        happen(database, account, CONTACTS, vec![1], kinds.iter().map(|kind| (1, *kind)).collect()).await;
        happen(database, account, CONTACTS, vec![], vec![(2, Kind::Create)]).await;
        let news = news::after(database, account, CONTACTS, 1).await.expect("the log reads");
        let seen: Vec<_> = news.iter().map(|news| (news.sequence, news.kind)).collect();
        let expected: Vec<_> = (2..).zip(kinds.into_iter().chain([Kind::Create])).collect();
        assert_eq!(seen, expected);
        let values = [Kind::Create, Kind::Merge, Kind::PrivacyDelete];
        for news in &news {
            let live = (news.mark.record == RecordId(1) && values.contains(&news.kind)).then(|| record(1));
            assert_eq!(news.live, live, "{news:?}");
            assert_eq!(news.text.is_some(), [Kind::Merge, Kind::PrivacyDelete].contains(&news.kind));
            assert_eq!(news.mark, Mark { object_type: CONTACTS, record: news.mark.record, at: AT });
        }
        let of_others = news::after(database, account, COMPANIES, 1).await.expect("the log reads");
        assert!(of_others.iter().all(|news| news.live.is_none()), "no records of other types are read");
        let mark = news::mark(database, account, 1).await.expect("the log reads");
        assert_eq!(mark, Some(Mark { object_type: COMPANIES, record: RecordId(1), at: AT }));
        let mut newest = news::newest_by_type(database, account, 0).await.expect("the log reads");
        newest.sort_unstable();
        assert_eq!(newest, [(CONTACTS, 10), (COMPANIES, 1)]);
        let newest = news::newest_by_type(database, account, 1).await.expect("the log reads");
        assert_eq!(newest, [(CONTACTS, 10)]);
        assert_eq!(news::mark(database, account, 100).await.expect("the log reads"), None);
    })
    .await;
}

#[tokio::test]
async fn a_part_is_full_where_there_may_be_more() {
    on_both_engines(async |database, account| {
        let many = (0..PART as i64 + 5).map(|id| (id, Kind::Update)).collect();
        happen(database, account, CONTACTS, vec![], many).await;
        let part = news::after(database, account, CONTACTS, 3).await.expect("the log reads");
        assert_eq!((part.len(), part[0].sequence), (PART, 4));
        let rest = news::after(database, account, CONTACTS, part[PART - 1].sequence).await;
        assert_eq!(rest.expect("the log reads").len(), 2);
    })
    .await;
}
