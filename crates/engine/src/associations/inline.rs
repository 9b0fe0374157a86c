//! Associations that are made together with new records.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::Arc;

use linchpin_domain::feature::Features;
use linchpin_domain::{AccountId, AssociationType, ObjectType, ObjectTypeId, RecordId};
use linchpin_store::Tx;
use linchpin_store::associations::{self as rows, Direction};

use super::rules::{Action, Rules};
use super::write::apply;
use super::{Labels, Refusal, TypeKey};
use crate::effects::Entry;
use crate::{Error, Result};

/// An association to make together with a new record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAssociation<'a> {
    /// The other record, by the id that the client wrote.
    pub to: Cow<'a, str>,
    /// What the association means; the types say of which object type the other record is.
    pub types: Vec<TypeKey<'a>>,
}

/// The associations of one new record to records of one object type each, once they are known to be valid.
#[derive(Debug, Clone, Default)]
pub(crate) struct Inline {
    links: Vec<Link>,
}

/// One type with the record that it leads to.
#[derive(Debug, Clone)]
struct Link {
    row: AssociationType,
    to: &'static ObjectType,
    id: RecordId,
}

impl Inline {
    /// Checks the associations of a new record of this type.
    pub(crate) fn new(
        labels: &Labels,
        from: &'static ObjectType,
        associations: &[NewAssociation<'_>],
    ) -> Result<Self> {
        let mut links = Vec::new();
        let (mut types, mut records) = (Vec::new(), Vec::new());
        for association in associations {
            let id = RecordId::parse(&association.to);
            for key in &association.types {
                match labels.find(key) {
                    None => types.push(key.to_string()),
                    Some(found) if found.from != from.id => {
                        return Err(Refusal::WrongDirection { found: from.id, expected: found.from }.into());
                    }
                    Some(found) => match (id, labels.object_types.by_id(found.to)) {
                        (Some(id), Some(to)) => links.push(Link { row: found.clone(), to, id }),
                        (None, Some(to)) => records.push((to, association.to.to_string())),
                        (_, None) => types.push(key.to_string()),
                    },
                }
            }
        }
        if !types.is_empty() || !records.is_empty() {
            return Err(Refusal::InvalidAssociations { types, records }.into());
        }
        Ok(Self { links })
    }

    /// Whether one of the associations leads to a record of this type.
    pub(crate) fn leads_to(&self, object_type: ObjectTypeId) -> bool {
        self.targets().any(|(to, _)| to.id == object_type)
    }

    /// An object type that the account switched off and that one of the associations leads to.
    pub(crate) fn disabled(&self, features: &Features) -> Option<&'static ObjectType> {
        self.targets().map(|(to, _)| to).find(|to| !features.has_object_type(to.id))
    }

    /// Whether there is nothing to associate.
    pub(crate) fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// The other records, by their object type.
    fn targets(&self) -> impl Iterator<Item = (&'static ObjectType, RecordId)> {
        self.links.iter().map(|link| (link.to, link.id))
    }
}

/// Locks the other records of several new ones, and returns for each new one what is wrong with its associations.
pub(crate) async fn lock_targets(
    tx: &mut Tx,
    account: AccountId,
    inlines: &[Inline],
) -> Result<Vec<Option<Error>>> {
    let mut live = HashSet::new();
    for to in object_types(inlines) {
        let targets = inlines.iter().flat_map(Inline::targets);
        let mut ids: Vec<_> = targets.filter(|(found, _)| found.id == to.id).map(|(_, id)| id).collect();
        ids.sort_unstable();
        ids.dedup();
        let found = rows::lock_live(tx, account, to.id, &ids).await?;
        live.extend(found.into_iter().map(|id| (to.id, id)));
    }
    let missing = |inline: &Inline| {
        let mut records: Vec<(&'static ObjectType, String)> = Vec::new();
        for (to, id) in inline.targets().filter(|(to, id)| !live.contains(&(to.id, *id))) {
            let id = id.to_string();
            if !records.iter().any(|known| known.1 == id) {
                records.push((to, id));
            }
        }
        (!records.is_empty())
            .then_some(Error::from(Refusal::InvalidAssociations { types: Vec::new(), records }))
    };
    Ok(inlines.iter().map(missing).collect())
}

/// Associates new records, which are stored already, with the records that were locked.
pub(crate) async fn associate(
    tx: &mut Tx,
    labels: &Arc<Labels>,
    (account, from): (AccountId, &'static ObjectType),
    new: &[(RecordId, Inline)],
) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for to in object_types(new.iter().map(|(_, inline)| inline)) {
        let rules = Rules::new(labels, Direction { account, from: from.id, to: to.id })?;
        let orders: Vec<_> = new
            .iter()
            .flat_map(|(id, inline)| inline.links.iter().map(move |link| (*id, link)))
            .filter(|(_, link)| link.to.id == to.id)
            .map(|(id, link)| ((id, link.id), Action::Add(vec![link.row.id])))
            .collect();
        entries.extend(apply(tx, &rules, &orders).await?);
    }
    Ok(entries)
}

/// The object types that new records are associated with, always in the same order, so that nobody who locks
/// records waits in a circle.
fn object_types<'a>(inlines: impl IntoIterator<Item = &'a Inline>) -> Vec<&'static ObjectType> {
    let mut types: Vec<_> = inlines.into_iter().flat_map(Inline::targets).map(|(to, _)| to).collect();
    types.sort_unstable_by_key(|to| Reverse(to.id));
    types.dedup_by_key(|to| to.id);
    types
}
