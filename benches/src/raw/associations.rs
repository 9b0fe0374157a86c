//! The rows that associations left, written again with nothing around them.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::sqlite::PRAGMAS;
use crate::related::PAIRS;

/// One direction of a pair.
#[derive(Debug)]
struct Direction {
    from_type: i64,
    from: i64,
    to_type: i64,
    to: i64,
    types: String,
    exclusive: i64,
}

/// Everything that one association left in the tables.
#[derive(Debug)]
pub(crate) struct Associated {
    account: i64,
    there: Direction,
    back: Direction,
    sequence: i64,
    kind: String,
    at: i64,
    source: String,
    source_id: String,
    user: Option<i64>,
    logged: String,
}

/// Contacts with their companies in the order in which they were associated.
const WRITTEN: &str = "SELECT c.account_id, t.from_type, t.from_id, t.to_type, t.to_id, t.types, t.exclusive, \
     b.from_type, b.from_id, b.to_type, b.to_id, b.types, b.exclusive, \
     c.sequence, c.kind, c.at, c.source, c.source_id, c.user_id, c.properties FROM changes c \
     JOIN associations t ON t.account_id = c.account_id AND t.from_type = c.object_type \
       AND t.from_id = c.record_id AND t.to_type = 2 AND t.to_id = CAST(c.properties ->> 'to' AS INTEGER) \
     JOIN associations b ON b.account_id = t.account_id AND b.from_type = t.to_type AND b.from_id = t.to_id \
       AND b.to_type = t.from_type AND b.to_id = t.from_id \
     WHERE c.kind = 'associate' ORDER BY c.sequence";
const ASSOCIATE: &str = "INSERT INTO associations \
     (account_id, from_type, from_id, to_type, to_id, types, exclusive) VALUES ($1, $2, $3, $4, $5, $6, $7)";

/// The associations in a database that nobody serves any more.
pub(crate) fn read(database: &Path) -> Result<Vec<Associated>> {
    let connection = Connection::open(database)?;
    let mut statement = connection.prepare(WRITTEN)?;
    let pairs = statement.query_map([], associated)?.collect::<rusqlite::Result<Vec<_>>>()?;
    ensure!(!pairs.is_empty(), "nothing was associated");
    Ok(pairs)
}

fn associated(row: &Row<'_>) -> rusqlite::Result<Associated> {
    let direction = |first: usize| -> rusqlite::Result<Direction> {
        Ok(Direction {
            from_type: row.get(first)?,
            from: row.get(first + 1)?,
            to_type: row.get(first + 2)?,
            to: row.get(first + 3)?,
            types: row.get(first + 4)?,
            exclusive: row.get(first + 5)?,
        })
    };
    Ok(Associated {
        account: row.get(0)?,
        there: direction(1)?,
        back: direction(7)?,
        sequence: row.get(13)?,
        kind: row.get(14)?,
        at: row.get(15)?,
        source: row.get(16)?,
        source_id: row.get(17)?,
        user: row.get(18)?,
        logged: row.get(19)?,
    })
}

/// Writes associations into a database that has the tables, as many a transaction as a batch has, and returns how
/// long that took.
pub(crate) fn write(database: &Path, pairs: &[Associated]) -> Result<Duration> {
    let mut connection = Connection::open(database)?;
    connection.execute_batch(PRAGMAS)?;
    let started = Instant::now();
    for batch in pairs.chunks(PAIRS) {
        write_batch(&mut connection, batch)?;
    }
    Ok(started.elapsed())
}

fn write_batch(connection: &mut Connection, batch: &[Associated]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    {
        let mut associate = transaction.prepare_cached(ASSOCIATE)?;
        let directions = batch.iter().map(|pair| (pair.account, &pair.there));
        let directions = directions.chain(batch.iter().map(|pair| (pair.account, &pair.back)));
        for (account, row) in directions {
            associate.execute(params![
                account,
                row.from_type,
                row.from,
                row.to_type,
                row.to,
                row.types,
                row.exclusive
            ])?;
        }
        transaction.prepare_cached(super::ADVANCE)?.execute(params![batch.len() as i64, batch[0].account])?;
        let mut log = transaction.prepare_cached(super::LOG)?;
        for pair in batch {
            log.execute(params![
                pair.account,
                pair.sequence,
                pair.there.from_type,
                pair.there.from,
                pair.kind,
                pair.at,
                pair.source,
                pair.source_id,
                pair.user,
                pair.logged
            ])?;
        }
    }
    transaction.commit()
}
