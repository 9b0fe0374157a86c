//! Logs: to standard error, through one thread, so that no request waits for a slow terminal or a full pipe.

use std::io::{self, IsTerminal as _, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::{Context as _, Result};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Config, LogFormat};

/// Bytes that may wait for the thread; a line that finds no place is counted instead.
const WAITING: usize = 8 << 20;
/// How long the thread gathers lines before it writes them: waking it for each line cost a quarter of the time of
/// a read over HTTP.
const GATHER: Duration = Duration::from_millis(20);

/// Starts logging; the guard writes what is waiting when it is dropped.
pub(crate) fn start(config: &Config) -> Result<Guard> {
    let (writer, guard) = background(io::stderr()).context("cannot start the log thread")?;
    let lines = tracing_subscriber::fmt::layer().with_writer(writer);
    let filtered = tracing_subscriber::registry().with(config.log_level.filter());
    match config.log_format {
        LogFormat::Human => filtered.with(lines.with_ansi(io::stderr().is_terminal())).try_init(),
        LogFormat::Json => filtered.with(lines.json().flatten_event(true)).try_init(),
    }
    .context("cannot start logging")?;
    Ok(guard)
}

/// Lines on their way to the thread.
#[derive(Default)]
struct Waiting {
    lines: Vec<u8>,
    n_lost: u64,
    /// Nothing follows.
    ended: bool,
}

#[derive(Default)]
struct Channel {
    waiting: Mutex<Waiting>,
    /// Told when lines begin to wait, and at the end.
    begun: Condvar,
}

impl Channel {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what waits, as soon as something does; none at the end.
    fn take(&self) -> Option<Waiting> {
        let idle = |waiting: &mut Waiting| waiting.lines.is_empty() && !waiting.ended;
        let waiting = self.begun.wait_while(self.waiting(), idle).unwrap_or_else(PoisonError::into_inner);
        let gathering = self.begun.wait_timeout_while(waiting, GATHER, |waiting| !waiting.ended);
        let (mut waiting, _) = gathering.unwrap_or_else(PoisonError::into_inner);
        if waiting.lines.is_empty() && waiting.ended {
            return None;
        }
        let ended = waiting.ended;
        Some(std::mem::replace(&mut *waiting, Waiting { ended, ..Waiting::default() }))
    }
}

/// Keeps the log thread running.
pub(crate) struct Guard {
    channel: Arc<Channel>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.channel.waiting().ended = true;
        self.channel.begun.notify_one();
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has nothing left to write.
            let _ = thread.join();
        }
    }
}

/// The near end of the channel to the thread.
#[derive(Clone)]
struct LineWriter(Arc<Channel>);

impl Write for LineWriter {
    /// Takes one whole line: that is how the formatter calls it.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut waiting = self.0.waiting();
        if waiting.ended || waiting.lines.len() + line.len() > WAITING {
            waiting.n_lost += 1;
            return Ok(line.len());
        }
        let first = waiting.lines.is_empty();
        waiting.lines.extend_from_slice(line);
        drop(waiting);
        if first {
            self.0.begun.notify_one();
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LineWriter {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// A writer that never blocks, and the thread behind it.
fn background(out: impl Write + Send + 'static) -> io::Result<(LineWriter, Guard)> {
    let channel = Arc::new(Channel::default());
    let seen = Arc::clone(&channel);
    let thread =
        std::thread::Builder::new().name("linchpin-log".to_owned()).spawn(move || write_all(&seen, out))?;
    Ok((LineWriter(Arc::clone(&channel)), Guard { channel, thread: Some(thread) }))
}

fn write_all(channel: &Channel, mut out: impl Write) {
    while let Some(taken) = channel.take() {
        // There is no place left to report that the log cannot be written.
        let _ = out.write_all(&taken.lines);
        if taken.n_lost > 0 {
            let _ =
                writeln!(out, "linchpin: {} log lines were lost: standard error is too slow", taken.n_lost);
        }
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// What was written, for a test to read.
    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn every_line_is_written_in_order_before_the_end() {
        let out = Shared::default();
        let (mut writer, guard) = background(out.clone()).unwrap();
        let lines: Vec<_> = (0..1_000).map(|number| format!("line {number}\n")).collect();
        for line in &lines {
            writer.write_all(line.as_bytes()).unwrap();
        }
        drop(guard);
        assert_eq!(String::from_utf8(out.0.lock().unwrap().clone()).unwrap(), lines.concat());
    }

    #[test]
    fn lines_that_find_no_place_are_counted() {
        let channel = Channel::default();
        let mut writer = LineWriter(Arc::new(channel));
        let line = vec![b'x'; WAITING / 4];
        for _ in 0..6 {
            writer.write_all(&line).unwrap();
        }
        let taken = writer.0.take().unwrap();
        assert_eq!((taken.lines.len(), taken.n_lost), (WAITING, 2));
    }

    #[test]
    fn a_writer_without_its_thread_does_not_block() {
        let (mut writer, guard) = background(io::sink()).unwrap();
        drop(guard);
        for _ in 0..1_000 {
            writer.write_all(b"late\n").unwrap();
        }
    }
}
