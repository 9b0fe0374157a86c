//! The real binary, started as people and CI start it.

mod apps;
mod changes;
mod counting;
mod delivering;
mod faulting;
mod forgetting;
mod harness;
mod leaks;
mod listing;
mod postgres;
mod restoring;
mod searching;
mod seeding;
mod starting;
mod stopping;
mod tls;
mod tokens;
mod triggering;
mod users;
