//! What waits in any account to be done in the background: one statement for all of them.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Result};

/// An account in which something waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    /// The account.
    pub account: AccountId,
    /// The version of its schema.
    pub version: i64,
    /// Whether writes left something that can be done at once.
    pub is_pending: bool,
    /// The first moment at which something else is to be done; by the account's clock.
    pub due_at: Option<Timestamp>,
}

/// The accounts in which something waits, now or until its moment.
///
/// Each part is one look into an index for each account, so that it costs the same however much waits.
pub async fn everywhere(database: &Database) -> Result<Vec<Waiting>> {
    database
        .query(
            "SELECT account_id, schema_version, pending, effects, rates, lists FROM ( \
             SELECT s.account_id, s.schema_version, \
             (SELECT MIN(p.child_type) FROM pending_effects p WHERE p.account_id = s.account_id) AS pending, \
             (SELECT MIN(e.due_at) FROM due_effects e WHERE e.account_id = s.account_id) AS effects, \
             (SELECT MIN(r.due_at) FROM due_rates r WHERE r.account_id = s.account_id) AS rates, \
             (SELECT MIN(l.converts_at) FROM lists l \
             WHERE l.account_id = s.account_id AND l.converts_at IS NOT NULL \
             AND l.deleted_at IS NULL) AS lists \
             FROM account_states s) AS waiting \
             WHERE pending IS NOT NULL OR effects IS NOT NULL OR rates IS NOT NULL OR lists IS NOT NULL \
             ORDER BY account_id",
            &[],
            |row| {
                let moments = [row.opt_int(3)?, row.opt_int(4)?, row.opt_int(5)?];
                Ok(Waiting {
                    account: AccountId(row.int(0)?),
                    version: row.int(1)?,
                    is_pending: row.opt_int(2)?.is_some(),
                    due_at: moments.into_iter().flatten().min().map(Timestamp),
                })
            },
        )
        .await
}
