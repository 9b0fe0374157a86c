//! The change log as a stream: JSON lines for whoever asks again, events for whoever stays.

mod line;
mod stream;

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderName;
use axum::http::header::ACCEPT;
use linchpin_wire::tools::changes as wire;

use crate::{App, Call, Failure, Outcome, Reply, Table};

pub use line::change_line;

/// Changes in an answer when the caller does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Changes in an answer at most.
const MAX_LIMIT: u32 = 1_000;
/// How many seconds a call may wait at most: less than after what proxies give up.
const MAX_WAIT: i64 = 50;
/// In which a browser that lost a stream says what it saw last.
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let account = call.principal().account;
    // It listens before it looks, so that nothing happens in between.
    let mut follower = app.engine.follow_changes(account);
    let after = begin(&app, &call).await?;
    if call.header(ACCEPT).is_some_and(|accept| accept.contains("text/event-stream")) {
        return Ok(Reply::events(after, stream::events(app, call, follower, after)));
    }
    let limit = call.query.limit(DEFAULT_LIMIT, MAX_LIMIT)? as usize;
    let ends = tokio::time::Instant::now() + wait(&call)?;
    loop {
        let changes = app.engine.changes_after(account, after, limit).await?;
        if let Some(last) = changes.last() {
            return Ok(Reply::lines(last.sequence, line::lines(&changes)?));
        }
        tokio::select! {
            biased;
            () = app.stopped() => break,
            () = tokio::time::sleep_until(ends) => break,
            () = follower.changed() => {}
        }
    }
    Ok(Reply::lines(after, String::new()))
}

/// The change behind which a caller wants to read.
async fn begin(app: &App, call: &Call) -> Result<i64, Failure> {
    let text = call.header(LAST_EVENT_ID).filter(|seen| !seen.is_empty());
    match text.or_else(|| call.query.text("after")) {
        None => Ok(0),
        Some("latest") => Ok(app.engine.newest_change(call.principal().account).await?),
        Some(text) => {
            let after = text.parse().ok().filter(|after| *after >= 0);
            after.ok_or_else(|| Failure::invalid_parameter("after", text))
        }
    }
}

/// How long a caller wants to wait where there is nothing yet.
fn wait(call: &Call) -> Result<Duration, Failure> {
    let seconds = call.query.number("wait")?.unwrap_or_default();
    if !(0..=MAX_WAIT).contains(&seconds) {
        return Err(Failure::invalid_parameter("wait", &seconds.to_string()));
    }
    Ok(Duration::from_secs(seconds.unsigned_abs()))
}
