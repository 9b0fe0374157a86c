//! What is found: one Tantivy index for each account and object type.
//!
//! The crate knows how the values of records are indexed and how a [`linchpin_domain::filter::Filter`] is answered
//! from the index.
//! It must not know SQL, the change log or HTTP: whoever follows the log hands in documents and a cursor.
