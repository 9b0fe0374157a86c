//! A real browser and what drives it, for the pages.

use anyhow::Result;

use crate::packages;
use crate::sdk;
use crate::shell::has;

/// Installs the browser, and its driver when that has changed.
pub(crate) fn prepare() -> Result<()> {
    if !has("chromium") {
        packages::install(&["chromium"])?;
    }
    let driver = &["tests/browser/package.json", "tests/browser/package-lock.json"];
    sdk::step("browser", driver, "tests/browser/node_modules", || sdk::install_node("tests/browser"))
}
