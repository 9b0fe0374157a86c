//! The journal has limits of a second, and no others.

use linchpin_domain::account::Setting;
use linchpin_engine::Scopes;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::json;

use super::{JOURNAL, SUBSCRIPTIONS};

#[derive(Clone, Copy)]
enum What {
    Journal,
    Subscriptions,
    Snapshots,
}

async fn call(app: &TestApp, what: What) -> Answer {
    match what {
        What::Journal => app.get(&format!("{JOURNAL}/earliest")).await,
        What::Subscriptions => app.get(SUBSCRIPTIONS).await,
        What::Snapshots => {
            app.post("/webhooks-journal/snapshots/2026-03/crm", json!({"snapshotRequests": []})).await
        }
    }
}

#[tokio::test]
async fn calls_about_the_journal_are_limited_by_the_second_and_count_for_nothing_else() {
    on_both_engines(async |app| {
        let mut app = app;
        // Without a tier nothing is refused.
        for _ in 0..12 {
            assert_ne!(call(&app, What::Snapshots).await.status, 429);
        }
        app.engine.set_in_account(app.account, Setting::Tier, "free").await.expect("a setting");
        for (what, limit) in [(What::Journal, 100), (What::Subscriptions, 50), (What::Snapshots, 10)] {
            for _ in 0..limit {
                assert_ne!(call(&app, what).await.status, 429);
            }
            let refused = call(&app, what).await;
            let id = refused.header("x-hubspot-correlation-id").to_owned();
            assert_eq!(
                refused.json,
                json!({
                    "status": "error", "message": "You have reached your secondly limit.",
                    "errorType": "RATE_LIMIT", "correlationId": id, "policyName": "SECONDLY",
                    "groupName": format!("publicapi:secondly:{}", app.account), "requestId": id,
                    "category": "RATE_LIMITS",
                })
            );
            assert_eq!(refused.status, 429);
            let shown =
                refused.headers.keys().filter(|name| name.as_str().starts_with("x-hubspot-ratelimit"));
            assert_eq!(shown.count(), 0, "no limits that most calls share");
        }
        // The ten seconds and the day are as if nothing had been called, and another app has a second of its own.
        let other = app.get("/crm/v3/objects/contacts").await;
        assert_eq!(other.header("x-hubspot-ratelimit-remaining"), "99");
        assert_eq!(other.header("x-hubspot-ratelimit-daily-remaining"), "249999");
        let own = std::mem::take(&mut app.token);
        app.token = app.token_with(Scopes::All).await;
        assert_ne!(call(&app, What::Snapshots).await.status, 429);
        app.token = own;
        assert_eq!(call(&app, What::Snapshots).await.status, 429);
        app.advance(1_000);
        assert_ne!(call(&app, What::Snapshots).await.status, 429);
    })
    .await;
}
