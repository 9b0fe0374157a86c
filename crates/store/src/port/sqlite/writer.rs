//! The writer thread: transactions that wait together share one commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use linchpin_domain::AccountId;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::super::grown::Grown;
use super::super::{Param, Row, Tx};
use super::checkpoint::Checkpoints;
use crate::{Error, Result};

/// Transactions that may wait for the writer before senders are held back.
const QUEUE: usize = 1_024;
/// The most transactions that one commit takes, so that the first of a group is not kept waiting for the last.
const GROUP: usize = 256;
/// The longest that a group gathers, for the same reason.
const GROUP_TIME: Duration = Duration::from_millis(5);
/// What remains of a transaction until its group is committed: who waits for which answer.
type Answer = Box<dyn FnOnce(Result<()>) + Send>;
/// A transaction: it runs under its own savepoint and leaves its answer; it does not run where none could begin.
type Job = Box<dyn FnOnce(Result<&mut Tx>) -> Answer + Send>;

/// Counters that the thread keeps.
#[derive(Default)]
pub(super) struct WriterCounters {
    pub(super) transactions: AtomicU64,
    /// Raised before anybody is told of the commit, so that readers know their snapshots to be old.
    pub(super) commits: Arc<AtomicU64>,
    /// Told after the commit whose logs grew.
    pub(super) grown: Grown,
}

/// The handle of the writer thread.
pub(super) struct Writer {
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    pub(super) counters: Arc<WriterCounters>,
}

impl Writer {
    pub(super) fn start(
        mut connection: Connection,
        checkpoints: Checkpoints,
        counters: Arc<WriterCounters>,
    ) -> Result<Self> {
        // The hook takes the place of SQLite's own checkpoints, which run inside the commit and so hold up its
        // answers; ours run between two groups.
        let log_pages = Arc::new(AtomicU32::new(0));
        let seen_pages = Arc::clone(&log_pages);
        connection.wal_hook(Some(move |_: &mut rusqlite::hooks::Wal, pages: std::ffi::c_int| {
            seen_pages.store(pages.unsigned_abs(), Ordering::Relaxed);
            Ok(())
        }))?;
        let (jobs, queue) = mpsc::channel(QUEUE);
        let seen = Arc::clone(&counters);
        let thread = std::thread::Builder::new()
            .name("linchpin-writer".to_owned())
            .spawn(move || run(connection, checkpoints, queue, &seen, &log_pages))
            .map_err(|error| Error::Unusable(format!("cannot start the writer thread: {error}").into()))?;
        Ok(Self { jobs: Mutex::new(Some(jobs)), thread: Mutex::new(Some(thread)), counters })
    }

    pub(super) async fn transaction<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let jobs = jobs.ok_or(Error::Closed)?;
        let (reply, answer) = oneshot::channel();
        let job: Job = Box::new(move |tx| {
            let result = tx.map_err(E::from).and_then(|tx| under_savepoint(tx, work));
            Box::new(move |committed| {
                // Nobody waits when the caller went away; the transaction stands all the same.
                let _ = reply.send(committed.map_err(E::from).and(result));
            })
        });
        jobs.send(job).await.map_err(|_| Error::Closed)?;
        answer.await.map_err(|_| Error::Closed)?
    }

    pub(super) async fn close(&self) {
        drop(self.jobs.lock().unwrap_or_else(PoisonError::into_inner).take());
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A panic of the thread itself was already logged by the panic hook.
            let _ = tokio::task::spawn_blocking(move || thread.join()).await;
        }
    }
}

fn run(
    connection: Connection,
    checkpoints: Checkpoints,
    mut queue: mpsc::Receiver<Job>,
    counters: &WriterCounters,
    log_pages: &AtomicU32,
) {
    let mut tx = Tx::Sqlite(SqliteTx { connection, empties_log: false, grown: Vec::new() });
    while let Some(first) = queue.blocking_recv() {
        group(&mut tx, first, &mut queue, &checkpoints, counters);
        if let Tx::Sqlite(tx) = &tx {
            checkpoints.between_groups(&tx.connection, log_pages.load(Ordering::Relaxed));
        }
    }
    if let Tx::Sqlite(tx) = &tx {
        checkpoints.finish(&tx.connection);
    }
}

/// Runs the first transaction and all that wait behind it, commits once, then answers everyone.
fn group(
    tx: &mut Tx,
    first: Job,
    queue: &mut mpsc::Receiver<Job>,
    checkpoints: &Checkpoints,
    counters: &WriterCounters,
) {
    let started = Instant::now();
    if let Err(error) = script(tx, "BEGIN IMMEDIATE") {
        // Without it, a savepoint would be a transaction of its own and stand, whatever its caller is told.
        first(Err(error.clone()))(Err(error));
        return;
    }
    let mut answers = vec![first(Ok(tx))];
    while answers.len() < GROUP && started.elapsed() < GROUP_TIME {
        let Ok(job) = queue.try_recv() else { break };
        answers.push(job(Ok(tx)));
    }
    let committed = script(tx, "COMMIT");
    if committed.is_err() {
        // What failed to commit must not leak into the next group.
        let _ = script(tx, "ROLLBACK");
    }
    counters.transactions.fetch_add(answers.len() as u64, Ordering::Relaxed);
    counters.commits.fetch_add(1, Ordering::Release);
    if let Tx::Sqlite(tx) = tx {
        // Whoever reads right now keeps the log: then the next group tries again, or the end at the latest.
        tx.empties_log = tx.empties_log && !checkpoints.empty_log(&tx.connection);
        // A reader that is woken by a transaction that did not stand finds nothing.
        counters.grown.tell(&mut tx.grown);
    }
    for answer in answers {
        answer(committed.clone());
    }
}

