//! The embedded engine: one writer thread with group commit, readers beside it.

mod checkpoint;
mod others;
mod readers;
mod writer;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::BoxFuture;
use rusqlite::config::DbConfig;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OpenFlags, ToSql};

use super::grown::Grown;
use super::{Counters, Param, Row, Tx};
use crate::{Error, Result};

use checkpoint::Checkpoints;
use others::Others;
use readers::Readers;
pub(super) use writer::SqliteTx;
use writer::WriterCounters;

/// How long a statement waits for another process that holds the write lock, such as `linchpin token create`.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Page cache of each reader: the index and interior pages of a million records fit, so that a point read fetches
/// one page. There are about as many readers as cores.
const READER_CACHE_KIB: u32 = 24 * 1024;
/// Page cache of the writer: the leaves of the unique index that random values touch want to stay.
const WRITER_CACHE_KIB: u32 = 96 * 1024;
/// Prepared statements kept for each connection.
const STATEMENT_CACHE: usize = 128;

/// An open SQLite file.
pub struct Sqlite {
    writer: writer::Writer,
    readers: Arc<Readers>,
    others: Others,
}

impl Sqlite {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let connection = connect(path, WRITER_CACHE_KIB)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let counters = Arc::new(WriterCounters::default());
        let readers = Arc::new(Readers::new(path, Arc::clone(&counters.commits)));
        let copier = connect(path, READER_CACHE_KIB)?;
        let checkpoints = Checkpoints::start(copier, Arc::clone(&readers))?;
        let writer = writer::Writer::start(connection, checkpoints, counters)?;
        Ok(Self { writer, readers, others: Others::open(path)? })
    }

    pub(super) fn query<T>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.readers.read(|connection| query(connection, sql, params, map))
    }

    pub(super) fn query_many<T, const N: usize>(
        &self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Option<T>>> {
        self.readers.read(|connection| query_many(connection, sql, rows, map))
    }

    pub(super) fn query_each<T, const N: usize>(
        &self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        self.readers.read(|connection| query_each(connection, sql, rows, map))
    }

    pub(super) async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        self.writer.transaction(work).await
    }

    pub(super) fn grown(&self) -> &Grown {
        &self.writer.counters.grown
    }

    /// Whether somebody may have committed something that this process does not know of yet; readers see it from now on.
    pub(super) fn notice_others(&self) -> Result<bool> {
        let is_new = self.others.have_committed()?;
        if is_new {
            self.readers.note_others();
        }
        Ok(is_new)
    }

    pub(super) fn noticed_commits(&self) -> u64 {
        self.readers.noticed_commits()
    }

    pub(super) fn counters(&self) -> Counters {
        Counters {
            transactions: self.writer.counters.transactions.load(Ordering::Relaxed),
            commits: self.writer.counters.commits.load(Ordering::Relaxed),
        }
    }

    pub(super) async fn close(&self) {
        self.readers.close();
        self.others.close();
        self.writer.close().await;
    }
}

fn connect(path: &Path, cache_kib: u32) -> Result<Connection> {
    // No mutex inside SQLite: a connection is only ever used by the thread that holds it.
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|error| {
        Error::Unusable(format!("cannot open the database {}: {error}", path.display()).into())
    })?;
    // A plan never depends on the values of parameters; otherwise every new value of a LIMIT has its statement prepared
    // again, which costs several times what the statement does.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.pragma_update(None, "cache_size", -i64::from(cache_kib))?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // What is deleted or replaced is overwritten in the file, so that a deletion for privacy leaves nothing behind.
    connection.pragma_update(None, "secure_delete", "ON")?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    Ok(connection)
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use rusqlite::types::{Value, ValueRef};
        Ok(match *self {
            Self::Null => ToSqlOutput::Owned(Value::Null),
            Self::Int(value) => ToSqlOutput::Owned(Value::Integer(value)),
            Self::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Self::Blob(value) => ToSqlOutput::Borrowed(ValueRef::Blob(value)),
        })
    }
}

fn query<T>(
    connection: &Connection,
    sql: &str,
    params: &[Param<'_>],
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    debug_assert!(in_order(&statement), "parameters must be numbered in the order of their first use: {sql}");
    let mut rows = statement.query(rusqlite::params_from_iter(params))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(map(&Row::Sqlite(row))?);
    }
    Ok(found)
}

fn query_many<T, const N: usize>(
    connection: &Connection,
    sql: &str,
    rows: &[[Param<'_>; N]],
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<Option<T>>> {
    let mut statement = connection.prepare_cached(sql)?;
    debug_assert!(in_order(&statement), "parameters must be numbered in the order of their first use: {sql}");
    let mut found = Vec::with_capacity(rows.len());
    for params in rows {
        let mut result = statement.query(rusqlite::params_from_iter(params))?;
        found.push(result.next()?.map(|row| map(&Row::Sqlite(row))).transpose()?);
    }
    Ok(found)
}

fn query_each<T, const N: usize>(
    connection: &Connection,
    sql: &str,
    rows: &[[Param<'_>; N]],
    mut map: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<Vec<T>>> {
    rows.iter().map(|params| query(connection, sql, params, &mut map)).collect()
}

fn execute(connection: &Connection, sql: &str, params: &[Param<'_>]) -> Result<u64> {
    let mut statement = connection.prepare_cached(sql)?;
    debug_assert!(in_order(&statement), "parameters must be numbered in the order of their first use: {sql}");
    Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)
}

/// SQLite numbers `$n` parameters by their first use, PostgreSQL by `n`; a statement means the same on both
/// only when these agree.
fn in_order(statement: &rusqlite::Statement<'_>) -> bool {
    (1..=statement.parameter_count())
        .all(|index| statement.parameter_name(index) == Some(format!("${index}").as_str()))
}
