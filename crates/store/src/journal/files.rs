//! The files of the journal, and what became of snapshots that were asked for.

use linchpin_domain::{AccountId, Timestamp};

use super::AppKey;
use crate::{Database, Error, Param, Result, Row, Tx};

/// A file to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// For whom.
    pub app: AppKey,
    /// The account that the events are of.
    pub portal: AccountId,
    /// The events, as JSON.
    pub events: String,
}

/// A published file, without its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Its number among the app's.
    pub number: i64,
    /// When it was published.
    pub published_at: Timestamp,
}

/// Which files of an app to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The oldest.
    Earliest,
    /// The newest.
    Latest,
    /// Those that follow this one.
    After(i64),
}

/// A snapshot that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id.
    pub id: String,
    /// Why there is none, as a word and for people.
    pub failed: Option<(String, String)>,
    /// When it was asked for, and done.
    pub at: Timestamp,
}

/// Publishes a file; files of an app are in the order of their commits.
pub async fn insert(tx: &mut Tx, file: &NewFile, now: Timestamp) -> Result<()> {
    let AppKey { owner, app } = file.app;
    let number = tx
        .query_opt(
            "INSERT INTO journal_heads (account_id, app_id, number) VALUES ($1, $2, 1) \
             ON CONFLICT (account_id, app_id) DO UPDATE SET number = journal_heads.number + 1 RETURNING number",
            &[Param::Int(owner.0), Param::Int(app.0)],
            |row| row.int(0),
        )
        .await?
        .ok_or_else(|| Error::Corrupt("no number came back".into()))?;
    tx.execute(
        "INSERT INTO journal_files (account_id, app_id, number, portal_id, events, published_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            Param::Int(owner.0),
            Param::Int(app.0),
            Param::Int(number),
            Param::Int(file.portal.0),
            Param::Text(&file.events),
            Param::Int(now.0),
        ],
    )
    .await?;
    Ok(())
}

/// Files of an app, in order, at most `limit`; of one account only if there is one.
pub async fn files(
    database: &Database,
    AppKey { owner, app }: AppKey,
    portal: Option<AccountId>,
    wanted: Wanted,
    limit: usize,
) -> Result<Vec<File>> {
    const ASCENDING: &str = "SELECT number, published_at FROM journal_files \
        WHERE account_id = $1 AND app_id = $2 AND number > $3 AND (CAST($4 AS BIGINT) = 0 OR portal_id = $4) \
        ORDER BY number LIMIT $5";
    const DESCENDING: &str = "SELECT number, published_at FROM journal_files \
        WHERE account_id = $1 AND app_id = $2 AND number > $3 AND (CAST($4 AS BIGINT) = 0 OR portal_id = $4) \
        ORDER BY number DESC LIMIT $5";
    let (sql, after) = match wanted {
        Wanted::Earliest => (ASCENDING, 0),
        Wanted::Latest => (DESCENDING, 0),
        Wanted::After(number) => (ASCENDING, number),
    };
    let params = [
        Param::Int(owner.0),
        Param::Int(app.0),
        Param::Int(after),
        Param::Int(portal.map_or(0, |portal| portal.0)),
        Param::Int(limit as i64),
    ];
    let mut found = database.query(sql, &params, file_row).await?;
    found.sort_unstable_by_key(|file| file.number);
    Ok(found)
}

/// A file of an app, with its events.
pub async fn file(
    database: &Database,
    AppKey { owner, app }: AppKey,
    number: i64,
) -> Result<Option<(File, String)>> {
    let sql = "SELECT number, published_at, events FROM journal_files \
               WHERE account_id = $1 AND app_id = $2 AND number = $3";
    let params = [Param::Int(owner.0), Param::Int(app.0), Param::Int(number)];
    database.query_opt(sql, &params, |row| Ok((file_row(row)?, row.text(2)?.to_owned()))).await
}

fn file_row(row: &Row<'_>) -> Result<File> {
    Ok(File { number: row.int(0)?, published_at: Timestamp(row.int(1)?) })
}

/// Notes what became of a snapshot.
pub async fn insert_snapshot(tx: &mut Tx, AppKey { owner, app }: AppKey, snapshot: &Snapshot) -> Result<()> {
    let failed = snapshot.failed.as_ref();
    tx.execute(
        "INSERT INTO journal_statuses (account_id, app_id, id, error, message, initiated_at) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        &[
            Param::Int(owner.0),
            Param::Int(app.0),
            Param::Text(&snapshot.id),
            Param::opt_text(failed.map(|(error, _)| error.as_str())),
            Param::opt_text(failed.map(|(_, message)| message.as_str())),
            Param::Int(snapshot.at.0),
        ],
    )
    .await?;
    Ok(())
}

/// What became of a snapshot that an app asked for.
pub async fn snapshot(
    database: &Database,
    AppKey { owner, app }: AppKey,
    id: &str,
) -> Result<Option<Snapshot>> {
    let sql = "SELECT id, error, message, initiated_at FROM journal_statuses \
               WHERE account_id = $1 AND app_id = $2 AND id = $3";
    let params = [Param::Int(owner.0), Param::Int(app.0), Param::Text(id)];
    database
        .query_opt(sql, &params, |row| {
            let (error, message) = (row.opt_text(1)?, row.opt_text(2)?.unwrap_or_default());
            let failed = error.map(|error| (error.to_owned(), message.to_owned()));
            Ok(Snapshot { id: row.text(0)?.to_owned(), failed, at: Timestamp(row.int(3)?) })
        })
        .await
}

/// Forgets up to `limit` files that were published before a moment, of any account; returns how many.
pub async fn sweep_files(tx: &mut Tx, before: Timestamp, limit: usize) -> Result<u64> {
    let sql = "DELETE FROM journal_files WHERE (account_id, app_id, number) IN \
               (SELECT account_id, app_id, number FROM journal_files WHERE published_at < $1 \
               ORDER BY published_at LIMIT $2)";
    tx.execute(sql, &[Param::Int(before.0), Param::Int(limit as i64)]).await
}

/// Forgets up to `limit` snapshots that were asked for before a moment, of any account; returns how many.
pub async fn sweep_snapshots(tx: &mut Tx, before: Timestamp, limit: usize) -> Result<u64> {
    let sql = "DELETE FROM journal_statuses WHERE (account_id, app_id, id) IN \
               (SELECT account_id, app_id, id FROM journal_statuses WHERE initiated_at < $1 LIMIT $2)";
    tx.execute(sql, &[Param::Int(before.0), Param::Int(limit as i64)]).await
}
