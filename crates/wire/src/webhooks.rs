//! Webhooks: what people see of them.

pub mod apps;
pub mod deliveries;
