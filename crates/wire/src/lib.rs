//! What travels: operations, versions and the JSON shapes of the HubSpot API.
//!
//! This crate knows HubSpot's words and nothing else: no I/O, no HTTP library, no SQL, none of our own crates.
//! The server and the client share it, so an operation is declared here once, with all its paths, and each
//! body is described once, by a type (how it is read and written) and, for what callers send, by a
//! [`shape::Shape`] (how a refusal is explained).

pub mod account;
pub mod apps;
pub mod batch;
pub mod crm;
pub mod error;
pub mod input;
pub mod oauth;
pub mod operation;
pub mod page;
pub mod people;
pub mod session;
pub mod settings;
pub mod shape;
pub mod tools;
pub mod version;
pub mod webhooks;
pub mod webhooks_journal;
