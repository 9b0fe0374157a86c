//! What filters are made of: for each kind of thing its fields, and the words that these take.
//!
//! The names and words are HubSpot's, in the order in which it answers them.

mod branches;
mod filters;
mod operations;
mod refinements;
mod times;

pub(super) use branches::BRANCHES;
pub(super) use operations::takes;

/// How deep branches stand in each other at most.
pub(super) const DEPTH: usize = 10;
/// How many branches and filters there are at most.
pub(super) const COUNT: usize = 500;

/// Things that are told apart by one of their fields.
pub(super) struct Family {
    /// What messages call them.
    pub(super) name: &'static str,
    /// The field that tells them apart.
    pub(super) tag: &'static str,
    /// The kinds.
    pub(super) shapes: &'static [Shape],
}

/// One kind of thing.
pub(super) struct Shape {
    /// Its name, the value of the tag.
    pub(super) name: &'static str,
    /// What its `operator` may be; none where it has none.
    pub(super) operators: &'static [&'static str],
    /// Its other fields.
    pub(super) fields: &'static [Field],
}

/// A field of a thing.
pub(super) struct Field {
    /// Its name.
    pub(super) name: &'static str,
    /// Whether it may be left out.
    pub(super) need: Need,
    /// What it holds.
    pub(super) holds: Holds,
}

/// Whether a field may be left out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Need {
    /// No.
    Required,
    /// Yes.
    Optional,
    /// Yes; it is false then.
    False,
    /// Yes; it has no elements then.
    Empty,
    /// Yes; it is this word then.
    Word(&'static str),
}

/// What a field holds.
pub(super) enum Holds {
    /// A text.
    Text,
    /// Texts.
    Texts,
    /// A whole number.
    Int,
    /// A number.
    Number,
    /// A truth value.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A thing.
    Thing(&'static Family),
    /// Things.
    Things(&'static Family),
    /// Branches, in a branch; a table cannot name itself.
    Branches,
    /// Anything, which nothing is made of yet.
    Anything,
}

/// A field that has to be there.
const fn required(name: &'static str, holds: Holds) -> Field {
    Field { name, need: Need::Required, holds }
}

/// A field that may be left out.
const fn optional(name: &'static str, holds: Holds) -> Field {
    Field { name, need: Need::Optional, holds }
}

#[cfg(test)]
mod tests;
