//! Events that never happened, sent to see how a receiver takes them.

use linchpin_domain::webhook::{EventType, Family, Happening};
use linchpin_domain::{AccountId, AppId, ObjectTypeId, association, object_type};
use linchpin_store::webhook_deliveries::asked;
use linchpin_store::{Error as StoreError, counters};

use super::{Delivery, Event, What};
use crate::apps::AppRefusal;
use crate::webhooks::{Subscription, WebhookRefusal};
use crate::{Engine, Principal, Result};

/// The id of a record that is made up, and of one beside it.
const OBJECTS: (i64, i64) = (123, 456);
/// The object type of conversations.
const CONVERSATIONS: ObjectTypeId = ObjectTypeId::standard(11);

/// An event to make up; what is none is taken from the app's subscriptions, or made up too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrialEvent {
    /// The account that it is of; the one that made the app if there is none.
    pub account: Option<AccountId>,
    /// Its type.
    pub event_type: Option<EventType>,
    /// The type of the record, where the type of the event leaves that open.
    pub object_type: Option<ObjectTypeId>,
    /// The id of the record.
    pub object: Option<i64>,
    /// The property.
    pub property: Option<String>,
    /// Its value.
    pub value: Option<String>,
}

impl Engine {
    /// Sends an app of the caller's account an event that never happened, as any other.
    pub async fn send_trial_event(
        &self,
        principal: &Principal,
        app: AppId,
        trial: TrialEvent,
    ) -> Result<Delivery> {
        let owner = principal.account;
        // Without settings there is nowhere to send it to.
        self.webhook_settings(owner, app).await?;
        let account = trial.account.unwrap_or(owner);
        if account != owner {
            let installs = self.installs(account).await?;
            if !installs.iter().any(|install| install.app == app && install.owner == owner) {
                return Err(AppRefusal::NotInstalled(app).into());
            }
        }
        let subscriptions = self.webhook_subscriptions(owner, app).await?;
        let (origin, now) = (principal.origin(), self.now(account));
        let event = Event {
            source: origin.source,
            source_id: origin.source_id,
            at: now.0,
            ..trial.event(&subscriptions)?
        };
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let id = counters::next(tx, "webhook_event", 1).await?;
                let events = Event::write(&[Event { id, ..event }]);
                asked::insert_trial(tx, account, (owner, app), &events, now).await
            })
        });
        let id = work.await?.to_string();
        let principal = Principal { account, ..principal.clone() };
        Ok(self.read_webhook_delivery(&principal, None, &id).await?.delivery)
    }
}

impl TrialEvent {
    /// The event, but for its number, its time and where it comes from.
    fn event(&self, subscriptions: &[Subscription]) -> Result<Event> {
        let fits = |subscription: &&Subscription| {
            let topic = &subscription.topic;
            self.event_type.is_none_or(|wanted| wanted == topic.event_type)
                && (self.property.is_none() || self.property == topic.property)
                && (self.object_type.is_none() || self.object_type == topic.object_type)
        };
        let subscription = subscriptions.iter().find(fits);
        let topic = subscription.map(|subscription| &subscription.topic);
        let creation = EventType { family: Family::Contact, happening: Happening::Creation };
        let event_type = self.event_type.or(topic.map(|topic| topic.event_type)).unwrap_or(creation);
        let object_type = match event_type.family {
            Family::Conversation => CONVERSATIONS,
            family => {
                let named = self.object_type.or(topic.and_then(|topic| topic.object_type));
                let contacts = object_type::find("contacts").map(|contacts| contacts.id);
                let found = family.object_type().map(|row| row.id).or(named).or(contacts);
                found.ok_or(WebhookRefusal::NoTrial(event_type))?
            }
        };
        let property = self.property.clone().or(topic.and_then(|topic| topic.property.clone()));
        Ok(Event {
            id: 0,
            subscription: subscription.map_or(0, |subscription| subscription.id),
            event_type: event_type.to_string(),
            at: 0,
            object_type: object_type.code(),
            source: String::new(),
            source_id: String::new(),
            what: self.what(event_type, object_type, property)?,
        })
    }

    fn what(&self, event: EventType, object_type: ObjectTypeId, property: Option<String>) -> Result<What> {
        let id = self.object.unwrap_or(OBJECTS.0);
        Ok(match event.happening {
            Happening::Creation => What::Created(id),
            Happening::Deletion => What::Deleted(id),
            Happening::Restore => What::Restored(id),
            Happening::PrivacyDeletion => What::PrivacyDeleted(id),
            Happening::PropertyChange => What::PropertyChanged {
                id,
                name: property.unwrap_or_else(|| titling(event, object_type).to_owned()),
                value: self.value.clone().unwrap_or_else(|| "sample-value".to_owned()),
                is_sensitive: false,
            },
            Happening::Merge => {
                What::Merged { primary: id, merged: vec![OBJECTS.1], new: id, n_properties_moved: 1 }
            }
            Happening::AssociationChange => associated(id, object_type),
            Happening::NewMessage | Happening::Completed => return Err(WebhookRefusal::NoTrial(event).into()),
        })
    }
}

/// The property that titles a record, or that people look at first.
fn titling(event: EventType, object_type: ObjectTypeId) -> &'static str {
    match event.family {
        Family::Conversation => "status",
        _ => object_type::by_id(object_type).and_then(|row| row.primary_display).unwrap_or("name"),
    }
}

/// The first association that records of the type have.
fn associated(id: i64, object_type: ObjectTypeId) -> What {
    let row = association::standard().iter().find(|row| row.from == object_type && row.to != object_type);
    What::AssociationChanged {
        from: id,
        to: OBJECTS.1,
        to_type: row.map_or(1, |row| row.to.code()),
        type_id: row.map_or(0, |row| row.id.0),
        type_name: row.map_or_else(String::new, |row| row.name.to_uppercase()),
        is_removed: false,
        is_primary: false,
    }
}
