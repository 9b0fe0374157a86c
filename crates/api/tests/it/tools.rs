//! What no sandbox has.

mod accounts;
mod calls;
mod changes;
mod clock;
mod faults;
mod snapshots;
