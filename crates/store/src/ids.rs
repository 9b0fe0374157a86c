//! Record ids: ascending, below 2^53, taken in blocks so that no insert waits for a counter.

use std::collections::HashMap;
use std::ops::Range;

use linchpin_domain::{AccountId, RecordId};
use tokio::sync::Mutex;

use crate::{Database, Param, Result};

/// Ids reserved at a time; those that are left when the process ends are never used.
const BLOCK: i64 = 4_096;
/// The first id of an account, so that ids do not look like positions.
const FIRST: i64 = 10_001;

/// Hands out record ids.
#[derive(Default)]
pub struct Ids {
    blocks: Mutex<HashMap<AccountId, Range<i64>>>,
}

impl Ids {
    /// Takes `count` ids that follow each other and belong to nobody else.
    ///
    /// The block is durable before its first id is used, so no restart hands an id out twice.
    pub async fn take(
        &self,
        database: &Database,
        account: AccountId,
        count: usize,
    ) -> Result<impl Iterator<Item = RecordId> + Clone + Send + use<>> {
        let count = count as i64;
        let mut blocks = self.blocks.lock().await;
        let block = blocks.entry(account).or_insert(0..0);
        if block.end - block.start < count {
            *block = reserve(database, account, count.max(BLOCK)).await?;
        }
        let taken = block.start..block.start + count;
        block.start = taken.end;
        Ok(taken.map(RecordId))
    }
}

async fn reserve(database: &Database, account: AccountId, count: i64) -> Result<Range<i64>> {
    database
        .transaction(move |tx| {
            Box::pin(async move {
                let next = tx
                    .query_opt(
                        "INSERT INTO id_blocks (account_id, next_id) VALUES ($1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT)) \
                         ON CONFLICT (account_id) DO UPDATE SET next_id = id_blocks.next_id + $3 RETURNING next_id",
                        &[Param::Int(account.0), Param::Int(FIRST), Param::Int(count)],
                        |row| row.int(0),
                    )
                    .await?
                    .ok_or_else(|| crate::Error::Corrupt("no id block came back".into()))?;
                Ok(next - count..next)
            })
        })
        .await
}
