//! Raw rusqlite: one connection, prepared statements, one transaction for each batch.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::{ADVANCE, BATCH, CLAIM, Contact, INSERT, LOG, WRITTEN};

/// What Linchpin's writer sets as well: a commit is on the disk when it returns, and the log is copied into the main
/// file every 64 MiB.
pub(super) const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; \
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

#[cfg(test)]
mod tests {
    use linchpin_domain::Timestamp;
    use linchpin_store::port::Location;
    use linchpin_store::{Database, Error, accounts, migrations};

    use super::*;

    /// A database with Linchpin's tables and one account.
    fn blank(file: &Path) -> i64 {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
        runtime.block_on(async {
            let database = Database::open(Location::File(file)).await.expect("the file opens");
            migrations::apply(&database, Timestamp(0)).await.expect("migrations apply");
            let account = database.transaction::<_, Error, _>(|tx| {
                Box::pin(async move { accounts::create(tx, "Test", Timestamp(0)).await })
            });
            let account = account.await.expect("the account is made");
            database.close().await;
            account.0
        })
    }

    fn contact(account: i64, sequence: i64) -> Contact {
        Contact {
            account,
            object_type: 1,
            id: 10_000 + sequence,
            created_at: 1,
            updated_at: 2,
            properties: "{\"email\":\"a@example.com\"}".to_owned(),
            unique_key: sequence.to_be_bytes().to_vec(),
            sequence,
            kind: "create".to_owned(),
            at: 3,
            source: "INTEGRATION".to_owned(),
            source_id: "1".to_owned(),
            user: None,
            logged: "{}".to_owned(),
        }
    }

    #[test]
    fn what_is_written_raw_reads_back_from_linchpins_tables() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("test.db");
        let account = blank(&file);
        let contacts: Vec<_> = (1..=250).map(|sequence| contact(account, sequence)).collect();
        write(&file, &contacts).expect("the rows fit the tables");
        assert_eq!(read(&file).expect("the tables can be read"), contacts);
        let state = Connection::open(&file).and_then(|connection| {
            connection.query_row("SELECT last_sequence FROM account_states", [], |row| row.get::<_, i64>(0))
        });
        assert_eq!(state.expect("the account has a state"), 250);
    }
}
