//! The API as its callers see it.

mod access;
mod account;
mod apps;
mod catalogue;
mod crm;
mod following;
mod front;
mod model;
mod oauth;
mod searching;
mod tools;
