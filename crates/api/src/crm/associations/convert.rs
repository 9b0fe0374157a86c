//! Associations as they travel, and what is asked of them.

use linchpin_domain::{AssociationType, AssociationTypeId, RecordId};
use linchpin_engine::associations::{Associated, AssociatedPage, AssociatedRecord, Ends, TypeKey};
use linchpin_wire::crm::associations::{
    AssociatedId, AssociatedObject, Association, DefaultAssociation, LabelsBetween, ObjectId, TypeSpec,
    TypeWithLabel,
};
use linchpin_wire::crm::objects::AssociationTypeInput;

use super::IdForm;

/// The types that a client names.
pub(in crate::crm) fn keys(types: Vec<AssociationTypeInput<'_>>) -> Vec<TypeKey<'_>> {
    let inputs = types.into_iter();
    // No type has the id 0, so that null is refused like any unknown id.
    let keys = inputs.map(|AssociationTypeInput { association_category, association_type_id }| TypeKey {
        category: association_category.0,
        id: AssociationTypeId(association_type_id.unwrap_or_default()),
    });
    keys.collect()
}

pub(super) fn with_label(row: &AssociationType) -> TypeWithLabel {
    TypeWithLabel {
        category: row.id.category().as_str(),
        type_id: row.id.0,
        label: row.label.as_deref().map(str::to_owned),
    }
}

/// Associated records as version 4 shows them.
pub(super) fn objects(page: &AssociatedPage, id: IdForm) -> Vec<AssociatedObject> {
    let object = |record: &AssociatedRecord| AssociatedObject {
        to_object_id: id(record.id.0),
        association_types: record.types.iter().map(with_label).collect(),
    };
    page.records.iter().map(object).collect()
}

/// Associated records as version 3 shows them: each once for every type.
pub(super) fn ids(page: &AssociatedPage) -> Vec<AssociatedId> {
    let rows = page.records.iter().flat_map(|record| record.types.iter().map(|row| (record.id, row)));
    rows.map(|(id, row)| AssociatedId { id: id.to_string(), type_name: row.name.to_string() }).collect()
}

/// What became of a pair, as version 4 shows it.
pub(super) fn labels_between(ends: Ends, done: &Associated, id: IdForm) -> LabelsBetween {
    let labels = done.types.iter().filter_map(|(row, _)| row.label.as_deref());
    LabelsBetween {
        from_object_type_id: ends.from.id.to_string(),
        from_object_id: id(done.from.0),
        to_object_type_id: ends.to.id.to_string(),
        to_object_id: id(done.to.0),
        labels: labels.map(str::to_owned).collect(),
    }
}

/// Both directions of a pair without a label.
pub(super) fn defaults(done: &Associated) -> Vec<DefaultAssociation> {
    directions(done)
        .map(|(from, to, row)| DefaultAssociation {
            from: object_id(from),
            to: object_id(to),
            association_spec: TypeSpec {
                association_category: row.id.category().as_str(),
                association_type_id: row.id.0,
            },
        })
        .collect()
}

/// Both directions of a pair as version 3 shows them, the other side's first (recorded 2026).
pub(super) fn named(done: &Associated) -> Vec<Association> {
    let mut named: Vec<_> = directions(done)
        .map(|(from, to, row)| Association {
            from: object_id(from),
            to: object_id(to),
            type_name: row.name.to_string(),
        })
        .collect();
    named.reverse();
    named
}

fn directions(done: &Associated) -> impl Iterator<Item = (RecordId, RecordId, &AssociationType)> {
    done.types.iter().flat_map(|(row, inverse)| {
        let forward = (done.from, done.to, row);
        [forward].into_iter().chain(inverse.as_ref().map(|inverse| (done.to, done.from, inverse)))
    })
}

pub(super) fn object_id(id: RecordId) -> ObjectId {
    ObjectId { id: id.to_string() }
}
