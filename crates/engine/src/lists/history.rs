//! How a list became what it is.

use linchpin_domain::{RecordId, Timestamp, list};
use linchpin_store::changes;
use linchpin_store::list_memberships::{self, SizeOfDay};

use crate::{Engine, Principal, Result};

/// What happened to a list in some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    /// Its size at the end of each day on which that changed.
    pub sizes: Vec<SizeOfDay>,
    /// When its definition changed, its making included.
    pub edits: Vec<Timestamp>,
}

impl Engine {
    /// What happened to a list from one moment to another.
    pub async fn list_history(
        &self,
        principal: &Principal,
        id: &str,
        (from, to): (Timestamp, Timestamp),
    ) -> Result<History> {
        let (database, account) = (&self.database, principal.account);
        let list = self.read_list(principal, id).await?;
        let sizes = list_memberships::sizes_between(database, account, list.id, (from, to)).await?;
        let log = changes::of_record(database, account, list::LISTS, RecordId(list.id.0)).await?;
        let edits = log.iter().rev().map(|change| change.at).filter(|at| (from..=to).contains(at));
        Ok(History { sizes, edits: edits.collect() })
    }
}
