//! Calls that may come twice, by the keys that their senders gave them.

use linchpin_domain::{AccountId, Timestamp};

use crate::{Database, Error, Param, Result, Tx};

/// A call that says by a key whether it is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The account that is called.
    pub account: AccountId,
    /// A hash of the key and of who sent it.
    pub key: &'a [u8],
    /// A hash of what is asked for.
    pub request: &'a [u8],
    /// When.
    pub at: Timestamp,
}

/// What is known of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claimed {
    /// Nothing: it is to be done now, and what it comes to belongs to its key.
    First,
    /// It is being done.
    Pending,
    /// Another call has its key.
    Other,
    /// It was answered with this status, and with this sealed answer unless that was not kept.
    Answered(u16, Option<Vec<u8>>),
}

/// Claims a key for a call, unless it has been claimed: at `expired` or before does not count any more, nor does a
/// claim of the same call at `abandoned` or before that was never answered.
pub async fn claim(
    tx: &mut Tx,
    claim: Claim<'_>,
    expired: Timestamp,
    abandoned: Timestamp,
) -> Result<Claimed> {
    let Claim { account, key, request, at } = claim;
    let params = [
        Param::Int(account.0),
        Param::Blob(key),
        Param::Blob(request),
        Param::Int(at.0),
        Param::Int(expired.0),
        Param::Int(abandoned.0),
    ];
    let taken = tx
        .execute(
            "INSERT INTO idempotency_keys (account_id, key, request, claimed_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, key) DO UPDATE SET request = $3, claimed_at = $4, status = NULL, answer = NULL \
             WHERE idempotency_keys.claimed_at <= $5 OR (idempotency_keys.status IS NULL \
             AND idempotency_keys.claimed_at <= $6 AND idempotency_keys.request = $3)",
            &params,
        )
        .await?;
    if taken == 1 {
        return Ok(Claimed::First);
    }
    let known = tx
        .query_opt(
            "SELECT request, status, answer FROM idempotency_keys WHERE account_id = $1 AND key = $2",
            &params[..2],
            |row| Ok((row.opt_blob(0)?, row.opt_int(1)?, row.opt_blob(2)?)),
        )
        .await?;
    match known {
        // It was given up between the two statements, which only PostgreSQL lets happen.
        None => Err(Error::Contention("a call gave its key up".into())),
        Some((known, ..)) if known.as_deref() != Some(request) => Ok(Claimed::Other),
        Some((_, None, _)) => Ok(Claimed::Pending),
        Some((_, Some(status), answer)) => Ok(Claimed::Answered(status as u16, answer)),
    }
}

/// Keeps what a call came to.
pub async fn answer(tx: &mut Tx, claim: Claim<'_>, status: u16, answer: Option<&[u8]>) -> Result<()> {
    tx.execute(
        "UPDATE idempotency_keys SET status = $1, answer = $2 WHERE account_id = $3 AND key = $4 AND claimed_at = $5",
        &[
            Param::Int(status.into()),
            answer.map_or(Param::Null, Param::Blob),
            Param::Int(claim.account.0),
            Param::Blob(claim.key),
            Param::Int(claim.at.0),
        ],
    )
    .await?;
    Ok(())
}

/// Gives a key up, so that the call can be made again.
pub async fn give_up(tx: &mut Tx, claim: Claim<'_>) -> Result<()> {
    tx.execute(
        "DELETE FROM idempotency_keys WHERE account_id = $1 AND key = $2 AND claimed_at = $3",
        &[Param::Int(claim.account.0), Param::Blob(claim.key), Param::Int(claim.at.0)],
    )
    .await?;
    Ok(())
}

/// Forgets the answers of an account, but not that there were any.
pub async fn forget_answers(tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.execute(
        "UPDATE idempotency_keys SET answer = NULL WHERE account_id = $1 AND answer IS NOT NULL",
        &[Param::Int(account.0)],
    )
    .await?;
    Ok(())
}

/// The accounts in which keys were claimed at this moment or before, by one look into an index for each.
pub async fn with_expired(database: &Database, expired: Timestamp) -> Result<Vec<AccountId>> {
    let sql = "SELECT s.account_id FROM account_states s WHERE EXISTS \
               (SELECT 1 FROM idempotency_keys k WHERE k.account_id = s.account_id AND k.claimed_at <= $1)";
    database.query(sql, &[Param::Int(expired.0)], |row| row.int(0).map(AccountId)).await
}

/// Deletes keys that were claimed at this moment or before, at most `limit`; false when none are left.
pub async fn delete_expired(tx: &mut Tx, account: AccountId, expired: Timestamp, limit: i64) -> Result<bool> {
    let deleted = tx
        .execute(
            "DELETE FROM idempotency_keys WHERE account_id = $1 AND key IN (SELECT key FROM idempotency_keys \
             WHERE account_id = $1 AND claimed_at <= $2 ORDER BY claimed_at LIMIT $3)",
            &[Param::Int(account.0), Param::Int(expired.0), Param::Int(limit)],
        )
        .await?;
    Ok(deleted as i64 == limit)
}
