//! Running other programs, and saying what is done.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use anyhow::{Context, Result, bail};

/// What a program printed, and whether it succeeded.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) succeeded: bool,
    pub(crate) output: String,
}

/// The folder of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// The folder of build results, where `CARGO_TARGET_DIR` may have moved it.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// Prints one line.
pub(crate) fn say(line: &str) {
    // Whoever closed our output does not want to read that we cannot write.
    _ = writeln!(std::io::stdout(), "{line}");
}

/// A command in the folder of the workspace.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Runs a program that must succeed, with its output on ours.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    announce(command);
    let status = command.status().with_context(|| format!("{} does not run", name(command)))?;
    if status.success() { Ok(()) } else { bail!("{} ended with {status}", name(command)) }
}

/// Runs a program that may fail, with its output on ours and in the result.
pub(crate) fn watch(command: &mut Command) -> Result<Outcome> {
    announce(command);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} does not run", name(command)))?;
    let errors = child.stderr.take().map(|stream| thread::spawn(|| echo(stream)));
    let mut output = child.stdout.take().map(echo).unwrap_or_default();
    if let Some(errors) = errors {
        output.push_str(&errors.join().unwrap_or_default());
    }
    Ok(Outcome { succeeded: child.wait()?.success(), output })
}

/// Does a program of this name run here?
pub(crate) fn has(program: &str) -> bool {
    command(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|s| s.success())
}

/// Passes a stream on line by line while it is read.
fn echo(stream: impl Read) -> String {
    let mut said = String::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        say(&line);
        said.push_str(&line);
        said.push('\n');
    }
    said
}

fn announce(command: &Command) {
    let arguments: Vec<_> = command.get_args().map(|argument| argument.to_string_lossy()).collect();
    say(&format!("$ {} {}", name(command), arguments.join(" ")));
}

fn name(command: &Command) -> String {
    let program = Path::new(command.get_program());
    program.strip_prefix(root()).unwrap_or(program).display().to_string()
}
