//! Owners: who records may belong to.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/owners>.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V2, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ, LIST_V2, READ_V2];

/// List the owners of the account, page by page, in the order of their ids.
pub const LIST: Operation = Operation {
    id: "crm.owners.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/owners"),
        (V3, "/crm/owners/v3"),
        (D2025_09, "/crm/owners/2025-09"),
        (D2026_03, "/crm/owners/2026-03"),
        (D2026_09, "/crm/owners/2026-09"),
    ],
    scopes: Scopes::Listed(&["crm.objects.owners.read"]),
    limit: Limit::Standard,
};

/// Read one owner, by its id or by that of the user behind it.
pub const READ: Operation = Operation {
    id: "crm.owners.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/owners/{ownerId}"),
        (V3, "/crm/owners/v3/{ownerId}"),
        (D2025_09, "/crm/owners/2025-09/{ownerId}"),
        (D2026_03, "/crm/owners/2026-03/{ownerId}"),
        (D2026_09, "/crm/owners/2026-09/{ownerId}"),
    ],
    scopes: Scopes::Listed(&["crm.objects.owners.read"]),
    limit: Limit::Standard,
};

/// List the owners of the account, all at once, in the older form.
pub const LIST_V2: Operation = Operation {
    id: "legacy.owners.list",
    method: Method::Get,
    paths: &[(V2, "/owners/v2/owners")],
    scopes: Scopes::Listed(&["crm.objects.owners.read"]),
    limit: Limit::Standard,
};

/// Read one owner, in the older form.
pub const READ_V2: Operation = Operation {
    id: "legacy.owners.read",
    method: Method::Get,
    paths: &[(V2, "/owners/v2/owners/{ownerId}")],
    scopes: Scopes::Listed(&["crm.objects.owners.read"]),
    limit: Limit::Standard,
};

/// An owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerBody<'a> {
    /// The id that records hold.
    pub id: String,
    /// The address.
    pub email: &'a str,
    /// `PERSON`, or `QUEUE` for a group that takes turns.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The first name.
    pub first_name: &'a str,
    /// The last name.
    pub last_name: &'a str,
    /// The user behind the owner; absent once the owner is archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<i64>,
    /// The user behind the owner, archived or not.
    pub user_id_including_inactive: i64,
    /// When the owner was made, ISO 8601.
    pub created_at: String,
    /// When the owner last changed, ISO 8601.
    pub updated_at: String,
    /// Whether the owner is archived.
    pub archived: bool,
    /// The teams of the user behind the owner, the main one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<OwnerTeamBody<'a>>,
}

/// A team of the user behind an owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OwnerTeamBody<'a> {
    /// The number.
    pub id: String,
    /// What people call it.
    pub name: &'a str,
    /// Whether it is the user's main team.
    pub primary: bool,
}

/// An owner in the older form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerV2Body<'a> {
    /// The account.
    pub portal_id: i64,
    /// The id that records hold.
    pub owner_id: i64,
    /// `PERSON`, or `QUEUE` for a group that takes turns.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The first name.
    pub first_name: &'a str,
    /// The last name.
    pub last_name: &'a str,
    /// The address.
    pub email: &'a str,
    /// When the owner was made, in milliseconds.
    pub created_at: i64,
    /// When the owner last changed, in milliseconds.
    pub updated_at: i64,
    /// The owner's identities in other systems; there are none.
    pub remote_list: [(); 0],
    /// Whether the owner may see contacts.
    pub has_contacts_access: bool,
    /// The user behind the owner; absent once the owner is archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_user_id: Option<i64>,
    /// The user behind the owner, archived or not.
    pub user_id_including_inactive: i64,
    /// Whether the owner is not archived.
    pub is_active: bool,
}
