//! What a subscription names: the type of the events, and what of theirs it is about.

use std::fmt;

use super::{EventType, Family, Happening};
use crate::{ObjectTypeId, object_type};

/// The longest names that are kept.
const MAX_NAME: usize = 200;
/// Properties that change with everything else, so that nobody can subscribe to them.
const NEVER_TOLD: [&str; 2] = ["num_unique_conversion_events", "hs_lastmodifieddate"];

/// What a subscription is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Topic {
    /// The type of the events.
    pub event_type: EventType,
    /// The type of the records, of `object.*` only.
    pub object_type: Option<ObjectTypeId>,
    /// The property, of `*.propertyChange` only.
    pub property: Option<String>,
    /// The name of the event that somebody defined, of `event.completed` only.
    pub event_name: Option<String>,
}

/// Why nobody can subscribe to something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopicViolation {
    /// There is no such type of events.
    UnknownEventType(String),
    /// Something has to be named, because of the type of the events.
    Missing(&'static str),
    /// Something is named that events of the type do not have.
    NotAllowed(&'static str),
    /// Nobody is told of changes of the property.
    NeverTold(String),
    /// The text is not the id of an object type.
    UnknownObjectType(String),
    /// A name is longer than this.
    TooLong(&'static str, usize),
}

impl TopicViolation {
    /// The field of the subscription that is wrong.
    pub const fn field(&self) -> &'static str {
        match self {
            Self::UnknownEventType(_) => "eventType",
            Self::Missing(field) | Self::NotAllowed(field) | Self::TooLong(field, _) => field,
            Self::NeverTold(_) => "propertyName",
            Self::UnknownObjectType(_) => "objectTypeId",
        }
    }
}

impl fmt::Display for TopicViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownEventType(name) => write!(out, "there is no event type {name:?}"),
            Self::Missing(field) => write!(out, "{field} is needed for this event type"),
            Self::NotAllowed(field) => write!(out, "{field} is not allowed for this event type"),
            Self::NeverTold(property) => write!(out, "property {property} cannot be subscribed to"),
            Self::UnknownObjectType(id) => write!(out, "there is no object type {id:?}"),
            Self::TooLong(field, max) => write!(out, "{field} cannot be longer than {max} characters"),
        }
    }
}

impl Topic {
    /// What these names are about, or why they cannot be; an empty name is none.
    pub fn parse(
        event_type: &str,
        object_type: Option<&str>,
        property: Option<&str>,
        event_name: Option<&str>,
    ) -> Result<Self, TopicViolation> {
        let named = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        let event_type = EventType::parse(event_type)
            .ok_or_else(|| TopicViolation::UnknownEventType(event_type.to_owned()))?;
        let of_object = event_type.family == Family::Object;
        let of_property = event_type.happening == Happening::PropertyChange;
        let of_event = event_type.family == Family::Event;
        let object_type = only_if(of_object, "objectTypeId", named(object_type))?;
        let property = only_if(of_property, "propertyName", named(property))?;
        let event_name = only_if(of_event, "eventTypeName", named(event_name))?;
        if let Some(property) = property.as_deref().filter(|property| NEVER_TOLD.contains(property)) {
            return Err(TopicViolation::NeverTold(property.to_owned()));
        }
        let object_type = object_type.map(|text| known_type(&text)).transpose()?;
        Ok(Self { event_type, object_type, property, event_name })
    }

    /// The scopes of which an app needs any one to be told.
    pub fn scopes(&self) -> &'static [&'static str] {
        self.event_type.family.scopes(self.object_type)
    }
}

/// A name that must be there for some types of events, and must not for others.
fn only_if(
    needed: bool,
    field: &'static str,
    name: Option<String>,
) -> Result<Option<String>, TopicViolation> {
    match (needed, &name) {
        (true, None) => Err(TopicViolation::Missing(field)),
        (false, Some(_)) => Err(TopicViolation::NotAllowed(field)),
        (true, Some(text)) if text.chars().count() > MAX_NAME => {
            Err(TopicViolation::TooLong(field, MAX_NAME))
        }
        _ => Ok(name),
    }
}

/// An object type by its id; one of an account may be made later, or in another account that lets the app in.
fn known_type(text: &str) -> Result<ObjectTypeId, TopicViolation> {
    let unknown = || TopicViolation::UnknownObjectType(text.to_owned());
    let id: ObjectTypeId = text.parse().map_err(|_| unknown())?;
    let is_known = !id.is_standard() || object_type::by_id(id).is_some();
    if is_known { Ok(id) } else { Err(unknown()) }
}

#[cfg(test)]
mod tests {
    use super::{Topic, TopicViolation};

    /// Checks what four names are about: the violation, if any.
    fn check(names: (&str, &str, &str, &str), expected: Option<&TopicViolation>) {
        let (event_type, object_type, property, event) = names;
        let parsed = Topic::parse(event_type, Some(object_type), Some(property), Some(event));
        assert_eq!(parsed.as_ref().err(), expected, "{names:?}");
    }

    #[test]
    fn what_events_have_is_named() {
        check(("contact.creation", "", "", ""), None);
        check(("contact.propertyChange", "", "firstname", ""), None);
        check(("object.creation", "0-1", "", ""), None);
        check(("object.propertyChange", "2-7", "model", ""), None);
        check(("event.completed", "", "", "pe1_signed_up"), None);
        check(("conversation.propertyChange", "", "status", ""), None);
    }

    #[test]
    fn what_is_missing_and_what_is_too_much_is_refused() {
        use TopicViolation::{Missing, NotAllowed};
        check(("contact.propertyChange", "", "", ""), Some(&Missing("propertyName")));
        check(("object.creation", "", "", ""), Some(&Missing("objectTypeId")));
        check(("event.completed", "", "", ""), Some(&Missing("eventTypeName")));
        check(("contact.creation", "", "firstname", ""), Some(&NotAllowed("propertyName")));
        check(("contact.creation", "0-1", "", ""), Some(&NotAllowed("objectTypeId")));
        check(("contact.creation", "", "", "pe1_x"), Some(&NotAllowed("eventTypeName")));
    }

    #[test]
    fn what_nobody_is_told_is_refused() {
        use TopicViolation::{NeverTold, TooLong, UnknownEventType, UnknownObjectType};
        check(("deal.stageChange", "", "", ""), Some(&UnknownEventType("deal.stageChange".to_owned())));
        for property in ["num_unique_conversion_events", "hs_lastmodifieddate"] {
            check(("contact.propertyChange", "", property, ""), Some(&NeverTold(property.to_owned())));
        }
        for id in ["contacts", "0-99999", "3-1", "0-0"] {
            check(("object.creation", id, "", ""), Some(&UnknownObjectType(id.to_owned())));
        }
        let long = "x".repeat(201);
        check(("contact.propertyChange", "", &long, ""), Some(&TooLong("propertyName", 200)));
    }
}
