//! A server in its own process, and what the system says of it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

/// Clock ticks in a second, the unit of the times in `/proc/PID/stat`; 100 on every Linux.
const TICKS: f64 = 100.0;
/// How long a server may take to stop before something is wrong.
const STOP_TIME: Duration = Duration::from_secs(30);

/// A running process; it is killed when this is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
}

impl Process {
    /// Starts a server and waits for the one line with which it says on standard output that it is ready.
    pub(crate) fn start(command: &mut Command) -> Result<(Self, String)> {
        let child =
            command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot run {command:?}"))?;
        let mut process = Self { child };
        let output = process.child.stdout.take().context("standard output is piped")?;
        let mut line = String::new();
        BufReader::new(output).read_line(&mut line)?;
        if line.is_empty() {
            bail!("{command:?} ended before it was ready: {}", process.child.wait()?);
        }
        Ok((process, line))
    }

    /// Asks the process to stop and waits until it did.
    pub(crate) fn stop(mut self) -> Result<()> {
        // std sends no signal but SIGKILL.
        let sent = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status()?;
        if !sent.success() {
            bail!("cannot send SIGTERM: {sent}");
        }
        let status = self.wait()?;
        if !status.success() {
            bail!("the server did not stop well: {status}");
        }
        Ok(())
    }

    /// Ends the process as a crash would.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    fn wait(&mut self) -> Result<ExitStatus> {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait()? {
                return Ok(status);
            }
            if started.elapsed() > STOP_TIME {
                bail!("the server does not stop");
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The memory that is resident now, in megabytes.
    pub(crate) fn resident_mb(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
        let kib: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kib * 1024.0 / 1e6)
    }

    /// The processor time that the process took so far, in seconds.
    pub(crate) fn cpu_seconds(&self) -> Result<f64> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program stands in parentheses and may hold anything; counted from behind it, user and
        // system time are the 12th and 13th field.
        let (_, fields) = stat.rsplit_once(')').context("no program name")?;
        let ticks = |index| -> Option<f64> { fields.split_whitespace().nth(index)?.parse().ok() };
        let (user, system) = ticks(11).zip(ticks(12)).context("no times")?;
        Ok((user + system) / TICKS)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Nothing can be done about a process that cannot be killed, and one that ended already is fine.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
