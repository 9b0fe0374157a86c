//! The API as its callers see it.

mod account;
mod apps;
mod catalogue;
mod crm;
mod following;
mod front;
mod idempotency;
mod model;
mod oauth;
mod people;
mod searching;
mod tools;
