//! The tokens of private apps.
//!
//! What a token stands for is HubSpot's, described at
//! <https://developers.hubspot.com/docs/guides/apps/private-apps/overview>; the other paths and forms are ours.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, integer};
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{V1, V2};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, CREATE, ROTATE, REVOKE, INTROSPECT];

/// List the live tokens of an app, oldest first.
pub const LIST: Operation = Operation {
    id: "linchpin.apps.tokens.list",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}/tokens")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Make one more token of a private app; the answer is the only sight of it.
pub const CREATE: Operation = Operation {
    id: "linchpin.apps.tokens.create",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}/tokens")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Make a new token of a private app, and let the others end.
pub const ROTATE: Operation = Operation {
    id: "linchpin.apps.tokens.rotate",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}/tokens/rotate")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Revoke one token.
pub const REVOKE: Operation = Operation {
    id: "linchpin.apps.tokens.revoke",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/apps/{appId}/tokens/{tokenId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Tell what the token of a private app stands for.
pub const INTROSPECT: Operation = Operation {
    id: "legacy.oauth.introspect",
    method: Method::Post,
    paths: &[(V2, "/oauth/v2/private-apps/get/access-token-info")],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// How a token is rotated; the body may be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RotateInput {
    /// For how many seconds those that are there work on; HubSpot's seven days when nothing is said.
    #[serde(default, deserialize_with = "integer")]
    pub grace_seconds: Option<i32>,
}

impl Body<'_> for RotateInput {
    const SHAPE: Shape = object("RotateInput", &[optional("graceSeconds", Shape::Integer)]);
}

/// The token that somebody asks about.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IntrospectInput<'a> {
    /// The token.
    #[serde(borrow)]
    pub token_key: TextInput<'a>,
}

impl<'a> Body<'a> for IntrospectInput<'a> {
    const SHAPE: Shape = object("IntrospectInput", &[required("tokenKey", Shape::Text)]);
}

/// What the token of a private app stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct IntrospectBody<'a> {
    /// Who made the app.
    pub user_id: i64,
    /// The account.
    pub hub_id: i64,
    /// The app.
    pub app_id: i64,
    /// What the token may do.
    pub scopes: Vec<&'a str>,
}

/// A live token, without the token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenBody {
    /// The id to revoke it by.
    pub id: String,
    /// Its last characters.
    pub hint: String,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When it ends by itself, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<String>,
    /// When a call last came with it, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
}

/// The only sight of a token.
#[derive(Serialize)]
pub struct NewTokenBody<'a> {
    /// The token.
    pub token: &'a str,
}
