//! The failures of the server's own tools, whose words are ours.

use super::{Case, Failure};

impl Failure {
    /// What the path names is not there.
    pub fn tool_not_found(kind: &str, id: &str) -> Self {
        Self::new(Case::ToolNotFound, &[("kind", kind), ("id", id)]).with_context("id", [id])
    }
}
