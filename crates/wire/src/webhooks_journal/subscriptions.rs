//! What apps want the journal to tell.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, long};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Enumeration, Shape, object, optional, required};
use crate::version::Version::{D2026_03, D2027_03Beta};

/// Every operation of the family.
pub const ALL: &[Operation] =
    &[LIST, CREATE, READ, ARCHIVE, ARCHIVE_PORTAL, CREATE_FILTER, READ_FILTER, ARCHIVE_FILTER, LIST_FILTERS];

/// List the subscriptions of the calling app.
pub const LIST: Operation = Operation {
    id: "webhooks_journal.subscriptions.list",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta"),
    ],
    scopes: Scopes::Listed(&[
        "webhooks-journal-subscription-management",
        "webhooks-journal-subscription-read",
    ]),
    limit: Limit::JournalSubscriptions,
};

/// Subscribe, in the place of a subscription about the same.
pub const CREATE: Operation = Operation {
    id: "webhooks_journal.subscriptions.create",
    method: Method::Post,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-subscription-management"]),
    limit: Limit::JournalSubscriptions,
};

/// Read a subscription.
pub const READ: Operation = Operation {
    id: "webhooks_journal.subscriptions.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03/{subscriptionId}"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta/{subscriptionId}"),
    ],
    scopes: Scopes::Listed(&[
        "webhooks-journal-subscription-management",
        "webhooks-journal-subscription-read",
    ]),
    limit: Limit::JournalSubscriptions,
};

/// End a subscription.
pub const ARCHIVE: Operation = Operation {
    id: "webhooks_journal.subscriptions.archive",
    method: Method::Delete,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03/{subscriptionId}"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta/{subscriptionId}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-subscription-management"]),
    limit: Limit::JournalSubscriptions,
};

/// End all subscriptions about an account.
pub const ARCHIVE_PORTAL: Operation = Operation {
    id: "webhooks_journal.subscriptions.portals.archive",
    method: Method::Delete,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03/portals/{portalId}"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta/portals/{portalId}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-subscription-management"]),
    limit: Limit::JournalSubscriptions,
};

/// Add a filter to a subscription.
pub const CREATE_FILTER: Operation = Operation {
    id: "webhooks_journal.subscriptions.filters.create",
    method: Method::Post,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03/filters"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta/filters"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-subscription-management"]),
    limit: Limit::JournalSubscriptions,
};

/// Read a filter.
pub const READ_FILTER: Operation = Operation {
    id: "webhooks_journal.subscriptions.filters.read",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03/filters/{filterId}"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta/filters/{filterId}"),
    ],
    scopes: Scopes::Listed(&[
        "webhooks-journal-subscription-management",
        "webhooks-journal-subscription-read",
    ]),
    limit: Limit::JournalSubscriptions,
};

/// End a filter.
pub const ARCHIVE_FILTER: Operation = Operation {
    id: "webhooks_journal.subscriptions.filters.archive",
    method: Method::Delete,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03/filters/{filterId}"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta/filters/{filterId}"),
    ],
    scopes: Scopes::Listed(&["webhooks-journal-subscription-management"]),
    limit: Limit::JournalSubscriptions,
};

/// List the filters of a subscription.
pub const LIST_FILTERS: Operation = Operation {
    id: "webhooks_journal.subscriptions.filters.subscription.list",
    method: Method::Get,
    paths: &[
        (D2026_03, "/webhooks-journal/subscriptions/2026-03/filters/subscription/{subscriptionId}"),
        (D2027_03Beta, "/webhooks-journal/subscriptions/2027-03-beta/filters/subscription/{subscriptionId}"),
    ],
    scopes: Scopes::Listed(&[
        "webhooks-journal-subscription-management",
        "webhooks-journal-subscription-read",
    ]),
    limit: Limit::JournalSubscriptions,
};

/// A subscription to make.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionInput<'a> {
    /// What it is about, such as `OBJECT`.
    #[serde(borrow)]
    pub subscription_type: TextInput<'a>,
    /// The account that the events are of; the app's own if nothing is said.
    #[serde(default, deserialize_with = "long")]
    pub portal_id: Option<i64>,
    /// The object type of the records.
    #[serde(borrow)]
    pub object_type_id: Option<TextInput<'a>>,
    /// The type of event that is about the app itself.
    #[serde(borrow)]
    pub event_type_id: Option<TextInput<'a>>,
    /// What has to happen.
    #[serde(borrow)]
    pub actions: Option<Vec<TextInput<'a>>>,
    /// Only these records.
    pub object_ids: Option<Vec<Id>>,
    /// Only these properties.
    #[serde(borrow)]
    pub properties: Option<Vec<TextInput<'a>>>,
    /// Only associations with these object types.
    #[serde(borrow)]
    pub associated_object_type_ids: Option<Vec<TextInput<'a>>>,
    /// Only these lists.
    pub list_ids: Option<Vec<Id>>,
    /// What it asks for instead where one thing happens.
    #[serde(borrow)]
    pub action_overrides: Option<BTreeMap<String, OverrideInput<'a>>>,
}

/// What a subscription asks for instead where one thing happens.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverrideInput<'a> {
    /// Only these records.
    pub object_ids: Option<Vec<Id>>,
    /// Only these properties.
    #[serde(borrow)]
    pub properties: Option<Vec<TextInput<'a>>>,
    /// Only associations with these object types.
    #[serde(borrow)]
    pub associated_object_type_ids: Option<Vec<TextInput<'a>>>,
    /// Only these lists.
    pub list_ids: Option<Vec<Id>>,
}

