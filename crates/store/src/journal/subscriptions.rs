//! What apps want the journal to tell.

use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::{Database, Param, Result, Row, Tx, counters};

/// An app, with the account that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AppKey {
    /// The account that made it.
    pub owner: AccountId,
    /// The app.
    pub app: AppId,
}

/// What an app wants to be told of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its id.
    pub id: i64,
    /// The account that the events are of.
    pub portal: AccountId,
    /// What it asks for, as JSON.
    pub definition: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A subscription as whoever follows its account sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowedSubscription {
    /// Its id.
    pub id: i64,
    /// The app.
    pub app: AppKey,
    /// What it asks for, as JSON.
    pub definition: String,
    /// The change up to which nothing is told.
    pub begins_after: i64,
    /// Whether the app is of the account or let in by it.
    pub is_allowed: bool,
}

/// A filter of a subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Its id.
    pub id: i64,
    /// The subscription.
    pub subscription: i64,
    /// Its conditions, as JSON.
    pub conditions: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// The first id of subscriptions and filters.
const FIRST_ID: i64 = 1;

macro_rules! allowed {
    ($account:literal, $app:literal) => {
        concat!(
            "(EXISTS (SELECT 1 FROM apps AS a WHERE a.account_id = ",
            $account,
            " AND a.id = ",
            $app,
            " AND a.archived_at IS NULL) OR EXISTS (SELECT 1 FROM installs AS i WHERE i.account_id = ",
            $account,
            " AND i.app_id = ",
            $app,
            "))"
        )
    };
}

/// Whether an app is of an account or let in by it.
pub async fn may_follow(tx: &mut Tx, account: AccountId, app: AppId) -> Result<bool> {
    let sql = concat!("SELECT 1 FROM account_states WHERE account_id = $1 AND ", allowed!("$1", "$2"));
    let found = tx.query_opt(sql, &[Param::Int(account.0), Param::Int(app.0)], |_| Ok(())).await?;
    Ok(found.is_some())
}

/// Writes the subscription of an app about a subject, which begins behind a change; returns it.
pub async fn put(
    tx: &mut Tx,
    AppKey { owner, app }: AppKey,
    portal: AccountId,
    (subject, definition): (&str, &str),
    (begins_after, now): (i64, Timestamp),
) -> Result<Option<Subscription>> {
    let id = counters::next(tx, "journal_subscription", FIRST_ID).await?;
    tx.query_opt(
        "INSERT INTO journal_subscriptions \
         (account_id, id, owner_id, app_id, subject, definition, begins_after, created_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8) \
         ON CONFLICT (account_id, app_id, subject) DO UPDATE SET definition = $6, updated_at = $8 \
         RETURNING account_id, id, definition, created_at, updated_at",
        &[
            Param::Int(portal.0),
            Param::Int(id),
            Param::Int(owner.0),
            Param::Int(app.0),
            Param::Text(subject),
            Param::Text(definition),
            Param::Int(begins_after),
            Param::Int(now.0),
        ],
        subscription,
    )
    .await
}

/// All subscriptions of an app.
pub async fn read_all(database: &Database, AppKey { owner, app }: AppKey) -> Result<Vec<Subscription>> {
    let sql = "SELECT account_id, id, definition, created_at, updated_at FROM journal_subscriptions \
               WHERE owner_id = $1 AND app_id = $2 ORDER BY id";
    database.query(sql, &[Param::Int(owner.0), Param::Int(app.0)], subscription).await
}

/// One subscription of an app.
pub async fn read(tx: &mut Tx, AppKey { owner, app }: AppKey, id: i64) -> Result<Option<Subscription>> {
    let sql = "SELECT account_id, id, definition, created_at, updated_at FROM journal_subscriptions \
               WHERE owner_id = $1 AND app_id = $2 AND id = $3";
    tx.query_opt(sql, &[Param::Int(owner.0), Param::Int(app.0), Param::Int(id)], subscription).await
}

/// Deletes a subscription with its filters.
pub async fn delete(tx: &mut Tx, portal: AccountId, id: i64) -> Result<()> {
    for sql in [
        "DELETE FROM journal_filters WHERE account_id = $1 AND subscription_id = $2",
        "DELETE FROM journal_subscriptions WHERE account_id = $1 AND id = $2",
    ] {
        tx.execute(sql, &[Param::Int(portal.0), Param::Int(id)]).await?;
    }
    Ok(())
}

