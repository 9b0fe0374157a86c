//! Changes as events that a caller gets for as long as it stays.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::{Stream, stream};
use linchpin_engine::changes::{Change, Follower};

use super::line::change_line;
use crate::{App, Call, auth, scopes};

/// Changes that are read at once.
const PART: usize = 200;
/// After how long without a change a comment shows that the connection stands.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Something for programs that pass only on what is not empty.
const COMMENT: &[u8] = b":\n\n";

/// Where a stream is.
struct Going {
    app: Arc<App>,
    call: Call,
    follower: Follower,
    /// The last change that was told.
    last: i64,
    /// Whether anything was sent.
    has_begun: bool,
}

/// The changes after one, from now on: until the caller goes, may no longer read them, or the server stops.
pub(super) fn events(
    app: Arc<App>,
    call: Call,
    follower: Follower,
    after: i64,
) -> impl Stream<Item = Bytes> + Send + 'static {
    let going = Going { app, call, follower, last: after, has_begun: false };
    stream::unfold(going, async |mut going| Some((going.next().await?, going)))
}

impl Going {
    /// What to send next.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if !self.may_read().await {
                return None;
            }
            let account = self.call.principal().account;
            let read = self.app.engine.changes_after(account, self.last, PART).await;
            let written =
                read.and_then(|changes| Ok((changes.last().map(|last| last.sequence), write(&changes)?)));
            let (last, text) = match written {
                Ok(written) => written,
                Err(error) => {
                    // The caller comes back and says what it saw.
                    let correlation_id = self.call.correlation_id.as_str();
                    tracing::error!(%error, %account, correlation_id, "cannot go on telling changes");
                    return None;
                }
            };
            if let Some(last) = last {
                (self.last, self.has_begun) = (last, true);
                return Some(text.into());
            }
            // The first comment lets the head of the answer go out, which waits for something to follow.
            if !std::mem::replace(&mut self.has_begun, true) {
                return Some(Bytes::from_static(COMMENT));
            }
            tokio::select! {
                biased;
                () = self.app.stopped() => return None,
                () = self.follower.changed() => {}
                () = tokio::time::sleep(KEEP_ALIVE) => return Some(Bytes::from_static(COMMENT)),
            }
        }
    }

    /// Whether the caller still may: its token may have been revoked meanwhile.
    async fn may_read(&self) -> bool {
        let Call { operation, parts, .. } = &self.call;
        match auth::authenticate(&self.app, operation, parts).await {
            Ok(principal) => scopes::authorize(operation, None, &principal).is_ok(),
            Err(_) => false,
        }
    }
}

/// Changes as events.
fn write(changes: &[Change]) -> linchpin_engine::Result<String> {
    let event = |change: &Change| Ok(format!("id: {}\ndata: {}\n\n", change.sequence, change_line(change)?));
    changes.iter().map(event).collect()
}
