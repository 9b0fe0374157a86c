//! The filters of lists: what they may be, and how they are kept.

use linchpin_domain::ObjectType;
use serde_json::Value;

use super::ListRefusal;
use crate::{Engine, Principal, Result};

impl Engine {
    /// Filters in the form in which they are kept and shown, if they can be those of a list.
    pub(super) async fn check_filters(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        branch: &str,
    ) -> Result<String> {
        // Filters are asked of records under the schema that they were checked against.
        self.schema(principal.account, object_type).await?;
        let value: Value = serde_json::from_str(branch)
            .map_err(|error| ListRefusal::InvalidFilters(format!("The filter branch is no JSON: {error}")))?;
        if value["filterBranchType"] != "OR" {
            let message = "The root filter branch must be of type OR.".to_owned();
            return Err(ListRefusal::InvalidFilters(message).into());
        }
        Ok(value.to_string())
    }
}
