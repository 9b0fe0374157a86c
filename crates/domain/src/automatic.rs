//! The properties that fill themselves: pure functions of the record before, the record after, and the write.
//!
//! What each type fills is as recorded in 2024 and 2026 (one file per type); counters that would need associations have
//! the value that a new record shows.
//! The id and the two time stamps of the record's own columns are never filled here: the renderer adds them.

pub(crate) mod company;
pub(crate) mod contact;
pub(crate) mod deal;
pub(crate) mod lead;
pub(crate) mod line_item;
pub(crate) mod meeting;
pub(crate) mod note;
pub(crate) mod task;
pub(crate) mod ticket;

mod lifecycle;
mod origin;
mod preview;
mod stages;

use std::borrow::Cow;

use crate::currency::Rates;
use crate::owner::Owners;
use crate::{ObjectType, Pipeline, Properties, RecordId, Timestamp, UserId, Violation};

use crate::pipeline::is_stage_history;

/// Who writes, as `hs_object_source…` shows it.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The kind, such as `INTEGRATION`.
    pub kind: &'a str,
    /// The id within the kind, such as the app's.
    pub id: &'a str,
    /// What people read.
    pub label: &'a str,
    /// The person behind it, if there is one.
    pub user_id: Option<UserId>,
}

/// What nearly every record shows that an app made; see [`ObjectType::usual`].
pub(crate) const USUAL: &[(&str, &str)] =
    &[("hs_object_source", "INTEGRATION"), ("hs_object_source_label", "INTEGRATION")];

/// One record being written.
#[derive(Clone, Copy, Debug)]
pub struct Write<'a> {
    /// The record's type.
    pub object_type: &'static ObjectType,
    /// The pipelines of the type in this account, archived ones included.
    pub pipelines: &'a [Pipeline],
    /// Who may own records of this account.
    pub owners: &'a Owners,
    /// What the account's currencies are worth in its own one; only deals look at it.
    pub rates: &'a Rates,
    /// The record's id.
    pub id: RecordId,
    /// When the write happens.
    pub now: Timestamp,
    /// When the record was created; equal to `now` on create, unless the client set another moment.
    pub created_at: Timestamp,
    /// Who writes.
    pub source: &'a Source<'a>,
    /// The record before; `None` on create.
    pub old: Option<&'a Properties>,
}

impl Write<'_> {
    fn is_create(&self) -> bool {
        self.old.is_none()
    }

    /// The value before the write, unless there was none or it was empty.
    fn before(&self, name: &str) -> Option<&str> {
        self.old.and_then(|old| old.filled(name))
    }

    /// Tells whether the write gives the property another value; setting a first one counts, clearing too.
    fn changes(&self, new: &Properties, name: &str) -> bool {
        self.before(name) != new.filled(name)
    }
}

/// Adds or updates every automatic property of the record after the write.
///
/// `new` is the whole record as the client wants it, with canonical values.
pub fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create() {
        new.fill(write.object_type.usual);
        new.reserve(16);
        origin::created(write, new);
    }
    origin::updated(write, new);
    origin::owned(write, new);
    stages::place(write, new);
    (write.object_type.automatic)(write, new);
    stages::record_history(write, new);
    preview::apply(write, new);
}

/// Finds what is wrong across properties; each single value has passed [`crate::value::canonical`] already.
pub fn check(write: &Write<'_>, new: &Properties) -> Vec<Violation> {
    stages::check(write, new).into_iter().collect()
}

/// Whether reads show the property of a record and the answers to writes do not (recorded 2026).
pub fn is_for_reads(name: &str) -> bool {
    is_stage_history(name) || deal::is_for_reads(name)
}

/// Whether a record shows what its amounts were worth before rates changed.
pub fn is_worth_else(rates: &Rates, now: Timestamp, record: &Properties) -> bool {
    deal::shows_old_rate(rates, now, record)
}

/// What an update shows beyond the properties it changed and the record's columns.
pub fn update_echo(object_type: &ObjectType) -> &'static [&'static str] {
    object_type.update_echo
}

/// Sets a computed value; without one, clears what was computed before.
pub(crate) fn derive<'a>(
    new: &mut Properties,
    name: impl Into<Cow<'static, str>>,
    value: Option<impl Into<Cow<'a, str>>>,
) {
    let name = name.into();
    match value.map(Into::into) {
        Some(value) if new.get(&name) == Some(value.as_ref()) => {}
        Some(value) => {
            new.insert(name, value.into_owned());
        }
        None if new.filled(&name).is_some() => {
            new.insert(name, "");
        }
        None => {}
    }
}

const fn flag(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

const fn count(value: bool) -> &'static str {
    if value { "1" } else { "0" }
}

#[cfg(test)]
mod tests;
