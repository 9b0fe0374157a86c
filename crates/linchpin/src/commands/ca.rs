//! `linchpin ca`: the authority that vouches for a server that stands in for HubSpot's hosts.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use linchpin_engine::Clock;

use crate::cli::CaCommand;
use crate::config::Config;
use crate::data_folder::DataFolder;
use crate::ready::shell_quoted;
use crate::tls::authority::Authority;
use crate::tls::hosts;

/// What `install` prints, with placeholders in double braces.
const INSTALL: &str = include_str!("ca/install.txt");

/// Runs the command; a server may be running.
pub(crate) fn run(config: &Config, command: &CaCommand) -> Result<ExitCode> {
    let folder = DataFolder::open(&config.data)?;
    // Made now if there is none, so that machines can be set up before the first start.
    Authority::open(&folder, Clock::System.now())?;
    let file = folder.authority_file();
    let text = match command {
        CaCommand::Show => std::fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", file.display()))?
            .trim_end()
            .to_owned(),
        CaCommand::Path => file.display().to_string(),
        CaCommand::Install => {
            let file = shell_quoted(&file.display().to_string());
            INSTALL.replace("{{file}}", &file).replace("{{hosts}}", &hosts_lines()).trim_end().to_owned()
        }
    };
    writeln!(std::io::stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

/// Lines for a hosts file, a few names on each: some systems read no more than nine.
fn hosts_lines() -> String {
    const PER_LINE: usize = 5;
    let all = hosts::all();
    let lines = all.chunks(PER_LINE).map(|hosts| format!("  127.0.0.1  {}", hosts.join(" ")));
    lines.collect::<Vec<_>>().join("\n")
}
