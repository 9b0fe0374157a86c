//! What callers send to the operations on subscriptions.

use serde::Deserialize;

use crate::batch::BatchInput;
use crate::input::{TextInput, boolean, required_boolean, required_integer};
use crate::shape::{Body, Field, Shape, object, optional, required};

/// Something to subscribe an app to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInput<'a> {
    /// The type of the events.
    #[serde(borrow)]
    pub event_type: TextInput<'a>,
    /// The property, where events of the type have one.
    #[serde(borrow, default)]
    pub property_name: Option<TextInput<'a>>,
    /// The type of the records, of `object.*` only.
    #[serde(borrow, default)]
    pub object_type_id: Option<TextInput<'a>>,
    /// The name of the event, of `event.completed` only.
    #[serde(borrow, default)]
    pub event_type_name: Option<TextInput<'a>>,
    /// Whether the app is told; it is not where that is left out.
    #[serde(default, deserialize_with = "boolean")]
    pub active: Option<bool>,
}

/// The fields of a subscription to make, with the one that versions differ in.
const fn fields(active: Field) -> [Field; 5] {
    [
        active,
        required("eventType", Shape::Text),
        optional("eventTypeName", Shape::Text),
        optional("objectTypeId", Shape::Text),
        optional("propertyName", Shape::Text),
    ]
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape =
        object("SubscriptionCreateRequest", &const { fields(optional("active", Shape::Boolean)) });
}

/// Something to subscribe an app to, in dated versions.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateDatedInput<'a> {
    /// The type of the events.
    #[serde(borrow)]
    pub event_type: TextInput<'a>,
    /// The property, where events of the type have one.
    #[serde(borrow, default)]
    pub property_name: Option<TextInput<'a>>,
    /// The type of the records, of `object.*` only.
    #[serde(borrow, default)]
    pub object_type_id: Option<TextInput<'a>>,
    /// The name of the event, of `event.completed` only.
    #[serde(borrow, default)]
    pub event_type_name: Option<TextInput<'a>>,
    /// Whether the app is told.
    #[serde(deserialize_with = "required_boolean")]
    pub active: bool,
}

impl<'a> Body<'a> for CreateDatedInput<'a> {
    const SHAPE: Shape =
        object("SubscriptionCreateRequest", &const { fields(required("active", Shape::Boolean)) });
}

impl<'a> From<CreateDatedInput<'a>> for CreateInput<'a> {
    fn from(dated: CreateDatedInput<'a>) -> Self {
        let CreateDatedInput { event_type, property_name, object_type_id, event_type_name, active } = dated;
        Self { event_type, property_name, object_type_id, event_type_name, active: Some(active) }
    }
}

/// What is to change about a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct UpdateInput {
    /// Whether the app is told from now on.
    #[serde(default, deserialize_with = "boolean")]
    pub active: Option<bool>,
}

impl Body<'_> for UpdateInput {
    const SHAPE: Shape = object("SubscriptionPatchRequest", &[optional("active", Shape::Boolean)]);
}

/// What is to become of one subscription of several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SwitchInput {
    /// The subscription.
    #[serde(deserialize_with = "required_integer")]
    pub id: i32,
    /// Whether the app is told from now on.
    #[serde(deserialize_with = "required_boolean")]
    pub active: bool,
}

/// Several subscriptions to switch on or off.
pub type BatchUpdateInput = BatchInput<SwitchInput>;

impl Body<'_> for BatchUpdateInput {
    const SHAPE: Shape = object(
        "BatchInputSubscriptionBatchUpdateRequest",
        &[required(
            "inputs",
            Shape::List(&object(
                "SubscriptionBatchUpdateRequest",
                &[required("id", Shape::Integer), required("active", Shape::Boolean)],
            )),
        )],
    );
}
