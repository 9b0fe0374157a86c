//! The parts that can be measured, one module each.

pub(crate) mod access;
pub(crate) mod associate;
pub(crate) mod associated;
pub(crate) mod batch_create;
pub(crate) mod freshness;
pub(crate) mod index;
pub(crate) mod lists;
pub(crate) mod oauth;
pub(crate) mod postgres;
pub(crate) mod read;
pub(crate) mod search;
pub(crate) mod search_postgres;
pub(crate) mod single_create;
pub(crate) mod stage_change;
pub(crate) mod start;
pub(crate) mod webhooks;
