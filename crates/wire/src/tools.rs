//! What no sandbox has; the paths and forms are ours.

pub mod accounts;
pub mod authorizations;
pub mod calls;
pub mod changes;
pub mod clock;
pub mod faults;
pub mod snapshots;
