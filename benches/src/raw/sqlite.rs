//! Raw rusqlite: one connection, prepared statements, one transaction for each batch.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::{ADVANCE, BATCH, CLAIM, Contact, INSERT, LOG, WRITTEN};

/// What Linchpin's writer sets as well: a commit is on the disk when it returns, and the log is copied into the main
/// file every 64 MiB.
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; \
     PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 16384";

/// The contacts that were created in a database which nobody serves any more.
pub(crate) fn read(database: &Path) -> Result<Vec<Contact>> {
    let connection = Connection::open(database)?;
    let mut statement = connection.prepare(WRITTEN)?;
    let contacts = statement.query_map([], contact)?;
    Ok(contacts.collect::<rusqlite::Result<_>>()?)
}

fn contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    Ok(Contact {
        account: row.get(0)?,
        object_type: row.get(1)?,
        id: row.get(2)?,
        created_at: row.get(3)?,
        updated_at: row.get(4)?,
        properties: row.get(5)?,
        unique_key: row.get(6)?,
        sequence: row.get(7)?,
        kind: row.get(8)?,
        at: row.get(9)?,
        source: row.get(10)?,
        source_id: row.get(11)?,
        user: row.get(12)?,
        logged: row.get(13)?,
    })
}

/// Writes contacts into a database that has the tables and nothing in them, and returns how long that took.
pub(crate) fn write(database: &Path, contacts: &[Contact]) -> Result<Duration> {
    let mut connection = Connection::open(database)?;
    connection.execute_batch(PRAGMAS)?;
    let started = Instant::now();
    for batch in contacts.chunks(BATCH) {
        write_batch(&mut connection, batch)?;
    }
    Ok(started.elapsed())
}

fn write_batch(connection: &mut Connection, batch: &[Contact]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    {
        let mut claim = transaction.prepare_cached(CLAIM)?;
        for contact in batch {
            claim.execute(params![contact.account, contact.unique_key, contact.id])?;
        }
        let mut insert = transaction.prepare_cached(INSERT)?;
        for contact in batch {
            insert.execute(params![
                contact.account,
                contact.object_type,
                contact.id,
                contact.created_at,
                contact.updated_at,
                contact.properties
            ])?;
        }
        transaction.prepare_cached(ADVANCE)?.execute(params![batch.len() as i64, batch[0].account])?;
        let mut log = transaction.prepare_cached(LOG)?;
        for contact in batch {
            log.execute(params![
                contact.account,
                contact.sequence,
                contact.object_type,
                contact.id,
                contact.kind,
                contact.at,
                contact.source,
                contact.source_id,
                contact.user,
                contact.logged
            ])?;
        }
    }
    transaction.commit()
}
