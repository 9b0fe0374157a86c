//! Users, and those who are signed in.

use linchpin_wire::error::ErrorDetail;

use super::{Case, Failure};

impl Failure {
    /// There is no user of this number or address.
    pub fn user_not_found(key: &str) -> Self {
        Self::new(Case::UserNotFound, &[("key", key)]).with_context("userId", [key])
    }

    /// A user of the account has the address.
    pub fn user_exists(email: &str) -> Self {
        Self::new(Case::UserExists, &[("email", email)]).with_context("email", [email])
    }

    /// A field of a user cannot be as it was given.
    pub fn invalid_user(field: &'static str, reason: &str) -> Self {
        let detail = ErrorDetail {
            message: reason.to_owned().into(),
            field: Some(field.into()),
            ..ErrorDetail::default()
        };
        Self::new(Case::InvalidUser, &[("reason", reason)]).errors(vec![detail])
    }

    /// The user is safe from this caller.
    pub fn user_protected(reason: &str) -> Self {
        Self::new(Case::UserProtected, &[("reason", reason)])
    }

    /// A call of a browser that changes something does not show that a page of ours made it.
    pub fn csrf_token_missing() -> Self {
        Self::new(Case::CsrfTokenMissing, &[])
    }
}
