//! The API as its callers see it.

mod access;
mod account;
mod apps;
mod catalogue;
mod crm;
mod following;
mod front;
mod limits;
mod model;
mod oauth;
mod quota;
mod searching;
mod tools;
