//! The failures of apps and their tokens.

use super::{Case, Failure};

impl Failure {
    /// The account did not make an app of this number.
    pub fn app_not_found(id: &str) -> Self {
        Self::new(Case::AppNotFound, &[("id", id)]).with_context("appId", [id])
    }

    /// The app cannot be; the reason in a sentence.
    pub fn invalid_app(reason: &str) -> Self {
        Self::new(Case::InvalidApp, &[("reason", reason)])
    }

    /// There is no such token; which one is never said.
    pub fn token_not_found() -> Self {
        Self::new(Case::TokenNotFound, &[])
    }
}
