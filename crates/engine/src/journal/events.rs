//! From a change to the events that a subscription tells of it.

use std::collections::BTreeMap;

use linchpin_domain::journal::{Action, Operator, Subject};
use linchpin_domain::{AccountId, AppId, AssociationTypeId, ObjectTypeId, association};
use linchpin_store::changes::{Change, Kind};
use serde::{Deserialize, Serialize};

use super::definition::{Asked, Definition};
use super::subscriptions::Condition;
use crate::changes::{Content, Pair, Values};

/// Something that happened, as files keep it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What the subscription is about: a [`Subject`]'s word.
    pub subject: String,
    /// The account that it happened in.
    pub portal: i64,
    /// When it happened, in milliseconds.
    pub at: i64,
    /// What happened: an [`Action`]'s word.
    pub action: String,
    /// The object type of the record, or the type of event where it is about the app itself.
    pub object_type: Option<String>,
    /// The record.
    pub object: Option<i64>,
    /// The values that changed; empty where there is none any more.
    pub values: BTreeMap<String, String>,
    /// The records that became one.
    pub merged: Vec<i64>,
    /// The association.
    pub pair: Option<PairEvent>,
    /// The list.
    pub list: Option<i64>,
}

/// A type that an association has more, or less.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairEvent {
    /// The object type that it leads from.
    pub from_type: String,
    /// The record that it leads from.
    pub from: i64,
    /// The object type that it leads to.
    pub to_type: String,
    /// The record that it leads to.
    pub to: i64,
    /// The id of the type.
    pub type_id: i32,
    /// Who defined it.
    pub category: String,
    /// Whether it makes the other record the primary one.
    pub is_primary: bool,
}

/// A subscription with its filters, as its account is followed.
pub(super) struct Plan {
    pub(super) app: AppId,
    /// The account that is followed.
    pub(super) portal: AccountId,
    pub(super) subject: Subject,
    pub(super) definition: Definition,
    pub(super) filters: Vec<Vec<Condition>>,
}

