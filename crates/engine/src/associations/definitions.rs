//! The types without a label between object types of which an account made at least one.

use linchpin_domain::{AssociationType, AssociationTypeId, ObjectType, ObjectTypeId, Timestamp};
use linchpin_store::Tx;
use linchpin_store::association_labels::{self as rows, LabelRow};
use linchpin_store::associations::Direction;
use linchpin_store::changes::{self, Kind, NewChange, Place};

use super::labels::{Change, SCHEMA, log_text};
use super::{Ends, Labels, Refusal};
use crate::schema::Action;
use crate::{Engine, Error, Principal, Result};

/// One end of a type: an object type, and what names of types call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) id: ObjectTypeId,
    pub(crate) name: String,
}

impl From<&ObjectType> for End {
    fn from(object_type: &ObjectType) -> Self {
        let is_standard = object_type.id.is_standard();
        // Some of HubSpot's go by another name here than in paths: `meeting_event` (recorded).
        let name = if is_standard { object_type.fully_qualified_name } else { object_type.singular };
        Self { id: object_type.id, name: name.to_lowercase() }
    }
}

impl Engine {
    /// Defines the type without a label from one object type to another, and its inverse.
    pub(crate) async fn define_association(
        &self,
        principal: &Principal,
        Ends { from, to }: Ends,
        name: Option<String>,
    ) -> Result<AssociationType> {
        let direction = Direction { account: principal.account, from: from.id, to: to.id };
        let define = move |change: &mut Change| {
            if change.labels.between(from.id, to.id).any(AssociationType::is_unlabeled) {
                return Err(Refusal::DefinitionExists { from: from.id, to: to.id }.into());
            }
            let mut rows = directions(change.labels.next_id(), &from.into(), &to.into());
            if let Some(name) = name {
                rows[0].name = name;
            }
            let id = rows[0].id;
            change.put.extend(rows);
            Ok(id)
        };
        let id = self.change_types(principal, direction, define).await?;
        let labels = self.fresh_labels(principal.account).await?;
        labels.by_id(id).cloned().ok_or(Error::Association(Refusal::LabelNotFound(id)))
    }

    /// Takes a type that the account defined away, with its inverse; labels go with the type that has none, for without
    /// it there can be no associations.
    pub(crate) async fn undefine_association(
        &self,
        principal: &Principal,
        AssociationType { id, from, to, .. }: &AssociationType,
    ) -> Result<()> {
        let direction = Direction { account: principal.account, from: *from, to: *to };
        let id = *id;
        let undefine = move |change: &mut Change| {
            change.deleted.extend(going(&change.labels, direction, id)?);
            Ok(())
        };
        self.change_types(principal, direction, undefine).await
    }
}

/// Which types go together with one.
fn going(labels: &Labels, direction: Direction, id: AssociationTypeId) -> Result<Vec<AssociationTypeId>> {
    let Direction { from, to, .. } = direction;
    let all = || labels.defined(from, to).chain(labels.defined(to, from));
    let row = all().find(|row| row.id == id).ok_or(Refusal::LabelNotFound(id))?;
    let goes = |other: &&AssociationType| row.is_unlabeled() || other.id == id || other.inverse == Some(id);
    let mut ids: Vec<_> = all().filter(goes).map(|row| row.id).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

/// Both directions of the type without a label between two object types, with ids that are next to each other
/// (recorded); records of one object type have one for both.
fn directions(id: AssociationTypeId, from: &End, to: &End) -> Vec<LabelRow> {
    let is_single = from.id == to.id;
    let inverse = if is_single { id } else { AssociationTypeId(id.0 + 1) };
    let row = |id, inverse, from: &End, to: &End| LabelRow {
        id,
        from: from.id,
        to: to.id,
        inverse,
        name: format!("{}_to_{}", from.name, to.name),
        // None.
        label: String::new(),
    };
    let mut rows = vec![row(id, inverse, from, to)];
    if !is_single {
        rows.push(row(inverse, id, to, from));
    }
    rows
}

/// Defines how records of a new object type are associated with those of others.
pub(crate) async fn store_definitions(
    tx: &mut Tx,
    by: &Principal,
    (object_type, version, now): (&'static ObjectType, i64, Timestamp),
    others: &[End],
) -> Result<()> {
    let account = by.account;
    let mut next = Labels::new(version, rows::all_in(tx, account).await?, Vec::new()).next_id();
    let mut logged = Vec::with_capacity(others.len() * 2);
    for other in others {
        for row in directions(next, &object_type.into(), other) {
            rows::put(tx, account, &row).await?;
            next = AssociationTypeId(row.id.0 + 1);
            logged.push(log_text(&row, Action::Create));
        }
    }
    let origin = by.origin();
    let change = |properties| NewChange {
        object_type: object_type.id,
        record: SCHEMA,
        kind: Kind::Schema,
        origin: &origin,
        properties,
    };
    let changes: Vec<_> = logged.iter().map(|text| change(text)).collect();
    Ok(changes::append(tx, Place { account, at: now }, version, &changes).await?)
}

#[cfg(test)]
mod tests {
    use linchpin_domain::AccountId;

    use super::*;

    const CARS: ObjectTypeId = ObjectTypeId::custom(7);
    const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);

    fn end(id: ObjectTypeId, name: &str) -> End {
        End { id, name: name.to_owned() }
    }

    #[test]
    fn both_directions_are_next_to_each_other() {
        let shown = |from: &End, to: &End| {
            let rows = directions(AssociationTypeId(5), from, to);
            rows.iter().map(|row| format!("{} {} {}", row.id, row.inverse, row.name)).collect::<Vec<_>>()
        };
        let (cars, contacts) = (end(CARS, "cars"), end(CONTACTS, "contact"));
        assert_eq!(shown(&cars, &contacts), ["5 6 cars_to_contact", "6 5 contact_to_cars"]);
        assert_eq!(shown(&cars, &cars), ["5 5 cars_to_cars"]);
    }

    #[test]
    fn labels_go_with_the_type_that_has_none() {
        let mut rows = directions(AssociationTypeId(100_001), &end(CARS, "cars"), &end(CONTACTS, "contact"));
        for (id, inverse, from, to) in
            [(100_003, 100_004, CARS, CONTACTS), (100_004, 100_003, CONTACTS, CARS)]
        {
            let (id, inverse) = (AssociationTypeId(id), AssociationTypeId(inverse));
            rows.push(LabelRow {
                id,
                from,
                to,
                inverse,
                name: "owner".to_owned(),
                label: "Owner".to_owned(),
            });
        }
        let labels = Labels::new(1, rows, Vec::new());
        let direction = Direction { account: AccountId(1), from: CARS, to: CONTACTS };
        let going = |id| {
            let ids = going(&labels, direction, AssociationTypeId(id)).unwrap_or_default();
            ids.into_iter().map(|id| id.0 - 100_000).collect::<Vec<_>>()
        };
        assert_eq!(going(100_001), [1, 2, 3, 4]);
        assert_eq!(going(100_002), [1, 2, 3, 4]);
        assert_eq!(going(100_003), [3, 4]);
        assert_eq!(going(100_009), [0; 0]);
    }
}
