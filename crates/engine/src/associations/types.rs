//! The association types of an account: those that all accounts have, and its own labels.

use std::sync::Arc;

use linchpin_domain::association::{self, Category};
use linchpin_domain::{AccountId, AssociationType, AssociationTypeId, ObjectType, ObjectTypeId, limits};
use linchpin_store::association_labels as rows;
use linchpin_store::association_labels::LabelRow;
use linchpin_store::association_limits::{self, LimitRow};

use super::{Ends, TypeKey};
use crate::schema::OwnTypes;
use crate::{Engine, Result};

/// The types of associations that an account defined, at one version of its schema: labels, and the types without a
/// label that lead from and to its own object types.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The version of the account's schema that this was read at or after.
    pub(crate) version: i64,
    own: Vec<AssociationType>,
    /// How many records a record may have a type to, where the account set a number.
    limits: Vec<LimitRow>,
    /// The object types that the types lead from and to, beside HubSpot's; not needed where labels change.
    pub(super) object_types: Arc<OwnTypes>,
}

impl Labels {
    pub(crate) fn new(version: i64, rows: Vec<LabelRow>, limits: Vec<LimitRow>) -> Self {
        let own = rows.into_iter().map(|row| AssociationType {
            id: row.id,
            from: row.from,
            to: row.to,
            inverse: Some(row.inverse),
            exclusive: false,
            label: Some(row.label).filter(|label| !label.is_empty()).map(Into::into),
            name: row.name.into(),
        });
        Self { version, own: own.collect(), limits, object_types: Arc::default() }
    }

    /// The types that the account defined between object types that are live.
    pub(crate) fn of_live_types(&self) -> impl Iterator<Item = &AssociationType> {
        // HubSpot has more object types than those that are served.
        let is_live = |id: ObjectTypeId| id.is_standard() || self.object_types.by_id(id).is_some();
        self.own.iter().filter(move |row| is_live(row.from) && is_live(row.to))
    }

    /// The account's labels from one object type to another.
    pub(super) fn own(&self, from: ObjectTypeId, to: ObjectTypeId) -> impl Iterator<Item = &AssociationType> {
        self.defined(from, to).filter(|row| !row.is_unlabeled())
    }

    /// The account's types from one object type to another, with and without a label.
    pub(super) fn defined(
        &self,
        from: ObjectTypeId,
        to: ObjectTypeId,
    ) -> impl Iterator<Item = &AssociationType> {
        self.own.iter().filter(move |row| (row.from, row.to) == (from, to))
    }

    /// The pairs of live object types that have labels of the account's own, each once, in order.
    pub(crate) fn labeled_pairs(&self) -> Vec<Ends> {
        let labeled = self.own.iter().filter(|row| !row.is_unlabeled());
        let mut pairs: Vec<_> = labeled.map(|row| (row.from, row.to)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let by_id = |id: ObjectTypeId| self.object_types.by_id(id);
        pairs.into_iter().filter_map(|(from, to)| Some(Ends { from: by_id(from)?, to: by_id(to)? })).collect()
    }

    /// What people read of the account's own types between two object types.
    pub(crate) fn own_labels(&self, from: ObjectTypeId, to: ObjectTypeId) -> impl Iterator<Item = &str> {
        self.own(from, to).filter_map(|row| row.label.as_deref())
    }

    /// How many of the account's own types count between two object types; of two that belong to one pair between
    /// records of one object type, one does.
    pub(crate) fn n_own(&self, from: ObjectTypeId, to: ObjectTypeId) -> usize {
        let counts =
            |row: &&AssociationType| from != to || row.inverse.is_none_or(|inverse| row.id <= inverse);
        self.own(from, to).filter(counts).count()
    }

    /// How many records of an object type a record may be associated with.
    pub(crate) fn max_associations(&self, from: ObjectTypeId, to: ObjectTypeId) -> i64 {
        let own = self.limits().find(|(row, _)| (row.from, row.to) == (from, to) && row.is_unlabeled());
        own.map_or(limits::ASSOCIATIONS, |(_, max)| max)
    }

    /// All types from one object type to another: HubSpot's labels, the account's, and the unlabeled one.
    pub(super) fn between(
        &self,
        from: ObjectTypeId,
        to: ObjectTypeId,
    ) -> impl Iterator<Item = &AssociationType> {
        let (labeled, unlabeled) = {
            let standard = association::between(from, to);
            standard.split_at(standard.iter().take_while(|row| !row.is_unlabeled()).count())
        };
        let own_unlabeled = self.defined(from, to).filter(|row| row.is_unlabeled());
        labeled.iter().chain(self.own(from, to)).chain(unlabeled).chain(own_unlabeled)
    }

    /// The type that a client names, whatever it leads from and to.
    pub(crate) fn find(&self, key: &TypeKey<'_>) -> Option<&AssociationType> {
        if key.category != key.id.category().as_str() {
            return None;
        }
        self.by_id(key.id)
    }

    /// The type of this id.
    pub(crate) fn by_id(&self, id: AssociationTypeId) -> Option<&AssociationType> {
        match id.category() {
            Category::HubSpotDefined => association::by_id(id),
            Category::UserDefined => self.own.iter().find(|row| row.id == id),
        }
    }

    /// The live object type of this id, if the account has it.
    pub(crate) fn object_type(&self, id: ObjectTypeId) -> Option<&'static ObjectType> {
        self.object_types.by_id(id)
    }

    /// The limits that the account set, each with its type.
    pub(super) fn limits(&self) -> impl Iterator<Item = (&AssociationType, i64)> {
        self.limits.iter().filter_map(|(id, max)| Some((self.by_id(*id)?, *max)))
    }

    /// The id of the next type that the account defines.
    pub(super) fn next_id(&self) -> AssociationTypeId {
        let last = self.own.iter().map(|row| row.id.0).max();
        last.map_or(association::FIRST_OWN_ID, |last| AssociationTypeId(last + 1))
    }
}

impl Engine {
    /// The labels of an account, as of the version `at_least` of its schema.
    pub(crate) async fn labels(&self, account: AccountId, at_least: i64) -> Result<Arc<Labels>> {
        match self.schemas.labels(account) {
            Some(labels) if labels.version >= at_least => Ok(labels),
            _ => self.fresh_labels(account).await,
        }
    }

    /// The labels as they now stand in the database.
    pub(super) async fn fresh_labels(&self, account: AccountId) -> Result<Arc<Labels>> {
        // They are read first, with the version: rows that are newer only lead to one more reading.
        let object_types = self.fresh_own_types(account).await?;
        let rows = rows::all(&self.database, account).await?;
        let limits = association_limits::all(&self.database, account).await?;
        let labels = Labels::new(object_types.version, rows, limits);
        let labels = Arc::new(Labels { object_types, ..labels });
        self.schemas.keep_labels(account, &labels);
        Ok(labels)
    }
}
