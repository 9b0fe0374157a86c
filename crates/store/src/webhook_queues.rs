//! What waits for an app in an account, as a whole: when it is due, and who sends it.

pub mod filling;
pub mod health;
pub mod holding;
pub mod target;
