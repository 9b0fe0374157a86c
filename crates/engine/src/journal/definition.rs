//! What a subscription of the journal asks for, and whether that can be told.

use std::collections::BTreeMap;

use linchpin_domain::AccountId;
use linchpin_domain::journal::{Action, Subject};
use serde::{Deserialize, Serialize};

use super::JournalRefusal;
use crate::{Engine, Error, Result};

/// What a subscription asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// What it asks for instead where one of these happens: words of [`Action`]s.
    #[serde(default)]
    pub overrides: BTreeMap<String, Override>,
}

/// What a subscription asks for instead where one thing happens; what is none is as it is for everything else.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Only these records; all if there are none of them.
    pub objects: Option<Vec<i64>>,
    /// Only these properties; all if there are none of them.
    pub properties: Option<Vec<String>>,
    /// Only associations with these object types; with all if there are none of them.
    pub associated_types: Option<Vec<String>>,
    /// Only these lists; all if there are none of them.
    pub lists: Option<Vec<i64>>,
}

/// What a subscription asks for where one thing happens.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    objects: &'a [i64],
    properties: &'a [String],
    associated_types: &'a [String],
    lists: &'a [i64],
}

impl Definition {
    /// Of what an app has one subscription in an account only: another one takes its place.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.subject, self.object_type.as_deref().unwrap_or_default())
    }

    /// What it asks for where this happens; none if that is nothing to it.
    pub(super) fn asked(&self, action: Action) -> Option<Asked<'_>> {
        if !self.actions.iter().any(|wanted| wanted == action.as_str()) {
            return None;
        }
        let instead = self.overrides.get(action.as_str());
        Some(Asked {
            objects: instead.and_then(|instead| instead.objects.as_ref()).unwrap_or(&self.objects),
            properties: instead.and_then(|instead| instead.properties.as_ref()).unwrap_or(&self.properties),
            associated_types: instead
                .and_then(|instead| instead.associated_types.as_ref())
                .unwrap_or(&self.associated_types),
            lists: instead.and_then(|instead| instead.lists.as_ref()).unwrap_or(&self.lists),
        })
    }

    /// Everywhere that object types are named with which associations are told.
    fn all_associated_types(&mut self) -> impl Iterator<Item = &mut String> {
        let instead = self.overrides.values_mut().flat_map(|instead| &mut instead.associated_types);
        self.associated_types.iter_mut().chain(instead.flatten())
    }
}

impl Asked<'_> {
    /// Whether a record is one that is asked for.
    pub(super) fn has_object(self, object: i64) -> bool {
        self.objects.is_empty() || self.objects.contains(&object)
    }

    /// Whether a property is one that is asked for.
    pub(super) fn has_property(self, name: &String) -> bool {
        self.properties.is_empty() || self.properties.contains(name)
    }

    /// Whether associations with records of a type are asked for.
    pub(super) fn has_associated_type(self, object_type: &String) -> bool {
        self.associated_types.is_empty() || self.associated_types.contains(object_type)
    }

    /// Whether a list is one that is asked for.
    pub(super) fn has_list(self, list: i64) -> bool {
        self.lists.is_empty() || self.lists.contains(&list)
    }
}

impl Engine {
    /// The definition with the ids of object types in the place of their names.
    pub(super) async fn checked_subscription(
        &self,
        portal: AccountId,
        definition: Definition,
    ) -> Result<Definition> {
        let known = Subject::parse(&definition.subject);
        let subject =
            known.ok_or_else(|| invalid(format!("Unknown subscription type {:?}.", definition.subject)))?;
        let mut definition = definition;
        if subject == Subject::AppLifecycleEvent {
            definition.actions = vec![lifecycle_action(&definition)?.as_str().to_owned()];
        }
        check_actions(subject, &definition)?;
        match subject {
            Subject::AppLifecycleEvent => {}
            Subject::ListMembership => definition.object_type = None,
            Subject::Object | Subject::Association | Subject::GdprPrivacyDeletion => {
                let named = definition.object_type.take().unwrap_or_default();
                definition.object_type = Some(self.type_id(portal, &named).await?);
                for named in definition.all_associated_types() {
                    *named = self.type_id(portal, named).await?;
                }
            }
        }
        Ok(definition)
    }

    /// The id of the object type that an account knows by this name.
    async fn type_id(&self, portal: AccountId, named: &str) -> Result<String> {
        let found = self.find_object_type(portal, named).await?;
        let found = found.ok_or_else(|| Error::UnknownObjectType(named.to_owned()))?;
        Ok(found.id.to_string())
    }
}

fn check_actions(subject: Subject, definition: &Definition) -> Result<()> {
    let is_possible =
        |word: &&String| Action::parse(word).is_some_and(|action| subject.actions().contains(&action));
    let mut all = definition.actions.iter().chain(definition.overrides.keys());
    if let Some(wrong) = all.find(|word| !is_possible(word)) {
        let subject = subject.as_str();
        return Err(invalid(format!("{wrong} is no action of subscriptions of type {subject}.")));
    }
    if definition.actions.is_empty() {
        return Err(invalid("A subscription needs at least one action.".to_owned()));
    }
    Ok(())
}

/// What happens when an event of the app itself does.
fn lifecycle_action(definition: &Definition) -> Result<Action> {
    let named = definition.object_type.as_deref().unwrap_or_default();
    let known = Subject::AppLifecycleEvent.actions().iter();
    let found = known.copied().find(|action| action.event_type() == Some(named));
    found.ok_or_else(|| invalid(format!("Unknown event type {named:?}.")))
}

fn invalid(text: String) -> Error {
    JournalRefusal::Invalid(text).into()
}
