//! Asking an index, as fresh as the question wants it.

use std::sync::Arc;

use linchpin_domain::AccountId;
use linchpin_search::Error as IndexError;
use linchpin_store::changes;

use super::Freshness;
use super::answering::Answering;
use super::indexes::{Indexes, Spot, blocking};
use crate::{Error, Result, TypeSchema};

impl Indexes {
    /// Asks the index of a type; one that turns out to be damaged is built anew and asked again.
    pub(super) async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        account: AccountId,
        schema: &TypeSchema,
        freshness: Freshness,
        question: impl Fn(&Answering) -> Result<T, IndexError> + Send + Sync + 'static,
    ) -> Result<T> {
        let spot = self.spot(account, schema.object_type);
        let question = Arc::new(question);
        let mut is_second = false;
        loop {
            let answering = match spot.answering() {
                // Documents of an older schema might be read in another way than the question is meant.
                Some(open) if freshness == Freshness::Eventual && open.knows(schema.version) => open,
                _ => self.up_to_date(Arc::clone(&spot)).await?,
            };
            answering.touch();
            let (question, asked) = (Arc::clone(&question), Arc::clone(&answering));
            match blocking(move || Ok(question(&asked)?)).await {
                Err(Error::Search(error)) if !is_second && matches!(*error, IndexError::Corrupt(_)) => {
                    tracing::warn!(%error, "builds a damaged search index anew");
                    is_second = true;
                    let _turn = spot.turn.lock().await;
                    // Somebody else may have come across it first.
                    if spot.answering().is_none_or(|open| Arc::ptr_eq(&open, &answering)) {
                        self.remove(&spot).await?;
                    }
                }
                answer => return answer,
            }
        }
    }

    /// The index of a place, with everything that was committed when this began.
    async fn up_to_date(self: &Arc<Self>, spot: Arc<Spot>) -> Result<Arc<Answering>> {
        let open = spot.answering();
        let wanted = changes::last_sequence(&self.database, spot.account).await?;
        match open.filter(|open| open.sequence() >= wanted) {
            Some(open) => Ok(open),
            None => self.bring(spot, wanted).await,
        }
    }
}
