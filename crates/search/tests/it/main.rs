//! The index from outside: it finds what the filter language says, and survives what happens to its files.

mod agreement;
mod files;
mod many;
mod records;
