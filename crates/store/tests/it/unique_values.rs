use linchpin_domain::{AccountId, ObjectTypeId, RecordId};
use linchpin_store::unique_values::{self, UniqueValue};
use linchpin_store::{Database, Error};

use crate::on_both_engines;

const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);

fn value(value: &str, record: i64) -> UniqueValue {
    UniqueValue { property: "email".into(), value: value.to_owned(), record: RecordId(record) }
}

async fn claim(database: &Database, account: AccountId, values: Vec<UniqueValue>) -> Vec<bool> {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move { unique_values::claim(tx, account, CONTACTS, &values).await })
    });
    work.await.expect("claims work")
}

async fn find(database: &Database, account: AccountId, values: &[&str]) -> Vec<Option<i64>> {
    let values: Vec<_> = values.iter().map(|value| (*value).to_owned()).collect();
    let found = unique_values::find_many(database, account, CONTACTS, "email", &values).await;
    found.expect("reads").into_iter().map(|id| id.map(|id| id.0)).collect()
}

#[tokio::test]
async fn a_value_has_one_holder_until_it_lets_go() {
    on_both_engines(async |database, account| {
        assert_eq!(claim(database, account, vec![value("a", 1), value("b", 1)]).await, [true, true]);
        assert_eq!(claim(database, account, vec![value("c", 2), value("a", 2)]).await, [true, false]);
        assert_eq!(find(database, account, &["a", "b", "c", "d"]).await, [Some(1), Some(1), Some(2), None]);
        let work = database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Only the holder can let go.
                unique_values::release(tx, account, CONTACTS, &[value("a", 1), value("b", 2)]).await
            })
        });
        work.await.expect("values are released");
        assert_eq!(find(database, account, &["a", "b"]).await, [None, Some(1)]);
        assert_eq!(claim(database, account, vec![value("a", 2)]).await, [true]);
    })
    .await;
}

#[tokio::test]
async fn types_properties_and_accounts_do_not_share_values() {
    on_both_engines(async |database, account| {
        claim(database, account, vec![value("a", 1)]).await;
        assert_eq!(claim(database, AccountId(account.0 + 1), vec![value("a", 5)]).await, [true]);
        let other = UniqueValue { property: "iata".into(), ..value("a", 5) };
        assert_eq!(claim(database, account, vec![other]).await, [true]);
        let work = database.transaction::<_, Error, _>(move |tx| {
            let companies = ObjectTypeId::standard(2);
            Box::pin(async move { unique_values::claim(tx, account, companies, &[value("a", 5)]).await })
        });
        assert_eq!(work.await.expect("claims work"), [true]);
    })
    .await;
}

#[tokio::test]
async fn values_of_any_length_are_told_apart() {
    on_both_engines(async |database, account| {
        let long = "x".repeat(60_000);
        let longer = format!("{long}y");
        assert_eq!(claim(database, account, vec![value(&long, 1), value(&longer, 2)]).await, [true, true]);
        assert_eq!(find(database, account, &[&long, &longer]).await, [Some(1), Some(2)]);
    })
    .await;
}
