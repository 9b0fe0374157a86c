//! The real binary, started as people and CI start it.

mod harness;
mod postgres;
mod seeding;
mod starting;
mod stopping;
mod tokens;
