//! OAuth 2.0: tokens, and what they stand for.
//!
//! Every version reads the same forms and writes the same bodies: the newest have more keys, which version 1 sends by
//! now as well.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2026_03, D2026_09, V1, V3};

/// Every operation of the family.
pub const ALL: &[Operation] =
    &[TOKEN, INTROSPECT, REVOKE, READ_ACCESS_TOKEN, READ_REFRESH_TOKEN, ARCHIVE_REFRESH_TOKEN];

/// Exchange a code or a refresh token for an access token.
pub const TOKEN: Operation = Operation {
    id: "oauth.token",
    method: Method::Post,
    paths: &[
        (V1, "/oauth/v1/token"),
        (V3, "/oauth/v3/token"),
        (D2026_03, "/oauth/2026-03/token"),
        (D2026_09, "/oauth/2026-09/token"),
    ],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// Tell the app that has a token what it stands for.
pub const INTROSPECT: Operation = Operation {
    id: "oauth.token.introspect",
    method: Method::Post,
    paths: &[
        (V3, "/oauth/v3/token/introspect"),
        (D2026_03, "/oauth/2026-03/token/introspect"),
        (D2026_09, "/oauth/2026-09/token/introspect"),
    ],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// End a token.
pub const REVOKE: Operation = Operation {
    id: "oauth.token.revoke",
    method: Method::Post,
    paths: &[
        (V3, "/oauth/v3/token/revoke"),
        (D2026_03, "/oauth/2026-03/token/revoke"),
        (D2026_09, "/oauth/2026-09/token/revoke"),
    ],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// Tell what an access token stands for.
pub const READ_ACCESS_TOKEN: Operation = Operation {
    id: "oauth.access_tokens.read",
    method: Method::Get,
    paths: &[(V1, "/oauth/v1/access-tokens/{token}")],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// Tell what a refresh token stands for.
pub const READ_REFRESH_TOKEN: Operation = Operation {
    id: "oauth.refresh_tokens.read",
    method: Method::Get,
    paths: &[(V1, "/oauth/v1/refresh-tokens/{token}")],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// End a refresh token.
pub const ARCHIVE_REFRESH_TOKEN: Operation = Operation {
    id: "oauth.refresh_tokens.archive",
    method: Method::Delete,
    paths: &[(V1, "/oauth/v1/refresh-tokens/{token}")],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};

/// New tokens.
#[derive(Serialize)]
pub struct TokenBody<'a> {
    /// Always `bearer`.
    pub token_type: &'static str,
    /// What further access tokens are exchanged for; it stays the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<&'a str>,
    /// What calls are made with.
    pub access_token: &'a str,
    /// The account that it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hub_id: Option<i64>,
    /// What it allows.
    pub scopes: &'a [String],
    /// In how many seconds it ends.
    pub expires_in: i64,
    /// Who let the app in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<i64>,
    /// `access_token` or `client_credentials`.
    pub token_use: &'static str,
}

/// What an access token stands for, as version 1 tells it.
#[derive(Serialize)]
pub struct AccessTokenBody<'a> {
    /// The token.
    pub token: &'a str,
    /// The address of whoever let the app in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<&'a str>,
    /// The domain of the account.
    pub hub_domain: &'a str,
    /// What it allows.
    pub scopes: &'a [String],
    /// The server's word for it.
    pub signed_access_token: SignedAccessToken<'a>,
    /// Always `access`.
    pub token_type: &'static str,
    /// Who let the app in; 0 where an app calls for itself.
    pub user_id: i64,
    /// Always false.
    pub is_private_distribution: bool,
    /// The account that it opens.
    pub hub_id: i64,
    /// In how many seconds it ends.
    pub expires_in: i64,
    /// The app.
    pub app_id: i64,
}

/// The server's word for what an access token stands for.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SignedAccessToken<'a> {
    /// When the token ends.
    pub expires_at: i64,
    /// What it allows, in base64.
    pub scopes: &'a str,
    /// The account that it opens.
    pub hub_id: i64,
    /// Who let the app in; 0 where an app calls for itself.
    pub user_id: i64,
    /// The app.
    pub app_id: i64,
    /// What shows that the server said so, in base64.
    pub signature: &'a str,
    /// Which groups the scopes belong to; always empty.
    pub scope_to_scope_group_pks: &'static str,
    /// The same as `signature`.
    pub new_signature: &'a str,
    /// The region of the account.
    pub hublet: &'a str,
    /// Always empty.
    pub trial_scopes: &'static str,
    /// Always empty.
    pub trial_scope_to_scope_group_pks: &'static str,
    /// Always false.
    pub is_user_level: bool,
    /// Who let the app in; 0 where an app calls for itself.
    pub installing_user_id: i64,
    /// Always false.
    pub is_service_account: bool,
    /// Always false.
    pub is_private_distribution: bool,
}

/// What a refresh token stands for, as version 1 tells it.
#[derive(Serialize)]
pub struct RefreshTokenBody<'a> {
    /// The token.
    pub token: &'a str,
    /// The address of whoever let the app in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<&'a str>,
    /// The domain of the account.
    pub hub_domain: &'a str,
    /// What it allows.
    pub scopes: &'a [String],
    /// Always `refresh`.
    pub token_type: &'static str,
    /// Who let the app in.
    pub user_id: i64,
    /// The account that let the app in.
    pub hub_id: i64,
    /// The name by which OAuth knows the app.
    pub client_id: &'a str,
}

/// What a token stands for, told to the app that has it.
#[derive(Serialize)]
pub struct IntrospectionBody<'a> {
    /// Always true.
    pub active: bool,
    /// The token.
    pub token: &'a str,
    /// The account.
    pub hub_id: i64,
    /// Who let the app in; 0 where an app calls for itself.
    pub user_id: i64,
    /// The name by which OAuth knows the app.
    pub client_id: &'a str,
    /// The app.
    pub app_id: i64,
    /// The address of whoever let the app in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<&'a str>,
    /// The domain of the account.
    pub hub_domain: &'a str,
    /// What it allows.
    pub scopes: &'a [String],
    /// What only access tokens have.
    #[serde(flatten)]
    pub access: Option<IntrospectedAccess<'a>>,
    /// `access_token`, `refresh_token` or `client_credentials`.
    pub token_use: &'static str,
    /// Always `Bearer`.
    pub token_type: &'static str,
}

/// What only access tokens have.
#[derive(Serialize)]
pub struct IntrospectedAccess<'a> {
    /// The server's word for it.
    pub signed_access_token: SignedAccessToken<'a>,
    /// In how many seconds it ends.
    pub expires_in: i64,
    /// Always false.
    pub is_private_distribution: bool,
}

/// A token that is unknown, ended, or another app's.
#[derive(Serialize)]
pub struct InactiveBody {
    /// Always false.
    pub active: bool,
}
