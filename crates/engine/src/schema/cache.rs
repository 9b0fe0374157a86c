//! The schemas in memory: what accounts were seen to have, until their schema version moves on.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use linchpin_domain::account::Settings;
use linchpin_domain::{AccountId, ObjectTypeId};

use super::{OwnTypes, TypeSchema};
use crate::account::KeptSettings;
use crate::associations::Labels;

#[derive(Default)]
struct AccountSchemas {
    /// The newest version known; types that were read at an older one are read again.
    version: i64,
    types: HashMap<ObjectTypeId, Arc<TypeSchema>>,
    labels: Option<Arc<Labels>>,
    own_types: Option<Arc<OwnTypes>>,
    settings: Option<Arc<Settings>>,
}

/// The schemas in memory.
#[derive(Default)]
pub(crate) struct Schemas {
    accounts: RwLock<HashMap<AccountId, AccountSchemas>>,
}

impl Schemas {
    pub(super) fn cached(&self, account: AccountId, id: ObjectTypeId) -> Option<Arc<TypeSchema>> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.get(&account)?.types.get(&id).cloned()
    }

    pub(super) fn keep(&self, account: AccountId, schema: &Arc<TypeSchema>) {
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        let schemas = accounts.entry(account).or_default();
        if schema.version >= schemas.version {
            schemas.version = schema.version;
            schemas.types.insert(schema.object_type.id, Arc::clone(schema));
        }
    }

    /// The association labels of an account, if they are in memory.
    pub(crate) fn labels(&self, account: AccountId) -> Option<Arc<Labels>> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.get(&account)?.labels.clone()
    }

    /// Keeps association labels, unless the account's schema moved on meanwhile.
    pub(crate) fn keep_labels(&self, account: AccountId, labels: &Arc<Labels>) {
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        let schemas = accounts.entry(account).or_default();
        if labels.version >= schemas.version {
            schemas.version = labels.version;
            schemas.labels = Some(Arc::clone(labels));
        }
    }

    /// The object types that an account made, if they are in memory.
    pub(crate) fn own_types(&self, account: AccountId) -> Option<Arc<OwnTypes>> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.get(&account)?.own_types.clone()
    }

    /// Keeps the object types of an account, unless its schema moved on meanwhile.
    pub(crate) fn keep_own_types(&self, account: AccountId, types: &Arc<OwnTypes>) {
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        let schemas = accounts.entry(account).or_default();
        if types.version >= schemas.version {
            schemas.version = types.version;
            schemas.own_types = Some(Arc::clone(types));
        }
    }

    /// The settings of an account, if they are in memory.
    pub(crate) fn settings(&self, account: AccountId) -> Option<Arc<Settings>> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.get(&account)?.settings.clone()
    }

    /// Keeps the settings of an account, unless its schema moved on meanwhile.
    pub(crate) fn keep_settings(&self, account: AccountId, kept: KeptSettings) {
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        let schemas = accounts.entry(account).or_default();
        if kept.version >= schemas.version {
            schemas.version = kept.version;
            schemas.settings = Some(kept.settings);
        }
    }

    /// Drops what was read at an older version than the one that the database now has.
    pub(crate) fn seen_version(&self, account: AccountId, version: i64) {
        let current = self
            .accounts
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&account)
            .map(|known| known.version);
        if current.is_some_and(|current| current >= version) {
            return;
        }
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        let schemas = accounts.entry(account).or_default();
        if schemas.version < version {
            *schemas = AccountSchemas { version, ..AccountSchemas::default() };
        }
    }
}
