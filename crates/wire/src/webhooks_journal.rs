//! The webhooks journal: what happens in accounts, for apps that come and read it.

pub mod files;
pub mod journal;
pub mod local;
pub mod snapshots;
pub mod subscriptions;
