//! Tokens, known only by their keyed hash.

use linchpin_domain::{AccountId, AppId, Timestamp, UserId};

use crate::{Database, Param, Result, Tx};

/// What a live token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The account it opens.
    pub account: AccountId,
    /// The app it belongs to.
    pub app: AppId,
    /// The name of the credential that it is.
    pub credential: String,
    /// Who let the app in.
    pub user: Option<UserId>,
    /// Space-separated scopes, or `*`.
    pub scopes: String,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// The version of the account's schema when the token was looked up.
    pub schema_version: i64,
}

/// A token to keep.
pub struct NewToken<'a> {
    /// Its keyed hash.
    pub hash: &'a [u8],
    /// The account it opens.
    pub account: AccountId,
    /// The app it belongs to.
    pub app: AppId,
    /// The name of the credential that it is.
    pub credential: &'a str,
    /// Who let the app in.
    pub user: Option<UserId>,
    /// Space-separated scopes, or `*`.
    pub scopes: &'a str,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// Its last characters.
    pub hint: &'a str,
}

/// Keeps a token.
pub async fn create(tx: &mut Tx, token: NewToken<'_>, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO tokens (hash, account_id, app_id, credential, user_id, scopes, hint, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            Param::Blob(token.hash),
            Param::Int(token.account.0),
            Param::Int(token.app.0),
            Param::Text(token.credential),
            Param::opt(token.user.map(|user| user.0)),
            Param::Text(token.scopes),
            Param::Text(token.hint),
            Param::Int(now.0),
            Param::opt(token.expires_at.map(|at| at.0)),
        ],
    )
    .await?;
    Ok(())
}

/// What the token with this hash stands for, unless it is unknown or revoked.
pub async fn find(database: &Database, hash: &[u8]) -> Result<Option<Grant>> {
    database
        .query_opt(
            "SELECT t.account_id, t.app_id, t.credential, t.user_id, t.scopes, t.expires_at, s.schema_version \
             FROM tokens t JOIN account_states s ON s.account_id = t.account_id WHERE t.hash = $1 AND t.revoked_at IS NULL",
            &[Param::Blob(hash)],
            |row| {
                Ok(Grant {
                    account: AccountId(row.int(0)?),
                    app: AppId(row.int(1)?),
                    credential: row.text(2)?.to_owned(),
                    user: row.opt_int(3)?.map(UserId),
                    scopes: row.text(4)?.to_owned(),
                    expires_at: row.opt_int(5)?.map(Timestamp),
                    schema_version: row.int(6)?,
                })
            },
        )
        .await
}

/// Revokes a token; false when there is no live one with this hash.
pub async fn revoke(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE tokens SET revoked_at = $1 WHERE hash = $2 AND revoked_at IS NULL",
            &[Param::Int(now.0), Param::Blob(hash)],
        )
        .await?;
    Ok(touched == 1)
}

/// Revokes every live token of an app in an account; returns how many.
pub async fn revoke_of_app(tx: &mut Tx, account: AccountId, app: AppId, now: Timestamp) -> Result<u64> {
    tx.execute(
        "UPDATE tokens SET revoked_at = $1 WHERE account_id = $2 AND app_id = $3 AND revoked_at IS NULL",
        &[Param::Int(now.0), Param::Int(account.0), Param::Int(app.0)],
    )
    .await
}

/// Forgets at most `limit` tokens of this credential that ended by themselves before `before`, oldest first; returns
/// how many.
pub async fn forget_expired(tx: &mut Tx, credential: &str, before: Timestamp, limit: usize) -> Result<u64> {
    tx.execute(
        "DELETE FROM tokens WHERE hash IN \
         (SELECT hash FROM tokens WHERE expires_at < $1 AND credential = $2 ORDER BY expires_at LIMIT $3)",
        &[Param::Int(before.0), Param::Text(credential), Param::Int(limit as i64)],
    )
    .await
}
