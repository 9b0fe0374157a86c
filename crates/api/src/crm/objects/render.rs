//! Records as JSON, written straight from what is stored.
//!
//! Reading a record is the busiest thing that the server does, so that its JSON is not built from values: stored
//! values are JSON text already and are copied.

use linchpin_domain::{AccountId, ObjectType, Properties, RecordId, Timestamp};
use linchpin_engine::associations::AssociatedPage;
use linchpin_engine::objects::{PropertyHistory, Record, RecordAssociations, Selection, Version, Written};
use linchpin_wire::page::{NextPage, Paging};
use serde_json::value::RawValue;

use crate::{Call, Failure};

/// Writes the records of one answer.
pub(in crate::crm) struct Renderer {
    object_type: &'static ObjectType,
    account: AccountId,
    /// Where the UI is: on the host that was called.
    app_url: String,
}

impl Renderer {
    pub(in crate::crm) fn new(call: &Call, object_type: &'static ObjectType) -> Self {
        Self { object_type, account: call.principal().account, app_url: call.base_url() }
    }

    /// Records that were read.
    pub(super) fn found(
        &self,
        records: &[Record],
        selection: &Selection,
    ) -> Result<Vec<Box<RawValue>>, Failure> {
        records.iter().map(|record| Ok(raw(self.one_found(record, selection)?))).collect()
    }

    /// Records that were written; `upsert` says of each whether it is new.
    pub(super) fn written(&self, records: &[Written], upsert: bool) -> Vec<Box<RawValue>> {
        records.iter().map(|written| raw(self.one_written(written, upsert))).collect()
    }

    /// A record that was read.
    pub(in crate::crm) fn one_found(
        &self,
        record: &Record,
        selection: &Selection,
    ) -> Result<String, Failure> {
        let stored = &record.stored;
        let mut out = String::with_capacity(320 + selection.len() * 48);
        push_id(&mut out, stored.id);
        out.push_str(",\"properties\":{");
        let mut first = true;
        selection.visit(stored, |name, value| {
            push_name(&mut out, name, &mut first);
            out.push_str(value.unwrap_or("null"));
        })?;
        out.push('}');
        if let Some(history) = &record.history {
            out.push_str(",\"propertiesWithHistory\":{");
            push_history(&mut out, history);
            out.push('}');
        }
        let dates = (stored.created_at, stored.updated_at, stored.archived_at);
        Self::push_dates(&mut out, dates);
        self.push_associations(&mut out, stored.id, &record.associations);
        self.push_url(&mut out, stored.id);
        Ok(out)
    }

    /// A record that was written.
    pub(super) fn one_written(&self, written: &Written, upsert: bool) -> String {
        let mut out = String::with_capacity(384 + written.properties.len() * 64);
        push_id(&mut out, written.id);
        out.push_str(",\"properties\":{");
        self.push_properties(&mut out, written);
        out.push('}');
        let extras = Extras { new: upsert.then_some(written.created), trace_id: written.trace_id.as_deref() };
        let dates = (written.created_at, written.updated_at, None);
        Self::push_dates(&mut out, dates);
        extras.push(&mut out);
        self.push_url(&mut out, written.id);
        out
    }

    /// The shown values and the three columns, in the order of their names.
    fn push_properties(&self, out: &mut String, written: &Written) {
        let mut columns = [
            ("hs_object_id", written.id.to_string()),
            (self.object_type.created_property, written.created_at.to_iso()),
            (self.object_type.modified_property, written.updated_at.to_iso()),
        ];
        columns.sort_unstable_by_key(|(name, _)| *name);
        let mut columns = columns.iter().map(|(name, value)| (*name, value.as_str())).peekable();
        let mut first = true;
        for (name, value) in Properties::iter(&written.properties) {
            while let Some(column) = columns.next_if(|(column, _)| *column < name) {
                push_pair(out, column, &mut first);
            }
            push_pair(out, (name, value), &mut first);
        }
        for column in columns {
            push_pair(out, column, &mut first);
        }
    }

    /// What stands behind the properties of every record.
    fn push_dates(
        out: &mut String,
        (created_at, updated_at, archived_at): (Timestamp, Timestamp, Option<Timestamp>),
    ) {
        push_time(out, "createdAt", created_at);
        push_time(out, "updatedAt", updated_at);
        out.push_str(if archived_at.is_some() { ",\"archived\":true" } else { ",\"archived\":false" });
        if let Some(archived_at) = archived_at {
            push_time(out, "archivedAt", archived_at);
        }
    }

