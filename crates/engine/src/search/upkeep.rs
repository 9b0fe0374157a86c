//! What whoever runs the server can do about indexes: look at them, and build them anew.

use linchpin_domain::{AccountId, ObjectType, RecordId, object_type};
use linchpin_store::{changes, records};

use super::indexes::blocking;
use crate::objects::scope;
use crate::{Engine, Result};

/// What there is of an index.
#[derive(Debug, Clone, Copy)]
pub struct IndexStatus {
    /// The account.
    pub account: AccountId,
    /// The type of the records.
    pub object_type: &'static ObjectType,
    /// The bytes of its files.
    pub bytes: u64,
    /// How many records it holds, and how many changes the log has that it does not show; none if it is of no use and
    /// will be built anew.
    pub usable: Option<(u64, u64)>,
}

impl Engine {
    /// Looks at all indexes that are kept.
    pub async fn index_status(&self) -> Result<Vec<IndexStatus>> {
        let mut all = Vec::new();
        for (account, object_type) in self.kept_indexes().await? {
            let spot = self.indexes.spot(account, object_type);
            let _turn = spot.turn.lock().await;
            let usable = match self.indexes.open(&spot).await? {
                Some(open) => {
                    let newest = changes::last_sequence(&self.database, account).await?;
                    Some((open.index.documents(), (newest - open.sequence()).max(0) as u64))
                }
                None => None,
            };
            let home = spot.home.clone();
            let bytes = blocking(move || Ok(home.bytes().map_err(linchpin_search::Error::from)?)).await?;
            all.push(IndexStatus { account, object_type, bytes, usable });
        }
        Ok(all)
    }

    /// Builds the index of a type anew from its records, and returns how many it holds; `watch` is told of how many
    /// more were read.
    pub async fn rebuild_index(
        &self,
        account: AccountId,
        object_type: &'static ObjectType,
        watch: impl Fn(u64) + Send + Sync,
    ) -> Result<u64> {
        let spot = self.indexes.spot(account, object_type);
        let _turn = spot.turn.lock().await;
        let built = self.indexes.build(&spot, &watch).await?;
        let documents = built.index.documents();
        spot.set(built);
        Ok(documents)
    }

    /// The types of an account that have live records, HubSpot's own first, with how many.
    pub async fn types_with_records(&self, account: AccountId) -> Result<Vec<(&'static ObjectType, u64)>> {
        let own = self.own_types(account).await?;
        let own = own.iter().filter(|own| !own.archived).map(|own| own.object_type);
        let mut found = Vec::new();
        for object_type in object_type::standard_types().iter().chain(own) {
            let scope = scope(account, object_type, false);
            let counted = records::count(&self.database, scope, RecordId(0), usize::MAX >> 1).await?;
            found.extend(counted.map(|(count, _)| (object_type, count as u64)));
        }
        Ok(found)
    }
}
