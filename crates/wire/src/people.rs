//! The people of an account.

pub mod teams;
pub mod users;