fn under_savepoint<T, E, F>(tx: &mut Tx, work: F) -> Result<T, E>
where
    E: From<Error>,
    F: for<'t> FnOnce(&'t mut Tx) -> BoxFuture<'t, Result<T, E>>,
{
    script(tx, "SAVEPOINT job")?;
    let ran = catch_unwind(AssertUnwindSafe(|| work(tx).now_or_never()));
    let result = match ran {
        Ok(Some(result)) => result,
        Ok(None) => Err(Error::Unusable("a transaction waited for something other than SQL".into()).into()),
        Err(panic) => Err(Error::Panicked(panic_text(panic.as_ref()).into()).into()),
    };
    if result.is_err() {
        script(tx, "ROLLBACK TO job")?;
    }
    script(tx, "RELEASE job")?;
    result
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}

fn script(tx: &mut Tx, sql: &'static str) -> Result<()> {
    match tx {
        Tx::Sqlite(tx) => tx.execute(sql, &[]).map(|_| ()),
        Tx::Postgres(_) => Err(Error::Unusable("not a transaction of the writer thread".into())),
    }
}

/// A transaction on the writer's connection.
pub struct SqliteTx {
    connection: Connection,
    /// The log is to be emptied after the commit.
    empties_log: bool,
    /// The accounts whose change logs grow with the commit.
    pub(in crate::port) grown: Vec<AccountId>,
}

impl SqliteTx {
    pub(in crate::port) fn query<T>(
        &mut self,
        sql: &str,
        params: &[Param<'_>],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        super::query(&self.connection, sql, params, map)
    }

    pub(in crate::port) fn query_many<T, const N: usize>(
        &mut self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Option<T>>> {
        super::query_many(&self.connection, sql, rows, map)
    }

    pub(in crate::port) fn query_each<T, const N: usize>(
        &mut self,
        sql: &str,
        rows: &[[Param<'_>; N]],
        map: impl FnMut(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<Vec<T>>> {
        super::query_each(&self.connection, sql, rows, map)
    }

    pub(in crate::port) fn execute(&mut self, sql: &str, params: &[Param<'_>]) -> Result<u64> {
        super::execute(&self.connection, sql, params)
    }

    pub(in crate::port) fn execute_many<const N: usize>(
        &mut self,
        sql: &str,
        rows: &[[Param<'_>; N]],
    ) -> Result<Vec<u64>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        debug_assert!(super::in_order(&statement), "parameters must be numbered in order: {sql}");
        let mut touched = Vec::with_capacity(rows.len());
        for params in rows {
            touched.push(statement.execute(rusqlite::params_from_iter(params))? as u64);
        }
        Ok(touched)
    }

    pub(in crate::port) fn empty_log(&mut self) {
        self.empties_log = true;
    }

    pub(in crate::port) fn execute_script(&mut self, sql: &str) -> Result<()> {
        Ok(self.connection.execute_batch(sql)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicBool;

    use super::*;
    use crate::port::sqlite::readers::Readers;
    use crate::port::sqlite::{READER_CACHE_KIB, connect};

    #[tokio::test]
    async fn a_transaction_that_cannot_begin_does_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("linchpin.db");
        let open = || {
            let connection = connect(&path, READER_CACHE_KIB).unwrap();
            connection.busy_timeout(Duration::ZERO).unwrap();
            connection
        };
        let other = open();
        other
            .execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER); BEGIN IMMEDIATE")
            .unwrap();
        let counters = Arc::new(WriterCounters::default());
        let readers = Arc::new(Readers::new(&path, Arc::clone(&counters.commits)));
        let checkpoints = Checkpoints::start(open(), readers).unwrap();
        let writer = Writer::start(open(), checkpoints, counters).unwrap();
        let has_run = Arc::new(AtomicBool::new(false));
        let runs = Arc::clone(&has_run);
        let insert = writer.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                runs.store(true, Ordering::Relaxed);
                // The other one ends right now: alone, this would succeed.
                other.execute_batch("COMMIT").unwrap();
                tx.execute("INSERT INTO t (id) VALUES (1)", &[]).await
            })
        });
        let refused = insert.await.unwrap_err();
        assert!(refused.to_string().contains("locked"), "{refused}");
        assert!(!has_run.load(Ordering::Relaxed));
        let rows: i64 = open().query_row("SELECT count(*) FROM t", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 0);
        writer.close().await;
    }
}
