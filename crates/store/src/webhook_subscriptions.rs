//! What apps want to be told, in the accounts that made the apps.

use linchpin_domain::{AccountId, AppId, ObjectTypeId, Timestamp};

use crate::{Database, Param, Result, Row, Tx, counters};

/// The first id of a database; the next ones count up, whichever app they belong to.
const FIRST: i64 = 100_001;

/// Something that an app wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubscriptionRow {
    /// Its number, unique in the database.
    pub id: i64,
    /// What it is about.
    pub topic: TopicRow,
    /// Whether the app is told.
    pub active: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a subscription is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow {
    /// The name of the type of events.
    pub event_type: String,
    /// The type of the records, where the type of events leaves it open.
    pub object_type: Option<ObjectTypeId>,
    /// The property, where it is about one.
    pub property: Option<String>,
    /// The name of the event that somebody defined, where it is about one.
    pub event_name: Option<String>,
}

fn subscription(row: &Row<'_>) -> Result<SubscriptionRow> {
    Ok(SubscriptionRow {
        id: row.int(0)?,
        topic: TopicRow {
            event_type: row.text(1)?.to_owned(),
            object_type: row.opt_int(2)?.map(ObjectTypeId::from_code),
            property: row.opt_text(3)?.map(str::to_owned),
            event_name: row.opt_text(4)?.map(str::to_owned),
        },
        active: row.int(5)? == 1,
        created_at: Timestamp(row.int(6)?),
        updated_at: Timestamp(row.int(7)?),
    })
}

const SELECT: &str = "SELECT id, event_type, object_type, property_name, event_type_name, active, created_at, \
                      updated_at FROM webhook_subscriptions WHERE account_id = $1 AND app_id = $2 ORDER BY id";

/// The subscriptions of an app, in the order of their ids.
pub async fn list(database: &Database, account: AccountId, app: AppId) -> Result<Vec<SubscriptionRow>> {
    database.query(SELECT, &[Param::Int(account.0), Param::Int(app.0)], subscription).await
}

/// [`list`] as the transaction sees it.
pub async fn list_in(tx: &mut Tx, account: AccountId, app: AppId) -> Result<Vec<SubscriptionRow>> {
    tx.query(SELECT, &[Param::Int(account.0), Param::Int(app.0)], subscription).await
}

/// Makes a subscription and returns it with its id.
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    topic: TopicRow,
    active: bool,
    now: Timestamp,
) -> Result<SubscriptionRow> {
    let id = counters::next(tx, "webhook_subscription", FIRST).await?;
    tx.execute(
        "INSERT INTO webhook_subscriptions \
         (account_id, app_id, id, event_type, object_type, property_name, event_type_name, active, created_at, \
          updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        &[
            Param::Int(account.0),
            Param::Int(app.0),
            Param::Int(id),
            Param::Text(&topic.event_type),
            Param::opt(topic.object_type.map(ObjectTypeId::code)),
            Param::opt_text(topic.property.as_deref()),
            Param::opt_text(topic.event_name.as_deref()),
            Param::Int(active.into()),
            Param::Int(now.0),
        ],
    )
    .await?;
    Ok(SubscriptionRow { id, topic, active, created_at: now, updated_at: now })
}

/// Switches a subscription on or off and returns it; none when there is none.
pub async fn switch(
    tx: &mut Tx,
    account: AccountId,
    app: AppId,
    id: i64,
    active: bool,
    now: Timestamp,
) -> Result<Option<SubscriptionRow>> {
    tx.query_opt(
        "UPDATE webhook_subscriptions SET active = $1, updated_at = $2 \
         WHERE account_id = $3 AND app_id = $4 AND id = $5 \
         RETURNING id, event_type, object_type, property_name, event_type_name, active, created_at, updated_at",
        &[
            Param::Int(active.into()),
            Param::Int(now.0),
            Param::Int(account.0),
            Param::Int(app.0),
            Param::Int(id),
        ],
        subscription,
    )
    .await
}

/// Switches all subscriptions of an app off.
pub async fn switch_all_off(tx: &mut Tx, account: AccountId, app: AppId, now: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE webhook_subscriptions SET active = 0, updated_at = $1 \
         WHERE account_id = $2 AND app_id = $3 AND active = 1",
        &[Param::Int(now.0), Param::Int(account.0), Param::Int(app.0)],
    )
    .await?;
    Ok(())
}

/// Deletes a subscription; false when there is none.
pub async fn delete(tx: &mut Tx, account: AccountId, app: AppId, id: i64) -> Result<bool> {
    let touched = tx
        .execute(
            "DELETE FROM webhook_subscriptions WHERE account_id = $1 AND app_id = $2 AND id = $3",
            &[Param::Int(account.0), Param::Int(app.0), Param::Int(id)],
        )
        .await?;
    Ok(touched == 1)
}
