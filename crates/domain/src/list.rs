//! Lists of records: which kinds there are, and how far one is filled.

mod conversion;

pub use conversion::{Inactivity, ListConversion, TimeUnit};

use crate::ObjectTypeId;

/// The object type that HubSpot counts lists as; their definitions are logged under it.
pub const LISTS: ObjectTypeId = ObjectTypeId::standard(45);

/// Who decides which records a list has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// Its members are added and removed one by one.
    Manual,
    /// Its filters were asked once; since then its members are added and removed one by one.
    Snapshot,
    /// Its members are always those that pass its filters.
    Dynamic,
}

impl ListKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Manual, Self::Snapshot, Self::Dynamic];

    /// HubSpot's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "MANUAL",
            Self::Snapshot => "SNAPSHOT",
            Self::Dynamic => "DYNAMIC",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether such a list has filters.
    pub const fn has_filters(self) -> bool {
        !matches!(self, Self::Manual)
    }
}

/// How far a list is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListStatus {
    /// Its members are those that it is to have.
    Complete,
    /// Its filters are being asked about every record there is.
    Processing,
}

impl ListStatus {
    /// HubSpot's word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Complete => "COMPLETE",
            Self::Processing => "PROCESSING",
        }
    }

    /// The status of that name.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Complete, Self::Processing].into_iter().find(|status| status.as_str() == name)
    }
}
