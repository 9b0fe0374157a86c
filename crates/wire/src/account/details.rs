//! What an account is, in the form of today and in the older one.
//!
//! HubSpot describes it at <https://developers.hubspot.com/docs/api-reference/account-account-info-v3/guide>.

use serde::Serialize;

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V1, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[READ, ME];

/// Tell what the account is that the caller reaches.
pub const READ: Operation = Operation {
    id: "account_info.details.read",
    method: Method::Get,
    paths: &[
        (V3, "/account-info/v3/details"),
        (D2025_09, "/account-info/2025-09/details"),
        (D2026_03, "/account-info/2026-03/details"),
        (D2026_09, "/account-info/2026-09/details"),
    ],
    scopes: Scopes::Any,
    limit: Limit::Standard,
};

/// Tell what the account is that the caller reaches, in the older form.
pub const ME: Operation = Operation {
    id: "legacy.account.me",
    method: Method::Get,
    paths: &[(V1, "/integrations/v1/me")],
    scopes: Scopes::Any,
    limit: Limit::Standard,
};

/// An account; the order of keys is the recorded one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DetailsBody<'a> {
    /// The account.
    pub portal_id: i64,
    /// What kind of account it is.
    pub account_type: &'a str,
    /// Where its days begin: a name of the time zone database.
    pub time_zone: &'a str,
    /// The currency that amounts are summed up in.
    pub company_currency: &'a str,
    /// The other currencies that amounts can be in.
    pub additional_currencies: Vec<String>,
    /// How far its clocks are from UTC at this moment, as in `-04:00`.
    pub utc_offset: String,
    /// The same in milliseconds.
    pub utc_offset_milliseconds: i64,
    /// Where people open it in a browser.
    pub ui_domain: &'a str,
    /// Where its data lie.
    pub data_hosting_location: &'a str,
}

/// An account in the older form; the order of keys is the recorded one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeBody<'a> {
    /// The account.
    pub portal_id: i64,
    /// Where its days begin: a name of the time zone database.
    pub time_zone: &'a str,
    /// What kind of account it is.
    pub account_type: &'a str,
    /// The currency that amounts are summed up in.
    pub currency: &'a str,
    /// How far its clocks are from UTC at this moment, as in `-04:00`.
    pub utc_offset: String,
    /// The same in milliseconds.
    pub utc_offset_milliseconds: i64,
}
