//! Accounts that tests make for themselves, and throw away.

use serde::{Deserialize, Serialize};

use crate::input::TextInput;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[CREATE, DELETE];

/// Make an account, with a token that may do everything in it.
pub const CREATE: Operation = Operation {
    id: "linchpin.accounts.create",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/accounts")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Delete the account that the token opens, with everything in it.
pub const DELETE: Operation = Operation {
    id: "linchpin.accounts.delete",
    method: Method::Delete,
    paths: &[(V1, "/_linchpin/v1/accounts/{accountId}")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// The account to make.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct AccountInput<'a> {
    /// What people call it.
    #[serde(borrow)]
    pub name: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for AccountInput<'a> {
    const SHAPE: Shape = object("AccountInput", &[optional("name", Shape::Text)]);
}

/// An account that was made.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountBody<'a> {
    /// Its id, which HubSpot calls the portal's.
    pub account_id: i64,
    /// The token, which is never shown again.
    pub token: &'a str,
}
