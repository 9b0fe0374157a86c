//! All records for which a filter may be true, for those who keep lists.

use std::sync::Arc;

use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, RecordId};
use linchpin_search::Matching;

use super::Freshness;
use super::answering::Answering;
use crate::{Engine, Result, TypeSchema};

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
        let question = move |answering: &Answering| {
            // Taken first: the answer shows this at least.
            let sequence = answering.sequence();
            let Matching { ids, exact } = answering.index.matching(&filter)?;
            Ok(Candidates { ids, exact, sequence })
        };
        self.indexes.ask(account, schema, Freshness::ReadYourWrites, question).await
    }
}
