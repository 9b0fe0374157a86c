//! Public apps in the accounts that let them in.

use linchpin_domain::{AccountId, AppId, Timestamp, UserId};

use crate::{Database, Param, Result, Tx};

/// An app in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallRow {
    /// The app.
    pub app: AppId,
    /// The account that made it.
    pub owner: AccountId,
    /// What people call it.
    pub name: String,
    /// What it may do, separated by spaces.
    pub scopes: String,
    /// Who let it in.
    pub user: UserId,
    /// When it was first let in.
    pub installed_at: Timestamp,
    /// When it was last let in.
    pub updated_at: Timestamp,
}

/// An app to let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInstall {
    /// The account that lets it in.
    pub account: AccountId,
    /// The app.
    pub app: AppId,
    /// The account that made it.
    pub owner: AccountId,
    /// What it may do, separated by spaces.
    pub scopes: String,
    /// Who lets it in.
    pub user: UserId,
}

/// Lets an app in, and tells whether it was not there; one that is gets these scopes.
pub async fn put(tx: &mut Tx, install: &NewInstall, now: Timestamp) -> Result<bool> {
    let (account, app) = (Param::Int(install.account.0), Param::Int(install.app.0));
    let [scopes, user, now] = [Param::Text(&install.scopes), Param::Int(install.user.0), Param::Int(now.0)];
    let inserted = tx
        .execute(
            "INSERT INTO installs (account_id, app_id, owner_id, scopes, user_id, installed_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (account_id, app_id) DO NOTHING",
            &[account, app, Param::Int(install.owner.0), scopes, user, now],
        )
        .await?;
    if inserted == 1 {
        return Ok(true);
    }
    tx.execute(
        "UPDATE installs SET scopes = $1, user_id = $2, updated_at = $3 WHERE account_id = $4 AND app_id = $5",
        &[scopes, user, now, account, app],
    )
    .await?;
    Ok(false)
}

/// Takes an app out and tells which account made it; none when it is not there.
pub async fn delete(tx: &mut Tx, account: AccountId, app: AppId) -> Result<Option<AccountId>> {
    let sql = "DELETE FROM installs WHERE account_id = $1 AND app_id = $2 RETURNING owner_id";
    tx.query_opt(sql, &[Param::Int(account.0), Param::Int(app.0)], |row| Ok(AccountId(row.int(0)?))).await
}

/// The apps that an account let in, with the accounts that made them and in the order of these.
pub async fn apps_of(tx: &mut Tx, account: AccountId) -> Result<Vec<(AppId, AccountId)>> {
    tx.query(
        "SELECT app_id, owner_id FROM installs WHERE account_id = $1 ORDER BY owner_id, app_id",
        &[Param::Int(account.0)],
        |row| Ok((AppId(row.int(0)?), AccountId(row.int(1)?))),
    )
    .await
}

/// The accounts that let an app in; this crosses accounts on purpose, for an app that ends, ends everywhere.
pub async fn accounts_of(tx: &mut Tx, app: AppId) -> Result<Vec<AccountId>> {
    tx.query(
        "SELECT account_id FROM installs WHERE app_id = $1 ORDER BY account_id",
        &[Param::Int(app.0)],
        |row| Ok(AccountId(row.int(0)?)),
    )
    .await
}

/// The apps that an account let in, in the order of their numbers.
pub async fn list(database: &Database, account: AccountId) -> Result<Vec<InstallRow>> {
    database
        .query(
            "SELECT i.app_id, i.owner_id, a.name, i.scopes, i.user_id, i.installed_at, i.updated_at \
             FROM installs i JOIN apps a ON a.account_id = i.owner_id AND a.id = i.app_id \
             WHERE i.account_id = $1 ORDER BY i.app_id",
            &[Param::Int(account.0)],
            |row| {
                Ok(InstallRow {
                    app: AppId(row.int(0)?),
                    owner: AccountId(row.int(1)?),
                    name: row.text(2)?.to_owned(),
                    scopes: row.text(3)?.to_owned(),
                    user: UserId(row.int(4)?),
                    installed_at: Timestamp(row.int(5)?),
                    updated_at: Timestamp(row.int(6)?),
                })
            },
        )
        .await
}

/// The client id of an app that an account let in; none when it did not.
pub async fn client_id(database: &Database, account: AccountId, app: AppId) -> Result<Option<String>> {
    let found = database
        .query_opt(
            "SELECT a.client_id FROM installs i JOIN apps a ON a.account_id = i.owner_id AND a.id = i.app_id \
             WHERE i.account_id = $1 AND i.app_id = $2",
            &[Param::Int(account.0), Param::Int(app.0)],
            |row| Ok(row.opt_text(0)?.map(str::to_owned)),
        )
        .await?;
    Ok(found.flatten())
}
