//! What apps want to be told.

use linchpin_domain::webhook::{EventType, Topic};
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::webhook_subscriptions::{self as rows, SubscriptionRow, TopicRow};
use linchpin_store::{Error as StoreError, Tx, webhook_cursors};

use super::WebhookRefusal;
use super::settings::hold;
use crate::apps::{App, AppKind};
use crate::audit::{self, Action, Actor, Category, Deed};
use crate::{Engine, Error, Result, Scopes};

/// Subscriptions of an app at most: HubSpot's published limit.
const MAX_SUBSCRIPTIONS: usize = 1_000;
/// What the audit log calls one.
const AUDITED: &str = "WEBHOOK_SUBSCRIPTION";

/// Something that an app wants to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its number, unique in the database.
    pub id: i64,
    /// What it is about.
    pub topic: Topic,
    /// Whether the app is told.
    pub is_active: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What becomes of a subscription.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switch {
    /// The subscription.
    pub id: i64,
    /// Whether the app is told from now on.
    pub is_active: bool,
}

impl Engine {
    /// The subscriptions of an app that the account made, in the order of their ids.
    pub async fn webhook_subscriptions(&self, account: AccountId, app: AppId) -> Result<Vec<Subscription>> {
        self.live_app(account, app).await?;
        rows::list(&self.database, account, app).await?.into_iter().map(subscription).collect()
    }

    /// One subscription of an app that the account made, by its id as text.
    pub async fn webhook_subscription(
        &self,
        account: AccountId,
        app: AppId,
        id: &str,
    ) -> Result<Subscription> {
        let found = self.webhook_subscriptions(account, app).await?;
        let found = found.into_iter().find(|subscription| subscription.id.to_string() == id);
        found.ok_or_else(|| WebhookRefusal::NotFound(id.to_owned()).into())
    }

    /// Subscribes an app to something; what happens from the answer on is told, while it is active.
    pub async fn create_webhook_subscription(
        &self,
        by: Actor,
        app: AppId,
        topic: Topic,
        is_active: bool,
    ) -> Result<Subscription> {
        let scopes = topic.scopes();
        if !may_ever(&self.live_app(by.account, app).await?, scopes) {
            return Err(WebhookRefusal::MissingScopes(scopes).into());
        }
        let now = self.now(by.account);
        let topic = topic_row(topic);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                hold(tx, by.account, app).await?;
                let others = rows::list_in(tx, by.account, app).await?;
                if let Some(same) = others.iter().find(|other| other.topic == topic) {
                    return Err(WebhookRefusal::Exists(same.id).into());
                }
                if others.len() >= MAX_SUBSCRIPTIONS {
                    return Err(WebhookRefusal::TooMany(MAX_SUBSCRIPTIONS).into());
                }
                let made = rows::create(tx, by.account, app, topic, is_active, now).await?;
                webhook_cursors::begin(tx, by.account, app).await?;
                note(tx, by, now, Action::Create, made.id).await?;
                Ok(made)
            })
        });
        let made = work.await?;
        self.fan_out.note_subscription();
        subscription(made)
    }

    /// Switches subscriptions of an app on and off; returns those that there are, in the order in which they are named.
    pub async fn switch_webhook_subscriptions(
        &self,
        by: Actor,
        app: AppId,
        switches: Vec<Switch>,
    ) -> Result<Vec<Subscription>> {
        let now = self.now(by.account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                hold(tx, by.account, app).await?;
                let mut done = Vec::with_capacity(switches.len());
                for Switch { id, is_active } in switches {
                    done.extend(rows::switch(tx, by.account, app, id, is_active, now).await?);
                }
                webhook_cursors::begin(tx, by.account, app).await?;
                for row in &done {
                    note(tx, by, now, Action::Update, row.id).await?;
                }
                Ok(done)
            })
        });
        let done = work.await?;
        self.fan_out.note_subscription();
        done.into_iter().map(subscription).collect()
    }

    /// Ends a subscription of an app.
    pub async fn delete_webhook_subscription(&self, by: Actor, app: AppId, id: &str) -> Result<()> {
        let id = self.webhook_subscription(by.account, app, id).await?.id;
        let now = self.now(by.account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                hold(tx, by.account, app).await?;
                if !rows::delete(tx, by.account, app, id).await? {
                    return Err(WebhookRefusal::NotFound(id.to_string()).into());
                }
                note(tx, by, now, Action::Delete, id).await
            })
        });
        work.await
    }
}

/// Whether an app has any one of these scopes, or asks the accounts for it that let it in.
fn may_ever(app: &App, scopes: &[&str]) -> bool {
    let required = &app.scopes.required;
    let asked = app.scopes.conditional.iter().chain(&app.scopes.optional).cloned();
    required.allow_any(scopes)
        || app.kind == AppKind::Public && Scopes::Listed(asked.collect()).allow_any(scopes)
}

async fn note(tx: &mut Tx, by: Actor, now: Timestamp, action: Action, id: i64) -> Result<()> {
    let target = id.to_string();
    let deed = Deed { category: Category::App, sub_category: AUDITED, action, target: &target };
    audit::append(tx, by, now, deed).await
}

fn topic_row(topic: Topic) -> TopicRow {
    TopicRow {
        event_type: topic.event_type.to_string(),
        object_type: topic.object_type,
        property: topic.property,
        event_name: topic.event_name,
    }
}

/// A subscription as its row says.
fn subscription(row: SubscriptionRow) -> Result<Subscription> {
    let TopicRow { event_type, object_type, property, event_name } = row.topic;
    let event_type = EventType::parse(&event_type)
        .ok_or_else(|| StoreError::Corrupt(format!("subscription {} is to {event_type:?}", row.id).into()))?;
    Ok(Subscription {
        id: row.id,
        topic: Topic { event_type, object_type, property, event_name },
        is_active: row.active,
        created_at: row.created_at,
        updated_at: row.updated_at,
    })
}
