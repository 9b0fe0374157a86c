//! The pinned official SDKs, and the field tables that tests check responses by.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::packages;
use crate::shell::{command, has, root, run};

/// Where everything is kept that is made here.
fn folder() -> PathBuf {
    // Not in CARGO_TARGET_DIR: crates/testkit looks for the tables here, wherever it was built.
    root().join("target/sdk")
}

/// The Python that has the official SDK and the packages of the examples.
pub(crate) fn python() -> PathBuf {
    folder().join("venv/bin/python")
}

/// Installs both SDKs and extracts the field tables, each only when something it is made from has changed.
pub(crate) fn prepare() -> Result<()> {
    fs::create_dir_all(folder())?;
    let node = &["tests/sdk/node/package.json", "tests/sdk/node/package-lock.json"];
    step("node", node, "tests/sdk/node/node_modules", || install_node("tests/sdk/node"))?;
    let extraction = &["tests/sdk/node/package-lock.json", "tests/sdk/node/extract-fields.mjs"];
    step("fields", extraction, "target/sdk/fields.json", extract)?;
    step("python", &["tests/sdk/python/requirements.txt"], "target/sdk/venv", install_python)
}

/// Installs the pinned Node packages of a folder.
pub(crate) fn install_node(folder: &str) -> Result<()> {
    if !has("node") || !has("npm") {
        packages::install(&["nodejs", "npm"])?;
    }
    // Scripts of packages are code that nobody has read; none of ours needs any.
    run(command("npm").args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder]))
}

fn extract() -> Result<()> {
    run(command("node").arg("tests/sdk/node/extract-fields.mjs").arg(folder().join("fields.json")))
}

fn install_python() -> Result<()> {
    let venv = folder().join("venv");
    // Debian has Python without its venv module: only trying tells.
    let create = || run(command("python3").args(["-m", "venv", "--clear"]).arg(&venv));
    if create().is_err() {
        packages::install(&["python3", "python3-venv"])?;
        create()?;
    }
    let options = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r"];
    run(command(python()).args(options).arg("tests/sdk/python/requirements.txt"))
}

/// Does the work unless its result is there and was made from the same inputs.
pub(crate) fn step(
    name: &str,
    inputs: &[&str],
    result: &str,
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        fs::read(root().join(input)).with_context(|| format!("{input} is not readable"))?.hash(&mut hasher);
    }
    let stamp = format!("{:016x}", hasher.finish());
    let file = folder().join(format!("{name}.stamp"));
    if root().join(result).exists() && fs::read_to_string(&file).is_ok_and(|found| found == stamp) {
        return Ok(());
    }
    work().with_context(|| format!("setting up {name}"))?;
    fs::write(file, stamp)?;
    Ok(())
}
