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

/// A live token as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRow {
    /// Its keyed hash.
    pub hash: Vec<u8>,
    /// Its last characters.
    pub hint: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// When a call came with it, some minutes behind at most.
    pub last_used_at: Option<Timestamp>,
}

/// The live tokens of this credential of an app in an account, oldest first.
pub async fn of_app(
    database: &Database,
    account: AccountId,
    app: AppId,
    credential: &str,
    now: Timestamp,
) -> Result<Vec<TokenRow>> {
    database
        .query(
            "SELECT hash, hint, created_at, expires_at, last_used_at FROM tokens \
             WHERE account_id = $1 AND app_id = $2 AND credential = $3 AND revoked_at IS NULL \
             AND (expires_at IS NULL OR expires_at > $4) ORDER BY created_at, hash",
            &[Param::Int(account.0), Param::Int(app.0), Param::Text(credential), Param::Int(now.0)],
            |row| {
                Ok(TokenRow {
                    hash: row.blob(0)?,
                    hint: row.text(1)?.to_owned(),
                    created_at: Timestamp(row.int(2)?),
                    expires_at: row.opt_int(3)?.map(Timestamp),
                    last_used_at: row.opt_int(4)?.map(Timestamp),
                })
            },
        )
        .await
}

/// Lets every live token of this credential of an app in an account end at `end`, unless it ends sooner.
pub async fn end_of_app(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    credential: &str,
    end: Timestamp,
) -> Result<()> {
    tx.execute(
        "UPDATE tokens SET expires_at = $1 WHERE account_id = $2 AND app_id = $3 AND credential = $4 \
         AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1)",
        &[Param::Int(end.0), Param::Int(account.0), Param::Int(app.0), Param::Text(credential)],
    )
    .await?;
    Ok(())
}

/// Gives every live token of this credential of an app in an account these scopes.
pub async fn rescope_of_app(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    credential: &str,
    scopes: &str,
) -> Result<()> {
    tx.execute(
        "UPDATE tokens SET scopes = $1 \
         WHERE account_id = $2 AND app_id = $3 AND credential = $4 AND revoked_at IS NULL",
        &[Param::Text(scopes), Param::Int(account.0), Param::Int(app.0), Param::Text(credential)],
    )
    .await?;
    Ok(())
}

/// Keeps when tokens were last used, each by its hash; what is kept already and newer stays.
pub async fn note_uses(tx: &mut Tx, uses: &[(Vec<u8>, Timestamp)]) -> Result<()> {
    let rows: Vec<_> = uses.iter().map(|(hash, at)| [Param::Int(at.0), Param::Blob(hash)]).collect();
    tx.execute_many(
        "UPDATE tokens SET last_used_at = $1 WHERE hash = $2 AND (last_used_at IS NULL OR last_used_at < $1)",
        &rows,
    )
    .await?;
    Ok(())
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
