//! Authorization codes, known only by their keyed hash.

use linchpin_domain::{AccountId, AppId, Timestamp, UserId};

use crate::{Database, Param, Result, Tx};

/// What a code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeGrant {
    /// The account that lets the app in.
    pub account: AccountId,
    /// The app that it was made for.
    pub app: AppId,
    /// Who lets the app in.
    pub user: UserId,
    /// Where it was sent.
    pub redirect_url: String,
    /// Separated by spaces.
    pub scopes: String,
    /// What the verifier has to hash to.
    pub challenge: Option<String>,
    /// When it ends by itself.
    pub expires_at: Timestamp,
}

/// Keeps a code.
pub async fn create(tx: &mut Tx, hash: &[u8], grant: &CodeGrant) -> Result<()> {
    tx.execute(
        "INSERT INTO authorization_codes (hash, account_id, app_id, user_id, redirect_url, scopes, challenge, \
         expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &[
            Param::Blob(hash),
            Param::Int(grant.account.0),
            Param::Int(grant.app.0),
            Param::Int(grant.user.0),
            Param::Text(&grant.redirect_url),
            Param::Text(&grant.scopes),
            grant.challenge.as_deref().map_or(Param::Null, Param::Text),
            Param::Int(grant.expires_at.0),
        ],
    )
    .await?;
    Ok(())
}

/// What the code with this hash stands for, used or not; this finds the account.
pub async fn find(database: &Database, hash: &[u8]) -> Result<Option<CodeGrant>> {
    database
        .query_opt(
            "SELECT account_id, app_id, user_id, redirect_url, scopes, challenge, expires_at \
             FROM authorization_codes WHERE hash = $1",
            &[Param::Blob(hash)],
            |row| {
                Ok(CodeGrant {
                    account: AccountId(row.int(0)?),
                    app: AppId(row.int(1)?),
                    user: UserId(row.int(2)?),
                    redirect_url: row.text(3)?.to_owned(),
                    scopes: row.text(4)?.to_owned(),
                    challenge: row.opt_text(5)?.map(str::to_owned),
                    expires_at: Timestamp(row.int(6)?),
                })
            },
        )
        .await
}

/// Notes the refresh token that a code is exchanged for; false when it was exchanged already.
pub async fn claim(tx: &mut Tx, hash: &[u8], refresh: &[u8]) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE authorization_codes SET refresh_hash = $1 WHERE hash = $2 AND refresh_hash IS NULL",
            &[Param::Blob(refresh), Param::Blob(hash)],
        )
        .await?;
    Ok(touched == 1)
}

/// Forgets at most `limit` codes that ended before `before`, oldest first; returns how many.
pub async fn forget(tx: &mut Tx, before: Timestamp, limit: usize) -> Result<u64> {
    tx.execute(
        "DELETE FROM authorization_codes WHERE hash IN \
         (SELECT hash FROM authorization_codes WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)",
        &[Param::Int(before.0), Param::Int(limit as i64)],
    )
    .await
}
