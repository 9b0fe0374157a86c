//! What callers send to the association operations.

use serde::Deserialize;

use crate::batch::BatchInput;
use crate::crm::objects::{ASSOCIATION_TYPE, AssociationTarget, AssociationTypeInput, OBJECT_ID};
use crate::input::{TextInput, integer};
use crate::shape::{Body, Shape, object, optional, required};

/// Two records to associate with these types.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CreateInput<'a> {
    /// The types; the unlabeled one comes with every association.
    #[serde(borrow)]
    pub types: Vec<AssociationTypeInput<'a>>,
    /// One record.
    #[serde(borrow)]
    pub from: AssociationTarget<'a>,
    /// The other record.
    #[serde(borrow)]
    pub to: AssociationTarget<'a>,
}

/// The shape of [`CreateInput`].
const CREATE: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationMultiPost$Json",
    &[required("types", TYPES), required("from", OBJECT_ID), required("to", OBJECT_ID)],
);
const TYPES: Shape = Shape::List(&ASSOCIATION_TYPE);

/// Pairs of records to associate with types, or to take types from.
pub type BatchCreateInput<'a> = BatchInput<CreateInput<'a>>;

impl<'a> Body<'a> for BatchCreateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputPublicAssociationMultiPost$Json",
        &[required("inputs", Shape::List(&CREATE))],
    );
}

/// The types that two records are to have.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct TypesInput<'a>(#[serde(borrow)] pub Vec<AssociationTypeInput<'a>>);

impl<'a> Body<'a> for TypesInput<'a> {
    const SHAPE: Shape = TYPES;
}

/// Two records to associate without a label.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct DefaultInput<'a> {
    /// One record.
    #[serde(borrow)]
    pub from: AssociationTarget<'a>,
    /// The other record.
    #[serde(borrow)]
    pub to: AssociationTarget<'a>,
}

/// Pairs of records to associate without a label.
pub type BatchDefaultInput<'a> = BatchInput<DefaultInput<'a>>;

impl<'a> Body<'a> for BatchDefaultInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputPublicDefaultAssociationMultiPost$Json",
        &[required(
            "inputs",
            Shape::List(&object(
                "com.hubspot.inbounddb.publicobject.core.v2.PublicDefaultAssociationMultiPost$Json",
                &[required("from", OBJECT_ID), required("to", OBJECT_ID)],
            )),
        )],
    );
}

/// A record to dissociate from others.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ArchiveInput<'a> {
    /// The record.
    #[serde(borrow)]
    pub from: AssociationTarget<'a>,
    /// The others.
    #[serde(borrow)]
    pub to: Vec<AssociationTarget<'a>>,
}

/// Records to dissociate from others.
pub type BatchArchiveInput<'a> = BatchInput<ArchiveInput<'a>>;

impl<'a> Body<'a> for BatchArchiveInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputPublicAssociationMultiArchive$Json",
        &[required(
            "inputs",
            Shape::List(&object(
                "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationMultiArchive$Json",
                &[required("from", OBJECT_ID), required("to", Shape::List(&OBJECT_ID))],
            )),
        )],
    );
}

/// Two records and a type, as version 3 names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NamedInput<'a> {
    /// One record.
    #[serde(borrow)]
    pub from: AssociationTarget<'a>,
    /// The other record.
    #[serde(borrow)]
    pub to: AssociationTarget<'a>,
    /// The type, such as `contact_to_company`, or its id.
    #[serde(borrow, rename = "type")]
    pub type_name: TextInput<'a>,
}

/// Pairs of records to associate or dissociate, as version 3 has them.
pub type BatchNamedInput<'a> = BatchInput<NamedInput<'a>>;

impl<'a> Body<'a> for BatchNamedInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputPublicAssociation$Json",
        &[required(
            "inputs",
            Shape::List(&object(
                "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociation$Json",
                &[required("from", OBJECT_ID), required("to", OBJECT_ID), required("type", Shape::Text)],
            )),
        )],
    );
}

/// A record whose associations to read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ReadInput<'a> {
    /// The record.
    #[serde(borrow)]
    pub id: TextInput<'a>,
    /// Where to go on, from an answer's `paging`.
    #[serde(borrow, default)]
    pub after: Option<TextInput<'a>>,
}

/// Records whose associations to read.
pub type BatchReadInput<'a> = BatchInput<ReadInput<'a>>;

impl<'a> Body<'a> for BatchReadInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputPublicFetchAssociationsBatchRequest$Json",
        &[required(
            "inputs",
            Shape::List(&object(
                "com.hubspot.inbounddb.publicobject.core.v2.PublicFetchAssociationsBatchRequest$Json",
                &[required("id", Shape::Text), optional("after", Shape::Text)],
            )),
        )],
    );
}

/// A label to define.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateLabelInput<'a> {
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// The internal name.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// What people read at the other end; the same when missing.
    #[serde(borrow, default)]
    pub inverse_label: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for CreateLabelInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationDefinitionCreateRequest$Json",
        &[
            required("label", Shape::Text),
            required("name", Shape::Text),
            optional("inverseLabel", Shape::Text),
        ],
    );
}

/// New texts of a label.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateLabelInput<'a> {
    /// What people read.
    #[serde(borrow)]
    pub label: TextInput<'a>,
    /// Which label.
    #[serde(deserialize_with = "present")]
    pub association_type_id: i32,
    /// What people read at the other end.
    #[serde(borrow, default)]
    pub inverse_label: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for UpdateLabelInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationDefinitionUpdateRequest$Json",
        &[
            required("label", Shape::Text),
            required("associationTypeId", Shape::Integer),
            optional("inverseLabel", Shape::Text),
        ],
    );
}

/// A type, and how many records a record may have it to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitInput<'a> {
    /// Who defined the type.
    #[serde(borrow)]
    pub category: TextInput<'a>,
    /// The type's id.
    #[serde(deserialize_with = "present")]
    pub type_id: i32,
    /// How many records at most.
    #[serde(deserialize_with = "present")]
    pub max_to_object_ids: i32,
}

/// Limits to set.
pub type BatchLimitInput<'a> = BatchInput<LimitInput<'a>>;

impl<'a> Body<'a> for BatchLimitInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputPublicAssociationDefinitionConfiguration$Json",
        &[required(
            "inputs",
            Shape::List(&object(
                "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationDefinitionConfiguration$Json",
                &[
                    required("category", Shape::Text),
                    required("typeId", Shape::Integer),
                    required("maxToObjectIds", Shape::Integer),
                ],
            )),
        )],
    );
}

/// A type whose limit is to go.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LimitKeyInput<'a> {
    /// Who defined the type.
    #[serde(borrow)]
    pub category: TextInput<'a>,
    /// The type's id.
    #[serde(deserialize_with = "present")]
    pub type_id: i32,
}

/// Limits to take away.
pub type BatchLimitKeyInput<'a> = BatchInput<LimitKeyInput<'a>>;

impl<'a> Body<'a> for BatchLimitKeyInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputPublicAssociationSpec$Json",
        &[required(
            "inputs",
            Shape::List(&object(
                "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationSpec$Json",
                &[required("category", Shape::Text), required("typeId", Shape::Integer)],
            )),
        )],
    );
}

/// Reads a whole number that must be there.
fn present<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    integer(deserializer)?.ok_or_else(|| serde::de::Error::custom("null stands for no number"))
}
