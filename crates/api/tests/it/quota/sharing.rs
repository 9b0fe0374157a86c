//! Limits of seconds that several servers share.

use std::sync::Arc;

use futures_util::future::join_all;
use linchpin_domain::account::Setting;
use linchpin_domain::quota::Budget;
use linchpin_engine::{Engine, Principal};
use linchpin_testkit::{Store, TestApp};

use super::other;

/// How often servers say that they are there, in milliseconds.
const MEETING_MS: i64 = 500;

/// A limit and how hard it is tried: calls of each server at a time, and the time between.
struct Trial {
    budget: Budget,
    limit: usize,
    span_ms: i64,
    n_calls: usize,
    step_ms: i64,
}

const BURST: Trial =
    Trial { budget: Budget::Standard, limit: 190, span_ms: 10_000, n_calls: 5, step_ms: 250 };
const SEARCHES: Trial = Trial { budget: Budget::Search, limit: 5, span_ms: 1_000, n_calls: 2, step_ms: 50 };
const SNAPSHOTS: Trial =
    Trial { budget: Budget::JournalSnapshots, limit: 10, span_ms: 1_000, n_calls: 3, step_ms: 50 };

/// Servers on one database, and who calls them.
struct Servers {
    app: TestApp,
    all: Vec<Arc<Engine>>,
    principal: Arc<Principal>,
}

impl Servers {
    /// So many that know of each other.
    async fn new(n: usize) -> Self {
        let app = TestApp::on(Store::Postgres).await;
        app.engine.set_in_account(app.account, Setting::Tier, "enterprise").await.expect("a setting");
        let principal = app.engine.authenticate(&app.token).await.expect("a lookup").expect("a token");
        let all = (0..n).map(|_| Arc::new(other(&app))).collect();
        let servers = Self { app, all, principal };
        servers.meet().await;
        servers.meet().await;
        servers
    }

    /// Lets each say that it is there.
    async fn meet(&self) {
        for server in &self.all {
            server.meet_nodes().await.expect("the database answers");
        }
    }

    /// Makes so many calls of each server at once, and tells how many of them were admitted.
    async fn call(&self, budget: Budget, n_calls: usize) -> usize {
        let calls = self.all.iter().flat_map(|server| (0..n_calls).map(move |_| server));
        let turns = join_all(calls.map(|server| server.admit(&self.principal, budget))).await;
        turns.into_iter().filter(|turn| turn.as_ref().expect("a turn").exceeded.is_none()).count()
    }

    /// Tries a limit for some of its spans, and tells when how many calls were admitted.
    async fn try_for(&self, trial: &Trial, n_spans: i64) -> Vec<(i64, usize)> {
        let mut admitted = Vec::new();
        for at in (0..trial.span_ms * n_spans).step_by(trial.step_ms as usize) {
            if at % MEETING_MS == 0 {
                self.meet().await;
            }
            admitted.push((at, self.call(trial.budget, trial.n_calls).await));
            self.app.advance(trial.step_ms);
        }
        admitted
    }

    /// How many limits are shared by way of the database.
    async fn n_shared(&self) -> i64 {
        let sql = "SELECT COUNT(*) FROM call_windows WHERE account_id = $1";
        let params = [linchpin_store::Param::Int(self.app.account.0)];
        let counted = self.app.database.query_opt(sql, &params, |row| row.int(0)).await;
        counted.expect("the statement works").unwrap_or_default()
    }
}

fn sum(admitted: &[(i64, usize)]) -> usize {
    admitted.iter().map(|(_, n)| n).sum()
}

/// Compares what was admitted with the limit: never more in any stretch, nearly all of it over time.
fn check(admitted: &[(i64, usize)], trial: &Trial, n_spans: usize) {
    for (end, _) in admitted {
        let stretch = admitted.iter().filter(|(at, _)| (end - trial.span_ms + 1..=*end).contains(at));
        let n: usize = stretch.map(|(_, n)| n).sum();
        assert!(n <= trial.limit, "{n} until {end}");
    }
    let (n, all) = (sum(admitted), trial.limit * n_spans);
    assert!(n * 100 >= all * 95, "{n} of {all}");
}

#[tokio::test]
async fn servers_together_make_as_many_calls_as_one_may() {
    for n_servers in [2, 3] {
        let servers = Servers::new(n_servers).await;
        for (trial, n_spans) in [(&BURST, 3), (&SEARCHES, 6), (&SNAPSHOTS, 6)] {
            check(&servers.try_for(trial, n_spans).await, trial, n_spans as usize);
        }
        assert_eq!(servers.n_shared().await, 3);
    }
}

#[tokio::test]
async fn one_of_several_may_make_all_calls() {
    let mut servers = Servers::new(3).await;
    let idle = servers.all.split_off(1);
    assert_eq!(servers.call(Budget::Standard, 300).await, 190);
    assert_eq!(servers.call(Budget::Search, 30).await, 5);
    // The next to ask is told so.
    servers.all = idle;
    assert_eq!(servers.call(Budget::Standard, 30).await, 0);
    assert_eq!(servers.call(Budget::Search, 30).await, 0);
}

#[tokio::test]
async fn a_server_that_is_alone_asks_nobody() {
    let servers = Servers::new(1).await;
    for (trial, n_spans) in [(&BURST, 2), (&SEARCHES, 2)] {
        let trial = Trial { n_calls: 20, ..*trial };
        let admitted = servers.try_for(&trial, n_spans).await;
        assert_eq!(sum(&admitted), trial.limit * n_spans as usize);
    }
    assert_eq!(servers.n_shared().await, 0);
}

#[tokio::test]
async fn a_server_that_comes_later_learns_what_was_made_before() {
    let mut servers = Servers::new(1).await;
    assert_eq!(servers.call(Budget::Standard, 150).await, 150);
    servers.all.push(Arc::new(other(&servers.app)));
    servers.meet().await;
    servers.meet().await;
    servers.meet().await;
    servers.all.remove(0);
    // The first holds up to four, as many as it happened to ask for.
    let admitted = servers.call(Budget::Standard, 100).await;
    assert!((36..=40).contains(&admitted), "{admitted}");
}

#[tokio::test]
async fn a_server_that_dies_gives_its_part_back() {
    let mut servers = Servers::new(2).await;
    let before = servers.call(Budget::Standard, 50).await;
    assert_eq!(before, 100);
    servers.all.truncate(1);
    let admitted = servers.call(Budget::Standard, 100).await;
    // The dead one holds up to four, as many as it happened to ask for.
    assert!((86..=90).contains(&admitted), "{admitted}");
    let held = 90 - admitted;
    // What it may have made until it lost its hold counts for ten seconds from then on, whoever knows that it is gone.
    servers.app.advance(BURST.span_ms);
    assert_eq!(servers.call(Budget::Standard, 200).await, 190 - 50 - held);
    servers.app.advance(BURST.span_ms);
    assert_eq!(servers.call(Budget::Standard, 200).await, 190);
    servers.meet().await;
    servers.app.advance(BURST.span_ms);
    assert_eq!((servers.call(Budget::Standard, 200).await, servers.n_shared().await), (190, 1));
}

#[tokio::test]
async fn a_database_that_does_not_answer_leaves_each_its_share() {
    let servers = Servers::new(2).await;
    let work = servers.app.database.transaction::<_, linchpin_store::Error, _>(|tx| {
        Box::pin(async move { tx.execute("DROP TABLE call_windows", &[]).await })
    });
    work.await.expect("the table goes");
    assert_eq!(servers.call(Budget::Standard, 150).await, 190, "95 each");
    assert_eq!(servers.call(Budget::Search, 5).await, 4, "two each");
}
