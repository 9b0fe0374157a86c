//! Webhooks: the types of events that an app can subscribe to, what a subscription names, and where events are sent.

mod health;
mod target;
mod throttling;
mod topic;

use std::fmt;

use crate::{ObjectType, ObjectTypeId, object_type};

pub use health::{Health, Turn};
pub use target::{TargetViolation, check_target};
pub use throttling::{Period, Throttling};
pub use topic::{Topic, TopicViolation};

/// What an event is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// A contact.
    Contact,
    /// A company.
    Company,
    /// A deal.
    Deal,
    /// A ticket.
    Ticket,
    /// A product.
    Product,
    /// A line item.
    LineItem,
    /// A record of the type that the subscription names.
    Object,
    /// A conversation.
    Conversation,
    /// An event that somebody defined.
    Event,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 9] = [
        Self::Contact,
        Self::Company,
        Self::Deal,
        Self::Ticket,
        Self::Product,
        Self::LineItem,
        Self::Object,
        Self::Conversation,
        Self::Event,
    ];

    /// The name on the wire, before the dot.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Company => "company",
            Self::Deal => "deal",
            Self::Ticket => "ticket",
            Self::Product => "product",
            Self::LineItem => "line_item",
            Self::Object => "object",
            Self::Conversation => "conversation",
            Self::Event => "event",
        }
    }

    /// The object type of the records that the family is about; none where the subscription names it, and for what is
    /// no record.
    pub fn object_type(self) -> Option<&'static ObjectType> {
        match self {
            Self::Object | Self::Conversation | Self::Event => None,
            _ => object_type::find(self.as_str()),
        }
    }

    /// The scopes of which an app needs any one to be told, of the type that its subscription names where it names one.
    ///
    /// Those of custom types have one scope together, whichever account made them.
    pub fn scopes(self, named: Option<ObjectTypeId>) -> &'static [&'static str] {
        match self {
            Self::Conversation => &["conversations.read"],
            Self::Event => &["behavioral_events.event_definitions.read_write"],
            _ => match self.object_type().or_else(|| object_type::by_id(named?)) {
                Some(object_type) => object_type.read_scopes,
                None => &["crm.objects.custom.read"],
            },
        }
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Happening {
    /// Something new is there.
    Creation,
    /// It was deleted and can be restored.
    Deletion,
    /// Two became one.
    Merge,
    /// What was deleted is there again.
    Restore,
    /// A property has another value.
    PropertyChange,
    /// It is associated with something, or no longer.
    AssociationChange,
    /// It was deleted for somebody's privacy.
    PrivacyDeletion,
    /// Somebody wrote.
    NewMessage,
    /// What somebody defined took place.
    Completed,
}

impl Happening {
    /// Everything that can happen.
    pub const ALL: [Self; 9] = [
        Self::Creation,
        Self::Deletion,
        Self::Merge,
        Self::Restore,
        Self::PropertyChange,
        Self::AssociationChange,
        Self::PrivacyDeletion,
        Self::NewMessage,
        Self::Completed,
    ];

    /// The name on the wire, behind the dot.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Creation => "creation",
            Self::Deletion => "deletion",
            Self::Merge => "merge",
            Self::Restore => "restore",
            Self::PropertyChange => "propertyChange",
            Self::AssociationChange => "associationChange",
            Self::PrivacyDeletion => "privacyDeletion",
            Self::NewMessage => "newMessage",
            Self::Completed => "completed",
        }
    }
}

/// The type of an event that an app can subscribe to, such as `contact.propertyChange`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventType {
    /// What it is about.
    pub family: Family,
    /// What happened.
    pub happening: Happening,
}

impl EventType {
    /// Every type that is published.
    pub fn all() -> impl Iterator<Item = Self> {
        let pairs = Family::ALL
            .into_iter()
            .flat_map(|family| Happening::ALL.into_iter().map(move |happening| Self { family, happening }));
        pairs.filter(|event| event.is_published())
    }

    /// The type of this name, if it is published.
    pub fn parse(name: &str) -> Option<Self> {
        let (family, happening) = name.split_once('.')?;
        let family = Family::ALL.into_iter().find(|known| known.as_str() == family)?;
        let happening = Happening::ALL.into_iter().find(|known| known.as_str() == happening)?;
        let event = Self { family, happening };
        event.is_published().then_some(event)
    }

    const fn is_published(self) -> bool {
        use Happening::{
            AssociationChange, Completed, Creation, Deletion, NewMessage, PrivacyDeletion, PropertyChange,
        };
        match (self.family, self.happening) {
            (Family::Event, happening) => matches!(happening, Completed),
            (Family::Conversation, happening) => {
                matches!(happening, Creation | Deletion | NewMessage | PrivacyDeletion | PropertyChange)
            }
            (_, NewMessage | Completed) | (Family::Product, AssociationChange) => false,
            (family, PrivacyDeletion) => matches!(family, Family::Contact),
            _ => true,
        }
    }
}

impl fmt::Display for EventType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}", self.family.as_str(), self.happening.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::{EventType, Family};

    #[test]
    fn every_published_type_is_known_by_its_name() {
        let all: Vec<_> = EventType::all().collect();
        assert_eq!(all.len(), 48);
        for event in all {
            assert_eq!(EventType::parse(&event.to_string()), Some(event));
        }
    }

    #[test]
    fn what_is_not_published_is_no_type() {
        for name in [
            "deal.stageChange",
            "product.associationChange",
            "company.privacyDeletion",
            "contact.newMessage",
            "conversation.merge",
            "contact.completed",
            "event.creation",
            "contact",
            "",
        ] {
            assert_eq!(EventType::parse(name), None, "{name}");
        }
    }

    #[test]
    fn families_are_about_object_types() {
        for (family, plural) in [
            (Family::Contact, Some("contacts")),
            (Family::LineItem, Some("line_items")),
            (Family::Product, Some("products")),
            (Family::Object, None),
            (Family::Conversation, None),
            (Family::Event, None),
        ] {
            assert_eq!(family.object_type().map(|object_type| object_type.plural), plural);
        }
    }

    #[test]
    fn families_have_scopes() {
        for (family, named, scope) in [
            (Family::Contact, None, "crm.objects.contacts.read"),
            (Family::Ticket, None, "tickets"),
            (Family::Product, None, "e-commerce"),
            (Family::Conversation, None, "conversations.read"),
            (Family::Object, Some("0-2"), "crm.objects.companies.read"),
            (Family::Object, Some("2-7"), "crm.objects.custom.read"),
        ] {
            let named = named.map(|id| id.parse().unwrap());
            assert!(family.scopes(named).contains(&scope), "{family:?}");
        }
        for event in EventType::all() {
            for name in event.family.scopes(None) {
                assert!(crate::scope::find(name).is_some(), "{name}");
            }
        }
    }
}
