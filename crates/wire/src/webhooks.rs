//! Webhooks: what apps are told.

pub mod event;
