//! Changes turned into events, for everybody who wants them.

mod association;
mod values;

use linchpin_domain::RecordId;
use linchpin_domain::webhook::Happening;
use linchpin_store::changes::{Kind, Told};
use linchpin_store::{Error as StoreError, Result as StoreResult};
use serde::Deserialize;

use super::plan::{OfType, Plan, Subscription};
use super::{Event, What};
use crate::objects::merge_source;

/// Events by the apps that they are for, in the order in which they happened.
#[derive(Debug, Default)]
pub struct Collected {
    /// Of each app of the plan.
    apps: Vec<Vec<Event>>,
    n_events: usize,
    /// The bytes that values take.
    n_bytes: usize,
    /// The last change that was looked at.
    pub(super) through: i64,
    /// The last of the changes that only tell what there was before.
    old_through: i64,
}

impl Collected {
    /// None yet, of the changes behind this number.
    pub fn behind(sequence: i64) -> Self {
        Self { through: sequence, ..Self::default() }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.n_events
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.n_events == 0
    }

    /// About how much memory they take beside a fixed part for each.
    pub(super) fn n_bytes(&self) -> usize {
        self.n_bytes
    }

    /// The events of each app of the plan.
    pub(super) fn into_apps(self) -> Vec<Vec<Event>> {
        self.apps
    }

    /// All events; those of one app in the order in which they happened.
    pub fn into_events(self) -> impl Iterator<Item = Event> {
        self.apps.into_iter().flatten()
    }

    /// Adds what happened, once for each subscription; events get their numbers when they are kept.
    fn put<'a>(
        &mut self,
        change: &Told<'_>,
        (source, source_id): (&str, &str),
        subscriptions: impl IntoIterator<Item = &'a Subscription>,
        what: &What,
    ) {
        for subscription in subscriptions {
            if let What::PropertyChanged { value, .. } = what {
                self.n_bytes += value.len();
            }
            self.n_events += 1;
            if self.apps.len() <= subscription.app {
                self.apps.resize_with(subscription.app + 1, Vec::new);
            }
            self.apps[subscription.app].push(Event {
                id: 0,
                subscription: subscription.id,
                event_type: subscription.event_type.clone(),
                at: change.at.0,
                object_type: change.object_type.code(),
                source: source.to_owned(),
                source_id: source_id.to_owned(),
                what: what.clone(),
            });
        }
    }
}

impl Plan {
    /// Turns a change into the events that anybody wants.
    pub fn tell(&self, change: &Told<'_>, out: &mut Collected) -> StoreResult<()> {
        out.through = change.sequence.max(out.old_through);
        if change.kind == Kind::Reset {
            // What follows, up to that number, tells from the beginning what there is: no news to anybody.
            out.old_through = through(change.text)?;
            out.through = change.sequence.max(out.old_through);
        }
        if change.sequence <= out.old_through {
            return Ok(());
        }
        if matches!(change.kind, Kind::Associate | Kind::Dissociate) {
            return association::tell(self, change, out);
        }
        let Some(of_type) = self.of_type(change.object_type, change.kind) else { return Ok(()) };
        let id = change.record.0;
        let mut put = |happening, what| {
            out.put(change, (change.source, change.source_id), of_type.of(happening), &what);
        };
        match change.kind {
            Kind::Create => {
                put(Happening::Creation, What::Created(id));
                values::tell_all(of_type, change, out)?;
            }
            Kind::Update => values::tell_changed(of_type, change, out)?,
            Kind::Archive => put(Happening::Deletion, What::Deleted(id)),
            Kind::Restore => put(Happening::Restore, What::Restored(id)),
            Kind::PrivacyDelete => {
                put(Happening::PrivacyDeletion, What::PrivacyDeleted(id));
                put(Happening::Deletion, What::Deleted(id));
            }
            Kind::Merge => tell_merge(of_type, change, out)?,
            // Nothing that anybody can subscribe to, or nothing that is left to be told.
            Kind::Associate
            | Kind::Dissociate
            | Kind::Erased
            | Kind::Join
            | Kind::Leave
            | Kind::List
            | Kind::Schema
            | Kind::Reset => {}
        }
        Ok(())
    }
}

fn tell_merge(of_type: &OfType, change: &Told<'_>, out: &mut Collected) -> StoreResult<()> {
    #[derive(Deserialize)]
    struct Text<'a> {
        primary: &'a str,
        merged: &'a str,
        /// Merges that were logged before it was counted do not say.
        #[serde(default)]
        moved: i64,
    }
    let text: Text<'_> = read(change.text)?;
    let id =
        |text: &str| RecordId::parse(text).map(|id| id.0).ok_or_else(|| corrupt("a merge names no records"));
    let what = What::Merged {
        primary: id(text.primary)?,
        merged: vec![id(text.merged)?],
        new: change.record.0,
        n_properties_moved: text.moved,
    };
    let source = (merge_source(change.object_type), change.source_id);
    out.put(change, source, of_type.of(Happening::Merge), &what);
    Ok(())
}

/// The number that a [`Kind::Reset`] names.
fn through(text: &str) -> StoreResult<i64> {
    #[derive(Deserialize)]
    struct Text {
        through: i64,
    }
    read::<Text>(text).map(|text| text.through)
}

fn read<'a, T: Deserialize<'a>>(text: &'a str) -> StoreResult<T> {
    serde_json::from_str(text).map_err(|error| corrupt(&format!("a change: {error}")))
}

fn corrupt(text: &str) -> StoreError {
    StoreError::Corrupt(text.into())
}
