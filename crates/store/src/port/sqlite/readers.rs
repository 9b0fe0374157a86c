//! Connections that read beside the writer.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::Result;

/// How long a snapshot may be used: a commit of another process, such as `linchpin token create`, is seen within it.
pub(super) const SNAPSHOT_AGE: Duration = Duration::from_millis(250);

/// Idle readers; a statement takes one, or opens one when all are out.
///
/// Opening and closing a snapshot costs a fifth of a point read over HTTP, so a reader keeps its own until something
/// is committed.
pub(super) struct Readers {
    path: PathBuf,
    /// How often the writer committed; raised before anybody is told of the commit.
    commits: Arc<AtomicU64>,
    /// How often it was noticed that other processes committed something.
    others: AtomicU64,
    idle: Mutex<Vec<Reader>>,
}

struct Reader {
    connection: Connection,
    snapshot: Option<Snapshot>,
}

/// An open read transaction.
#[derive(Clone, Copy)]
struct Snapshot {
    /// It shows at least this many commits and what was noticed of others.
    commits: u64,
    opened: Instant,
}

impl Readers {
    pub(super) fn new(path: &Path, commits: Arc<AtomicU64>) -> Self {
        Self { path: path.to_owned(), commits, others: AtomicU64::new(0), idle: Mutex::default() }
    }

    /// Lends a reader that sees everything committed so far; it comes back only when its statement ended well, so
    /// that no broken one is used again.
    pub(super) fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = self.idle().pop();
        let mut reader = match idle {
            Some(reader) => reader,
            None => {
                Reader { connection: super::connect(&self.path, super::READER_CACHE_KIB)?, snapshot: None }
            }
        };
        reader.refresh(self.noticed_commits())?;
        let result = work(&reader.connection)?;
        self.idle().push(reader);
        Ok(result)
    }

    /// Lets statements from now on see what other processes committed.
    pub(super) fn note_others(&self) {
        self.others.fetch_add(1, Ordering::Release);
    }

    /// How often this process committed something, or noticed that another one did.
    pub(super) fn noticed_commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire) + self.others.load(Ordering::Acquire)
    }

    /// Ends the snapshots of idle readers: the log cannot start over while somebody looks at it.
    pub(super) fn end_snapshots(&self) {
        // One whose snapshot cannot be ended is of no more use.
        self.idle().retain_mut(|reader| reader.end_snapshot().is_ok());
    }

    /// Whether this process committed anything.
    pub(super) fn has_seen_commits(&self) -> bool {
        self.commits.load(Ordering::Acquire) > 0
    }

    pub(super) fn close(&self) {
        self.idle().clear();
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reader {
    fn refresh(&mut self, commits: u64) -> Result<()> {
        let usable =
            |snapshot: Snapshot| snapshot.commits == commits && snapshot.opened.elapsed() < SNAPSHOT_AGE;
        if self.snapshot.is_some_and(usable) {
            return Ok(());
        }
        self.end_snapshot()?;
        self.connection.prepare_cached("BEGIN")?.execute([])?;
        self.snapshot = Some(Snapshot { commits, opened: Instant::now() });
        Ok(())
    }

    fn end_snapshot(&mut self) -> Result<()> {
        if self.snapshot.take().is_some() {
            self.connection.prepare_cached("COMMIT")?.execute([])?;
        }
        Ok(())
    }
}
