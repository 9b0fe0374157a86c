//! What callers send to the record operations.

use serde::Deserialize;

use crate::batch::BatchInput;
use crate::input::{PropertyInputs, TextInput, integer, list};
use crate::shape::{Body, Shape, object, optional, required};

/// The properties of a record as callers send them.
const PROPERTIES: Shape = Shape::Map(&Shape::Text);
/// A list of property names.
const NAMES: Shape = Shape::List(&Shape::Text);

/// A record to create.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInput<'a> {
    /// The values to begin with.
    #[serde(borrow)]
    pub properties: PropertyInputs<'a>,
    /// Records to associate the new one with.
    #[serde(borrow, default, deserialize_with = "list")]
    pub associations: Vec<AssociationInput<'a>>,
    /// The caller's own name for this input, echoed in errors; in batches it allows partial success.
    #[serde(borrow, default)]
    pub object_write_trace_id: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectInputForCreate$Json",
        &[
            required("properties", PROPERTIES),
            optional("associations", Shape::List(&ASSOCIATION)),
            optional("objectWriteTraceId", Shape::Text),
        ],
    );
}

/// An association to make together with a new record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AssociationInput<'a> {
    /// The other record.
    #[serde(borrow)]
    pub to: AssociationTarget<'a>,
    /// What the association means; at least one.
    #[serde(borrow)]
    pub types: Vec<AssociationTypeInput<'a>>,
}

/// The other end of an association.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AssociationTarget<'a> {
    /// The other record's id.
    #[serde(borrow)]
    pub id: TextInput<'a>,
}

/// One meaning of an association.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationTypeInput<'a> {
    /// Who defined the meaning: `HUBSPOT_DEFINED`, `USER_DEFINED` or `INTEGRATOR_DEFINED`.
    #[serde(borrow)]
    pub association_category: TextInput<'a>,
    /// The meaning's id within that category.
    #[serde(deserialize_with = "integer")]
    pub association_type_id: Option<i32>,
}

/// The shape of [`AssociationInput`].
const ASSOCIATION: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v2.PublicAssociationsForObject$Json",
    &[required("to", OBJECT_ID), required("types", Shape::List(&ASSOCIATION_TYPE))],
);

/// The shape of [`AssociationTarget`].
pub(crate) const OBJECT_ID: Shape =
    object("com.hubspot.inbounddb.publicobject.core.v2.PublicObjectId$Json", &[required("id", Shape::Text)]);

/// The shape of [`AssociationTypeInput`].
pub(crate) const ASSOCIATION_TYPE: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v2.AssociationSpec$Json",
    &[required("associationCategory", Shape::Text), required("associationTypeId", Shape::Integer)],
);

/// Changes to one record.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateInput<'a> {
    /// The values to set; an empty text clears one.
    #[serde(borrow)]
    pub properties: PropertyInputs<'a>,
    /// The caller's own name for this input, echoed in errors.
    #[serde(borrow, default)]
    pub object_write_trace_id: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for UpdateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectInput$Json",
        &[required("properties", PROPERTIES), optional("objectWriteTraceId", Shape::Text)],
    );
}

/// Several records to create.
pub type BatchCreateInput<'a> = BatchInput<CreateInput<'a>>;

impl<'a> Body<'a> for BatchCreateInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputSimplePublicObjectInputForCreate$Json",
        &[required("inputs", Shape::List(&CreateInput::SHAPE))],
    );
}

/// One record of a batch update or upsert.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WriteInput<'a> {
    /// The record's id, or its value of `id_property`.
    #[serde(borrow)]
    pub id: TextInput<'a>,
    /// The unique property that `id` is a value of; without it, `id` is the record's id.
    #[serde(borrow, default)]
    pub id_property: Option<TextInput<'a>>,
    /// The values to set; an empty text clears one.
    #[serde(borrow)]
    pub properties: PropertyInputs<'a>,
    /// The caller's own name for this input, echoed in errors; it allows partial success.
    #[serde(borrow, default)]
    pub object_write_trace_id: Option<TextInput<'a>>,
}

/// The shape of [`WriteInput`]; the class name is the recorded one.
const WRITE: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json",
    &[
        required("id", Shape::Text),
        optional("idProperty", Shape::Text),
        required("properties", PROPERTIES),
        optional("objectWriteTraceId", Shape::Text),
    ],
);

/// Several records to change, or to change where their unique value is known and create where it is not.
pub type BatchWriteInput<'a> = BatchInput<WriteInput<'a>>;

impl<'a> Body<'a> for BatchWriteInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputSimplePublicObjectBatchInput$Json",
        &[required("inputs", Shape::List(&WRITE))],
    );
}

/// Several records to read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BatchReadInput<'a> {
    /// The properties to return; none named means the type's default ones.
    #[serde(borrow, default, deserialize_with = "list")]
    pub properties: Vec<TextInput<'a>>,
    /// The properties to return with their history.
    #[serde(borrow, default, deserialize_with = "list")]
    pub properties_with_history: Vec<TextInput<'a>>,
    /// The unique property that the ids are values of; without it, they are record ids.
    #[serde(borrow, default)]
    pub id_property: Option<TextInput<'a>>,
    /// The records.
    #[serde(borrow)]
    pub inputs: Vec<IdInput<'a>>,
}

impl<'a> Body<'a> for BatchReadInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchReadInputSimplePublicObjectId$Json",
        &[
            required("inputs", Shape::List(&ID)),
            optional("properties", NAMES),
            optional("propertiesWithHistory", NAMES),
            optional("idProperty", Shape::Text),
        ],
    );
}

/// One record of a batch read or archive.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct IdInput<'a> {
    /// The record's id, or its value of the batch's `idProperty`.
    #[serde(borrow)]
    pub id: TextInput<'a>,
}

/// The shape of [`IdInput`].
const ID: Shape = object(
    "com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectId$Json",
    &[required("id", Shape::Text)],
);

/// Several records to archive.
pub type BatchArchiveInput<'a> = BatchInput<IdInput<'a>>;

impl<'a> Body<'a> for BatchArchiveInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.inbounddb.publicobject.core.v2.BatchInputSimplePublicObjectId$Json",
        &[required("inputs", Shape::List(&ID))],
    );
}
