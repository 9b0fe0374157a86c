//! Who has which email address: no two live contacts share one, and those of forgotten ones are nobody's.

use std::collections::BTreeSet;

use super::fields::EMAIL;
use super::kinds::Key;
use super::records::{Model, Record};

/// The addresses that a contact has.
pub(super) fn held(record: &Record) -> BTreeSet<String> {
    record.addresses.iter().chain(record.values.get(EMAIL)).cloned().collect()
}

/// The addresses that a merged contact has besides its own.
pub(super) fn of_merged(merged: &Record, parts: [&Record; 2]) -> BTreeSet<String> {
    let mut held: BTreeSet<_> = parts.into_iter().flat_map(held).collect();
    if let Some(own) = merged.values.get(EMAIL) {
        held.remove(own);
    }
    held
}

impl Model {
    /// Whether a contact may have an address that it does not have yet.
    pub(super) fn is_free(&self, address: &str) -> bool {
        let mut live = self.records.iter().filter(|(key, _)| self.is_live(**key));
        address.is_empty()
            || (!self.blocked.contains(address) && !live.any(|(_, record)| held(record).contains(address)))
    }

    /// Whether a contact may have an address; those that it has it may keep.
    pub(super) fn may_have(&self, key: Key, address: &str) -> bool {
        held(&self.records[&key]).contains(address) || self.is_free(address)
    }

    /// Whether an archived contact may have its addresses again.
    pub(super) fn may_return(&self, key: Key) -> bool {
        held(&self.records[&key]).iter().all(|address| self.is_free(address))
    }
}
