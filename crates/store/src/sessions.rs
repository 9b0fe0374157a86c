//! Sessions of people who signed in, known only by their keyed hash.

use linchpin_domain::{AccountId, Timestamp, UserId};

use crate::{Database, Param, Result, Tx};

/// What a session stands for while its user is one of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who signed in.
    pub login: i64,
    /// The account that it opens.
    pub account: AccountId,
    /// Who that is in the account.
    pub user: UserId,
    /// The name of what the user may do.
    pub role: String,
    /// The address of the login.
    pub address: String,
    /// When somebody signed in.
    pub created_at: Timestamp,
    /// When it was last used, some minutes behind at most.
    pub seen_at: Timestamp,
    /// The version of the account's schema when the session was looked up.
    pub schema_version: i64,
}

/// Keeps a session.
pub async fn create(tx: &mut Tx, hash: &[u8], login: i64, account: AccountId, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO sessions (hash, login_id, account_id, created_at, seen_at) VALUES ($1, $2, $3, $4, $4)",
        &[Param::Blob(hash), Param::Int(login), Param::Int(account.0), Param::Int(now.0)],
    )
    .await?;
    Ok(())
}

/// The session with this hash, unless its login is no user of the account any more.
pub async fn find(database: &Database, hash: &[u8]) -> Result<Option<Session>> {
    database
        .query_opt(
            "SELECT s.login_id, s.account_id, u.id, u.role, l.address, s.created_at, s.seen_at, a.schema_version \
             FROM sessions s JOIN logins l ON l.id = s.login_id \
             JOIN users u ON u.account_id = s.account_id AND u.login_id = s.login_id \
             JOIN account_states a ON a.account_id = s.account_id WHERE s.hash = $1",
            &[Param::Blob(hash)],
            |row| {
                Ok(Session {
                    login: row.int(0)?,
                    account: AccountId(row.int(1)?),
                    user: UserId(row.int(2)?),
                    role: row.text(3)?.to_owned(),
                    address: row.text(4)?.to_owned(),
                    created_at: Timestamp(row.int(5)?),
                    seen_at: Timestamp(row.int(6)?),
                    schema_version: row.int(7)?,
                })
            },
        )
        .await
}

/// Notes that a session was used.
pub async fn touch(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<()> {
    tx.execute("UPDATE sessions SET seen_at = $1 WHERE hash = $2", &[Param::Int(now.0), Param::Blob(hash)])
        .await?;
    Ok(())
}

/// Lets a session open another account.
pub async fn move_to(tx: &mut Tx, hash: &[u8], account: AccountId) -> Result<()> {
    tx.execute(
        "UPDATE sessions SET account_id = $1 WHERE hash = $2",
        &[Param::Int(account.0), Param::Blob(hash)],
    )
    .await?;
    Ok(())
}

/// Ends a session.
pub async fn end(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    tx.execute("DELETE FROM sessions WHERE hash = $1", &[Param::Blob(hash)]).await?;
    Ok(())
}

/// Ends all sessions of a login but the one with the hash `kept`, which may be empty for none.
pub async fn end_others(tx: &mut Tx, login: i64, kept: &[u8]) -> Result<()> {
    tx.execute(
        "DELETE FROM sessions WHERE login_id = $1 AND hash <> $2",
        &[Param::Int(login), Param::Blob(kept)],
    )
    .await?;
    Ok(())
}

/// Forgets the sessions of a login that nobody used since `idle` or that began before `old`.
pub async fn forget_expired(tx: &mut Tx, login: i64, idle: Timestamp, old: Timestamp) -> Result<()> {
    tx.execute(
        "DELETE FROM sessions WHERE login_id = $1 AND (seen_at < $2 OR created_at < $3)",
        &[Param::Int(login), Param::Int(idle.0), Param::Int(old.0)],
    )
    .await?;
    Ok(())
}
