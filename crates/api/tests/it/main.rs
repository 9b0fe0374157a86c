//! The API as its callers see it.

mod access;
mod account;
mod apps;
mod catalogue;
mod crm;
mod events;
mod following;
mod front;
mod idempotency;
mod limits;
mod model;
mod oauth;
mod people;
mod quota;
mod searching;
mod settings;
mod tools;
mod webhooks;
mod webhooks_journal;
