//! Labels between object types, and records that are associated with nearly as many others as they may be.

use linchpin_domain::ObjectType;

use super::NamedType;
use super::heavy::{HeavyRecord, HeavyWalk};
use crate::associations::Ends;
use crate::{Engine, Principal, Result};

/// The labels of the account's own from one object type to another.
#[derive(Debug, Clone)]
pub struct LabelUsage {
    /// The object type that is looked from.
    pub from: NamedType,
    /// The other object type.
    pub to: NamedType,
    /// What people read.
    pub labels: Vec<String>,
    /// How many count; of two that belong to one pair between records of one type, one does.
    pub usage: i64,
}

/// An object type, and whether records reach the limit of associations from it or with it.
#[derive(Debug, Clone)]
pub struct TypeNearLimit {
    /// The type.
    pub named: NamedType,
    /// Some can be associated with no more.
    pub at_limit: bool,
    /// Some can be associated with few more.
    pub near_limit: bool,
}

impl Engine {
    /// The pairs of object types that have labels of the account's own; the pair that is asked for even without.
    pub async fn label_usage(
        &self,
        principal: &Principal,
        from: Option<&'static ObjectType>,
        to: Option<&'static ObjectType>,
    ) -> Result<Vec<LabelUsage>> {
        let labels = self.labels(principal.account, 0).await?;
        let is_asked = |ends: &Ends| {
            from.is_none_or(|from| from.id == ends.from.id) && to.is_none_or(|to| to.id == ends.to.id)
        };
        let mut pairs: Vec<_> = labels.labeled_pairs().into_iter().filter(is_asked).collect();
        if let (Some(from), Some(to)) = (from, to)
            && pairs.is_empty()
        {
            pairs.push(Ends { from, to });
        }
        let mut usages = Vec::with_capacity(pairs.len());
        for Ends { from, to } in pairs {
            usages.push(LabelUsage {
                from: self.named_type(principal, from).await?,
                to: self.named_type(principal, to).await?,
                labels: labels.own_labels(from.id, to.id).map(str::to_owned).collect(),
                usage: labels.n_own(from.id, to.id) as i64,
            });
        }
        Ok(usages)
    }

    /// The object types whose records are associated with nearly as many others as they may be.
    pub async fn types_near_limit_from(&self, principal: &Principal) -> Result<Vec<TypeNearLimit>> {
        let mut near = Vec::new();
        for named in self.named_types(principal).await? {
            let heavy = self.heavy_records(principal, named.object_type).await?;
            near.extend(summary(named, &heavy.iter().collect::<Vec<_>>()));
        }
        Ok(near)
    }

    /// The object types with which records of this one are associated nearly as often as they may be.
    pub async fn types_near_limit_to(
        &self,
        principal: &Principal,
        from: &'static ObjectType,
    ) -> Result<Vec<TypeNearLimit>> {
        let heavy = self.heavy_records(principal, from).await?;
        let with = |to: NamedType| {
            let of_type: Vec<_> = heavy.iter().filter(|record| record.to == to.object_type.id).collect();
            summary(to, &of_type)
        };
        Ok(self.named_types(principal).await?.into_iter().filter_map(with).collect())
    }

    /// The limit between two object types, and the live records that are near it or at it, the lowest ids first.
    pub async fn records_near_limit(
        &self,
        principal: &Principal,
        ends: Ends,
    ) -> Result<(i64, Vec<HeavyRecord>)> {
        let labels = self.labels(principal.account, 0).await?;
        let mut heavy = self.heavy_records(principal, ends.from).await?;
        heavy.retain(|record| record.to == ends.to.id);
        Ok((labels.max_associations(ends.from.id, ends.to.id), heavy))
    }

    /// The live records of a type that are associated with nearly as many records of another type as they may be.
    async fn heavy_records(
        &self,
        principal: &Principal,
        from: &'static ObjectType,
    ) -> Result<Vec<HeavyRecord>> {
        let mut walk = HeavyWalk::begin(self, principal.account, from).await?;
        let mut heavy = Vec::new();
        while let Some(part) = walk.next().await? {
            heavy.extend(part);
        }
        Ok(heavy)
    }
}

/// What is said of a type, if there is anything to say.
fn summary(named: NamedType, heavy: &[&HeavyRecord]) -> Option<TypeNearLimit> {
    (!heavy.is_empty()).then(|| TypeNearLimit {
        named,
        at_limit: heavy.iter().any(|record| record.is_at_limit()),
        near_limit: heavy.iter().any(|record| !record.is_at_limit()),
    })
}
