//! How many calls were made.

use std::sync::Arc;

use linchpin_domain::Timestamp;
use linchpin_engine::quota::Today;
use linchpin_wire::account::usage as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::DAILY, daily);
    table.serve(&wire::PRIVATE_APPS, private_apps);
    table.serve(&wire::DAILY_V1, daily_v1);
    table.serve(&wire::BY_APP, by_app);
}

async fn daily(app: Arc<App>, call: Call) -> Outcome {
    results(&app, &call, "api-calls-daily").await
}

async fn private_apps(app: Arc<App>, call: Call) -> Outcome {
    results(&app, &call, "private-apps-api-calls-daily").await
}

async fn daily_v1(app: Arc<App>, call: Call) -> Outcome {
    let today = app.engine.usage_today(call.principal().account).await?;
    let now = app.engine.now(call.principal().account);
    Ok(Reply::ok(&[body("api-calls-daily", &today, now, |at| at.0)]))
}

async fn by_app(app: Arc<App>, call: Call) -> Outcome {
    let account = call.principal().account;
    let today = app.engine.usage_today(account).await?;
    let usage = app.engine.usage_by_app(account).await?;
    let results = usage.into_iter().map(|usage| wire::AppUsageBody {
        app_id: usage.app.0,
        kind: usage.kind,
        calls: usage.calls,
    });
    Ok(Reply::ok(&wire::AppUsagesBody { results: results.collect(), resets_at: today.ends.to_iso() }))
}

async fn results(app: &App, call: &Call, name: &'static str) -> Outcome {
    let today = app.engine.usage_today(call.principal().account).await?;
    let now = app.engine.now(call.principal().account);
    let usage = body(name, &today, now, Timestamp::to_iso);
    Ok(Reply::ok(&wire::UsagesBody { results: vec![usage] }))
}

fn body<T>(
    name: &'static str,
    today: &Today,
    now: Timestamp,
    time: fn(Timestamp) -> T,
) -> wire::UsageBody<T> {
    wire::UsageBody {
        name,
        usage_limit: today.limit,
        current_usage: today.used,
        collected_at: time(now),
        fetch_status: "SUCCESS",
        resets_at: time(today.ends),
    }
}
