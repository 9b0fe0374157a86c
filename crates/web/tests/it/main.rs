//! The pages for people, in process.

mod access;
mod links;
mod login;
