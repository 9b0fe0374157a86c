//! Apps, their tokens, and where they are let in.

pub mod definitions;
pub mod developer_key;
pub mod installs;
pub mod tokens;
