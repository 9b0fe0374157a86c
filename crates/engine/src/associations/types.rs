//! The association types of an account: those that all accounts have, and its own labels.

use std::sync::Arc;

use linchpin_domain::association::{self, Category};
use linchpin_domain::{AccountId, AssociationType, AssociationTypeId, ObjectTypeId, limits};
use linchpin_store::association_labels::LabelRow;
use linchpin_store::association_limits::{self, LimitRow};
use linchpin_store::{association_labels as rows, schema};

use super::TypeKey;
use crate::{Engine, Result};

/// The labels of an account, at one version of its schema.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The version of the account's schema that this was read at or after.
    pub(crate) version: i64,
    own: Vec<AssociationType>,
    /// How many records a record may have a type to, where the account set a number.
    limits: Vec<LimitRow>,
}

impl Labels {
    pub(super) fn new(version: i64, rows: Vec<LabelRow>, limits: Vec<LimitRow>) -> Self {
        let own = rows.into_iter().map(|row| AssociationType {
            id: row.id,
            from: row.from,
            to: row.to,
            inverse: Some(row.inverse),
            exclusive: false,
            label: Some(row.label.into()),
            name: row.name.into(),
        });
        Self { version, own: own.collect(), limits }
    }

    /// The account's own types from one object type to another.
    pub(super) fn own(&self, from: ObjectTypeId, to: ObjectTypeId) -> impl Iterator<Item = &AssociationType> {
        self.own.iter().filter(move |row| (row.from, row.to) == (from, to))
    }

    /// The pairs of object types that have types of the account's own, each once, in order.
    pub(crate) fn own_pairs(&self) -> Vec<(ObjectTypeId, ObjectTypeId)> {
        let mut pairs: Vec<_> = self.own.iter().map(|row| (row.from, row.to)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
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
        labeled.iter().chain(self.own(from, to)).chain(unlabeled)
    }

    /// The type that a client names, whatever it leads from and to.
    pub(super) fn find(&self, key: &TypeKey<'_>) -> Option<&AssociationType> {
        if key.category != key.id.category().as_str() {
            return None;
        }
        self.by_id(key.id)
    }

    /// The type of this id.
    pub(super) fn by_id(&self, id: AssociationTypeId) -> Option<&AssociationType> {
        match id.category() {
            Category::HubSpotDefined => association::by_id(id),
            Category::UserDefined => self.own.iter().find(|row| row.id == id),
        }
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
        // The version is read first: rows that are newer than it only lead to one more reading.
        let version = schema::version(&self.database, account).await?.unwrap_or_default();
        let rows = rows::all(&self.database, account).await?;
        let limits = association_limits::all(&self.database, account).await?;
        let labels = Arc::new(Labels::new(version, rows, limits));
        self.schemas.seen_version(account, version);
        self.schemas.keep_labels(account, &labels);
        Ok(labels)
    }
}
