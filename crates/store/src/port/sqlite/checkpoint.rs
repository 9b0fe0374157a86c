//! Copying the write-ahead log into the main file, beside the writer.
//!
//! The log starts over only when all of it was copied at a moment when nobody writes.
//! So a thread of its own copies the bulk while the writer goes on, and the writer copies the little that came
//! meanwhile, between two groups.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::Connection;

use super::readers::{Readers, SNAPSHOT_AGE};
use crate::{Error, Result};

/// Pages of log after which the copying begins: 128 MiB, so that pages which many groups touch are copied once.
/// A start after a crash reads the log: 25 ms.
const PAGES: u32 = 32_768;
/// How often the thread copies before it leaves the rest to the writer; each pass has a fraction of the work of the
/// one before it.
const PASSES: usize = 2;

/// Nothing is to be done.
const IDLE: u8 = 0;
/// The thread copies.
const COPYING: u8 = 1;
/// The rest is the writer's.
const REST: u8 = 2;

/// The thread that copies, as the writer sees it.
pub(super) struct Checkpoints {
    state: Arc<AtomicU8>,
    readers: Arc<Readers>,
    begin: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    pub(super) fn start(connection: Connection, readers: Arc<Readers>) -> Result<Self> {
        let state = Arc::new(AtomicU8::new(IDLE));
        let (begin, told) = sync_channel(1);
        let (seen, looking) = (Arc::clone(&state), Arc::clone(&readers));
        let thread = std::thread::Builder::new()
            .name("linchpin-copier".to_owned())
            .spawn(move || copy_when_told(&connection, &looking, &told, &seen))
            .map_err(|error| Error::Unusable(format!("cannot start a thread: {error}").into()))?;
        Ok(Self { state, readers, begin: Some(begin), thread: Some(thread) })
    }

    /// What the writer does between two groups, while the log has `log_pages`.
    pub(super) fn between_groups(&self, writer: &Connection, log_pages: u32) {
        match self.state.load(Ordering::Acquire) {
            IDLE if log_pages >= PAGES => {
                self.state.store(COPYING, Ordering::Release);
                if let Some(begin) = &self.begin {
                    // There is room: the last message was taken before the state became idle.
                    let _ = begin.try_send(());
                }
            }
            REST => {
                self.readers.end_snapshots();
                copy(writer);
                // Whoever looked again meanwhile would keep the log from starting over.
                self.readers.end_snapshots();
                self.state.store(IDLE, Ordering::Release);
            }
            _ => {}
        }
    }

    /// Copies everything and empties the log, in which older versions of pages would stay readable; false when somebody
    /// reads from it.
    pub(super) fn empty_log(&self, writer: &Connection) -> bool {
        self.readers.end_snapshots();
        let is_empty = truncate(writer);
        if let Err(error) = writer.busy_timeout(super::BUSY_TIMEOUT) {
            tracing::warn!(%error, "could not set how long the writer waits");
        }
        matches!(is_empty, Ok(0))
    }

    /// Stops the thread and copies everything, so that the next start finds no log.
    pub(super) fn finish(mut self, writer: &Connection) {
        drop(self.begin.take());
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was logged by the panic hook already.
            let _ = thread.join();
        }
        let has_written = self.readers.has_seen_commits();
        self.readers.close();
        match truncate(writer) {
            // A server reads beside this command: whoever asks it once the command has ended sees what that did.
            Ok(1) if has_written => std::thread::sleep(SNAPSHOT_AGE),
            Ok(_) => {}
            // The log keeps everything; the next start reads it.
            Err(error) => tracing::warn!(%error, "could not copy the write-ahead log into the main file"),
        }
    }
}

/// Copies everything and empties the log; 1 when somebody reads from it or writes.
///
/// Nobody is waited for: this holds the lock of writers meanwhile, so that all writes of all processes would wait too,
/// and a server that runs keeps its snapshots for as long as nothing happens there.
fn truncate(writer: &Connection) -> rusqlite::Result<i64> {
    writer.busy_timeout(Duration::ZERO)?;
    writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))
}

fn copy_when_told(connection: &Connection, readers: &Readers, told: &Receiver<()>, state: &AtomicU8) {
    while told.recv().is_ok() {
        for _ in 0..PASSES {
            readers.end_snapshots();
            copy(connection);
        }
        state.store(REST, Ordering::Release);
    }
}

fn copy(connection: &Connection) {
    let done = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
    if let Err(error) = done {
        // The log keeps everything; the next time tries again.
        tracing::warn!(%error, "could not copy the write-ahead log into the main file");
    }
}
