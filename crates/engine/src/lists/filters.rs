//! The filters of a list: their grammar, their one form, and what they ask of records.
//!
//! The form in which they travel is also the one in which they are kept, as with values: there is no second tree
//! beside `domain::filter` that would have to be kept in step.

mod canonical;
mod compile;
mod definitions;
mod grammar;
mod node;
mod others;
mod refusal;

use linchpin_domain::ObjectType;
use linchpin_domain::filter::Filter;
use linchpin_store::schema;
use serde_json::Value;

use crate::{Engine, Error, Principal, Result};

pub(crate) use compile::{Compiler, Strictness};
pub(crate) use definitions::Definitions;
pub(super) use others::{asked, check_circle};
pub use refusal::FilterRefusal;

impl Engine {
    /// Checks the filters of a list of this type, and brings them into the one form in which they are kept and
    /// answered.
    pub(super) async fn check_filters(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        filters: &Value,
    ) -> Result<String> {
        let canonical = canonical::canonical(filters).map_err(Error::Filter)?;
        let account = principal.account;
        let filter = match self.fitting(principal, (object_type, 0), &canonical).await {
            Err(Error::Filter(_)) => {
                // Another node may just have defined what they name.
                let version = schema::version(&self.database, account).await?.unwrap_or_default();
                self.fitting(principal, (object_type, version), &canonical).await?
            }
            fitting => fitting?,
        };
        self.check_others(account, (object_type.id, &filter)).await?;
        Ok(canonical.to_string())
    }

    /// What filters ask, if they fit the schema, at least of this version, and ask nothing that the caller may not see.
    async fn fitting(
        &self,
        principal: &Principal,
        (object_type, version): (&'static ObjectType, i64),
        canonical: &Value,
    ) -> Result<Filter> {
        let account = principal.account;
        let definitions = self.definitions(account, (object_type, version), canonical).await?;
        let compiler = Compiler {
            definitions: &definitions,
            now: self.now(account),
            strictness: Strictness::Check(principal),
        };
        compiler.filter(object_type.id, canonical).map_err(Error::Filter)
    }
}

#[cfg(test)]
mod tests;
