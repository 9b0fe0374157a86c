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
            | Kind::Install
            | Kind::Uninstall
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use linchpin_domain::webhook::EventType;
    use linchpin_domain::{AccountId, AppId, ObjectTypeId, Timestamp};

    use super::super::plan::Wanted;
    use super::*;
    use crate::associations::Labels;

    const CONTACTS: ObjectTypeId = ObjectTypeId::standard(1);

    /// A plan of these subscriptions, which are numbered from 1 on.
    fn plan(topics: &[(&str, Option<&str>)]) -> Plan {
        let wanted = (1..).zip(topics).map(|(subscription, (name, property))| {
            let event_type = EventType::parse(name).expect("a published type");
            Wanted {
                app: AppId(1),
                owner: AccountId(1),
                subscription,
                event_type,
                object_type: event_type.family.object_type().map_or(CONTACTS, |row| row.id),
                property: property.map(str::to_owned),
            }
        });
        Plan::of_wanted(wanted, Arc::new(Labels::new(0, Vec::new(), Vec::new())))
    }

    fn change(sequence: i64, kind: Kind, text: &str) -> Told<'_> {
        Told {
            sequence,
            object_type: CONTACTS,
            record: RecordId(7),
            kind,
            at: Timestamp(5),
            source: "INTEGRATION",
            source_id: "1",
            text,
        }
    }

    /// Tells everything of one change; each event as its subscription and what happened.
    fn told(plan: &Plan, kind: Kind, text: &str) -> StoreResult<Vec<(i64, What)>> {
        let mut out = Collected::behind(0);
        plan.tell(&change(1, kind, text), &mut out)?;
        Ok(out.into_events().map(|event| (event.subscription, event.what)).collect())
    }

    fn changed(name: &str, value: &str) -> What {
        What::PropertyChanged { id: 7, name: name.to_owned(), value: value.to_owned(), is_sensitive: false }
    }

    #[test]
    fn changes_are_what_subscriptions_name() {
        let plan = plan(&[
            ("contact.creation", None),
            ("contact.deletion", None),
            ("contact.restore", None),
            ("contact.merge", None),
            ("contact.privacyDeletion", None),
            ("contact.propertyChange", Some("city")),
            ("object.propertyChange", None),
            ("company.creation", None),
        ]);
        let merged =
            |n_properties_moved| What::Merged { primary: 3, merged: vec![4], new: 7, n_properties_moved };
        for (kind, text, expected) in [
            (Kind::Create, r"{}", vec![(1, What::Created(7)), (7, changed("hs_object_id", "7"))]),
            (
                Kind::Create,
                r#"{"city":"Rome","zip":"","name":"A\"b"}"#,
                vec![
                    (1, What::Created(7)),
                    (6, changed("city", "Rome")),
                    (7, changed("city", "Rome")),
                    (7, changed("name", "A\"b")),
                    (7, changed("hs_object_id", "7")),
                ],
            ),
            (
                Kind::Update,
                r#"{"city":["Rome",null],"zip":[null,"1"]}"#,
                vec![(6, changed("city", "")), (7, changed("city", "")), (7, changed("zip", "1"))],
            ),
            (Kind::Archive, "{}", vec![(2, What::Deleted(7))]),
            (Kind::Restore, "{}", vec![(3, What::Restored(7))]),
            (
                Kind::Merge,
                r#"{"primary":"3","merged":"4","moved":2,"properties":{"city":"Rome"}}"#,
                vec![(4, merged(2))],
            ),
            (Kind::Merge, r#"{"primary":"3","merged":"4","properties":{}}"#, vec![(4, merged(0))]),
            (Kind::PrivacyDelete, "{}", vec![(5, What::PrivacyDeleted(7)), (2, What::Deleted(7))]),
            (Kind::Erased, "{}", vec![]),
            (Kind::Join, r#"{"list":"1"}"#, vec![]),
            (Kind::Leave, r#"{"list":"1"}"#, vec![]),
            (Kind::List, "", vec![]),
            (Kind::Schema, "", vec![]),
        ] {
            assert_eq!(told(&plan, kind, text).expect("it is told"), expected, "{kind:?} {text}");
        }
    }

    #[test]
    fn types_of_pairs_are_told_from_both_ends() {
        let plan = plan(&[("contact.associationChange", None), ("deal.associationChange", None)]);
        let end = |from, to, to_type, type_id, name: &str, is_removed| What::AssociationChanged {
            from,
            to,
            to_type,
            type_id,
            type_name: name.to_owned(),
            is_removed,
            is_primary: false,
        };
        let (there, back) = ("CONTACT_TO_DEAL", "DEAL_TO_CONTACT");
        for (kind, text, expected) in [
            (
                Kind::Associate,
                r#"{"toType":"0-3","to":"9","types":[[],[4]]}"#,
                vec![(1, end(7, 9, 3, 4, there, false)), (2, end(9, 7, 1, 3, back, false))],
            ),
            (
                Kind::Dissociate,
                r#"{"toType":"0-3","to":"9","types":[[4],[]]}"#,
                vec![(1, end(7, 9, 3, 4, there, true)), (2, end(9, 7, 1, 3, back, true))],
            ),
            // A label that was deleted meanwhile.
            (
                Kind::Associate,
                r#"{"toType":"0-3","to":"9","types":[[4,100001],[4]]}"#,
                vec![(1, end(7, 9, 3, 100_001, there, true)), (2, end(9, 7, 1, 100_001, back, true))],
            ),
            (Kind::Associate, r#"{"toType":"0-3","to":"9","types":[[4],[4]]}"#, vec![]),
            (
                Kind::Associate,
                r#"{"toType":"0-1","to":"9","types":[[],[449]]}"#,
                vec![
                    (1, end(7, 9, 1, 449, "CONTACT_TO_CONTACT", false)),
                    (1, end(9, 7, 1, 449, "CONTACT_TO_CONTACT", false)),
                ],
            ),
        ] {
            assert_eq!(told(&plan, kind, text).expect("it is told"), expected, "{text}");
        }
    }

    #[test]
    fn what_stands_behind_a_reset_up_to_its_number_is_no_news() {
        let plan = plan(&[("contact.deletion", None)]);
        let mut out = Collected::behind(0);
        for (sequence, kind, text, through) in [
            (4, Kind::Archive, "{}", 4),
            (5, Kind::Reset, r#"{"snapshot":null,"through":7}"#, 7),
            (6, Kind::Archive, "{}", 7),
            (7, Kind::Archive, "{}", 7),
            (8, Kind::Archive, "{}", 8),
        ] {
            plan.tell(&change(sequence, kind, text), &mut out).expect("it is told");
            assert_eq!(out.through, through, "{sequence}");
        }
        assert_eq!(out.len(), 2);
    }

    #[test]
    fn damaged_changes_are_errors() {
        let plan = plan(&[
            ("contact.propertyChange", None),
            ("contact.merge", None),
            ("contact.associationChange", None),
        ]);
        for (kind, text) in [
            (Kind::Create, "{x}"),
            (Kind::Update, r#"{"city":"Rome"}"#),
            (Kind::Merge, "{}"),
            (Kind::Merge, r#"{"primary":"x","merged":"4"}"#),
            (Kind::Associate, r#"{"toType":"deal","to":"9","types":[[],[4]]}"#),
            (Kind::Associate, r#"{"toType":"0-3","to":"-9","types":[[],[4]]}"#),
            (Kind::Reset, "{}"),
        ] {
            assert!(told(&plan, kind, text).is_err(), "{kind:?} {text}");
        }
    }
}
