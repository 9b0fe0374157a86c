//! The people of an account.

mod sessions;
mod users;
