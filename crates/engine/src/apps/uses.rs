//! When tokens were last used, kept in memory until it is written down.
//!
//! Only a token that is looked up leaves a note. One in use is looked up every second, so that the note is a second old
//! at most, and calls in between pay nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use linchpin_domain::Timestamp;
use linchpin_store::{Error as StoreError, tokens};

use crate::{Engine, Result};

/// How long uses stay in memory only.
const EVERY: Duration = Duration::from_mins(2);

/// The newest use of tokens by their keyed hashes.
#[derive(Default)]
pub(crate) struct Uses(Mutex<HashMap<Vec<u8>, Timestamp>>);

impl Uses {
    /// A call came with the token of this hash.
    pub(crate) fn note(&self, hash: Vec<u8>, at: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, at);
    }

    /// The newest use that is not written down.
    pub(super) fn newest(&self, hash: &[u8]) -> Option<Timestamp> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(hash).copied()
    }

    fn take(&self) -> Vec<(Vec<u8>, Timestamp)> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_iter().collect()
    }
}

impl Engine {
    /// Writes down every two minutes when tokens were last used; runs until it is dropped.
    pub async fn keep_token_uses(self: Arc<Self>) {
        loop {
            tokio::time::sleep(EVERY).await;
            if let Err(error) = self.write_token_uses().await {
                tracing::warn!(%error, "could not keep when tokens were last used");
            }
        }
    }

    /// Writes down when tokens were last used.
    pub async fn write_token_uses(&self) -> Result<()> {
        let mut uses = self.access.uses.take();
        if uses.is_empty() {
            return Ok(());
        }
        // Two nodes that write the same tokens lock them in the same order.
        uses.sort_unstable();
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { tokens::note_uses(tx, &uses).await })
        });
        Ok(work.await?)
    }
}
