//! What the types of one pair become: pure rules over the types between two object types.

use linchpin_domain::{AssociationType, AssociationTypeId};
use linchpin_store::associations::{Direction, Pair};

use super::types::Labels;
use super::{Refusal, TypeKey, Unwanted, Wanted};
use crate::{Error, Result};

/// What is to become of the types of one pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Action {
    /// It has these and no others.
    Set(Vec<AssociationTypeId>),
    /// It has these too.
    Add(Vec<AssociationTypeId>),
    /// It has these too, as another pair had before: what a record may have to one other record at most gives way to a
    /// live one that has it, and nothing becomes primary by being first.
    Adopt(Vec<AssociationTypeId>),
    /// It no longer has these.
    Remove(Vec<AssociationTypeId>),
    /// It is no longer associated.
    Clear,
}

/// The types of one direction.
#[derive(Debug, Clone)]
pub(super) struct Side {
    pub(super) direction: Direction,
    /// Those with a label first, in the order in which answers list them.
    types: Vec<AssociationType>,
    /// How many records a record may have a type to, where the account set a number.
    pub(super) limits: Vec<(AssociationTypeId, i64)>,
}

/// The types between two object types, in both directions.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    /// The direction in which the caller looks.
    pub(super) forward: Side,
    pub(super) backward: Side,
}

impl Side {
    pub(super) fn new(labels: &Labels, direction: Direction) -> Self {
        let is_ours = |row: &AssociationType| (row.from, row.to) == (direction.from, direction.to);
        let limits = labels.limits().filter(|(row, _)| is_ours(row));
        Self {
            direction,
            types: labels.between(direction.from, direction.to).cloned().collect(),
            limits: limits.map(|(row, max)| (row.id, max)).collect(),
        }
    }

    pub(super) fn get(&self, id: AssociationTypeId) -> Option<&AssociationType> {
        self.types.iter().find(|row| row.id == id)
    }

    fn unlabeled(&self) -> Option<AssociationTypeId> {
        self.types.iter().find(|row| row.is_unlabeled()).map(|row| row.id)
    }

    /// The type that a record has to one other record at most.
    pub(super) fn exclusive(&self) -> Option<&AssociationType> {
        self.types.iter().find(|row| row.exclusive)
    }

    /// The types with what they mean, those with a label first; a label that is gone is left out.
    pub(super) fn describe(&self, ids: &[AssociationTypeId]) -> Vec<AssociationType> {
        self.types.iter().filter(|row| ids.contains(&row.id)).cloned().collect()
    }

    /// What a pair with the types `before` has after `action`: each type once, in the order of answers.
    pub(super) fn apply(&self, before: &[AssociationTypeId], action: &Action) -> Vec<AssociationTypeId> {
        let unlabeled = self.unlabeled();
        let has = |id: AssociationTypeId| match action {
            Action::Set(types) => types.contains(&id) || Some(id) == unlabeled,
            Action::Add(types) | Action::Adopt(types) => {
                before.contains(&id) || types.contains(&id) || Some(id) == unlabeled
            }
            Action::Remove(types) => before.contains(&id) && !types.contains(&id),
            Action::Clear => false,
        };
        let after: Vec<_> = self.types.iter().map(|row| row.id).filter(|id| has(*id)).collect();
        // Without the unlabeled type there is no association.
        if unlabeled.is_some_and(|unlabeled| after.contains(&unlabeled)) { after } else { Vec::new() }
    }

    /// What the other side sees of these types.
    pub(super) fn inverses(&self, ids: &[AssociationTypeId]) -> Vec<AssociationTypeId> {
        ids.iter().filter_map(|id| self.get(*id)?.inverse).collect()
    }
}

impl Rules {
    /// The types from one object type to another; fails where records of the two cannot be associated.
    pub(super) fn new(labels: &Labels, direction: Direction) -> Result<Self> {
        let forward = Side::new(labels, direction);
        let backward = Side::new(labels, direction.reversed());
        if forward.unlabeled().is_none() || backward.unlabeled().is_none() {
            return Err(Refusal::NotAssociable { from: direction.from, to: direction.to }.into());
        }
        Ok(Self { forward, backward })
    }

    /// Whether a pair is kept in the other direction than the one in which the caller looks.
    ///
    /// Each pair has one direction in which rules apply, whoever looks: the one that has an exclusive type, and
    /// between records of one object type the one from the lower id.
    pub(super) fn flips(&self, (from, to): Pair) -> bool {
        let direction = self.forward.direction;
        if direction.from == direction.to { from > to } else { self.backward.exclusive().is_some() }
    }

    /// The direction in which a pair's rules apply, and the other one.
    pub(super) fn sides(&self, flipped: bool) -> (&Side, &Side) {
        if flipped { (&self.backward, &self.forward) } else { (&self.forward, &self.backward) }
    }

    /// What the client wants, once all of its types are known.
    pub(super) fn wanted(&self, wanted: &Wanted<'_>) -> Result<(Action, Vec<AssociationTypeId>)> {
        match wanted {
            Wanted::Default => {
                let types: Vec<_> = self.forward.unlabeled().into_iter().collect();
                Ok((Action::Add(types.clone()), types))
            }
            Wanted::Exactly(keys) => {
                let types = self.known(keys)?;
                Ok((Action::Set(types.clone()), types))
            }
            Wanted::Named(name) => {
                let types = vec![self.named(name)?.id];
                Ok((Action::Add(types.clone()), types))
            }
        }
    }

