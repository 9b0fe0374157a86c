//! Limits that an account sets on how many records a record may have a type to.

use std::collections::BTreeMap;

use linchpin_domain::{AssociationType, AssociationTypeId, RecordId};
use linchpin_store::Tx;
use linchpin_store::associations as rows;

use super::labels::Change;
use super::rules::{Rules, Side};
use super::{Ends, Refusal, TypeKey};
use crate::{Engine, Principal, Result};

impl Engine {
    /// The limits that the account set: those between two object types, or all of them.
    pub async fn association_limits(
        &self,
        principal: &Principal,
        ends: Option<Ends>,
    ) -> Result<Vec<(AssociationType, i64)>> {
        let labels = self.labels(principal.account, 0).await?;
        let is_asked =
            |row: &AssociationType| ends.is_none_or(|ends| (row.from, row.to) == (ends.from.id, ends.to.id));
        let limits = labels.limits().filter(|(row, _)| is_asked(row));
        Ok(limits.map(|(row, max)| (row.clone(), max)).collect())
    }

    /// Sets limits between two object types, or takes those without a number away; all of them or none.
    pub async fn set_association_limits(
        &self,
        principal: &Principal,
        ends: Ends,
        limits: Vec<(TypeKey<'static>, Option<i64>)>,
    ) -> Result<()> {
        let set = move |change: &mut Change| {
            let keys: Vec<_> = limits.iter().map(|(key, _)| key.clone()).collect();
            Rules::new(&change.labels, change.direction)?.known(&keys)?;
            if let Some(max) = limits.iter().filter_map(|(_, max)| *max).find(|max| *max < 1) {
                return Err(Refusal::InvalidLimit(max).into());
            }
            change.limits.extend(limits.into_iter().map(|(key, max)| (key.id, max)));
            Ok(())
        };
        self.change_labels(principal, ends, set).await
    }
}

/// Refuses what gave a record a type to more records than the account allows; `gained` names the records with the
/// types that they gained.
pub(super) async fn check(
    tx: &mut Tx,
    side: &Side,
    gained: impl Iterator<Item = (RecordId, AssociationTypeId)> + Clone,
) -> Result<()> {
    for (id, max) in &side.limits {
        let mut from: Vec<_> =
            gained.clone().filter(|(_, gained)| gained == id).map(|(from, _)| from).collect();
        from.sort_unstable();
        from.dedup();
        let counts: BTreeMap<_, _> =
            from.iter().zip(rows::count(tx, side.direction, &from, *id, max + 1).await?).collect();
        if let Some((from, _)) = counts.iter().find(|(_, count)| *count > max) {
            return Err(Refusal::LimitReached { id: **from, type_id: *id, max: *max }.into());
        }
    }
    Ok(())
}
