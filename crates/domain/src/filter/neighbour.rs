//! What a filter asks of the records around one.

use std::borrow::Cow;

use super::{Facts, Filter};
use crate::{AssociationTypeId, ObjectTypeId};

/// How a record leads to others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Link {
    /// By its associations.
    Association {
        /// The object type of the others.
        to: ObjectTypeId,
        /// What they mean to the record; none for whatever they mean.
        meaning: Option<AssociationTypeId>,
    },
    /// By a property that holds the id of the other.
    Property {
        /// The object type of the other.
        to: ObjectTypeId,
        /// The property.
        name: Cow<'static, str>,
    },
}

impl Link {
    /// The object type of the records that it leads to.
    pub const fn to(&self) -> ObjectTypeId {
        match self {
            Self::Association { to, .. } | Self::Property { to, .. } => *to,
        }
    }
}

/// True when at least so many of a record's neighbours match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbours {
    /// How they are found.
    pub link: Link,
    /// How many of them have to match, at least one.
    pub at_least: usize,
    /// What they have to match.
    pub filter: Box<Filter>,
}

impl Neighbours {
    pub(super) fn matches(&self, facts: &(impl Facts + ?Sized)) -> bool {
        let mut n_found = 0;
        facts.visit_neighbours(&self.link, &mut |neighbour| {
            n_found += usize::from(self.filter.matches(neighbour));
            n_found < self.at_least
        });
        n_found >= self.at_least
    }
}
