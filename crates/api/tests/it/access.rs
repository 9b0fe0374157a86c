//! Who may call what: generated for every path of every served operation, so that a new one is covered without
//! anybody's asking.

mod isolation;
mod refusals;
mod requests;
mod sensitive;
mod tables;
mod world;
