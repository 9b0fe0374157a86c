//! What people do to the webhooks of one app; the paths and forms are ours.

use serde::Deserialize;

use crate::input::{TextInput, long};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[PAUSE, RESUME, TEST];

/// Send an app nothing for now: what happens waits.
pub const PAUSE: Operation = Operation {
    id: "linchpin.webhooks.apps.pause",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/webhooks/apps/{appId}/pause")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Send an app what waited, and what happens from now on.
pub const RESUME: Operation = Operation {
    id: "linchpin.webhooks.apps.resume",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/webhooks/apps/{appId}/resume")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Send an app an event that never happened.
pub const TEST: Operation = Operation {
    id: "linchpin.webhooks.apps.test",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/webhooks/apps/{appId}/test")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// The event to make up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestInput<'a> {
    /// Its type; that of the app's first subscription when nothing is said.
    #[serde(borrow, default)]
    pub event_type: Option<TextInput<'a>>,
    /// The type of the record, by its id, where the type of the event leaves that open.
    #[serde(borrow, default)]
    pub object_type_id: Option<TextInput<'a>>,
    /// The id of the record.
    #[serde(default, deserialize_with = "long")]
    pub object_id: Option<i64>,
    /// The property.
    #[serde(borrow, default)]
    pub property_name: Option<TextInput<'a>>,
    /// Its value.
    #[serde(borrow, default)]
    pub property_value: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for TestInput<'a> {
    const SHAPE: Shape = object(
        "TestInput",
        &[
            optional("eventType", Shape::Text),
            optional("objectTypeId", Shape::Text),
            optional("objectId", Shape::Integer),
            optional("propertyName", Shape::Text),
            optional("propertyValue", Shape::Text),
        ],
    );
}
