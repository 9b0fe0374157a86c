//! How much of what HubSpot limits an account uses, counted when somebody asks.
//!
//! A counter for each object type would cost every write a statement, or make all writers of an account wait for
//! one row earlier than they do.
//! So records are counted over their key, in parts so that others get a turn: a million of them takes less time than
//! HubSpot's own answer, and nobody else pays for it.

mod associations;

use std::collections::HashMap;

use linchpin_domain::object_type::standard_types;
use linchpin_domain::{AccountId, ObjectType, ObjectTypeId, RecordId, limits};
use linchpin_store::{pipelines, records, schema};

use crate::objects::scope;
use crate::{Engine, Principal, Result};

pub use associations::{HeavyRecord, LabelUsage, TypeNearLimit};

/// Records counted at a time.
const PART: usize = 10_000;

/// How much of its limit an object type uses.
#[derive(Debug, Clone, Copy)]
pub struct TypeUsage {
    /// The type.
    pub object_type: &'static ObjectType,
    /// How much it may use.
    pub limit: i64,
    /// How much it uses.
    pub usage: i64,
}

impl Engine {
    /// How many live records there are of each type.
    pub async fn record_usage(&self, principal: &Principal) -> Result<Vec<TypeUsage>> {
        let mut usages = Vec::with_capacity(standard_types().len());
        for object_type in standard_types() {
            let usage = self.count_records(principal.account, object_type).await?;
            usages.push(TypeUsage { object_type, limit: limits::records(object_type.id), usage });
        }
        Ok(usages)
    }

    async fn count_records(&self, account: AccountId, object_type: &ObjectType) -> Result<i64> {
        let (scope, mut from, mut total) = (scope(account, object_type, false), RecordId(0), 0);
        loop {
            let Some((count, last)) = records::count(&self.database, scope, from, PART).await? else {
                return Ok(total);
            };
            total += count;
            if count < PART as i64 {
                return Ok(total);
            }
            from = RecordId(last.0 + 1);
            // The embedded store reads on this thread.
            tokio::task::yield_now().await;
        }
    }

    /// How many live pipelines there are of each type that may have some of its own.
    pub async fn pipeline_usage(&self, principal: &Principal) -> Result<Vec<TypeUsage>> {
        let own = pipelines::all(&self.database, principal.account).await?;
        let types = standard_types().iter().filter(|row| row.pipeline_rules.is_some());
        let usage = |object_type: &'static ObjectType| {
            let own: Vec<_> = own.iter().filter(|row| row.object_type == object_type.id).collect();
            let is_changed = |id: &str| own.iter().any(|row| row.id == id);
            let unchanged = object_type.pipelines.iter().filter(|pipeline| !is_changed(&pipeline.id)).count();
            let usage = unchanged + own.iter().filter(|row| !row.archived).count();
            TypeUsage { object_type, limit: limits::PIPELINES as i64, usage: usage as i64 }
        };
        Ok(types.map(usage).collect())
    }

    /// How many live properties of the account's own each type has.
    pub async fn property_usage(&self, principal: &Principal) -> Result<Vec<TypeUsage>> {
        let own = self.own_properties(principal).await?;
        let usage = |object_type: &'static ObjectType| {
            let usage = own.get(&object_type.id).map_or(0, |counts| counts.all);
            TypeUsage { object_type, limit: limits::CUSTOM_PROPERTIES as i64, usage }
        };
        Ok(standard_types().iter().map(usage).collect())
    }

    /// How many live calculated properties of the account's own each type has that has any; the limit is the one that
    /// all types share.
    pub async fn calculated_usage(&self, principal: &Principal) -> Result<Vec<TypeUsage>> {
        let own = self.own_properties(principal).await?;
        let usage = |object_type: &'static ObjectType| {
            let usage = own.get(&object_type.id).map_or(0, |counts| counts.calculated);
            TypeUsage { object_type, limit: limits::CALCULATED_PROPERTIES, usage }
        };
        Ok(standard_types().iter().map(usage).filter(|usage| usage.usage > 0).collect())
    }

    async fn own_properties(
        &self,
        principal: &Principal,
    ) -> Result<HashMap<ObjectTypeId, schema::PropertyCounts>> {
        Ok(schema::count_properties(&self.database, principal.account).await?.into_iter().collect())
    }
}
