//! Changes as they are turned into what others are told, read without copying what they say.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};

use super::Kind;
use crate::{Database, Param, Result, Row};

/// A change, as long as its row is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told<'a> {
    /// Its number in the account.
    pub sequence: i64,
    /// The object type of the record.
    pub object_type: ObjectTypeId,
    /// The record.
    pub record: RecordId,
    /// What happened.
    pub kind: Kind,
    /// When.
    pub at: Timestamp,
    /// HubSpot's word for the kind of source.
    pub source: &'a str,
    /// Which one.
    pub source_id: &'a str,
    /// See [`NewChange::properties`](super::NewChange::properties); empty where that was not asked for, and for changes
    /// of the schema and of lists.
    pub text: &'a str,
}

/// Which changes to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Those behind this number.
    pub after: i64,
    /// Those up to this number.
    pub through: i64,
    /// At most so many, the first ones.
    pub limit: usize,
    /// With the values of new records, which are most of what the log holds.
    pub with_values: bool,
}

const WITH_VALUES: &str = "SELECT sequence, object_type, record_id, kind, at, source, source_id, \
     CASE WHEN kind IN ('schema', 'list') THEN '' ELSE properties END \
     FROM changes WHERE account_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT $4";

const WITHOUT_VALUES: &str = "SELECT sequence, object_type, record_id, kind, at, source, source_id, \
     CASE WHEN kind IN ('schema', 'list', 'create', 'update') THEN '' ELSE properties END \
     FROM changes WHERE account_id = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence LIMIT $4";

/// Shows changes of an account one after the other, in order.
pub async fn tell(
    database: &Database,
    account: AccountId,
    range: Range,
    mut visit: impl FnMut(Told<'_>) -> Result<()> + Send,
) -> Result<()> {
    let params = [
        Param::Int(account.0),
        Param::Int(range.after),
        Param::Int(range.through),
        Param::Int(range.limit as i64),
    ];
    let sql = if range.with_values { WITH_VALUES } else { WITHOUT_VALUES };
    database.query(sql, &params, |row| visit(told(row)?)).await?;
    Ok(())
}

fn told<'a>(row: &'a Row<'_>) -> Result<Told<'a>> {
    Ok(Told {
        sequence: row.int(0)?,
        object_type: ObjectTypeId::from_code(row.int(1)?),
        record: RecordId(row.int(2)?),
        kind: Kind::parse(row.text(3)?)?,
        at: Timestamp(row.int(4)?),
        source: row.text(5)?,
        source_id: row.text(6)?,
        text: row.text(7)?,
    })
}
