//! What plain cargo does, with the arguments of this house.

use std::process::Command;

use anyhow::Result;

use crate::counts::Counts;
use crate::postgres::Server;
use crate::shell::{command, has, run, watch};

/// Checks formatting, lints and documentation; any warning is an error.
pub(crate) fn lint() -> Result<()> {
    run(cargo().args(["fmt", "--all", "--check"]))?;
    run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))?;
    let document = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"];
    run(cargo().args(document).env("RUSTDOCFLAGS", "-D warnings"))
}

/// Builds the programs and tests in one go, so that features are unified once and nothing is built twice.
pub(crate) fn build() -> Result<()> {
    run(cargo().args(["build", "--workspace", "--all-targets", "--locked"]))
}

/// Runs all Rust tests, the ones in documentation too.
pub(crate) fn test(database: &Server) -> Result<Counts> {
    let mut cargo_test = cargo();
    cargo_test.env(Server::VARIABLE, database.url());
    if !has("cargo-nextest") {
        let outcome = watch(cargo_test.args(["test", "--workspace", "--locked", "--no-fail-fast"]))?;
        return Ok(Counts::read(&outcome.output, outcome.succeeded));
    }
    let outcome = watch(cargo_test.args(["nextest", "run", "--workspace", "--locked", "--no-fail-fast"]))?;
    let mut counts = Counts::read(&outcome.output, outcome.succeeded);
    // nextest does not run the examples in documentation.
    let outcome = watch(cargo().args(["test", "--workspace", "--locked", "--doc", "--no-fail-fast"]))?;
    counts += Counts::read(&outcome.output, outcome.succeeded);
    Ok(counts)
}

fn cargo() -> Command {
    let mut cargo = command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    // What it prints is read, and colours are in the way.
    cargo.env("CARGO_TERM_COLOR", "never");
    cargo
}
