//! Links by which users set a password, once; known only by their keyed hash.

use linchpin_domain::{AccountId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx};

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneTimeLink {
    /// The account of the user.
    pub account: AccountId,
    /// The user.
    pub user: UserId,
    /// The name of what it is for.
    pub purpose: String,
    /// When it is worthless.
    pub expires_at: Timestamp,
}

fn link(row: &Row<'_>) -> Result<OneTimeLink> {
    Ok(OneTimeLink {
        account: AccountId(row.int(0)?),
        user: UserId(row.int(1)?),
        purpose: row.text(2)?.to_owned(),
        expires_at: Timestamp(row.int(3)?),
    })
}

/// Keeps a link in place of the one that the user had.
pub async fn put(tx: &mut Tx, hash: &[u8], link: &OneTimeLink, now: Timestamp) -> Result<()> {
    forget(tx, link.account, link.user).await?;
    tx.execute(
        "INSERT INTO one_time_links (hash, account_id, user_id, purpose, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            Param::Blob(hash),
            Param::Int(link.account.0),
            Param::Int(link.user.0),
            Param::Text(&link.purpose),
            Param::Int(now.0),
            Param::Int(link.expires_at.0),
        ],
    )
    .await?;
    Ok(())
}

/// The link with this hash.
pub async fn find(database: &Database, hash: &[u8]) -> Result<Option<OneTimeLink>> {
    database
        .query_opt(
            "SELECT account_id, user_id, purpose, expires_at FROM one_time_links WHERE hash = $1",
            &[Param::Blob(hash)],
            link,
        )
        .await
}

/// Takes the link with this hash out, so that nobody else can use it.
pub async fn take(tx: &mut Tx, hash: &[u8]) -> Result<Option<OneTimeLink>> {
    tx.query_opt(
        "DELETE FROM one_time_links WHERE hash = $1 RETURNING account_id, user_id, purpose, expires_at",
        &[Param::Blob(hash)],
        link,
    )
    .await
}

/// Makes the link of a user worthless.
pub async fn forget(tx: &mut Tx, account: AccountId, user: UserId) -> Result<()> {
    tx.execute(
        "DELETE FROM one_time_links WHERE account_id = $1 AND user_id = $2",
        &[Param::Int(account.0), Param::Int(user.0)],
    )
    .await?;
    Ok(())
}
