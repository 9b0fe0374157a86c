//! Effects of time: when records show something as still to come that has come.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};

use crate::{Database, Param, Result, Tx};

/// A record that is to be looked at again at some moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// The moment.
    pub at: Timestamp,
    /// The type of the record.
    pub object_type: ObjectTypeId,
    /// The record.
    pub record: RecordId,
}

impl Due {
    fn params<'a>(self, account: AccountId) -> [Param<'a>; 4] {
        [
            Param::Int(account.0),
            Param::Int(self.at.0),
            Param::Int(self.object_type.code()),
            Param::Int(self.record.0),
        ]
    }
}

/// Lets records be looked at again; those that already are to be at the same moment stay so.
pub async fn put_many(tx: &mut Tx, account: AccountId, due: &[Due]) -> Result<()> {
    let rows: Vec<_> = due.iter().map(|due| due.params(account)).collect();
    tx.execute_many(
        "INSERT INTO due_effects (account_id, due_at, object_type, id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, due_at, object_type, id) DO NOTHING",
        &rows,
    )
    .await?;
    Ok(())
}

/// Up to `limit` of the records of an account whose moment has come, the earliest first.
pub async fn list(database: &Database, account: AccountId, now: Timestamp, limit: usize) -> Result<Vec<Due>> {
    database
        .query(
            "SELECT due_at, object_type, id FROM due_effects WHERE account_id = $1 AND due_at <= $2 \
             ORDER BY due_at, object_type, id LIMIT $3",
            &[Param::Int(account.0), Param::Int(now.0), Param::Int(limit as i64)],
            |row| {
                Ok(Due {
                    at: Timestamp(row.int(0)?),
                    object_type: ObjectTypeId::from_code(row.int(1)?),
                    record: RecordId(row.int(2)?),
                })
            },
        )
        .await
}

/// Notes that records were looked at.
pub async fn delete_many(tx: &mut Tx, account: AccountId, done: &[Due]) -> Result<()> {
    let rows: Vec<_> = done.iter().map(|due| due.params(account)).collect();
    tx.execute_many(
        "DELETE FROM due_effects WHERE account_id = $1 AND due_at = $2 AND object_type = $3 AND id = $4",
        &rows,
    )
    .await?;
    Ok(())
}
