//! The narrow port to SQL: query, execute, execute many, transaction.
//!
//! The same statements and the same engine code run on both engines.
//! Statements number their parameters `$1`, `$2`, … in the order of their first use, which both engines read
//! alike.
//! Code inside a transaction is written once, as a future: on PostgreSQL it waits for the server, on SQLite it
//! runs on the writer thread, where every statement is done when it is first polled, so that the future never
//! waits and costs nothing.

mod grown;
mod postgres;
mod sqlite;

use std::path::Path;

pub use futures_util::future::BoxFuture;
use linchpin_domain::AccountId;
use tokio::sync::broadcast;

use crate::{Error, Result};

/// A statement, with its PostgreSQL form where that has to differ.
#[derive(Debug, Clone, Copy)]
pub struct Sql {
    /// What SQLite runs.
    pub sqlite: &'static str,
    /// What PostgreSQL runs.
    pub postgres: &'static str,
}

impl From<&'static str> for Sql {
    fn from(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }
}

/// A bound value.
#[derive(Debug, Clone, Copy)]
pub enum Param<'a> {
    /// SQL NULL.
    Null,
    /// A BIGINT.
    Int(i64),
    /// A TEXT.
    Text(&'a str),
    /// A BLOB or BYTEA.
    Blob(&'a [u8]),
}

impl<'a> Param<'a> {
    /// The integer, or NULL when there is none.
    pub fn opt(value: Option<i64>) -> Self {
        value.map_or(Self::Null, Self::Int)
    }

    /// The text, or NULL when there is none.
    pub fn opt_text(value: Option<&'a str>) -> Self {
        value.map_or(Self::Null, Self::Text)
    }

    /// The bytes, or NULL when there are none.
    pub fn opt_blob(value: Option<&'a [u8]>) -> Self {
        value.map_or(Self::Null, Self::Blob)
    }
}

/// One row of a result, readable only while the statement stands on it.
pub enum Row<'a> {
    /// A row of SQLite.
    Sqlite(&'a rusqlite::Row<'a>),
    /// A row of PostgreSQL.
    Postgres(&'a tokio_postgres::Row),
}

impl Row<'_> {
    /// The integer in a column that is never NULL.
    pub fn int(&self, column: usize) -> Result<i64> {
        match self {
            Self::Sqlite(row) => Ok(row.get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// The integer in a column, or none.
    pub fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(row) => Ok(row.get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// The bytes in a column that is never NULL.
    pub fn blob(&self, column: usize) -> Result<Vec<u8>> {
        self.opt_blob(column)?.ok_or_else(|| Error::Corrupt(format!("column {column} is NULL").into()))
    }

    /// The bytes in a column, or none.
    pub fn opt_blob(&self, column: usize) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Sqlite(row) => Ok(row.get(column)?),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }

    /// The text in a column that is never NULL.
    pub fn text(&self, column: usize) -> Result<&str> {
        self.opt_text(column)?.ok_or_else(|| Error::Corrupt(format!("column {column} is NULL").into()))
    }

    /// The text in a column, or none.
    pub fn opt_text(&self, column: usize) -> Result<Option<&str>> {
        match self {
            Self::Sqlite(row) => row
                .get_ref(column)?
                .as_str_or_null()
                .map_err(|error| Error::Corrupt(format!("column {column}: {error}").into())),
            Self::Postgres(row) => Ok(row.try_get(column)?),
        }
    }
}

/// How to reach and size a database.
#[derive(Debug, Clone)]
pub enum Location<'a> {
    /// An embedded SQLite file.
    File(&'a Path),
    /// A PostgreSQL server, as a connection URL, and how many connections at most.
    Server {
        /// `postgres://user:password@host:port/database`.
        url: &'a str,
        /// The size of the pool.
        connections: usize,
    },
}

/// Counters of the work that a database did since it was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counters {
    /// Transactions that ran, committed or not.
    pub transactions: u64,
    /// Commits that reached the disk: on SQLite one for a whole group of transactions, and so also the number
    /// of fsyncs of the log.
    pub commits: u64,
}

/// An open database of either engine.
pub enum Database {
    /// The embedded engine.
    Sqlite(sqlite::Sqlite),
    /// The engine for many nodes.
    Postgres(postgres::Postgres),
}

impl Database {
    /// Opens the database; brings no schema.
    pub async fn open(location: Location<'_>) -> Result<Self> {
        match location {
            Location::File(path) => Ok(Self::Sqlite(sqlite::Sqlite::open(path)?)),
            Location::Server { url, connections } => {
                Ok(Self::Postgres(postgres::Postgres::connect(url, connections).await?))
            }
        }
    }

    /// Whether this is the embedded engine.
    pub fn is_embedded(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    /// Reads rows outside of any transaction, from the newest committed state.
    ///
    /// On SQLite the statement runs on the calling thread: a point read or a page takes less time than handing
    /// it to another thread and back.
    pub async fn query<T: Send>(
        &self,
        sql: impl Into<Sql>,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(db) => db.query(sql.into().sqlite, params, map),
            Self::Postgres(db) => db.query(sql.into().postgres, params, map).await,
        }
    }

    /// Reads at most one row.
    pub async fn query_opt<T: Send>(
        &self,
        sql: impl Into<Sql>,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        Ok(self.query(sql, params, map).await?.into_iter().next())
    }

    /// Runs the same query once for each row of parameters and returns the first row of each.
    pub async fn query_many<T: Send, const N: usize>(
        &self,
        sql: impl Into<Sql>,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<Option<T>>> {
        match self {
            Self::Sqlite(db) => db.query_many(sql.into().sqlite, rows, map),
            Self::Postgres(db) => db.query_many(sql.into().postgres, rows, map).await,
        }
    }

    /// Runs the same query once for each row of parameters and returns all rows of each.
    pub async fn query_each<T: Send, const N: usize>(
        &self,
        sql: impl Into<Sql>,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<Vec<T>>> {
        match self {
            Self::Sqlite(db) => db.query_each(sql.into().sqlite, rows, map),
            Self::Postgres(db) => db.query_each(sql.into().postgres, rows, map).await,
        }
    }

    /// Runs `work` in a transaction and returns after its commit is durable.
    ///
    /// An error of `work` rolls back everything that it did.
    /// On SQLite, transactions that wait at the same time share one commit; each has its own savepoint.
    pub async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        match self {
            Self::Sqlite(db) => db.transaction(work).await,
            Self::Postgres(db) => db.transaction(work).await,
        }
    }

    /// Tells from now on the accounts whose change logs grow by commits of this process, each once for a commit, and,
    /// where somebody watches, by those of other processes ([`crate::changes::Watcher`]).
    ///
    /// Who falls far behind is told so, and looks at all of them.
    pub fn grown_logs(&self) -> broadcast::Receiver<AccountId> {
        match self {
            Self::Sqlite(db) => db.grown().listen(),
            Self::Postgres(db) => db.grown().listen(),
        }
    }

    /// Notices what other processes committed to an embedded database; false when that is certainly nothing.
    pub(crate) fn notice_others(&self) -> Result<bool> {
        match self {
            Self::Sqlite(db) => db.notice_others(),
            Self::Postgres(_) => Ok(false),
        }
    }

    /// Tells those who listen of logs that others made longer.
    pub(crate) fn tell_grown_logs(&self, mut accounts: Vec<AccountId>) {
        match self {
            Self::Sqlite(db) => db.grown().tell(&mut accounts),
            Self::Postgres(db) => db.grown().tell(&mut accounts),
        }
    }

    /// How often something was committed, as far as this process noticed it: while the number stays, there is nothing
    /// new to look for.
    ///
    /// None where other nodes commit too, of which nobody is told.
    pub fn noticed_commits(&self) -> Option<u64> {
        match self {
            Self::Sqlite(db) => Some(db.noticed_commits()),
            Self::Postgres(_) => None,
        }
    }

    /// The counters for `/metrics`.
    pub fn counters(&self) -> Counters {
        match self {
            Self::Sqlite(db) => db.counters(),
            Self::Postgres(db) => db.counters(),
        }
    }

    /// Finishes the waiting writes, brings the log into the main file and closes.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(db) => db.close().await,
            Self::Postgres(db) => db.close(),
        }
    }
}

/// An open transaction.
pub enum Tx {
    /// On the writer thread.
    Sqlite(sqlite::SqliteTx),
    /// On a connection of the pool.
    Postgres(postgres::PostgresTx),
}

impl Tx {
    /// Reads rows.
    pub async fn query<T: Send>(
        &mut self,
        sql: impl Into<Sql>,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<T>> {
        match self {
            Self::Sqlite(tx) => tx.query(sql.into().sqlite, params, map),
            Self::Postgres(tx) => tx.query(sql.into().postgres, params, map).await,
        }
    }

    /// Reads at most one row.
    pub async fn query_opt<T: Send>(
        &mut self,
        sql: impl Into<Sql>,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Option<T>> {
        Ok(self.query(sql, params, map).await?.into_iter().next())
    }

    /// Runs the same query once for each row of parameters and returns the first row of each.
    pub async fn query_many<T: Send, const N: usize>(
        &mut self,
        sql: impl Into<Sql>,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<Option<T>>> {
        match self {
            Self::Sqlite(tx) => tx.query_many(sql.into().sqlite, rows, map),
            Self::Postgres(tx) => tx.query_many(sql.into().postgres, rows, map).await,
        }
    }

    /// Runs the same query once for each row of parameters and returns all rows of each.
    pub async fn query_each<T: Send, const N: usize>(
        &mut self,
        sql: impl Into<Sql>,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T> + Send,
    ) -> Result<Vec<Vec<T>>> {
        match self {
            Self::Sqlite(tx) => tx.query_each(sql.into().sqlite, rows, map),
            Self::Postgres(tx) => tx.query_each(sql.into().postgres, rows, map).await,
        }
    }

    /// Runs one statement and returns how many rows it touched.
    pub async fn execute(&mut self, sql: impl Into<Sql>, params: &[Param<'_>]) -> Result<u64> {
        match self {
            Self::Sqlite(tx) => tx.execute(sql.into().sqlite, params),
            Self::Postgres(tx) => tx.execute(sql.into().postgres, params).await,
        }
    }

    /// Runs one statement for each row of parameters, pipelined where the engine is remote, and returns how
    /// many rows each touched.
    pub async fn execute_many<const N: usize>(
        &mut self,
        sql: impl Into<Sql>,
        rows: &[[Param<'_>; N]],
    ) -> Result<Vec<u64>> {
        match self {
            Self::Sqlite(tx) => tx.execute_many(sql.into().sqlite, rows),
            Self::Postgres(tx) => tx.execute_many(sql.into().postgres, rows).await,
        }
    }

    /// Notes that the transaction makes the change log of an account longer.
    pub(crate) fn note_grown_log(&mut self, account: AccountId) {
        let grown = match self {
            Self::Sqlite(tx) => &mut tx.grown,
            Self::Postgres(tx) => &mut tx.grown,
        };
        if !grown.contains(&account) {
            grown.push(account);
        }
    }

    /// Lets nothing of older versions of rows stay in SQLite's log after the commit, as soon as nobody reads there.
    ///
    /// PostgreSQL keeps what was until its own vacuum and archives say otherwise.
    pub fn empty_log(&mut self) {
        match self {
            Self::Sqlite(tx) => tx.empty_log(),
            Self::Postgres(_) => {}
        }
    }

    /// Runs statements without parameters, as migrations have them.
    pub(crate) async fn execute_script(&mut self, sql: &str) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.execute_script(sql),
            Self::Postgres(tx) => tx.execute_script(sql).await,
        }
    }

    /// Whether this is the embedded engine.
    pub(crate) fn is_embedded(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }
}
