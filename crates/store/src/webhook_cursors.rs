//! How far the change log of each account was turned into events.

pub mod moving;
