//! Effects of writes that reach very many records: which of them still wait.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId};

use crate::{Param, Result, Row, Tx};

/// A record that changed, and the type of those neighbours that show something of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reach {
    /// The type of the record.
    pub child_type: ObjectTypeId,
    /// The record.
    pub child: RecordId,
    /// The type of the neighbours.
    pub parent_type: ObjectTypeId,
}

impl Reach {
    fn params<'a>(self, account: AccountId) -> [Param<'a>; 4] {
        [
            Param::Int(account.0),
            Param::Int(self.child_type.code()),
            Param::Int(self.child.0),
            Param::Int(self.parent_type.code()),
        ]
    }
}

/// Neighbours that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// Whose neighbours, and of which type.
    pub reach: Reach,
    /// The lowest id that may wait.
    pub from: RecordId,
    /// Which change of the record they wait for; a later one has a higher number.
    pub revision: i64,
}

fn pending(row: &Row<'_>) -> Result<Pending> {
    Ok(Pending {
        reach: Reach {
            child_type: ObjectTypeId::from_code(row.int(0)?),
            child: RecordId(row.int(1)?),
            parent_type: ObjectTypeId::from_code(row.int(2)?),
        },
        from: RecordId(row.int(3)?),
        revision: row.int(4)?,
    })
}

/// Lets neighbours wait from these ids on, beside those that wait already.
pub async fn put_many(tx: &mut Tx, account: AccountId, waiting: &[(Reach, RecordId)]) -> Result<()> {
    let rows: Vec<_> = waiting
        .iter()
        .map(|(reach, from)| {
            let [account, child_type, child, parent_type] = reach.params(account);
            [account, child_type, child, parent_type, Param::Int(from.0)]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO pending_effects (account_id, child_type, child_id, parent_type, from_id, revision) \
         VALUES ($1, $2, $3, $4, $5, 1) \
         ON CONFLICT (account_id, child_type, child_id, parent_type) DO UPDATE SET \
         from_id = CASE WHEN pending_effects.from_id < $5 THEN pending_effects.from_id ELSE $5 END, \
         revision = pending_effects.revision + 1",
        &rows,
    )
    .await?;
    Ok(())
}

/// Up to `limit` of those that wait in an account.
pub async fn list(tx: &mut Tx, account: AccountId, limit: usize) -> Result<Vec<Pending>> {
    tx.query(
        "SELECT child_type, child_id, parent_type, from_id, revision FROM pending_effects \
         WHERE account_id = $1 ORDER BY child_type, child_id, parent_type LIMIT $2",
        &[Param::Int(account.0), Param::Int(limit as i64)],
        pending,
    )
    .await
}

/// Whether neighbours wait, for each of these.
pub async fn are_waiting(tx: &mut Tx, account: AccountId, reaches: &[Reach]) -> Result<Vec<bool>> {
    let rows: Vec<_> = reaches.iter().map(|reach| reach.params(account)).collect();
    let found = tx
        .query_many(
            "SELECT 1 FROM pending_effects \
             WHERE account_id = $1 AND child_type = $2 AND child_id = $3 AND parent_type = $4",
            &rows,
            |_| Ok(()),
        )
        .await?;
    Ok(found.iter().map(Option::is_some).collect())
}

/// Notes that the neighbours before `next` wait no longer, or that none does; nothing when the record changed again
/// meanwhile or somebody else was faster.
pub async fn advance(tx: &mut Tx, account: AccountId, done: Pending, next: Option<RecordId>) -> Result<()> {
    let [account, child_type, child, parent_type] = done.reach.params(account);
    let (from, revision) = (Param::Int(done.from.0), Param::Int(done.revision));
    match next {
        Some(next) => {
            let params = [Param::Int(next.0), account, child_type, child, parent_type, from, revision];
            tx.execute(
                "UPDATE pending_effects SET from_id = $1 WHERE account_id = $2 AND child_type = $3 \
                 AND child_id = $4 AND parent_type = $5 AND from_id = $6 AND revision = $7",
                &params,
            )
            .await?
        }
        None => {
            tx.execute(
                "DELETE FROM pending_effects WHERE account_id = $1 AND child_type = $2 AND child_id = $3 \
                 AND parent_type = $4 AND from_id = $5 AND revision = $6",
                &[account, child_type, child, parent_type, from, revision],
            )
            .await?
        }
    };
    Ok(())
}