/// An id in a list, which may come as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id(pub i64);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let missing = || serde::de::Error::invalid_type(serde::de::Unexpected::Unit, &"an id");
        long(deserializer)?.map(Self).ok_or_else(missing)
    }
}

const OVERRIDE: Shape = object(
    "ActionOverrideRequest",
    &[
        optional("objectIds", Shape::List(&Shape::Integer)),
        optional("properties", Shape::List(&Shape::Text)),
        optional("associatedObjectTypeIds", Shape::List(&Shape::Text)),
        optional("listIds", Shape::List(&Shape::Integer)),
    ],
);

impl<'a> Body<'a> for SubscriptionInput<'a> {
    const SHAPE: Shape = object(
        "SubscriptionUpsertRequest",
        &[
            required("subscriptionType", Shape::Text),
            optional("portalId", Shape::Integer),
            optional("objectTypeId", Shape::Text),
            optional("eventTypeId", Shape::Text),
            optional("actions", Shape::List(&Shape::Text)),
            optional("objectIds", Shape::List(&Shape::Integer)),
            optional("properties", Shape::List(&Shape::Text)),
            optional("associatedObjectTypeIds", Shape::List(&Shape::Text)),
            optional("listIds", Shape::List(&Shape::Integer)),
            optional("actionOverrides", Shape::Map(&OVERRIDE)),
        ],
    );
}

/// A subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubscriptionBody<'a> {
    /// Its id.
    pub id: i64,
    /// The app.
    pub app_id: i64,
    /// What it is about.
    pub subscription_type: &'a str,
    /// The account that the events are of.
    pub portal_id: i64,
    /// The object type of the records, or the type of event.
    pub object_type_id: &'a str,
    /// What has to happen.
    pub actions: &'a [String],
    /// Only these records.
    #[serde(skip_serializing_if = "<[i64]>::is_empty")]
    pub object_ids: &'a [i64],
    /// Only these properties.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub properties: &'a [String],
    /// Only associations with these object types.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    pub associated_object_type_ids: &'a [String],
    /// Only these lists.
    #[serde(skip_serializing_if = "<[i64]>::is_empty")]
    pub list_ids: &'a [i64],
    /// What it asks for instead where one thing happens.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub action_overrides: BTreeMap<&'a str, OverrideBody<'a>>,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it last changed, ISO 8601.
    pub updated_at: String,
}

/// What a subscription asks for instead where one thing happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverrideBody<'a> {
    /// Only these records.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_ids: Option<&'a [i64]>,
    /// Only these properties.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub properties: Option<&'a [String]>,
    /// Only associations with these object types.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub associated_object_type_ids: Option<&'a [String]>,
    /// Only these lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_ids: Option<&'a [i64]>,
}

/// A filter to add.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterInput<'a> {
    /// The subscription.
    pub subscription_id: Id,
    /// The filter.
    #[serde(borrow)]
    pub filter: Conditions<'a>,
}

/// The conditions of a filter, all of which have to hold.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Conditions<'a> {
    /// The conditions.
    #[serde(borrow)]
    pub conditions: Vec<ConditionInput<'a>>,
}

/// What a value has to be.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConditionInput<'a> {
    /// The property.
    #[serde(borrow)]
    pub property: TextInput<'a>,
    /// How to compare.
    #[serde(borrow)]
    pub operator: TextInput<'a>,
    /// With what to compare.
    #[serde(borrow)]
    pub value: Option<TextInput<'a>>,
    /// With what to compare, where there are several.
    #[serde(borrow)]
    pub values: Option<Vec<TextInput<'a>>>,
}

/// What conditions are on.
const FILTER_TYPE: Enumeration = Enumeration { name: "FilterType", values: &["CRM_OBJECT_PROPERTY"] };

const CONDITION: Shape = object(
    "Condition",
    &[
        optional("filterType", Shape::Word(FILTER_TYPE)),
        required("property", Shape::Text),
        required("operator", Shape::Text),
        optional("value", Shape::Text),
        optional("values", Shape::List(&Shape::Text)),
    ],
);

impl<'a> Body<'a> for FilterInput<'a> {
    const SHAPE: Shape = object(
        "FilterCreateRequest",
        &[
            required("subscriptionId", Shape::Integer),
            required("filter", object("Filter", &[required("conditions", Shape::List(&CONDITION))])),
        ],
    );
}

/// The filter that was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewFilterBody {
    /// Its id.
    pub filter_id: i64,
}

/// A filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FilterBody<'a> {
    /// Its id.
    pub id: i64,
    /// The filter.
    pub filter: ConditionsBody<'a>,
    /// When it was made, in milliseconds.
    pub created_at: i64,
}

/// The conditions of a filter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConditionsBody<'a> {
    /// The conditions.
    pub conditions: Vec<ConditionBody<'a>>,
}

/// What a value has to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConditionBody<'a> {
    /// Always `CRM_OBJECT_PROPERTY`.
    pub filter_type: &'static str,
    /// The property.
    pub property: &'a str,
    /// How to compare.
    pub operator: &'a str,
    /// With what to compare.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'a str>,
    /// With what to compare, where there are several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<&'a [String]>,
}
