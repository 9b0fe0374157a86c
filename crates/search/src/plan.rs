//! What has to be looked at in one segment to answer a filter.

use std::ops::RangeInclusive;
use std::sync::Arc;

use tantivy::DocId;
use tantivy::index::InvertedIndexReader;
use tantivy::postings::TermInfo;

use crate::segment::Ranks;

/// What has to be looked at in a segment to answer a filter.
pub(crate) enum Plan {
    /// Every document.
    Everything,
    /// No document.
    Nothing,
    /// The documents of any of these terms.
    Terms(Arc<InvertedIndexReader>, Vec<TermInfo>),
    /// The documents in which tokens stand as they should to each other.
    Phrase(Phrase),
    /// The documents with a value of a property.
    Present(Arc<Ranks>),
    /// The documents whose ranks lie in a range.
    Range(Arc<Ranks>, RangeInclusive<u64>),
    /// The documents whose texts are among these of a dictionary, by ordinal.
    Texts(Arc<Ranks>, Vec<bool>),
    /// These documents.
    Documents(Vec<DocId>),
    /// The documents of all.
    All(Vec<Self>),
    /// The documents of any.
    Any(Vec<Self>),
    /// The documents that are not among these.
    Not(Box<Self>),
}

/// Tokens of one text, and how they have to stand.
pub(crate) struct Phrase {
    /// The terms that each word may be, and its place among the words.
    pub(crate) words: Vec<(u32, Vec<TermInfo>)>,
    /// The term that stands behind the last token, and how many words there are at least: some words at the end may be
    /// any token.
    pub(crate) end: Option<(u32, TermInfo)>,
}

impl Plan {
    /// The documents of all plans.
    pub(crate) fn all(mut plans: Vec<Self>) -> Self {
        if plans.iter().any(|plan| matches!(plan, Self::Nothing)) {
            return Self::Nothing;
        }
        plans.retain(|plan| !matches!(plan, Self::Everything));
        match plans.len() {
            0 => Self::Everything,
            1 => plans.remove(0),
            _ => Self::All(plans),
        }
    }

    /// The documents of any plan.
    pub(crate) fn any(mut plans: Vec<Self>) -> Self {
        if plans.iter().any(|plan| matches!(plan, Self::Everything)) {
            return Self::Everything;
        }
        plans.retain(|plan| !matches!(plan, Self::Nothing));
        match plans.len() {
            0 => Self::Nothing,
            1 => plans.remove(0),
            _ => Self::Any(plans),
        }
    }

    /// The documents that are not those of a plan.
    pub(crate) fn not(plan: Self) -> Self {
        match plan {
            Self::Everything => Self::Nothing,
            Self::Nothing => Self::Everything,
            Self::Not(plan) => *plan,
            plan => Self::Not(Box::new(plan)),
        }
    }
}
