//! How much of what HubSpot limits an account uses, counted when somebody asks.
//!
//! A counter for each object type would cost every write a statement, or make all writers of an account wait for
//! one row earlier than they do.
//! So records are counted over their key, in parts so that others get a turn: a million of them takes less time than
//! HubSpot's own answer, and nobody else pays for it.

mod associations;
mod heavy;

use std::borrow::Cow;
use std::collections::HashMap;

use linchpin_domain::object_type::standard_types;
use linchpin_domain::{AccountId, ObjectType, ObjectTypeId, RecordId, limits};
use linchpin_store::{pipelines, records, schema};

use crate::objects::scope;
use crate::{Engine, Principal, Result};

pub use associations::{LabelUsage, TypeNearLimit};
pub use heavy::HeavyRecord;
pub(crate) use heavy::HeavyWalk;

/// Records counted at a time.
const PART: usize = 10_000;

/// An object type with what people call its records.
#[derive(Debug, Clone)]
pub struct NamedType {
    /// The type.
    pub object_type: &'static ObjectType,
    /// What people call one record.
    pub singular: Cow<'static, str>,
    /// What people call many.
    pub plural: Cow<'static, str>,
}

/// How much of its limit an object type uses.
#[derive(Debug, Clone)]
pub struct TypeUsage {
    /// The type.
    pub named: NamedType,
    /// How much it may use.
    pub limit: i64,
    /// How much it uses.
    pub usage: i64,
}

impl Engine {
    /// How many live records there are of each type.
    pub async fn record_usage(&self, principal: &Principal) -> Result<Vec<TypeUsage>> {
        let mut usages = Vec::new();
        for named in self.named_types(principal).await? {
            let usage = self.count_records(principal.account, named.object_type).await?;
            usages.push(TypeUsage { limit: limits::records(named.object_type.id), named, usage });
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
        let types = self.named_types(principal).await?.into_iter();
        let usage = |named: NamedType| {
            let object_type = named.object_type;
            let own: Vec<_> = own.iter().filter(|row| row.object_type == object_type.id).collect();
            let is_changed = |id: &str| own.iter().any(|row| row.id == id);
            let unchanged = object_type.pipelines.iter().filter(|pipeline| !is_changed(&pipeline.id)).count();
            let usage = unchanged + own.iter().filter(|row| !row.archived).count();
            TypeUsage { named, limit: limits::PIPELINES as i64, usage: usage as i64 }
        };
        Ok(types.filter(|named| named.object_type.pipeline_rules.is_some()).map(usage).collect())
    }

    /// How many live properties of the account's own each type has.
    pub async fn property_usage(&self, principal: &Principal) -> Result<Vec<TypeUsage>> {
        self.own_properties(principal, limits::CUSTOM_PROPERTIES as i64, |counts| counts.all).await
    }

    /// How many live calculated properties of the account's own each type has that has any; the limit is the one that
    /// all types share.
    pub async fn calculated_usage(&self, principal: &Principal) -> Result<Vec<TypeUsage>> {
        let count = |counts: &schema::PropertyCounts| counts.calculated;
        let mut usages = self.own_properties(principal, limits::CALCULATED_PROPERTIES, count).await?;
        usages.retain(|usage| usage.usage > 0);
        Ok(usages)
    }

    async fn own_properties(
        &self,
        principal: &Principal,
        limit: i64,
        count: fn(&schema::PropertyCounts) -> i64,
    ) -> Result<Vec<TypeUsage>> {
        let own = schema::count_properties(&self.database, principal.account).await?;
        let own: HashMap<ObjectTypeId, _> = own.into_iter().collect();
        let usage = |named: NamedType| {
            let usage = own.get(&named.object_type.id).map_or(0, count);
            TypeUsage { named, limit, usage }
        };
        Ok(self.named_types(principal).await?.into_iter().map(usage).collect())
    }

    /// How many object types of its own the account has.
    pub async fn custom_type_usage(&self, principal: &Principal) -> Result<i64> {
        Ok(self.live_types(principal.account).await?.filter(|row| !row.id.is_standard()).count() as i64)
    }

    /// Every live object type, HubSpot's first.
    async fn named_types(&self, principal: &Principal) -> Result<Vec<NamedType>> {
        let mut named = Vec::new();
        for object_type in self.live_types(principal.account).await? {
            named.push(self.named_type(principal, object_type).await?);
        }
        Ok(named)
    }

    /// The object types whose records there can be, HubSpot's first.
    pub(crate) async fn live_types(
        &self,
        account: AccountId,
    ) -> Result<impl Iterator<Item = &'static ObjectType> + use<>> {
        let own = self.own_types(account).await?;
        let own: Vec<_> = own.iter().filter(|own| !own.archived).map(|own| own.object_type).collect();
        Ok(standard_types().iter().chain(own))
    }

    /// What people call the records of a type; the account names those of its own types.
    async fn named_type(&self, principal: &Principal, object_type: &'static ObjectType) -> Result<NamedType> {
        if object_type.id.is_standard() {
            let (singular, plural) = object_type.labels;
            return Ok(NamedType { object_type, singular: singular.into(), plural: plural.into() });
        }
        let definition = &self.schema(principal.account, object_type).await?.definition;
        let (singular, plural) = (definition.singular.clone(), definition.plural.clone());
        Ok(NamedType { object_type, singular, plural })
    }
}
