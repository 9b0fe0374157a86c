//! The commands, one file each.

pub(crate) mod account;
pub(crate) mod app;
pub(crate) mod ca;
pub(crate) mod calls;
pub(crate) mod changes;
pub(crate) mod index;
pub(crate) mod owner;
pub(crate) mod restore;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod token;
pub(crate) mod user;
pub(crate) mod webhooks;
