//! Counts of calls across restarts and servers.

mod sharing;

use std::sync::Arc;

use linchpin_domain::account::Setting;
use linchpin_domain::quota::Budget;
use linchpin_engine::search::Settings;
use linchpin_engine::{Engine, ServerKey};
use linchpin_testkit::{TestApp, on_both_engines};

/// Another server on the same database.
fn other(app: &TestApp) -> Engine {
    let clock = app.engine.clock().clone();
    Engine::new(Arc::clone(&app.database), ServerKey::new([7; 32]), clock, Settings::default())
}

#[tokio::test]
async fn a_day_goes_on_after_a_restart_and_on_other_servers() {
    on_both_engines(async |app| {
        app.engine.set_in_account(app.account, Setting::Tier, "free").await.expect("a setting");
        let principal = app.engine.authenticate(&app.token).await.expect("a lookup").expect("a token");
        let second = other(&app);
        let used = async |engine: &Engine| engine.usage_today(app.account).await.expect("usage").used;
        for _ in 0..3 {
            app.engine.admit(&principal, Budget::Standard).await.expect("a turn");
        }
        assert_eq!(used(&second).await, 0, "nothing is written yet");
        app.engine.write_usage().await;
        assert_eq!(used(&other(&app)).await, 3, "a server that starts reads what was written");
        for _ in 0..2 {
            second.admit(&principal, Budget::Standard).await.expect("a turn");
        }
        second.write_usage().await;
        assert_eq!(used(&second).await, 5, "writing brings along what others wrote");
        app.engine.admit(&principal, Budget::Standard).await.expect("a turn");
        app.engine.write_usage().await;
        assert_eq!((used(&app.engine).await, used(&other(&app)).await), (6, 6));
        // What was called before midnight and written after it counts for the day before.
        second.admit(&principal, Budget::Standard).await.expect("a turn");
        app.advance(86_400_000);
        second.admit(&principal, Budget::Standard).await.expect("a turn");
        second.write_usage().await;
        assert_eq!((used(&second).await, used(&other(&app)).await), (1, 1));
    })
    .await;
}
