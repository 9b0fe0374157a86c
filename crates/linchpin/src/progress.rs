//! How far something long has come, on standard error: a bar on a terminal, a line for each tenth elsewhere.

use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

/// The width of the bar in characters.
const WIDTH: u64 = 30;
/// How often the bar is drawn at most.
const PAUSE: Duration = Duration::from_millis(100);

/// How far the work on one kind of record has come.
pub(crate) struct Progress {
    what: &'static str,
    total: u64,
    done: u64,
    started: Instant,
    drawn: Option<Instant>,
    is_terminal: bool,
}

impl Progress {
    /// Nothing is done yet.
    pub(crate) fn new(what: &'static str, total: u64) -> Self {
        let is_terminal = io::stderr().is_terminal();
        Self { what, total, done: 0, started: Instant::now(), drawn: None, is_terminal }
    }

    /// Counts records that are done.
    pub(crate) fn add(&mut self, n_records: u64) {
        let tenth = |done: u64| done * 10 / self.total.max(1);
        let reached = tenth(self.done + n_records) > tenth(self.done);
        self.done += n_records;
        let is_due = self.drawn.is_none_or(|drawn| drawn.elapsed() >= PAUSE);
        if self.is_terminal && is_due {
            self.drawn = Some(Instant::now());
            say(&format!("\r{}", self.line()));
        } else if !self.is_terminal && reached {
            say(&format!("{}\n", self.line()));
        }
    }

    /// Leaves the last state standing.
    pub(crate) fn end(&self) {
        if self.is_terminal {
            say(&format!("\r{}\n", self.line()));
        }
    }

    fn line(&self) -> String {
        let Self { what, total, done, .. } = *self;
        let share = |of: u64| done * of / total.max(1);
        let filled = share(WIDTH) as usize;
        let bar = format!("{}{}", "#".repeat(filled), ".".repeat(WIDTH as usize - filled));
        let rate = done as f64 / self.started.elapsed().as_secs_f64().max(0.001);
        format!("{what:<10} [{bar}] {:>3} %  {done} of {total}  {rate:.0}/s   ", share(100))
    }
}

/// Nobody watching is no reason to stop.
fn say(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_up() {
        let mut progress = Progress::new("deals", 1_000);
        progress.is_terminal = true;
        for (n_records, filled, percent) in [(0, 0, "  0 %"), (500, 15, " 50 %"), (500, 30, "100 %")] {
            progress.done += n_records;
            let line = progress.line();
            assert_eq!(line.matches('#').count(), filled, "{line}");
            assert!(line.contains(percent), "{line}");
        }
    }
}
