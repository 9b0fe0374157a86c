//! Snapshots: events that say what a record is, because an app asked.

use std::collections::BTreeMap;

use linchpin_domain::journal::{Action, Subject};
use linchpin_domain::{AccountId, RecordId, Timestamp, object_type};
use linchpin_store::journal::{self as rows, AppKey, NewFile, Snapshot};
use linchpin_store::records::{self, Scope};
use linchpin_store::{Tx, properties_text};

use super::JournalRefusal;
use super::events::Event;
use super::redaction::Redaction;
use super::subscriptions::written;
use crate::{Engine, Error, Principal, Result, random};

/// A record that an app wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSnapshot {
    /// The account that it is in.
    pub portal: i64,
    /// Its object type, by any of its names.
    pub object_type: String,
    /// The record.
    pub object: i64,
    /// The properties to tell; all if there are none.
    pub properties: Vec<String>,
}

impl Engine {
    /// Publishes what a record is for the calling app, and returns by what id its status is asked for.
    pub async fn snapshot_for_journal(&self, principal: &Principal, new: NewSnapshot) -> Result<String> {
        let app = self.journal_of(principal).await?;
        let portal = AccountId(new.portal);
        let (id, now) = (random::uuid()?, self.clock.now());
        let found = self.find_object_type(portal, &new.object_type).await?;
        let types = found.iter().map(|found| found.id).collect();
        let redaction = self.redaction(portal, types).await?;
        let asked = Asked { app, portal, id: id.clone(), now, redaction };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let event = match found {
                    Some(found) => {
                        asked
                            .event(
                                tx,
                                Scope { account: portal, object_type: found.id, archived: false },
                                &new,
                            )
                            .await?
                    }
                    None => {
                        Err(("VALIDATION_ERROR", format!("There is no object type {:?}.", new.object_type)))
                    }
                };
                asked.settle(tx, event).await
            })
        });
        work.await?;
        Ok(id)
    }

    /// What became of a snapshot that the calling app asked for.
    pub async fn journal_snapshot(&self, principal: &Principal, id: &str) -> Result<Snapshot> {
        let app = self.journal_of(principal).await?;
        let found = rows::snapshot(&self.database, app, id).await?;
        Ok(found.ok_or_else(|| JournalRefusal::not_found("snapshot status", id))?)
    }
}

/// A snapshot that was asked for.
struct Asked {
    app: AppKey,
    portal: AccountId,
    id: String,
    now: Timestamp,
    redaction: Redaction,
}

impl Asked {
    /// The event, or why there is none.
    async fn event(
        &self,
        tx: &mut Tx,
        scope: Scope,
        new: &NewSnapshot,
    ) -> Result<std::result::Result<Event, (&'static str, String)>> {
        if !rows::may_follow(tx, self.portal, self.app.app).await? {
            let text = format!("The app is not installed in account {}.", self.portal);
            return Ok(Err(("PERMISSION_DENIED", text)));
        }
        let found = records::read_many_in(tx, scope, &[RecordId(new.object)]).await?;
        let Some(record) = found.into_iter().flatten().next() else {
            return Ok(Err(("VALIDATION_ERROR", format!("There is no record {}.", new.object))));
        };
        let mut values = properties_text::parse(&record.properties, object_type::usual(scope.object_type))?;
        self.redaction.hide(scope.object_type, &mut values);
        values.insert("hs_object_id", record.id.to_string());
        let is_wanted =
            |name: &str| new.properties.is_empty() || new.properties.iter().any(|known| known == name);
        let told = values.iter().filter(|(name, _)| is_wanted(name));
        let values: BTreeMap<_, _> = told.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Ok(Event {
            subject: Subject::Object.as_str().to_owned(),
            portal: self.portal.0,
            at: self.now.0,
            action: Action::Snapshot.as_str().to_owned(),
            object_type: Some(scope.object_type.to_string()),
            object: Some(record.id.0),
            values,
            ..Event::default()
        }))
    }

    /// Publishes the event and notes what became of it.
    async fn settle(
        &self,
        tx: &mut Tx,
        event: std::result::Result<Event, (&'static str, String)>,
    ) -> Result<()> {
        let failed = match event {
            Ok(event) => {
                let file = NewFile { app: self.app, portal: self.portal, events: written(&[event]) };
                rows::insert(tx, &file, self.now).await?;
                None
            }
            Err((error, message)) => Some((error.to_owned(), message)),
        };
        let snapshot = Snapshot { id: self.id.clone(), failed, at: self.now };
        Ok(rows::insert_snapshot(tx, self.app, &snapshot).await?)
    }
}
