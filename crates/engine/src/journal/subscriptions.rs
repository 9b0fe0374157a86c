//! What apps want the journal to tell: subscriptions, and filters of them.

use linchpin_domain::journal::{Action, Operator, Subject};
use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::journal::{self as rows, AppKey};
use linchpin_store::{Error as StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::JournalRefusal;
use crate::{Engine, Error, Principal, Result};

/// Conditions that a filter has at most.
const MAX_CONDITIONS: usize = 20;

/// What a subscription asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// What it is about: a [`Subject`]'s word.
    pub subject: String,
    /// What has to happen: words of [`Action`]s.
    pub actions: Vec<String>,
    /// The object type of the records, or the type of event where it is about the app itself.
    pub object_type: Option<String>,
    /// Only these records; all if there are none.
    pub objects: Vec<i64>,
    /// Only these properties; all if there are none.
    pub properties: Vec<String>,
    /// Only associations with these object types; with all if there are none.
    pub associated_types: Vec<String>,
    /// Only these lists; all if there are none.
    pub lists: Vec<i64>,
}

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

impl Definition {
    /// Of what an app has one subscription in an account only: another one takes its place.
    fn key(&self) -> String {
        format!("{} {}", self.subject, self.object_type.as_deref().unwrap_or_default())
    }
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
        let portal = portal.map_or(app.owner, AccountId);
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

    /// The definition with the ids of object types in the place of their names.
    async fn checked_subscription(&self, portal: AccountId, definition: Definition) -> Result<Definition> {
        let invalid = |text: String| Error::from(JournalRefusal::Invalid(text));
        let known = Subject::parse(&definition.subject);
        let subject =
            known.ok_or_else(|| invalid(format!("Unknown subscription type {:?}.", definition.subject)))?;
        let mut definition = definition;
        if subject == Subject::AppLifecycleEvent {
            definition.actions = subject.actions().iter().map(|action| action.as_str().to_owned()).collect();
            return Ok(definition);
        }
        let is_possible =
            |word: &String| Action::parse(word).is_some_and(|action| subject.actions().contains(&action));
        if let Some(wrong) = definition.actions.iter().find(|word| !is_possible(word)) {
            return Err(invalid(format!(
                "{wrong} is no action of subscriptions of type {}.",
                subject.as_str()
            )));
        }
        if definition.actions.is_empty() {
            return Err(invalid("A subscription needs at least one action.".to_owned()));
        }
        if subject == Subject::ListMembership {
            definition.object_type = None;
            return Ok(definition);
        }
        let named = definition.object_type.take().unwrap_or_default();
        definition.object_type = Some(self.type_id(portal, &named).await?);
        for named in &mut definition.associated_types {
            *named = self.type_id(portal, named).await?;
        }
        Ok(definition)
    }

    /// The id of the object type that an account knows by this name.
    pub(super) async fn type_id(&self, portal: AccountId, named: &str) -> Result<String> {
        let found = self.find_object_type(portal, named).await?;
        let found = found.ok_or_else(|| Error::UnknownObjectType(named.to_owned()))?;
        Ok(found.id.to_string())
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
