//! HubSpot over HTTP: the table of operations, access, errors and handlers.
//!
//! This crate and `linchpin-wire` are the only ones that speak HubSpot.
//! A request finds its operation in the [`Table`], its caller is asked for credentials and scopes, and its
//! handler takes input, converts it, calls the engine and converts back.
//! Nothing here decides what a CRM may do; that is the engine's.
//!
//! In reading order: [`Front`] takes a request, [`Table`] finds the operation, a [`Call`] is what its handler
//! sees, a [`Reply`] or [`Failure`] what it comes to.

mod account;
mod app;
mod apps;
mod auth;
mod call;
pub mod catalogue;
mod correlation;
mod crm;
pub mod error;
mod front;
mod idempotency;
mod json;
mod limits;
mod metrics;
mod oauth;
mod people;
mod query;
mod respond;
mod router;
mod scopes;
mod serve;
mod settings;
mod tools;
mod webhooks;
mod webhooks_journal;

pub use app::App;
pub use auth::Principal;
pub use call::Call;
pub use correlation::CorrelationId;
pub use error::Failure;
pub use front::{Front, MAX_BODY_BYTES};
pub use metrics::Metrics;
pub use query::Query;
pub use respond::Reply;
pub use serve::{Outcome, Table};
pub use tools::change_line;
pub use tools::faults::Dropped;

/// The table of everything that this server serves.
pub fn table() -> Table {
    let mut table = Table::new();
    account::serve(&mut table);
    apps::serve(&mut table);
    crm::serve(&mut table);
    settings::serve(&mut table);
    oauth::serve(&mut table);
    people::serve(&mut table);
    tools::serve(&mut table);
    webhooks::serve(&mut table);
    webhooks_journal::serve(&mut table);
    table
}
