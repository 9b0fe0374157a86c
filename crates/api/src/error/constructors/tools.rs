//! The failures of the server's own tools, whose words are ours.

use super::{Case, Failure};

impl Failure {
    /// What the path names is not there.
    pub fn tool_not_found(kind: &str, id: &str) -> Self {
        Self::new(Case::ToolNotFound, &[("kind", kind), ("id", id)]).with_context("id", [id])
    }

    /// What is asked of a tool cannot be.
    pub fn tool_refused(reason: &str) -> Self {
        Self::new(Case::ToolRefused, &[("reason", reason)])
    }

    /// A fault fails the call before the server.
    pub fn bad_gateway() -> Self {
        Self::new(Case::BadGateway, &[])
    }

    /// A fault lets nobody answer the call.
    pub fn unavailable() -> Self {
        Self::new(Case::Unavailable, &[])
    }

    /// A fault lets the call take too long.
    pub fn gateway_timeout() -> Self {
        Self::new(Case::GatewayTimeout, &[])
    }
}
