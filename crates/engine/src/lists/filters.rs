//! The filters of a list: their grammar, their one form, and what they ask of records.
//!
//! The form in which they travel is also the one in which they are kept, as with values: there is no second tree
//! beside `domain::filter` that would have to be kept in step.

mod canonical;
mod compile;
mod definitions;
mod grammar;
mod node;
mod refusal;

use linchpin_domain::calendar::Zone;
use linchpin_domain::{AccountId, ObjectType};
use linchpin_store::schema;
use serde_json::Value;

use crate::{Engine, Error, Principal, Result};

pub(crate) use compile::{Compiler, Strictness};
pub(crate) use definitions::Definitions;
pub use refusal::FilterRefusal;

/// The zone of every account's days, until accounts have one of their own.
pub(crate) const ZONE: Zone = Zone::UTC;

impl Engine {
    /// Checks the filters of a list of this type, and brings them into the one form in which they are kept and
    /// answered.
    pub async fn check_filters(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        filters: &Value,
    ) -> Result<String> {
        let canonical = canonical::canonical(filters).map_err(Error::Filter)?;
        let account = principal.account;
        let version = match self.fits(account, (object_type, 0), &canonical).await {
            // Another node may just have defined what they name.
            Err(Error::Filter(_)) => schema::version(&self.database, account).await?.unwrap_or_default(),
            fitting => return fitting.map(|()| canonical.to_string()),
        };
        self.fits(account, (object_type, version), &canonical).await?;
        Ok(canonical.to_string())
    }

    /// Refuses filters that do not fit the schema, at least of this version.
    async fn fits(
        &self,
        account: AccountId,
        (object_type, version): (&'static ObjectType, i64),
        canonical: &Value,
    ) -> Result<()> {
        let definitions = self.definitions(account, (object_type, version), canonical).await?;
        let compiler =
            Compiler { definitions: &definitions, now: self.clock.now(), strictness: Strictness::Check };
        compiler.filter(object_type.id, canonical).map_err(Error::Filter)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
