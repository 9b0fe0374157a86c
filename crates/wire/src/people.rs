//! The people of an account.

pub mod users;
