//! The pages for people, in process.

mod access;
mod authorize;
mod links;
mod login;
