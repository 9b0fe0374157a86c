//! Associations: what records mean to each other, and the labels that an account adds to HubSpot's meanings.
//!
//! Both directions of a pair are written in one transaction and always agree.
//! A pair that is associated at all has the unlabeled type between its two object types; labels come on top of it.

mod definitions;
mod inline;
mod labels;
mod limits;
mod reached;
mod read;
mod refusal;
mod rules;
mod types;
mod write;

use std::borrow::Cow;

use linchpin_domain::{AssociationType, AssociationTypeId, ObjectType, RecordId};

pub(crate) use definitions::{End, store_definitions};
pub use inline::NewAssociation;
pub(crate) use inline::{Inline, associate, lock_targets};
pub use labels::{LabelUpdate, NewLabel};
pub use read::AssociationPageRequest;
pub use refusal::Refusal;
pub(crate) use types::Labels;
pub(crate) use write::{Move, associate_plainly, move_some};

/// From records of which type to records of which type an operation looks.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// The type of the records that are looked from.
    pub from: &'static ObjectType,
    /// The type of the other records.
    pub to: &'static ObjectType,
}

/// A type as a client names it: by who defined it and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeKey<'a> {
    /// Who defined it, as in `HUBSPOT_DEFINED`.
    pub category: Cow<'a, str>,
    /// Its id.
    pub id: AssociationTypeId,
}

impl std::fmt::Display for TypeKey<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}={}", self.category, self.id)
    }
}

/// Which types two records are to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// The unlabeled one, beside those that they have.
    Default,
    /// These, and the unlabeled one.
    Exactly(Vec<TypeKey<'a>>),
    /// The one of this name, or of this id, beside those that they have.
    Named(Cow<'a, str>),
}

/// Which types two records are to lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unwanted<'a> {
    /// All of them.
    All,
    /// These; without the unlabeled one there is no association.
    These(Vec<TypeKey<'a>>),
    /// What version 3 of the API calls so, or has this id: a label, or the association itself.
    Named(Cow<'a, str>),
}

/// A pair of records, by the ids that a client wrote, and what is wanted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairRequest<'a, W> {
    /// The record that is looked from.
    pub from: Cow<'a, str>,
    /// The other record.
    pub to: Cow<'a, str>,
    /// What is to become of them.
    pub what: W,
}

/// Two records that were associated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Associated {
    /// The record that is looked from.
    pub from: RecordId,
    /// The other record.
    pub to: RecordId,
    /// The types that were asked for, and for each what the other side sees.
    pub types: Vec<(AssociationType, Option<AssociationType>)>,
}

/// A record that another one is associated with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssociatedRecord {
    /// The record.
    pub id: RecordId,
    /// What it means to the other one, those with a label first.
    pub types: Vec<AssociationType>,
}

/// Some of the records that one record is associated with, in the order of their ids.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssociatedPage {
    /// The records.
    pub records: Vec<AssociatedRecord>,
    /// Where the next page starts, if there is one.
    pub next: Option<RecordId>,
}
