//! How many records each record is associated with, counted part by part.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId};

use crate::{Database, Param, Result};

/// How many records of one type a record is associated with, as far as one part of the associations says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The record.
    pub from: RecordId,
    /// The object type of the others.
    pub to_type: ObjectTypeId,
    /// How many they are.
    pub count: i64,
    last: RecordId,
}

impl Tally {
    /// The last association that was counted.
    pub fn last(&self) -> Last {
        Last { from: self.from.0, to_type: self.to_type.code(), to: self.last.0 }
    }
}

/// The association behind which the next part begins; at first nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Last {
    from: i64,
    to_type: i64,
    to: i64,
}

/// Counts up to `limit` associations of the records of one object type behind `last`, in the order of the records.
pub async fn tally(
    database: &Database,
    (account, from_type): (AccountId, ObjectTypeId),
    last: Last,
    limit: usize,
) -> Result<Vec<Tally>> {
    database
        .query(
            "SELECT from_id, to_type, COUNT(*), MAX(to_id) FROM (SELECT from_id, to_type, to_id FROM associations \
             WHERE account_id = $1 AND from_type = $2 AND (from_id, to_type, to_id) > ($3, $4, $5) \
             ORDER BY from_id, to_type, to_id LIMIT $6) AS page GROUP BY from_id, to_type ORDER BY from_id, to_type",
            &[
                Param::Int(account.0),
                Param::Int(from_type.code()),
                Param::Int(last.from),
                Param::Int(last.to_type),
                Param::Int(last.to),
                Param::Int(limit as i64),
            ],
            |row| {
                Ok(Tally {
                    from: RecordId(row.int(0)?),
                    to_type: ObjectTypeId::from_code(row.int(1)?),
                    count: row.int(2)?,
                    last: RecordId(row.int(3)?),
                })
            },
        )
        .await
}
