//! Logs: to standard error, through one thread, so that no request waits for a slow terminal or a full pipe.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;

use anyhow::{Context as _, Result};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Config, LogFormat};

/// Lines that may wait for the thread; a line that finds no place is counted instead.
const QUEUE: usize = 16 * 1024;

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

/// What travels to the thread.
enum Message {
    Line(Vec<u8>),
    /// Nothing follows; the writers outlive `main`, so the end of the channel cannot say so.
    End,
}

/// Keeps the log thread running.
pub(crate) struct Guard {
    lines: SyncSender<Message>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        // A thread that is gone has nothing left to write.
        let _ = self.lines.send(Message::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The near end of the channel to the thread.
#[derive(Clone)]
struct LineWriter {
    lines: SyncSender<Message>,
    lost: Arc<AtomicU64>,
}

impl Write for LineWriter {
    /// Takes one whole line: that is how the formatter calls it.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        if self.lines.try_send(Message::Line(line.to_vec())).is_err() {
            self.lost.fetch_add(1, Ordering::Relaxed);
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
    let (lines, queue) = sync_channel(QUEUE);
    let lost = Arc::new(AtomicU64::new(0));
    let seen = Arc::clone(&lost);
    let thread = std::thread::Builder::new()
        .name("linchpin-log".to_owned())
        .spawn(move || write_all(&queue, BufWriter::new(out), &seen))?;
    Ok((LineWriter { lines: lines.clone(), lost }, Guard { lines, thread: Some(thread) }))
}

fn write_all(queue: &Receiver<Message>, mut out: impl Write, lost: &AtomicU64) {
    while let Some(line) = next(queue, &mut out) {
        // There is no place left to report that the log cannot be written.
        let _ = out.write_all(&line);
        let n_lost = lost.swap(0, Ordering::Relaxed);
        if n_lost > 0 {
            let _ = writeln!(out, "linchpin: {n_lost} log lines were lost: standard error is too slow");
        }
    }
    let _ = out.flush();
}

/// The next line; what was written so far is flushed before waiting for it.
fn next(queue: &Receiver<Message>, out: &mut impl Write) -> Option<Vec<u8>> {
    let message = match queue.try_recv() {
        Err(TryRecvError::Empty) => {
            let _ = out.flush();
            queue.recv().ok()
        }
        message => message.ok(),
    };
    match message {
        Some(Message::Line(line)) => Some(line),
        Some(Message::End) | None => None,
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
    fn a_writer_without_its_thread_does_not_block() {
        let (mut writer, guard) = background(io::sink()).unwrap();
        drop(guard);
        for _ in 0..2 * QUEUE {
            writer.write_all(b"late\n").unwrap();
        }
    }
}
