//! The object types that take part.

use linchpin_domain::{ObjectTypeId, RecordId};

/// An object type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Contact,
    Company,
    Deal,
    Ticket,
    LineItem,
    Quote,
    Task,
    Note,
    Meeting,
    Call,
    Email,
    /// A type that the account makes.
    Car,
}

/// A record by its type and id.
pub(super) type Key = (Kind, RecordId);

impl Kind {
    /// All of them.
    pub(super) const ALL: [Self; 12] = [
        Self::Contact,
        Self::Company,
        Self::Deal,
        Self::Ticket,
        Self::LineItem,
        Self::Quote,
        Self::Task,
        Self::Note,
        Self::Meeting,
        Self::Call,
        Self::Email,
        Self::Car,
    ];

    /// The name in paths.
    pub(super) fn plural(self) -> &'static str {
        match self {
            Self::Contact => "contacts",
            Self::Company => "companies",
            Self::Deal => "deals",
            Self::Ticket => "tickets",
            Self::LineItem => "line_items",
            Self::Quote => "quotes",
            Self::Task => "tasks",
            Self::Note => "notes",
            Self::Meeting => "meetings",
            Self::Call => "calls",
            Self::Email => "emails",
            Self::Car => "cars",
        }
    }

    /// The id of the type.
    pub(super) fn id(self) -> ObjectTypeId {
        let number = match self {
            Self::Contact => 1,
            Self::Company => 2,
            Self::Deal => 3,
            Self::Ticket => 5,
            Self::LineItem => 8,
            Self::Quote => 14,
            Self::Task => 27,
            Self::Note => 46,
            Self::Meeting => 47,
            Self::Call => 48,
            Self::Email => 49,
            // The first one that an account makes.
            Self::Car => return ObjectTypeId::custom(1_000_001),
        };
        ObjectTypeId::standard(number)
    }

    /// The type of this id, if it takes part.
    pub(super) fn of(id: ObjectTypeId) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}
