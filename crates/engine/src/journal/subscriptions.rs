//! What apps want the journal to tell: subscriptions, and filters of them.

use linchpin_domain::journal::{Operator, Subject};
use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::journal::{self as rows, AppKey};
use linchpin_store::{Error as StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::{Definition, JournalRefusal};
use crate::{Engine, Error, Principal, Result};

/// Conditions that a filter has at most.
const MAX_CONDITIONS: usize = 20;

/// A subscription.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// Its id.
    pub id: i64,
    /// The account that the events are of.
    pub portal: AccountId,
    /// What it asks for.
    pub definition: Definition,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// What a value has to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The property.
    pub property: String,
    /// An [`Operator`]'s word.
    pub operator: String,
    /// What is compared with: several values where the operator takes them.
    pub operands: Vec<String>,
}

/// A filter of a subscription: all of its conditions have to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Its id.
    pub id: i64,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Engine {
    /// Subscribes the calling app to what happens in an account, its own if none is named; in the place of its
    /// subscription about the same, if there is one.
    pub async fn subscribe_to_journal(
        &self,
        principal: &Principal,
        portal: Option<i64>,
        definition: Definition,
    ) -> Result<Subscription> {
        let app = self.journal_of(principal).await?;
        // Whom an app is let in by is told to the app, and stands in the log of the account that made it.
        let is_of_app = definition.subject == Subject::AppLifecycleEvent.as_str();
        let portal = portal.filter(|_| !is_of_app).map_or(app.owner, AccountId);
        let definition = self.checked_subscription(portal, definition).await?;
        let (key, text, now) = (definition.key(), written(&definition), self.now(app.owner));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                if !rows::may_follow(tx, portal, app.app).await? {
                    let text = format!("The app is not installed in account {portal}.");
                    return Err(JournalRefusal::Invalid(text).into());
                }
                let newest = rows::begin(tx, portal).await?;
                let row = rows::put(tx, app, portal, (&key, &text), (newest, now)).await?;
                subscription(row.ok_or_else(|| StoreError::Corrupt("no subscription came back".into()))?)
            })
        });
        work.await
    }

    /// The subscriptions of the calling app, in the order of their ids.
    pub async fn journal_subscriptions(&self, principal: &Principal) -> Result<Vec<Subscription>> {
        let app = self.journal_of(principal).await?;
        rows::read_all(&self.database, app).await?.into_iter().map(subscription).collect()
    }

    /// A subscription of the calling app.
    pub async fn journal_subscription(&self, principal: &Principal, id: &str) -> Result<Subscription> {
        let (app, id) = (self.journal_of(principal).await?, id.to_owned());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { subscription(find(tx, app, &id).await?) })
        });
        work.await
    }

    /// Ends a subscription of the calling app.
    pub async fn unsubscribe_from_journal(&self, principal: &Principal, id: &str) -> Result<()> {
        let (app, id) = (self.journal_of(principal).await?, id.to_owned());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let row = find(tx, app, &id).await?;
                Ok(rows::delete(tx, row.portal, row.id).await?)
            })
        });
        work.await
    }

    /// Ends all subscriptions of the calling app to what happens in an account.
    pub async fn unsubscribe_from_portal(&self, principal: &Principal, portal: &str) -> Result<()> {
        let app = self.journal_of(principal).await?;
        let portal = AccountId::parse(portal).ok_or_else(|| JournalRefusal::not_found("account", portal))?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::delete_in(tx, app, portal).await?) })
        });
        work.await
    }

    /// Adds a filter to a subscription of the calling app and returns its id.
    pub async fn filter_journal(
        &self,
        principal: &Principal,
        subscription: i64,
        conditions: Vec<Condition>,
    ) -> Result<i64> {
        let app = self.journal_of(principal).await?;
        check_conditions(&conditions)?;
        let (text, now) = (written(&conditions), self.now(app.owner));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let row = find(tx, app, &subscription.to_string()).await?;
                let definition: Definition = read(&row.definition)?;
                if definition.subject != Subject::Object.as_str() {
                    let text = "Filters go with subscriptions of type OBJECT.".to_owned();
                    return Err(JournalRefusal::Invalid(text).into());
                }
                Ok(rows::put_filter(tx, row.portal, row.id, &text, now).await?)
            })
        });
        work.await
    }

    /// A filter of a subscription of the calling app.
    pub async fn journal_filter(&self, principal: &Principal, id: &str) -> Result<Filter> {
        let (app, id) = (self.journal_of(principal).await?, id.to_owned());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { filter(&find_filter(tx, app, &id).await?.1) })
        });
        work.await
    }

    /// The filters of a subscription of the calling app.
    pub async fn journal_filters(&self, principal: &Principal, subscription: &str) -> Result<Vec<Filter>> {
        let (app, id) = (self.journal_of(principal).await?, subscription.to_owned());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let row = find(tx, app, &id).await?;
                let all = rows::filters(tx, row.portal).await?;
                all.iter().filter(|filter| filter.subscription == row.id).map(filter).collect()
            })
        });
        work.await
    }

    /// Ends a filter of a subscription of the calling app.
    pub async fn delete_journal_filter(&self, principal: &Principal, id: &str) -> Result<()> {
        let (app, id) = (self.journal_of(principal).await?, id.to_owned());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let (portal, filter) = find_filter(tx, app, &id).await?;
                Ok(rows::delete_filter(tx, portal, &filter).await?)
            })
        });
        work.await
    }
}

