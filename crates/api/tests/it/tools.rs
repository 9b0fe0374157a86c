//! What no sandbox has.

mod accounts;
mod snapshots;
