//! Webhooks as people look at them.

mod deliveries;
