//! The API as its callers see it.

mod account;
mod apps;
mod catalogue;
mod crm;
mod following;
mod front;
mod model;
mod oauth;
mod searching;
mod settings;
mod tools;
