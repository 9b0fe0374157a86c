//! What is told: requests to the receivers of webhooks, signed, in order, and at most so many at a time.
//!
//! This crate knows HTTP as a client, what receivers get, and when.
//! It must not know SQL, nor who wants to know what: the engine hands it deliveries that are due, and keeps what became
//! of them.

mod dispatcher;
pub mod guarded;
mod headers;
mod news;
pub mod payload;
mod probes;
mod recorder;
mod retry_after;
mod sender;
pub mod signature;

pub use dispatcher::Deliverer;
pub use headers::headers;
