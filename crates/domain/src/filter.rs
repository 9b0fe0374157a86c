//! The one filter language: what searches, lists and views ask of a record.
//!
//! Requests of every kind become a [`Filter`]; [`Filter::matches`] answers it from one record, and the search index
//! compiles it to a query of its own. Both must agree on every record, and are tested against each other.

mod key;
mod neighbour;
mod operator;
mod pattern;
mod query;
mod test;
mod update;

use std::borrow::Cow;
use std::sync::Arc;

use crate::{ListId, RecordId, Timestamp};

pub use key::{Key, Kind, Number, ORDERED_BYTES, fold, ordered};
pub use neighbour::{Link, Neighbours};
pub use operator::{InvalidOperand, Operator};
pub use pattern::{Pattern, TOKEN_BYTES, Word, tokens};
pub use query::query;
pub use test::Test;
pub use update::{Comparison, Moment, Span};

/// A question that is true or false of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// True when all of them are, and so when there are none.
    All(Vec<Self>),
    /// True when any of them is, and so false when there are none.
    Any(Vec<Self>),
    /// True when the other is false.
    Not(Box<Self>),
    /// True when the value of a property passes a test; never true of a record without a value.
    Property(Condition),
    /// True of these records, whose ids ascend.
    Ids(Arc<[RecordId]>),
    /// True when a value passes a test that the property has or ever had.
    Ever(Condition),
    /// True when a property was last set within a span of time; never true where it never was.
    Updated(Cow<'static, str>, Span),
    /// True when one moment in the life of the record comes before another.
    Compare(Comparison),
    /// True of the members of a list.
    Member(ListId),
    /// True when enough of its neighbours are as they should be.
    Neighbours(Neighbours),
}

/// A test of one property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The property's name.
    pub property: Cow<'static, str>,
    /// How its values are read.
    pub kind: Kind,
    /// What its value has to pass.
    pub test: Test,
}

/// What is known of the record that is asked about.
///
/// Searches ask for an id and for values alone; what else there is to know only matters to the filters of lists.
pub trait Facts {
    /// Its id.
    fn id(&self) -> RecordId;

    /// Its value of a property, of those that are columns too; `None` where it has none or an empty one.
    fn value(&self, property: &str) -> Option<Cow<'_, str>>;

    /// Whether any of the values that a property has or ever had passes.
    fn ever(&self, property: &str, passes: &mut dyn FnMut(&str) -> bool) -> bool {
        self.value(property).is_some_and(|value| passes(&value))
    }

    /// When a property was last set or cleared.
    fn updated_at(&self, _property: &str) -> Option<Timestamp> {
        None
    }

    /// Whether it is a member of a list.
    fn is_member(&self, _list: ListId) -> bool {
        false
    }

    /// Shows its live neighbours, for as long as the visitor wants more of them.
    fn visit_neighbours(&self, _link: &Link, _visit: &mut dyn FnMut(&dyn Facts) -> bool) {}
}

impl Filter {
    /// The filter that is true of every record.
    pub const EVERYTHING: Self = Self::All(Vec::new());
    /// The filter that is true of no record.
    pub const NOTHING: Self = Self::Any(Vec::new());

    /// The test of a property.
    pub fn property(name: impl Into<Cow<'static, str>>, kind: Kind, test: Test) -> Self {
        Self::Property(Condition { property: name.into(), kind, test })
    }

    /// True where the property has a value that fails the test.
    ///
    /// Whether HubSpot's negative operators find records without a value is not settled by anything published; its
    /// own example asks for those in a group of their own, so that they do not.
    pub fn property_fails(name: impl Into<Cow<'static, str>>, kind: Kind, test: Test) -> Self {
        let name = name.into();
        let known = Self::property(name.clone(), kind, Test::Known);
        Self::All(vec![known, Self::property(name, kind, test).negated()])
    }

    /// True where this one is false.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// Whether the filter is true of a record.
    pub fn matches(&self, facts: &(impl Facts + ?Sized)) -> bool {
        match self {
            Self::All(filters) => filters.iter().all(|filter| filter.matches(facts)),
            Self::Any(filters) => filters.iter().any(|filter| filter.matches(facts)),
            Self::Not(filter) => !filter.matches(facts),
            Self::Property(condition) => condition.matches(facts),
            Self::Ids(ids) => ids.binary_search(&facts.id()).is_ok(),
            Self::Ever(condition) => facts.ever(&condition.property, &mut |value| condition.passes(value)),
            Self::Updated(property, span) => facts.updated_at(property).is_some_and(|at| span.contains(at)),
            Self::Compare(comparison) => comparison.matches(facts),
            Self::Member(list) => facts.is_member(*list),
            Self::Neighbours(neighbours) => neighbours.matches(facts),
        }
    }

    /// Visits this filter and all that it is made of, those over neighbours included.
    pub fn visit<'a>(&'a self, visitor: &mut dyn FnMut(&'a Self)) {
        visitor(self);
        match self {
            Self::All(filters) | Self::Any(filters) => {
                for filter in filters {
                    filter.visit(visitor);
                }
            }
            Self::Not(filter) => filter.visit(visitor),
            Self::Neighbours(neighbours) => neighbours.filter.visit(visitor),
            _ => {}
        }
    }
}

impl Condition {
    fn matches(&self, facts: &(impl Facts + ?Sized)) -> bool {
        facts.value(&self.property).is_some_and(|value| self.passes(&value))
    }

    fn passes(&self, value: &str) -> bool {
        !value.is_empty() && self.test.passes(self.kind, value)
    }
}

#[cfg(test)]
mod tests;
