use linchpin_domain::{AccountId, Timestamp, UserId};
use linchpin_store::reports::{self, NewReport, Report};
use linchpin_store::{Database, Error};

use crate::on_both_engines;

/// Keeps a report of the account's and of all of them the newest two.
async fn create(database: &Database, account: AccountId, at: i64) {
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let content = format!("at\n{at}\n");
            let created_at = Timestamp(at);
            let new = NewReport { kind: "times", user: UserId(7), created_at, n_rows: 1, content };
            reports::create(tx, account, &new, 2).await
        })
    });
    work.await.expect("a report is kept");
}

fn report(id: i64, at: i64) -> Report {
    Report { id, kind: "times".to_owned(), user: UserId(7), created_at: Timestamp(at), n_rows: 1 }
}

#[tokio::test]
async fn the_newest_reports_are_kept() {
    on_both_engines(async |database, account| {
        let other = crate::account(database).await;
        create(database, other, 5).await;
        let list = async |account| reports::list(database, account).await.expect("reads");
        let content = async |account, id| reports::content(database, account, id).await.expect("reads");
        assert_eq!(list(account).await, []);
        for at in [10, 20, 30] {
            create(database, account, at).await;
        }
        assert_eq!(list(account).await, [report(3, 30), report(2, 20)]);
        assert_eq!(content(account, 1).await, None);
        assert_eq!(content(account, 2).await.as_deref(), Some("at\n20\n"));
        assert_eq!(list(other).await, [report(1, 5)]);
    })
    .await;
}

#[tokio::test]
async fn reports_that_come_at_the_same_time_have_numbers_of_their_own() {
    on_both_engines(async |database, account| {
        let create = |at| create(database, account, at);
        tokio::join!(create(1), create(2), create(3), create(4));
        let ids: Vec<_> = reports::list(database, account).await.expect("reads");
        assert_eq!(ids.iter().map(|report| report.id).collect::<Vec<_>>(), [4, 3]);
    })
    .await;
}
