//! What people did that concerns the security of an account: signing in, and what the audit log has a share of.
//!
//! Both are kept for some time only: whoever adds a row deletes those that are too old.

use linchpin_domain::{AccountId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx, counters};

/// Where the numbers of sign-ins begin; all accounts share them.
const FIRST: i64 = 1;

/// Somebody who signed in, or tried to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInRow {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// As which user of the account.
    pub user: UserId,
    /// The address as it was typed in.
    pub email: String,
    /// Whether it worked.
    pub succeeded: bool,
    /// From which network address.
    pub ip_address: String,
    /// With what, as it says itself.
    pub user_agent: String,
}

/// A security event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityEventRow {
    /// Its number.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What happened.
    pub kind: String,
    /// Who did it; 0 for what nobody in the account did.
    pub user: UserId,
    /// The address of who did it, as it was then; empty for nobody.
    pub email: String,
    /// To what it was done; may be empty.
    pub object: String,
    /// From which network address; empty where that is not known.
    pub ip_address: String,
}

/// A part of either list, the newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Only what came before this number.
    pub before: i64,
    /// From this moment on.
    pub from: Timestamp,
    /// Up to this moment.
    pub to: Timestamp,
    /// Only what this user did.
    pub user: Option<UserId>,
    /// Whom that counts for which nobody did.
    pub nobody: UserId,
    /// At most so many.
    pub limit: usize,
}

impl Part {
    fn params(&self, account: AccountId) -> [Param<'static>; 7] {
        [
            Param::Int(account.0),
            Param::Int(self.before),
            Param::Int(self.from.0),
            Param::Int(self.to.0),
            Param::Int(self.user.map_or(-1, |user| user.0)),
            Param::Int(self.nobody.0),
            Param::Int(self.limit as i64),
        ]
    }
}

/// The first of `n` numbers for sign-ins.
pub async fn sign_in_numbers(tx: &mut Tx, n: i64) -> Result<i64> {
    counters::take(tx, "sign_in", FIRST, n).await
}

/// Keeps a sign-in, and deletes those of the account from before `horizon`.
pub async fn add_sign_in(tx: &mut Tx, account: AccountId, row: &SignInRow, horizon: Timestamp) -> Result<()> {
    tx.execute(
        "DELETE FROM sign_ins WHERE account_id = $1 AND at < $2",
        &[Param::Int(account.0), Param::Int(horizon.0)],
    )
    .await?;
    tx.execute(
        "INSERT INTO sign_ins (account_id, id, at, user_id, email, succeeded, ip_address, user_agent) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            Param::Int(account.0),
            Param::Int(row.id),
            Param::Int(row.at.0),
            Param::Int(row.user.0),
            Param::Text(&row.email),
            Param::Int(row.succeeded.into()),
            Param::Text(&row.ip_address),
            Param::Text(&row.user_agent),
        ],
    )
    .await?;
    Ok(())
}

/// A part of the sign-ins of an account.
pub async fn sign_ins(database: &Database, account: AccountId, part: Part) -> Result<Vec<SignInRow>> {
    let sign_in = |row: &Row<'_>| {
        Ok(SignInRow {
            id: row.int(0)?,
            at: Timestamp(row.int(1)?),
            user: UserId(row.int(2)?),
            email: row.text(3)?.to_owned(),
            succeeded: row.int(4)? == 1,
            ip_address: row.text(5)?.to_owned(),
            user_agent: row.text(6)?.to_owned(),
        })
    };
    let sql = "SELECT id, at, user_id, email, succeeded, ip_address, user_agent FROM sign_ins \
         WHERE account_id = $1 AND id < $2 AND at >= $3 AND at <= $4 \
         AND (CAST($5 AS BIGINT) < 0 OR COALESCE(NULLIF(user_id, 0), $6) = $5) ORDER BY id DESC LIMIT $7";
    database.query(sql, &part.params(account), sign_in).await
}

/// Keeps a security event under the next number of its account, and deletes those from before `horizon`.
///
/// The number and the address of `row` are found here.
pub async fn add_event(
    tx: &mut Tx,
    account: AccountId,
    row: &SecurityEventRow,
    horizon: Timestamp,
) -> Result<()> {
    tx.execute(
        "DELETE FROM security_events WHERE account_id = $1 AND at < $2",
        &[Param::Int(account.0), Param::Int(horizon.0)],
    )
    .await?;
    let id = counters::next(tx, &format!("security_event.{account}"), FIRST).await?;
    tx.execute(
        "INSERT INTO security_events (account_id, id, at, kind, user_id, email, object_id, ip_address) \
         VALUES ($1, $2, $3, $4, $5, COALESCE( \
         (SELECT email FROM owners WHERE account_id = $1 AND user_id = $5 LIMIT 1), ''), $6, $7)",
        &[
            Param::Int(account.0),
            Param::Int(id),
            Param::Int(row.at.0),
            Param::Text(&row.kind),
            Param::Int(row.user.0),
            Param::Text(&row.object),
            Param::Text(&row.ip_address),
        ],
    )
    .await?;
    Ok(())
}

/// A part of the security events of an account.
pub async fn events(database: &Database, account: AccountId, part: Part) -> Result<Vec<SecurityEventRow>> {
    let event = |row: &Row<'_>| {
        Ok(SecurityEventRow {
            id: row.int(0)?,
            at: Timestamp(row.int(1)?),
            kind: row.text(2)?.to_owned(),
            user: UserId(row.int(3)?),
            email: row.text(4)?.to_owned(),
            object: row.text(5)?.to_owned(),
            ip_address: row.text(6)?.to_owned(),
        })
    };
    let sql = "SELECT id, at, kind, user_id, email, object_id, ip_address FROM security_events \
         WHERE account_id = $1 AND id < $2 AND at >= $3 AND at <= $4 \
         AND (CAST($5 AS BIGINT) < 0 OR COALESCE(NULLIF(user_id, 0), $6) = $5) ORDER BY id DESC LIMIT $7";
    database.query(sql, &part.params(account), event).await
}