fn check_conditions(conditions: &[Condition]) -> Result<()> {
    let invalid = |text: String| Err(JournalRefusal::Invalid(text).into());
    if !(1..=MAX_CONDITIONS).contains(&conditions.len()) {
        return invalid(format!("A filter has 1 to {MAX_CONDITIONS} conditions."));
    }
    for Condition { property, operator, operands } in conditions {
        let Some(known) = Operator::parse(operator) else {
            return invalid(format!("Unknown operator {operator:?}."));
        };
        let fits = match operands.len() {
            0 => !known.takes_value() && !known.takes_values(),
            1 => known.takes_value() || known.takes_values(),
            _ => known.takes_values(),
        };
        if !fits {
            return invalid(format!("The condition on {property} does not go with {operator}."));
        }
    }
    Ok(())
}

async fn find(tx: &mut Tx, app: AppKey, id: &str) -> Result<rows::Subscription> {
    let missing = || JournalRefusal::not_found("subscription", id);
    let number = id.parse().map_err(|_| missing())?;
    Ok(rows::read(tx, app, number).await?.ok_or_else(missing)?)
}

async fn find_filter(tx: &mut Tx, app: AppKey, id: &str) -> Result<(AccountId, rows::Filter)> {
    let missing = || JournalRefusal::not_found("filter", id);
    let number = id.parse().map_err(|_| missing())?;
    Ok(rows::read_filter(tx, app, number).await?.ok_or_else(missing)?)
}

fn subscription(row: rows::Subscription) -> Result<Subscription> {
    let rows::Subscription { id, portal, created_at, updated_at, definition } = row;
    Ok(Subscription { id, portal, definition: read(&definition)?, created_at, updated_at })
}

fn filter(row: &rows::Filter) -> Result<Filter> {
    Ok(Filter { id: row.id, conditions: read(&row.conditions)?, created_at: row.created_at })
}

/// What the database keeps as JSON.
pub(super) fn written(what: &impl Serialize) -> String {
    serde_json::to_string(what).expect("names and numbers are always JSON")
}

/// What the database kept as JSON.
pub(super) fn read<'a, T: Deserialize<'a>>(text: &'a str) -> Result<T> {
    let corrupt = |error: serde_json::Error| StoreError::Corrupt(format!("the journal: {error}").into());
    Ok(serde_json::from_str(text).map_err(corrupt)?)
}
