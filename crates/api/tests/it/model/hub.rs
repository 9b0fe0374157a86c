//! Many callers at once around the same few records: whoever waits for whom, nothing fails and nothing is lost.

use futures_util::future::join_all;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

use super::calls;
use super::check::agree_with_themselves;
use super::kinds::{Key, Kind};
use super::numbers::Numbers;
use super::tables::Tables;
use super::types::Types;

/// Callers at the same time.
const CALLERS: u64 = 12;
/// What each of them does, one after the other.
const CALLS: usize = 16;

/// Records that everybody writes to.
struct Hub {
    companies: [Key; 2],
    deals: [Key; 2],
}

async fn create(app: &TestApp, kind: Kind, properties: Value) -> Key {
    let answer = app.post(&calls::path(kind, ""), json!({ "properties": properties })).await;
    (kind, calls::id(&succeeded(answer).json))
}

/// Whoever comes too late may be told so; nobody is told that the server failed.
fn succeeded(answer: Answer) -> Answer {
    assert!(answer.status < 500, "{}", answer.text());
    answer
}

impl Hub {
    async fn make(app: &TestApp) -> Self {
        let deal = json!({ "dealname": "Deal", "dealstage": "closedwon", "amount": "1" });
        Self {
            companies: [
                create(app, Kind::Company, json!({ "name": "One" })).await,
                create(app, Kind::Company, json!({ "name": "Two" })).await,
            ],
            deals: [create(app, Kind::Deal, deal.clone()).await, create(app, Kind::Deal, deal).await],
        }
    }

    /// One caller, with a contact and a call of its own.
    async fn use_it(&self, app: &TestApp, caller: u64) {
        let contact = create(app, Kind::Contact, json!({ "firstname": "Ada" })).await;
        let call = create(app, Kind::Call, json!({ "hs_timestamp": "2026-03-01T00:00:00Z" })).await;
        let mut numbers = Numbers::new(caller);
        for _ in 0..CALLS {
            self.step(app, (contact, call), &mut numbers).await;
        }
    }

    async fn step(&self, app: &TestApp, (contact, call): (Key, Key), numbers: &mut Numbers) {
        let (company, deal) = (self.companies[numbers.below(2)], self.deals[numbers.below(2)]);
        let answer = match numbers.below(11) {
            0 | 1 => calls::associate(app, contact, &[company]).await,
            2 => calls::associate(app, company, &[deal]).await,
            3 => calls::associate(app, deal, &[contact]).await,
            4 => calls::associate(app, call, &[company]).await,
            5 => calls::dissociate(app, company, contact, numbers.below(2) == 0).await,
            6 => calls::dissociate(app, deal, company, numbers.below(2) == 0).await,
            7 => {
                let stage = ["closedlost", "closedwon"][numbers.below(2)];
                let values = json!({ "amount": numbers.below(100).to_string(), "dealstage": stage });
                update(app, deal, values).await
            }
            8 => app.delete(&calls::record(contact)).await,
            9 => calls::restore(app, contact).await,
            _ => {
                let moment = format!("2026-02-{:02}T00:00:00Z", 1 + numbers.below(28));
                update(app, call, json!({ "hs_timestamp": moment })).await
            }
        };
        succeeded(answer);
    }
}

async fn update(app: &TestApp, key: Key, values: Value) -> Answer {
    app.patch(&calls::record(key), json!({ "properties": values })).await
}

#[tokio::test]
async fn counts_are_exact_after_everybody_wrote_at_once() {
    on_both_engines(async |app| {
        let types = Types::make(&app).await;
        let hub = Hub::make(&app).await;
        join_all((0..CALLERS).map(|caller| hub.use_it(&app, caller))).await;
        let tables = Tables::read(&app).await;
        let ends =
            hub.companies.map(|company| tables.pairs.keys().filter(|(from, _)| *from == company).count());
        assert!(ends.iter().all(|n| *n > 2), "{ends:?}");
        let agreed = agree_with_themselves(&types, &tables, app.engine.clock().now().0);
        assert_eq!(agreed, Ok(()));
    })
    .await;
}
