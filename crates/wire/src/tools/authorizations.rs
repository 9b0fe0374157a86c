//! Consent without anybody in front of a browser, so that tests of apps can let them in; the paths and forms are ours.

use serde::{Deserialize, Serialize};

use crate::input::TextInput;
use crate::operation::{Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[CREATE];

/// Grant what an app asks for, as somebody's consent would.
pub const CREATE: Operation = Operation {
    id: "linchpin.oauth.authorizations.create",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/oauth/authorizations")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// What an app asks for, in the words of the link to the consent page.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CreateInput<'a> {
    /// The name by which OAuth knows the app.
    #[serde(borrow)]
    pub client_id: TextInput<'a>,
    /// Where the code is to be sent.
    #[serde(borrow)]
    pub redirect_uri: TextInput<'a>,
    /// The scopes, separated by spaces.
    #[serde(borrow)]
    pub scope: TextInput<'a>,
    /// The scopes that are left out where they cannot be had, separated by spaces.
    #[serde(borrow, default)]
    pub optional_scope: Option<TextInput<'a>>,
    /// The hash of what the app will show with the code.
    #[serde(borrow, default)]
    pub code_challenge: Option<TextInput<'a>>,
    /// How that is hashed.
    #[serde(borrow, default)]
    pub code_challenge_method: Option<TextInput<'a>>,
    /// Who lets the app in; without it the first owner of the account.
    #[serde(borrow, default)]
    pub user_id: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for CreateInput<'a> {
    const SHAPE: Shape = object(
        "AuthorizationInput",
        &[
            required("client_id", Shape::Text),
            required("redirect_uri", Shape::Text),
            required("scope", Shape::Text),
            optional("optional_scope", Shape::Text),
            optional("code_challenge", Shape::Text),
            optional("code_challenge_method", Shape::Text),
            optional("user_id", Shape::Text),
        ],
    );
}

/// What was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthorizationBody<'a> {
    /// What the app exchanges for tokens.
    pub code: &'a str,
    /// What it may do.
    pub scopes: Vec<&'a str>,
}
