//! Refresh tokens, known only by their keyed hash, and the access tokens that come of them.

use linchpin_domain::{AccountId, AppId, Timestamp, UserId};

use crate::authorization_codes::CodeGrant;
use crate::{Database, Param, Result, Sql, Tx};

/// What a refresh token stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshGrant {
    /// The account that let the app in.
    pub account: AccountId,
    /// The app.
    pub app: AppId,
    /// Who let it in.
    pub user: UserId,
    /// Separated by spaces.
    pub scopes: String,
}

impl From<CodeGrant> for RefreshGrant {
    fn from(code: CodeGrant) -> Self {
        Self { account: code.account, app: code.app, user: code.user, scopes: code.scopes }
    }
}

/// An access token to make of a refresh token.
pub struct NewAccessToken<'a> {
    /// Its keyed hash.
    pub hash: &'a [u8],
    /// The name of the credential that it is.
    pub credential: &'a str,
    /// Its last characters.
    pub hint: &'a str,
    /// When it ends by itself.
    pub expires_at: Timestamp,
    /// The keyed hash of the refresh token.
    pub refresh: &'a [u8],
}

/// Keeps a refresh token.
pub async fn create(tx: &mut Tx, hash: &[u8], grant: &RefreshGrant, now: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO refresh_tokens (hash, account_id, app_id, user_id, scopes, created_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            Param::Blob(hash),
            Param::Int(grant.account.0),
            Param::Int(grant.app.0),
            Param::Int(grant.user.0),
            Param::Text(&grant.scopes),
            Param::Int(now.0),
        ],
    )
    .await?;
    Ok(())
}

/// What the live refresh token with this hash stands for; this finds the account.
pub async fn find(database: &Database, hash: &[u8]) -> Result<Option<RefreshGrant>> {
    database
        .query_opt(
            "SELECT account_id, app_id, user_id, scopes FROM refresh_tokens \
             WHERE hash = $1 AND revoked_at IS NULL",
            &[Param::Blob(hash)],
            |row| {
                Ok(RefreshGrant {
                    account: AccountId(row.int(0)?),
                    app: AppId(row.int(1)?),
                    user: UserId(row.int(2)?),
                    scopes: row.text(3)?.to_owned(),
                })
            },
        )
        .await
}

/// Makes an access token of a refresh token; false when that is unknown or revoked.
///
/// On PostgreSQL whoever revokes the refresh token waits until the access token can be seen, and so revoked as well.
pub async fn issue(tx: &mut Tx, token: NewAccessToken<'_>, now: Timestamp) -> Result<bool> {
    const ISSUE: Sql = Sql {
        sqlite: "INSERT INTO tokens (hash, account_id, app_id, credential, user_id, scopes, hint, created_at, \
                 expires_at, refresh_hash) SELECT $1, account_id, app_id, $2, user_id, scopes, $3, $4, $5, hash \
                 FROM refresh_tokens WHERE hash = $6 AND revoked_at IS NULL",
        postgres: "INSERT INTO tokens (hash, account_id, app_id, credential, user_id, scopes, hint, created_at, \
                   expires_at, refresh_hash) SELECT $1, account_id, app_id, $2, user_id, scopes, $3, $4, $5, hash \
                   FROM refresh_tokens WHERE hash = $6 AND revoked_at IS NULL FOR SHARE",
    };
    let touched = tx
        .execute(
            ISSUE,
            &[
                Param::Blob(token.hash),
                Param::Text(token.credential),
                Param::Text(token.hint),
                Param::Int(now.0),
                Param::Int(token.expires_at.0),
                Param::Blob(token.refresh),
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// Revokes a refresh token; access tokens that came of it stay. False when there is no live one with this hash.
pub async fn revoke(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE refresh_tokens SET revoked_at = $1 WHERE hash = $2 AND revoked_at IS NULL",
            &[Param::Int(now.0), Param::Blob(hash)],
        )
        .await?;
    Ok(touched == 1)
}

/// Revokes the refresh token that a code was exchanged for, and all access tokens that came of it.
pub async fn revoke_of_code(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    code: &[u8],
    now: Timestamp,
) -> Result<()> {
    let now = Param::Int(now.0);
    tx.execute(
        "UPDATE refresh_tokens SET revoked_at = $1 WHERE revoked_at IS NULL \
         AND hash = (SELECT refresh_hash FROM authorization_codes WHERE hash = $2)",
        &[now, Param::Blob(code)],
    )
    .await?;
    tx.execute(
        "UPDATE tokens SET revoked_at = $1 WHERE account_id = $2 AND app_id = $3 AND revoked_at IS NULL \
         AND refresh_hash = (SELECT refresh_hash FROM authorization_codes WHERE hash = $4)",
        &[now, Param::Int(account.0), Param::Int(app.0), Param::Blob(code)],
    )
    .await?;
    Ok(())
}

/// Revokes every live refresh token of an app in an account.
///
/// Whoever ends access tokens as well does that afterwards: then none can come of these anymore.
pub async fn revoke_of_app(tx: &mut Tx, account: AccountId, app: AppId, now: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE refresh_tokens SET revoked_at = $1 WHERE account_id = $2 AND app_id = $3 AND revoked_at IS NULL",
        &[Param::Int(now.0), Param::Int(account.0), Param::Int(app.0)],
    )
    .await?;
    Ok(())
}
