//! What was sent to apps, and what waits to be sent.

pub mod making;
