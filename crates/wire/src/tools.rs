//! What no sandbox has; the paths and forms are ours.

pub mod accounts;
pub mod authorizations;
pub mod snapshots;
