//! Forgetting what ended long ago.

use std::sync::Arc;
use std::time::Duration;

use linchpin_domain::Timestamp;
use linchpin_store::{Error as StoreError, authorization_codes, tokens};

use crate::{Credential, Engine, Result};

/// How long what ended is remembered: so long a client is told that its token expired, and when, and a code that is
/// used twice ends what came of it.
const REMEMBERED_MS: i64 = 24 * 60 * 60 * 1_000;
/// How often there is a look.
const PAUSE: Duration = Duration::from_mins(1);
/// Rows that one transaction forgets at most, so that nobody waits long for it.
const PART: usize = 500;

impl Engine {
    /// Forgets what ended long ago, for as long as the server runs.
    pub async fn forget_expired_tokens(self: Arc<Self>) {
        loop {
            if let Err(error) = self.sweep_tokens().await {
                tracing::warn!(%error, "could not forget expired tokens; tries again later");
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Forgets the access tokens and codes that ended more than a day ago; returns how many.
    pub async fn sweep_tokens(&self) -> Result<u64> {
        let before = Timestamp(self.clock.now().0 - REMEMBERED_MS);
        let mut total = 0;
        loop {
            let work = self.database.transaction::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let tokens = tokens::forget_expired(tx, Credential::OAuth.as_str(), before, PART).await?;
                    Ok((tokens, authorization_codes::forget(tx, before, PART).await?))
                })
            });
            let (tokens, codes) = work.await?;
            total += tokens + codes;
            if tokens.max(codes) < PART as u64 {
                return Ok(total);
            }
        }
    }
}
