//! Installing what a fresh Debian machine lacks.

use anyhow::{Result, bail};

use crate::shell::{command, has, run, say};

/// Installs Debian packages when we may, and says what to install when not.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !has("apt-get") || !is_root() {
        bail!("please install {}", packages.join(", "));
    }
    say(&format!("installing {}", packages.join(", ")));
    run(command("apt-get").args(["update", "-qq"]))?;
    let options = ["install", "-y", "-qq", "--no-install-recommends"];
    run(command("apt-get").args(options).args(packages).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root() -> bool {
    command("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}
