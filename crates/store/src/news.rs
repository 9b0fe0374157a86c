//! What a reader of the log needs to keep something up to date: what happened, and what the records are now.
//!
//! A change and the record that it names come in one statement, so from one moment: read one after the other, the
//! record might be older than the change, for a reader of SQLite may keep its snapshot until a commit is answered.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};

use crate::changes::Kind;
use crate::records::StoredRecord;
use crate::{Database, Param, Result, Row, Tx};

/// How many changes are read at once.
pub const PART: usize = 2_000;

/// How many changes are looked at to know which types they are of.
pub const PASS: i64 = 10_000;

/// A change, with what its record is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// The number of the change.
    pub sequence: i64,
    /// What it says of the log.
    pub mark: Mark,
    /// What happened.
    pub kind: Kind,
    /// The version that the account's schema has now.
    pub schema_version: i64,
    /// What the change says, where it may name further records: of merges and deletions for privacy.
    pub text: Option<String>,
    /// The record, if it is of the wanted type and live and its values may have changed.
    pub live: Option<StoredRecord>,
}

/// What stands at a number of a log; another log has something else there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The object type of the record.
    pub object_type: ObjectTypeId,
    /// The record.
    pub record: RecordId,
    /// When it happened.
    pub at: Timestamp,
}

/// Reads the changes of an account after a number, with the records of one type, in order and at most [`PART`]; fewer
/// are all that were committed when it began.
///
/// The limit stands in the text, so that PostgreSQL knows how few records it will look up.
pub async fn after(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
    sequence: i64,
) -> Result<Vec<News>> {
    const { assert!(PART == 2_000, "the statement below has the same number") };
    database
        .query(
            "SELECT c.sequence, c.object_type, c.record_id, c.at, c.kind, s.schema_version, c.text, \
             r.id, r.created_at, r.updated_at, r.properties \
             FROM (SELECT account_id, sequence, object_type, record_id, at, kind, \
             CASE WHEN kind IN ('merge', 'privacy_delete') THEN properties END AS text FROM changes \
             WHERE account_id = $1 AND sequence > $2 ORDER BY sequence LIMIT 2000) AS c \
             JOIN account_states AS s ON s.account_id = c.account_id \
             LEFT JOIN records AS r ON r.account_id = c.account_id AND r.object_type = c.object_type \
             AND r.archived = 0 AND r.id = c.record_id AND c.object_type = $3 \
             AND c.kind IN ('create', 'update', 'restore', 'merge', 'archive', 'privacy_delete') ORDER BY c.sequence",
            &[Param::Int(account.0), Param::Int(sequence), Param::Int(object_type.code())],
            news,
        )
        .await
}

/// The newest change of each object type after a number, and so the newest of all; reads up to [`PASS`] changes.
pub async fn newest_by_type(
    database: &Database,
    account: AccountId,
    sequence: i64,
) -> Result<Vec<(ObjectTypeId, i64)>> {
    let params = [Param::Int(account.0), Param::Int(sequence), Param::Int(sequence + PASS)];
    let sql = "SELECT object_type, max(sequence) FROM changes WHERE account_id = $1 AND sequence > $2 \
               AND sequence <= $3 GROUP BY object_type";
    database.query(sql, &params, |row| Ok((ObjectTypeId::from_code(row.int(0)?), row.int(1)?))).await
}

/// What stands at a number, if there is anything.
pub async fn mark(database: &Database, account: AccountId, sequence: i64) -> Result<Option<Mark>> {
    database.query_opt(MARK, &[Param::Int(account.0), Param::Int(sequence)], |row| marked(row, 0)).await
}

/// [`mark`] inside a transaction.
pub async fn mark_in(tx: &mut Tx, account: AccountId, sequence: i64) -> Result<Option<Mark>> {
    tx.query_opt(MARK, &[Param::Int(account.0), Param::Int(sequence)], |row| marked(row, 0)).await
}

const MARK: &str = "SELECT object_type, record_id, at FROM changes WHERE account_id = $1 AND sequence = $2";

fn marked(row: &Row<'_>, at: usize) -> Result<Mark> {
    Ok(Mark {
        object_type: ObjectTypeId::from_code(row.int(at)?),
        record: RecordId(row.int(at + 1)?),
        at: Timestamp(row.int(at + 2)?),
    })
}

fn news(row: &Row<'_>) -> Result<News> {
    let live = match row.opt_int(7)? {
        None => None,
        Some(id) => Some(StoredRecord {
            id: RecordId(id),
            created_at: Timestamp(row.int(8)?),
            updated_at: Timestamp(row.int(9)?),
            archived_at: None,
            properties: row.text(10)?.to_owned(),
        }),
    };
    Ok(News {
        sequence: row.int(0)?,
        mark: marked(row, 1)?,
        kind: Kind::parse(row.text(4)?)?,
        schema_version: row.int(5)?,
        text: row.opt_text(6)?.map(str::to_owned),
        live,
    })
}
