//! Noticing what other processes commit, such as `linchpin trigger` beside a server.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use crate::Result;

/// Page cache of the connection, which reads no page but the first.
const CACHE_KIB: u32 = 64;

/// A connection that sees whether the file was written to by any other one, at the price of a look into shared memory.
pub(super) struct Others(Mutex<Option<Looking>>);

struct Looking {
    connection: Connection,
    /// What SQLite calls the version of the data, which is another one after a commit of another connection.
    seen: Option<i64>,
}

impl Others {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = super::connect(path, CACHE_KIB)?;
        Ok(Self(Mutex::new(Some(Looking { connection, seen: None }))))
    }

    /// Whether somebody committed something since this was last asked, or it is asked for the first time.
    pub(super) fn have_committed(&self) -> Result<bool> {
        let mut looking = self.looking();
        let Some(looking) = looking.as_mut() else { return Ok(false) };
        let version = looking
            .connection
            .prepare_cached("PRAGMA data_version")?
            .query_row([], |row| row.get::<_, i64>(0))?;
        Ok(looking.seen.replace(version) != Some(version))
    }

    pub(super) fn close(&self) {
        self.looking().take();
    }

    fn looking(&self) -> MutexGuard<'_, Option<Looking>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
