//! Apps, in the accounts that made them.

use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::{Database, Param, Result, Row, Sql, Tx, counters};

/// The id of the first app of a database; the next ones count up, whichever account makes them.
const FIRST_APP: i64 = 2_000_001;

/// An app as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct AppRow {
    /// The account that made it.
    pub account: AccountId,
    /// Its number.
    pub id: AppId,
    /// What it consists of.
    pub content: AppContent,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if that is so.
    pub archived_at: Option<Timestamp>,
}

/// What an app consists of.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct AppContent {
    /// The name of its kind.
    pub kind: String,
    /// What people call it.
    pub name: String,
    /// The name by which OAuth knows it.
    pub client_id: Option<String>,
    /// Its secret, sealed.
    pub client_secret: Option<Vec<u8>>,
    /// The scopes that it cannot do without, separated by spaces, or `*`.
    pub required_scopes: String,
    /// The scopes that it needs where the account has what they are about.
    pub conditional_scopes: String,
    /// The scopes that it can do without.
    pub optional_scopes: String,
    /// Where it may send people back to, one on each line.
    pub redirect_urls: String,
}

/// The columns that [`app`] reads, in its order.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT account_id, id, kind, name, client_id, client_secret, required_scopes, conditional_scopes, \
             optional_scopes, redirect_urls, created_at, updated_at, archived_at FROM apps WHERE ",
            $condition
        )
    };
}

fn app(row: &Row<'_>) -> Result<AppRow> {
    Ok(AppRow {
        account: AccountId(row.int(0)?),
        id: AppId(row.int(1)?),
        content: AppContent {
            kind: row.text(2)?.to_owned(),
            name: row.text(3)?.to_owned(),
            client_id: row.opt_text(4)?.map(str::to_owned),
            client_secret: row.opt_blob(5)?,
            required_scopes: row.text(6)?.to_owned(),
            conditional_scopes: row.text(7)?.to_owned(),
            optional_scopes: row.text(8)?.to_owned(),
            redirect_urls: row.text(9)?.to_owned(),
        },
        created_at: Timestamp(row.int(10)?),
        updated_at: Timestamp(row.int(11)?),
        archived_at: row.opt_int(12)?.map(Timestamp),
    })
}

/// The number of an app to make.
pub async fn next_id(tx: &mut Tx) -> Result<AppId> {
    Ok(AppId(counters::next(tx, "app", FIRST_APP).await?))
}

/// Makes an app with a number from [`next_id`].
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    id: AppId,
    content: &AppContent,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO apps (account_id, id, kind, name, client_id, client_secret, required_scopes, \
         conditional_scopes, optional_scopes, redirect_urls, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)",
        &[
            Param::Int(account.0),
            Param::Int(id.0),
            Param::Text(&content.kind),
            Param::Text(&content.name),
            Param::opt_text(content.client_id.as_deref()),
            Param::opt_blob(content.client_secret.as_deref()),
            Param::Text(&content.required_scopes),
            Param::Text(&content.conditional_scopes),
            Param::Text(&content.optional_scopes),
            Param::Text(&content.redirect_urls),
            Param::Int(now.0),
        ],
    )
    .await?;
    Ok(())
}

/// One app of an account, archived or not.
pub async fn read(database: &Database, account: AccountId, id: AppId) -> Result<Option<AppRow>> {
    let params = [Param::Int(account.0), Param::Int(id.0)];
    database.query_opt(select!("account_id = $1 AND id = $2"), &params, app).await
}

/// The apps of an account that are not archived, in the order of their numbers.
pub async fn list(database: &Database, account: AccountId) -> Result<Vec<AppRow>> {
    let live = select!("account_id = $1 AND archived_at IS NULL ORDER BY id");
    database.query(live, &[Param::Int(account.0)], app).await
}

/// The app of this client id, unless it is archived; this finds the account.
pub async fn find(database: &Database, client_id: &str) -> Result<Option<AppRow>> {
    let found = select!("client_id = $1 AND archived_at IS NULL");
    database.query_opt(found, &[Param::Text(client_id)], app).await
}

/// The scopes that an app cannot do without, unless it is archived; nobody changes it until the transaction ends.
pub async fn hold(tx: &mut Tx, account: AccountId, id: AppId) -> Result<Option<String>> {
    const HOLD: Sql = Sql {
        sqlite: "SELECT required_scopes FROM apps WHERE account_id = $1 AND id = $2 AND archived_at IS NULL",
        postgres: "SELECT required_scopes FROM apps WHERE account_id = $1 AND id = $2 AND archived_at IS NULL \
                   FOR UPDATE",
    };
    tx.query_opt(HOLD, &[Param::Int(account.0), Param::Int(id.0)], |row| Ok(row.text(0)?.to_owned())).await
}

/// What changes about an app; what is none stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AppChange {
    /// What people call it.
    pub name: Option<String>,
    /// The scopes that it cannot do without, separated by spaces, or `*`.
    pub required_scopes: Option<String>,
    /// The scopes that it needs where the account has what they are about.
    pub conditional_scopes: Option<String>,
    /// The scopes that it can do without.
    pub optional_scopes: Option<String>,
    /// Where it may send people back to, one on each line.
    pub redirect_urls: Option<String>,
    /// Its secret, sealed.
    pub client_secret: Option<Vec<u8>>,
}

/// Changes an app; false when there is none, or it is archived.
pub async fn update(
    tx: &mut Tx,
    account: AccountId,
    id: AppId,
    change: &AppChange,
    now: Timestamp,
) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE apps SET name = COALESCE($1, name), required_scopes = COALESCE($2, required_scopes), \
             conditional_scopes = COALESCE($3, conditional_scopes), \
             optional_scopes = COALESCE($4, optional_scopes), redirect_urls = COALESCE($5, redirect_urls), \
             client_secret = COALESCE($6, client_secret), updated_at = $7 \
             WHERE account_id = $8 AND id = $9 AND archived_at IS NULL",
            &[
                Param::opt_text(change.name.as_deref()),
                Param::opt_text(change.required_scopes.as_deref()),
                Param::opt_text(change.conditional_scopes.as_deref()),
                Param::opt_text(change.optional_scopes.as_deref()),
                Param::opt_text(change.redirect_urls.as_deref()),
                Param::opt_blob(change.client_secret.as_deref()),
                Param::Int(now.0),
                Param::Int(account.0),
                Param::Int(id.0),
            ],
        )
        .await?;
    Ok(touched == 1)
}

/// Gives an app that has no secret one, sealed; one that has stays as it is.
pub async fn give_secret(tx: &mut Tx, account: AccountId, id: AppId, sealed: &[u8]) -> Result<()> {
    tx.execute(
        "UPDATE apps SET client_secret = $1 WHERE account_id = $2 AND id = $3 AND client_secret IS NULL",
        &[Param::Blob(sealed), Param::Int(account.0), Param::Int(id.0)],
    )
    .await?;
    Ok(())
}

/// Archives an app; false when there is none, or it is archived.
pub async fn archive(tx: &mut Tx, account: AccountId, id: AppId, now: Timestamp) -> Result<bool> {
    let touched = tx
        .execute(
            "UPDATE apps SET archived_at = $1, updated_at = $1 \
             WHERE account_id = $2 AND id = $3 AND archived_at IS NULL",
            &[Param::Int(now.0), Param::Int(account.0), Param::Int(id.0)],
        )
        .await?;
    Ok(touched == 1)
}
