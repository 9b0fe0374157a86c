//! Failures of associations and their labels; `from` and `to` are names of types as in `contact`.

use super::{Case, Failure};

impl Failure {
    /// Records of these object types cannot be associated; both as in `0-1`.
    pub fn not_associable(from: &str, to: &str) -> Self {
        Self::new(Case::NotAssociable, &[("from", from), ("to", to)])
    }

    /// Records of these object types can be associated already; both as in `0-1`.
    pub fn association_exists(from: &str, to: &str) -> Self {
        Self::new(Case::AssociationExists, &[("from", from), ("to", to)])
    }

    /// These types are none between the two object types.
    pub fn invalid_association_types(types: &[String]) -> Self {
        let reasons = types.iter().map(|key| format!("{key} is not a valid association definition id"));
        Self::new(Case::InvalidAssociations, &[])
            .with_context("associationSpec", types)
            .with_context("INVALID_ASSOCIATION_TYPE_ID", reasons)
    }

    /// These records, by type and id as in `CONTACT` and `12`, do not exist.
    pub fn invalid_associated_records(records: &[(&str, String)]) -> Self {
        let reasons = records.iter().map(|(type_name, id)| format!("{type_name}={id} is not valid"));
        Self::new(Case::InvalidAssociations, &[])
            .with_context("INVALID_OBJECT_IDS", reasons)
            .with_context("objectId", records.iter().map(|(_, id)| id))
            .with_context("objectType", records.iter().map(|(type_name, _)| *type_name))
    }

    /// The type of an association leads from another object type; both as in `0-1`.
    pub fn wrong_direction(found: &str, expected: &str) -> Self {
        Self::new(Case::WrongDirection, &[("found", found), ("expected", expected)])
    }

    /// One end of an association is not named by an id.
    pub fn invalid_association_id(id: &str) -> Self {
        Self::new(Case::InvalidAssociationId, &[("id", id)]).with_context("id", [id])
    }

    /// A record was to be associated with itself.
    pub fn self_association(id: &str) -> Self {
        Self::new(Case::SelfAssociation, &[("id", id)])
    }

    /// A record is associated with no record of the other type.
    pub fn no_associations(from: &str, id: &str, to: &str) -> Self {
        Self::new(Case::NoAssociations, &[("from", from), ("id", id), ("to", to)])
            .with_context("fromObjectId", [id])
            .with_context("fromObjectType", [from])
            .with_context("toObjectType", [to])
    }

    /// A limit of associations cannot be.
    pub fn invalid_limit(max: i64) -> Self {
        Self::new(Case::InvalidLimit, &[("max", &max.to_string())])
    }

    /// A record has a type to as many records as the account allows.
    pub fn limit_reached(id: &str, type_id: &str, max: i64) -> Self {
        Self::new(Case::LimitReached, &[("id", id), ("typeId", type_id), ("max", &max.to_string())])
            .with_context("id", [id])
            .with_context("associationTypeId", [type_id])
    }

    /// The name or text of a label cannot be.
    pub fn invalid_label_name(name: &str) -> Self {
        Self::new(Case::InvalidLabelName, &[("name", name)]).with_context("name", [name])
    }

    /// A label of that name exists.
    pub fn label_exists(name: &str) -> Self {
        Self::new(Case::LabelExists, &[("name", name)]).with_context("name", [name])
    }

    /// The two object types have as many labels as they may.
    pub fn too_many_labels(max: usize) -> Self {
        Self::new(Case::TooManyLabels, &[("max", &max.to_string())])
    }

    /// The label does not exist.
    pub fn label_not_found(id: &str) -> Self {
        Self::new(Case::LabelNotFound, &[("id", id)]).with_context("associationTypeId", [id])
    }

    /// The label cannot be deleted while records have it.
    pub fn label_in_use(id: &str) -> Self {
        Self::new(Case::LabelInUse, &[("id", id)]).with_context("associationTypeId", [id])
    }
}
