//! What no sandbox has.

mod accounts;
mod calls;
mod clock;
mod faults;
mod snapshots;
