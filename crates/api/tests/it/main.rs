//! The API as its callers see it.

mod account;
mod catalogue;
mod crm;
mod following;
mod front;
mod model;
mod searching;
mod settings;
