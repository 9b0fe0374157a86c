//! Searching: any filter over all live records of a type, answered by an index that follows the change log.
//!
//! There is one index for each account and object type, made when somebody first searches the type and kept from then
//! on: an account that never searches pays nothing.
//! It holds nothing that the store does not hold, so that it may be thrown away at any time: a missing, damaged or
//! older one is built anew, and searches wait for it.
//! It follows the log by the headers of the changes and reads the current rows of the records that they name
//! ([`linchpin_store::news`]), so that replaying changes twice changes nothing.

mod answering;
mod ask;
mod background;
mod build;
mod candidates;
mod counters;
mod find;
mod follow;
mod home;
mod indexes;
mod kept;
mod mapping;
mod request;
mod shape;
mod upkeep;

use std::path::PathBuf;

pub(crate) use candidates::Candidates;
pub use counters::SearchCounters;
pub use find::{Search, SearchPage, Sort};
pub(crate) use indexes::Indexes;
pub use request::{Condition, SearchRefusal, SearchRequest};
pub use upkeep::IndexStatus;

/// How indexes are kept.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// The folder that holds them; memory if there is none.
    pub folder: Option<PathBuf>,
    /// What a search sees.
    pub freshness: Freshness,
}

/// What a search sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Freshness {
    /// Everything that was committed when it arrived, on any node.
    #[default]
    ReadYourWrites,
    /// What the index holds; it follows the log within about a second.
    Eventual,
}
