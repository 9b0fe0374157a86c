//! The parts that can be measured, one module each.

pub(crate) mod associate;
pub(crate) mod associated;
pub(crate) mod batch_create;
pub(crate) mod postgres;
pub(crate) mod read;
pub(crate) mod single_create;
pub(crate) mod stage_change;
pub(crate) mod start;
