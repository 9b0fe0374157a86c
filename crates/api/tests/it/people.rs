//! The people of an account.

mod sessions;
mod teams;
mod users;
