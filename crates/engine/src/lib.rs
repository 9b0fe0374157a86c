//! What may happen: the use cases that authorize, validate and transact.
//!
//! The engine knows accounts, tokens, schemas and records, and asks `domain` what a write means and `store` to keep
//! it.
//! It must not know HTTP or the shapes of HubSpot's JSON: the API and the UI both call it and word its answers
//! themselves.

mod access;
mod account;
pub mod apps;
pub mod associations;
pub mod audit;
mod blocked;
mod broad_scopes;
pub mod business_units;
pub mod changes;
mod clock;
pub mod currencies;
mod effects;
mod error;
mod features;
pub mod idempotency;
pub mod journal;
pub mod limits;
pub mod lists;
pub mod oauth;
pub mod object_types;
pub mod objects;
pub mod owners;
pub mod people;
pub mod pipelines;
pub mod properties;
pub mod quota;
mod random;
pub mod reports;
mod schema;
pub mod search;
mod secret;
mod sensitive;
mod server_key;
pub mod tax_rates;
pub mod tools;
pub mod validations;
pub mod webhooks;

use std::sync::Arc;

use linchpin_store::Database;
use linchpin_store::ids::Ids;

pub use access::{Credential, Principal, Scopes};
pub use clock::Clock;
pub use error::{Error, Result};
pub use linchpin_store::port::Counters;
pub use schema::TypeSchema;
pub use secret::Secret;
pub use server_key::ServerKey;

/// Everything that the use cases need; one for each open database.
pub struct Engine {
    database: Arc<Database>,
    clock: Clock,
    ids: Ids,
    access: access::Access,
    quotas: quota::Quotas,
    schemas: Arc<schema::Schemas>,
    indexes: Arc<search::Indexes>,
    backlog: Arc<effects::Backlog>,
    following: lists::follow::Following,
    passwords: people::Passwords,
    tools: tools::State,
    calls: tools::Queue,
    fan_out: webhooks::FanOut,
    sending: webhooks::Counters,
    /// The name by which other nodes know this one.
    node: String,
}

impl Engine {
    /// An engine over an open database whose migrations are applied.
    ///
    /// Tokens are hashed with `key`: the same key must open the database at every start and on every node.
    pub fn new(database: Arc<Database>, key: ServerKey, clock: Clock, searching: search::Settings) -> Self {
        let schemas = Arc::<schema::Schemas>::default();
        let indexes = search::Indexes::new(Arc::clone(&database), Arc::clone(&schemas), searching);
        Self {
            database,
            clock,
            ids: Ids::default(),
            access: access::Access::new(key),
            quotas: quota::Quotas::default(),
            schemas,
            indexes: Arc::new(indexes),
            backlog: Arc::default(),
            following: lists::follow::Following::default(),
            tools: tools::State::default(),
            calls: tools::Queue::default(),
            fan_out: webhooks::FanOut::default(),
            sending: webhooks::Counters::default(),
            node: random::name(),
            passwords: people::Passwords::new(people::Cost::SAFE),
        }
    }

    /// The engine with another cost of passwords.
    #[must_use]
    pub fn with_password_cost(self, cost: people::Cost) -> Self {
        Self { passwords: people::Passwords::new(cost), ..self }
    }

    /// The clock of the machine; what is dated in an account is dated by [`Self::now`].
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What the database did so far.
    pub fn counters(&self) -> Counters {
        self.database.counters()
    }

    /// Finishes the waiting writes and closes the database.
    pub async fn close(&self) {
        self.write_usage().await;
        if let Err(error) = self.leave_nodes().await {
            tracing::warn!(%error, "other servers will notice the end of this one by its silence");
        }
        self.database.close().await;
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> bool {
        self.database.query_opt("SELECT 1", &[], |_| Ok(())).await.is_ok()
    }
}