    /// What the record is associated with; nothing at all when there is nothing (recorded).
    fn push_associations(&self, out: &mut String, id: RecordId, associations: &[RecordAssociations]) {
        if associations.is_empty() {
            return;
        }
        out.push_str(",\"associations\":{");
        for (index, RecordAssociations { name, page }) in associations.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_string(out, name);
            out.push_str(":{\"results\":[");
            push_associated(out, page);
            out.push(']');
            if let Some(next) = page.next {
                self.push_paging(out, id, name, next);
            }
            out.push('}');
        }
        out.push('}');
    }

    /// Where the rest of the associated records is listed.
    fn push_paging(&self, out: &mut String, id: RecordId, name: &str, next: RecordId) {
        let Self { object_type, app_url, .. } = self;
        let plural = object_type.plural;
        let after = next.to_string();
        let link = format!("{app_url}/crm/v3/objects/{plural}/{id}/associations/{name}?after={after}");
        let paging = Paging { next: NextPage { after, link: Some(link) } };
        out.push_str(",\"paging\":");
        out.push_str(&serde_json::to_string(&paging).expect("paging holds only text"));
    }

    fn push_url(&self, out: &mut String, id: RecordId) {
        out.push_str(",\"url\":\"");
        let Self { object_type, account, app_url } = self;
        // Writing to a string cannot fail, and a base URL needs no escapes.
        let _ = object_type.record_url.write(out, app_url, *account, object_type.id, id);
        out.push_str("\"}");
    }
}

/// What only written records show.
struct Extras<'a> {
    new: Option<bool>,
    trace_id: Option<&'a str>,
}

impl Extras<'_> {
    fn push(&self, out: &mut String) {
        if let Some(new) = self.new {
            out.push_str(if new { ",\"new\":true" } else { ",\"new\":false" });
        }
        if let Some(trace_id) = self.trace_id {
            out.push_str(",\"objectWriteTraceId\":");
            push_string(out, trace_id);
        }
    }
}

fn raw(json: String) -> Box<RawValue> {
    RawValue::from_string(json).expect("what is written here is JSON")
}

fn push_id(out: &mut String, id: RecordId) {
    out.push_str("{\"id\":\"");
    push_display(out, id);
    out.push('"');
}

fn push_pair(out: &mut String, (name, value): (&str, &str), first: &mut bool) {
    push_name(out, name, first);
    push_string(out, value);
}

/// Property names need no escapes.
fn push_name(out: &mut String, name: &str, first: &mut bool) {
    out.push_str(if std::mem::take(first) { "\"" } else { ",\"" });
    out.push_str(name);
    out.push_str("\":");
}

fn push_time(out: &mut String, name: &str, at: Timestamp) {
    out.push_str(",\"");
    out.push_str(name);
    out.push_str("\":\"");
    // Writing to a string cannot fail.
    let _ = at.write_iso(out);
    out.push('"');
}

fn push_string(out: &mut String, text: &str) {
    if text.bytes().all(|byte| byte >= 0x20 && byte != b'"' && byte != b'\\') {
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        out.push_str(&serde_json::to_string(text).expect("a string is JSON"));
    }
}

fn push_display(out: &mut String, value: impl std::fmt::Display) {
    use std::fmt::Write as _;
    // Writing to a string cannot fail.
    let _ = write!(out, "{value}");
}

/// Associated records, each once for every type.
fn push_associated(out: &mut String, page: &AssociatedPage) {
    let rows = page.records.iter().flat_map(|record| record.types.iter().map(|row| (record.id, row)));
    for (index, (id, row)) in rows.enumerate() {
        if index > 0 {
            out.push(',');
        }
        push_id(out, id);
        out.push_str(",\"type\":");
        push_string(out, &row.name);
        out.push('}');
    }
}

fn push_history(out: &mut String, history: &[PropertyHistory]) {
    let mut first = true;
    for property in history {
        push_name(out, &property.name, &mut first);
        out.push('[');
        for (index, version) in property.versions.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_version(out, version);
        }
        out.push(']');
    }
}

fn push_version(out: &mut String, version: &Version) {
    out.push_str("{\"value\":");
    push_string(out, &version.value);
    push_time(out, "timestamp", version.at);
    out.push_str(",\"sourceType\":");
    push_string(out, &version.source);
    if let Some(source_id) = &version.source_id {
        out.push_str(",\"sourceId\":");
        push_string(out, source_id);
    }
    if let Some(user) = version.user {
        out.push_str(",\"updatedByUserId\":");
        push_display(out, user);
    }
    out.push('}');
}