    /// What the client wants no longer, once all of its types are known.
    pub(super) fn unwanted(&self, unwanted: &Unwanted<'_>) -> Result<Action> {
        match unwanted {
            Unwanted::All => Ok(Action::Clear),
            Unwanted::These(keys) => Ok(Action::Remove(self.known(keys)?)),
            Unwanted::Named(name) => {
                let direction = self.forward.direction;
                let row = self.named(name)?;
                // Version 3 makes an association and a primary one by the same name, and ends both by it.
                let is_association = row.label.as_deref().is_none_or(|label| label == "Primary");
                debug_assert_eq!((row.from, row.to), (direction.from, direction.to));
                Ok(if is_association { Action::Clear } else { Action::Remove(vec![row.id]) })
            }
        }
    }

    pub(super) fn known(&self, keys: &[TypeKey<'_>]) -> Result<Vec<AssociationTypeId>> {
        let is_known = |key: &TypeKey<'_>| {
            key.category == key.id.category().as_str() && self.forward.get(key.id).is_some()
        };
        let unknown: Vec<_> = keys.iter().filter(|key| !is_known(key)).map(ToString::to_string).collect();
        if !unknown.is_empty() {
            return Err(Refusal::InvalidAssociations { types: unknown, records: Vec::new() }.into());
        }
        Ok(keys.iter().map(|key| key.id).collect())
    }

    fn named(&self, name: &str) -> Result<&AssociationType> {
        let id = name.parse().ok().map(AssociationTypeId);
        let found = self.forward.types.iter().find(|row| {
            // Some clients write the name in the case in which schemas show it.
            Some(row.id) == id || row.name.eq_ignore_ascii_case(name)
        });
        found.ok_or_else(|| {
            Error::from(Refusal::InvalidAssociations { types: vec![name.to_owned()], records: Vec::new() })
        })
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{AccountId, ObjectTypeId, RecordId};

    use super::*;

    const CONTACT: ObjectTypeId = ObjectTypeId::standard(1);
    const COMPANY: ObjectTypeId = ObjectTypeId::standard(2);

    fn rules(from: ObjectTypeId, to: ObjectTypeId) -> Result<Rules> {
        Rules::new(&Labels::new(0, Vec::new(), Vec::new()), Direction { account: AccountId(1), from, to })
    }

    fn ids(ids: &[i32]) -> Vec<AssociationTypeId> {
        ids.iter().copied().map(AssociationTypeId).collect()
    }

    #[test]
    fn the_unlabeled_type_stays_as_long_as_the_association() {
        let rules = rules(CONTACT, COMPANY).expect("contacts have companies");
        for (before, action, after) in [
            (&[][..], Action::Set(ids(&[])), &[279][..]),
            (&[], Action::Set(ids(&[1])), &[1, 279]),
            (&[1, 279], Action::Set(ids(&[279])), &[279]),
            (&[1, 279], Action::Add(ids(&[931])), &[1, 931, 279]),
            (&[1, 279], Action::Remove(ids(&[1])), &[279]),
            (&[1, 279], Action::Remove(ids(&[279])), &[]),
            (&[], Action::Remove(ids(&[1])), &[]),
            (&[1, 279], Action::Clear, &[]),
        ] {
            assert_eq!(rules.forward.apply(&ids(before), &action), ids(after), "{before:?} {action:?}");
        }
        assert_eq!(rules.forward.inverses(&ids(&[1, 279])), ids(&[2, 280]));
    }

    #[test]
    fn a_pair_is_kept_in_the_direction_that_has_rules() {
        let pair = (RecordId(2), RecordId(1));
        for (from, to, flips) in
            [(CONTACT, COMPANY, false), (COMPANY, CONTACT, true), (CONTACT, CONTACT, true)]
        {
            assert_eq!(rules(from, to).expect("they associate").flips(pair), flips, "{from} {to}");
        }
    }

    #[test]
    fn version_3_names_types_by_name_or_id() {
        let rules = rules(CONTACT, COMPANY).expect("contacts have companies");
        for (name, id) in [
            ("contact_to_company", 1),
            ("CONTACT_TO_COMPANY", 1),
            ("contact_to_company_unlabeled", 279),
            ("279", 279),
        ] {
            assert_eq!(rules.named(name).expect("it is known").id.0, id, "{name}");
        }
        assert!(rules.named("company_to_contact").is_err());
        for (name, action) in [
            ("contact_to_company", Action::Clear),
            ("279", Action::Clear),
            ("931", Action::Remove(ids(&[931]))),
        ] {
            assert_eq!(rules.unwanted(&Unwanted::Named(name.into())).expect("it is known"), action);
        }
    }

    #[test]
    fn products_associate_with_nothing() {
        assert!(matches!(
            rules(CONTACT, ObjectTypeId::standard(7)),
            Err(Error::Association(Refusal::NotAssociable { .. }))
        ));
    }
}
