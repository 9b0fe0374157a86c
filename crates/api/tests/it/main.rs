//! The API as its callers see it.

mod catalogue;
mod front;