/// What is known of a record beside what a change says of it.
pub(super) type Known<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Plan {
    /// Whether a change may be told of, by its record alone.
    pub(super) fn concerns(&self, change: &Change) -> bool {
        let is_wanted = |object_type: ObjectTypeId| {
            self.definition.object_type.as_deref() == Some(&*object_type.to_string())
        };
        match self.subject {
            Subject::Object => is_wanted(change.object_type) && of_records(change.kind).is_some(),
            Subject::GdprPrivacyDeletion => {
                is_wanted(change.object_type) && change.kind == Kind::PrivacyDelete
            }
            Subject::Association => matches!(change.kind, Kind::Associate | Kind::Dissociate),
            Subject::ListMembership => matches!(change.kind, Kind::Join | Kind::Leave),
            Subject::AppLifecycleEvent => {
                matches!(change.kind, Kind::Install | Kind::Uninstall) && change.record.0 == self.app.0
            }
        }
    }

    /// The events of a change that [`Self::concerns`] holds for.
    pub(super) fn events(&self, change: &Change, content: &Content, known: Known<'_>) -> Vec<Event> {
        let event = match (self.subject, content) {
            (Subject::Association, Content::Pair(pair)) => return self.of_pair(change, pair),
            (Subject::ListMembership, Content::List(list)) => self.of_list(change, list.0),
            (Subject::GdprPrivacyDeletion, _) => {
                self.event(Action::GdprDelete, change).map(|(event, _)| event)
            }
            (Subject::Object, _) => self.of_record(change, content, known),
            (Subject::AppLifecycleEvent, Content::Account(account)) => self.of_app(change, *account),
            _ => None,
        };
        event.into_iter().collect()
    }

    fn of_record(&self, change: &Change, content: &Content, known: Known<'_>) -> Option<Event> {
        let (event, asked) = self.event(of_records(change.kind)?, change)?;
        if !asked.has_object(change.record.0) {
            return None;
        }
        let (values, merged) = match content {
            Content::Values(values) => (Some(values), Vec::new()),
            Content::Merged { primary, merged, values } => (Some(values), vec![primary.0, merged.0]),
            _ => (None, Vec::new()),
        };
        let told = values.map(|values| told(values, asked)).unwrap_or_default();
        if change.kind == Kind::Update && told.is_empty() {
            return None;
        }
        let value = |name: &str| match values.and_then(|values| values.get(name)) {
            Some((_, new)) => new.clone(),
            None => known(name),
        };
        let passes = |filter: &Vec<Condition>| filter.iter().all(|condition| holds(condition, &value));
        let is_told = self.filters.is_empty() || self.filters.iter().any(passes);
        is_told.then_some(Event { values: told, merged, ..event })
    }

    fn of_list(&self, change: &Change, list: i64) -> Option<Event> {
        let is_join = change.kind == Kind::Join;
        let action = if is_join { Action::AddedToList } else { Action::RemovedFromList };
        let (event, asked) = self.event(action, change)?;
        let is_told = asked.has_list(list) && asked.has_object(change.record.0);
        is_told.then_some(Event { list: Some(list), ..event })
    }

    fn of_pair(&self, change: &Change, pair: &Pair) -> Vec<Event> {
        let added = without(&pair.after, &pair.before).map(|id| (Action::AssociationAdded, id));
        let removed = without(&pair.before, &pair.after).map(|id| (Action::AssociationRemoved, id));
        let [from_type, to_type] =
            [change.object_type, pair.to_type].map(|object_type| object_type.to_string());
        let wanted = self.definition.object_type.as_deref();
        let told = |(action, id): (Action, AssociationTypeId)| {
            let (event, asked) = self.event(action, change)?;
            let leads = |one: &str, other: &String, object: i64| {
                wanted == Some(one) && asked.has_associated_type(other) && asked.has_object(object)
            };
            if !leads(&from_type, &to_type, change.record.0) && !leads(&to_type, &from_type, pair.to.0) {
                return None;
            }
            let pair = PairEvent {
                from_type: from_type.clone(),
                from: change.record.0,
                to_type: to_type.clone(),
                to: pair.to.0,
                type_id: id.0,
                category: id.category().as_str().to_owned(),
                is_primary: association::by_id(id).is_some_and(|row| row.exclusive),
            };
            Some(Event { object_type: None, object: None, pair: Some(pair), ..event })
        };
        added.chain(removed).filter_map(told).collect()
    }

    /// What happened to the app in an account: where, and what type of event that is.
    fn of_app(&self, change: &Change, account: AccountId) -> Option<Event> {
        let action = if change.kind == Kind::Install { Action::AppInstall } else { Action::AppUninstall };
        let (event, _) = self.event(action, change)?;
        let object_type = action.event_type().map(str::to_owned);
        Some(Event { portal: account.0, object_type, object: None, ..event })
    }

    /// An event that says no more than what happened to which record, with what is asked for where that happens; none
    /// if the subscription does not want it.
    fn event(&self, action: Action, change: &Change) -> Option<(Event, Asked<'_>)> {
        let asked = self.definition.asked(action)?;
        let event = Event {
            subject: self.subject.as_str().to_owned(),
            portal: self.portal.0,
            at: change.at.0,
            action: action.as_str().to_owned(),
            object_type: Some(change.object_type.to_string()),
            object: Some(change.record.0),
            ..Event::default()
        };
        Some((event, asked))
    }
}

/// The new values of the properties that are asked for.
fn told(values: &Values, asked: Asked<'_>) -> BTreeMap<String, String> {
    let told = values.iter().filter(|(name, _)| asked.has_property(name));
    told.map(|(name, (_, new))| (name.clone(), new.clone().unwrap_or_default())).collect()
}

/// What a change of a record is called.
const fn of_records(kind: Kind) -> Option<Action> {
    match kind {
        Kind::Create => Some(Action::Create),
        Kind::Update => Some(Action::Update),
        Kind::Archive | Kind::PrivacyDelete => Some(Action::Delete),
        Kind::Merge => Some(Action::Merge),
        Kind::Restore => Some(Action::Restore),
        _ => None,
    }
}

fn holds(condition: &Condition, value: &impl Fn(&str) -> Option<String>) -> bool {
    let operator = Operator::parse(&condition.operator);
    operator
        .is_some_and(|operator| operator.passes(value(&condition.property).as_deref(), &condition.operands))
}

fn without<'a>(
    all: &'a [AssociationTypeId],
    others: &'a [AssociationTypeId],
) -> impl Iterator<Item = AssociationTypeId> + 'a {
    all.iter().filter(|id| !others.contains(id)).copied()
}
