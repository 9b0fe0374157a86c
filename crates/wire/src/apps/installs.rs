//! Public apps in the accounts that let them in.
//!
//! HubSpot describes how an app takes itself out at
//! <https://developers.hubspot.com/docs/api-reference/crm-app-uninstalls-v3/guide>; the other paths and forms are ours.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2026_03, D2026_09, V1, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, UNINSTALL, UNINSTALL_SELF];

/// List the public apps that the account let in.
pub const LIST: Operation = Operation {
    id: "linchpin.installs.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/installs")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Take a public app out of the account.
pub const UNINSTALL: Operation = Operation {
    id: "linchpin.installs.archive",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/installs/{appId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Take the calling app out of the account.
pub const UNINSTALL_SELF: Operation = Operation {
    id: "appinstalls.external_install.archive",
    method: Method::Delete,
    paths: &[
        (V3, "/appinstalls/v3/external-install"),
        (D2026_03, "/appinstalls/2026-03/external-install"),
        (D2026_09, "/appinstalls/2026-09/external-install"),
    ],
    scopes: Scopes::Any,
    limit: Limit::Standard,
};

/// A public app in the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstallBody<'a> {
    /// The app.
    pub app_id: String,
    /// The account that made it.
    pub owner_id: String,
    /// What people call it.
    pub name: &'a str,
    /// What it may do.
    pub scopes: &'a [String],
    /// Who let it in.
    pub user_id: String,
    /// When it was first let in, ISO 8601.
    pub installed_at: String,
    /// When it was last let in, ISO 8601.
    pub updated_at: String,
}
