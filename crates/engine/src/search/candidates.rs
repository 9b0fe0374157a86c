//! All records for which a filter may be true, for those who keep lists.

use std::sync::Arc;

use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, RecordId};
use linchpin_search::{Error as IndexError, Matching};

use super::indexes::blocking;
use crate::{Engine, Error, Result, TypeSchema};

/// Records for which a filter may be true.
#[derive(Debug, Clone)]
pub(crate) struct Candidates {
    /// Their ids, which ascend.
    pub(crate) ids: Vec<RecordId>,
    /// Whether it is true of all of them; it is true of no others in any case.
    pub(crate) exact: bool,
    /// The newest change that this is as of; what came after it may show already.
    pub(crate) sequence: i64,
}

impl Engine {
    /// The live records of a type for which a filter may be true, as of everything that was committed when this began.
    pub(crate) async fn candidates(
        &self,
        account: AccountId,
        schema: &TypeSchema,
        filter: Arc<Filter>,
    ) -> Result<Candidates> {
        let mut tries = 0;
        loop {
            let spot = self.indexes.spot(account, schema.object_type);
            let answering = self.indexes.up_to_date(spot).await?;
            answering.touch();
            let (sequence, filter) = (answering.sequence(), Arc::clone(&filter));
            match blocking(move || Ok(answering.index.matching(&filter)?)).await {
                Ok(Matching { ids, exact }) => return Ok(Candidates { ids, exact, sequence }),
                Err(Error::Search(error)) if tries == 0 && matches!(*error, IndexError::Corrupt(_)) => {
                    tracing::warn!(%error, "builds a damaged search index anew");
                    tries += 1;
                    self.indexes.give_up(account, schema.object_type).await?;
                }
                Err(error) => return Err(error),
            }
        }
    }
}
