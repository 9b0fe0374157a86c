//! What tests stand on: the field checker, a PostgreSQL of their own, and (in `app`) a server in process.
//!
//! Only tests depend on this crate.

mod app;
mod browser;
pub mod fields;
pub mod postgres;

pub use app::{Answer, START, Store, TestApp, TestDatabase, on_both_engines};
pub use browser::{Browser, PASSWORD};
