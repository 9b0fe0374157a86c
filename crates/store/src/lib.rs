//! What lasts: the SQL port with its two engines, the migrations, and one module for each group of tables.
//!
//! This crate knows SQL and rows.
//! It must not know HTTP, HubSpot's JSON, scopes or what a value means: callers hand it canonical values and
//! get them back unchanged.
//! All SQL of the product lives here; differences between the engines are named in [`port::Sql`] and
//! [`migrations`].

pub mod account_settings;
pub mod account_tables;
pub mod accounts;
pub mod activity;
pub mod api_usage;
pub mod apps;
pub mod association_counts;
pub mod association_labels;
pub mod association_limits;
pub mod associations;
pub mod audit_log;
pub mod authorization_codes;
pub mod blocked_addresses;
pub mod business_units;
pub mod call_windows;
pub mod calls;
pub mod changes;
pub mod company_domains;
pub mod counters;
pub mod due_effects;
pub mod due_rates;
mod error;
pub mod exchange_rates;
pub mod features;
pub mod idempotency_keys;
pub mod ids;
pub mod installs;
pub mod journal;
pub mod list_folders;
pub mod list_memberships;
pub mod lists;
pub mod log_cursors;
pub mod login_attempts;
pub mod logins;
pub mod merged_records;
pub mod migrations;
pub mod news;
pub mod nodes;
pub mod number_blocks;
pub mod object_types;
pub mod one_time_links;
pub mod owners;
pub mod pending_effects;
pub mod pipelines;
pub mod port;
pub mod properties_text;
pub mod records;
pub mod refresh_tokens;
pub mod reports;
pub mod schema;
pub mod sessions;
pub mod snapshots;
pub mod tax_rates;
pub mod teams;
pub mod tokens;
pub mod tools;
pub mod unique_values;
pub mod users;
pub mod validations;
pub mod waiting;
pub mod webhook_cursors;
pub mod webhook_deliveries;
pub mod webhook_plans;
pub mod webhook_queues;
pub mod webhook_settings;
pub mod webhook_subscriptions;
pub mod webhooks_revision;

pub use error::{Error, Result};
pub use port::{Database, Param, Row, Sql, Tx};
