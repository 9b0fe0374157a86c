//! Webhooks: what people see of them.

pub mod deliveries;
