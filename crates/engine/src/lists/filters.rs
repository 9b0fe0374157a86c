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
use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, ObjectType};
use serde_json::Value;

use crate::{Engine, Error, Principal, Result};

use compile::{Compiler, Strictness};
use definitions::Definitions;
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
        let definitions = self.definitions(principal.account, object_type, &canonical).await?;
        let compiler =
            Compiler { definitions: &definitions, now: self.clock.now(), strictness: Strictness::Check };
        compiler.filter(object_type.id, &canonical).map_err(Error::Filter)?;
        Ok(canonical.to_string())
    }

    /// The filter that the kept filters of a list stand for at present.
    ///
    /// What the schema no longer has is true of no record.
    pub async fn filter_of_list(
        &self,
        account: AccountId,
        object_type: &'static ObjectType,
        filters: &str,
    ) -> Result<Filter> {
        let corrupt = |error: serde_json::Error| linchpin_store::Error::Corrupt(error.to_string().into());
        let filters: Value = serde_json::from_str(filters).map_err(corrupt)?;
        let definitions = self.definitions(account, object_type, &filters).await?;
        let compiler =
            Compiler { definitions: &definitions, now: self.clock.now(), strictness: Strictness::Keep };
        compiler.filter(object_type.id, &filters).map_err(Error::Filter)
    }
}

#[cfg(test)]
mod tests;
