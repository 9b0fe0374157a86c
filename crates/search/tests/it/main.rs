//! The index from outside: it finds what the filter language says, and survives what happens to its files.

mod agreement;
mod choices;
mod files;
mod many;
mod records;
