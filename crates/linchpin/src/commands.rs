//! The commands, one file each.

pub(crate) mod account;
pub(crate) mod app;
pub(crate) mod ca;
pub(crate) mod calls;
pub(crate) mod changes;
pub(crate) mod deliveries;
pub(crate) mod index;
pub(crate) mod listen;
pub(crate) mod owner;
mod receive;
pub(crate) mod restore;
pub(crate) mod seed;
pub(crate) mod serve;
pub(crate) mod token;
pub(crate) mod trigger;
pub(crate) mod user;
pub(crate) mod webhooks;
