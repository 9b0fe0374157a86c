//! Moments in the life of a record, and how they compare.

use std::borrow::Cow;
use std::ops::Bound;

use super::Facts;
use crate::Timestamp;

/// The time between two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub lower: Bound<Timestamp>,
    /// Where it ends.
    pub upper: Bound<Timestamp>,
}

impl Span {
    /// Whether a moment lies within it.
    pub fn contains(&self, at: Timestamp) -> bool {
        std::ops::RangeBounds::contains(&(self.lower, self.upper), &at)
    }
}

/// A moment in the life of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The one that a property holds.
    Value(Cow<'static, str>),
    /// When a property was last set.
    Update(Cow<'static, str>),
}

impl Moment {
    /// The property that it is about.
    pub fn property(&self) -> &str {
        match self {
            Self::Value(property) | Self::Update(property) => property,
        }
    }

    fn of(&self, facts: &(impl Facts + ?Sized)) -> Option<Timestamp> {
        match self {
            Self::Value(property) => Timestamp::parse(&facts.value(property)?),
            Self::Update(property) => facts.updated_at(property),
        }
    }
}

/// True when one moment comes before another; never true where either is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The earlier one.
    pub earlier: Moment,
    /// What stands in for it where the record has none.
    pub earlier_default: Option<Timestamp>,
    /// The later one.
    pub later: Moment,
    /// What stands in for it where the record has none.
    pub later_default: Option<Timestamp>,
    /// Whether it is enough that they are the same.
    pub or_equal: bool,
}

impl Comparison {
    pub(super) fn matches(&self, facts: &(impl Facts + ?Sized)) -> bool {
        let earlier = self.earlier.of(facts).or(self.earlier_default);
        let later = self.later.of(facts).or(self.later_default);
        earlier
            .zip(later)
            .is_some_and(|(earlier, later)| earlier < later || (self.or_equal && earlier == later))
    }
}
