//! What is found: one Tantivy index for each account and object type.
//!
//! The crate knows how the values of records are indexed and how a [`linchpin_domain::filter::Filter`] is answered
//! from the index.
//! It must not know SQL, the change log or HTTP: whoever follows the log hands in documents and a cursor.
//!
//! A filter is answered segment by segment: `compile` looks its terms and columns up and makes a `plan`,
//! `evaluate` makes the set of documents that match, `best` finds those that a page may show without looking at
//! all of them, and `page` puts those of all segments in order.

pub mod bare;
mod best;
mod compile;
mod document;
mod error;
mod evaluate;
mod find;
mod folder;
mod index;
mod layout;
mod number;
mod page;
mod phrase;
mod plan;
mod segment;
mod set;
mod zones;

pub use document::{Document, Value};
pub use error::Error;
pub use find::{Found, Matching, Query, Sort};
pub use index::{Commit, Index, Place};