/// Deletes what an app wants to be told of an account.
pub async fn delete_in(tx: &mut Tx, AppKey { owner, app }: AppKey, portal: AccountId) -> Result<()> {
    for sql in [
        "DELETE FROM journal_filters WHERE account_id = $1 AND subscription_id IN \
         (SELECT id FROM journal_subscriptions WHERE account_id = $1 AND owner_id = $2 AND app_id = $3)",
        "DELETE FROM journal_subscriptions WHERE account_id = $1 AND owner_id = $2 AND app_id = $3",
    ] {
        tx.execute(sql, &[Param::Int(portal.0), Param::Int(owner.0), Param::Int(app.0)]).await?;
    }
    Ok(())
}

/// The subscriptions about an account.
pub async fn followed(tx: &mut Tx, account: AccountId) -> Result<Vec<FollowedSubscription>> {
    let sql = concat!(
        "SELECT s.id, s.owner_id, s.app_id, s.definition, s.begins_after, CASE WHEN ",
        allowed!("s.account_id", "s.app_id"),
        " THEN CAST(1 AS BIGINT) ELSE 0 END FROM journal_subscriptions AS s WHERE s.account_id = $1 ORDER BY s.id"
    );
    tx.query(sql, &[Param::Int(account.0)], |row| {
        Ok(FollowedSubscription {
            id: row.int(0)?,
            app: AppKey { owner: AccountId(row.int(1)?), app: AppId(row.int(2)?) },
            definition: row.text(3)?.to_owned(),
            begins_after: row.int(4)?,
            is_allowed: row.int(5)? == 1,
        })
    })
    .await
}

/// Makes a filter and returns its id.
pub async fn put_filter(
    tx: &mut Tx,
    portal: AccountId,
    subscription: i64,
    conditions: &str,
    now: Timestamp,
) -> Result<i64> {
    let id = counters::next(tx, "journal_filter", FIRST_ID).await?;
    tx.execute(
        "INSERT INTO journal_filters (account_id, subscription_id, id, conditions, created_at) \
         VALUES ($1, $2, $3, $4, $5)",
        &[
            Param::Int(portal.0),
            Param::Int(subscription),
            Param::Int(id),
            Param::Text(conditions),
            Param::Int(now.0),
        ],
    )
    .await?;
    Ok(id)
}

/// A filter of a subscription of an app, with the account that it is about.
pub async fn read_filter(
    tx: &mut Tx,
    AppKey { owner, app }: AppKey,
    id: i64,
) -> Result<Option<(AccountId, Filter)>> {
    let sql = "SELECT f.id, f.subscription_id, f.conditions, f.created_at, f.account_id \
               FROM journal_subscriptions AS s JOIN journal_filters AS f \
               ON f.account_id = s.account_id AND f.subscription_id = s.id \
               WHERE s.owner_id = $1 AND s.app_id = $2 AND f.id = $3";
    let params = [Param::Int(owner.0), Param::Int(app.0), Param::Int(id)];
    tx.query_opt(sql, &params, |row| Ok((AccountId(row.int(4)?), filter(row)?))).await
}

/// The filters of the subscriptions about an account.
pub async fn filters(tx: &mut Tx, account: AccountId) -> Result<Vec<Filter>> {
    let sql = "SELECT id, subscription_id, conditions, created_at FROM journal_filters \
               WHERE account_id = $1 ORDER BY subscription_id, id";
    tx.query(sql, &[Param::Int(account.0)], filter).await
}

/// Deletes a filter.
pub async fn delete_filter(tx: &mut Tx, portal: AccountId, filter: &Filter) -> Result<()> {
    let sql = "DELETE FROM journal_filters WHERE account_id = $1 AND subscription_id = $2 AND id = $3";
    tx.execute(sql, &[Param::Int(portal.0), Param::Int(filter.subscription), Param::Int(filter.id)]).await?;
    Ok(())
}

fn subscription(row: &Row<'_>) -> Result<Subscription> {
    Ok(Subscription {
        portal: AccountId(row.int(0)?),
        id: row.int(1)?,
        definition: row.text(2)?.to_owned(),
        created_at: Timestamp(row.int(3)?),
        updated_at: Timestamp(row.int(4)?),
    })
}

fn filter(row: &Row<'_>) -> Result<Filter> {
    Ok(Filter {
        id: row.int(0)?,
        subscription: row.int(1)?,
        conditions: row.text(2)?.to_owned(),
        created_at: Timestamp(row.int(3)?),
    })
}
