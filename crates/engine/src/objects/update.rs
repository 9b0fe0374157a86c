//! Updating records.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use linchpin_domain::rollup::Snapshot;
use linchpin_domain::{ObjectType, Properties, RecordId, Timestamp, Violation, automatic, value};
use linchpin_store::changes::Kind;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::unique_values::{self, UniqueValue};
use linchpin_store::{Tx, properties_text};

use super::input::{self, Assignment};
use super::tries::Tries;
use super::write::{Context, Failed, batch, snapshot, trace_ids};
use super::{Batch, Values, Written, scope};
use crate::effects::{self, Entry, What};
use crate::schema::TypeSchema;
use crate::{Engine, Error, Principal, Result};

/// A change to one record, which an upsert makes where there is none.
#[derive(Debug, Clone)]
pub struct RecordUpdate<'a> {
    /// Its id, or the value by which it is found.
    pub id: Cow<'a, str>,
    /// The unique property that `id` is a value of.
    pub id_property: Option<Cow<'a, str>>,
    /// The values to set.
    pub values: Values<'a>,
    /// What the client calls this input.
    pub trace_id: Option<Cow<'a, str>>,
}

/// How one update finds its record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Id(RecordId),
    /// A unique property, and the value in the form that is compared.
    Unique(Cow<'static, str>, String),
    /// An id that is no number: there is no such record.
    Nothing,
}

/// An update whose values are valid.
#[derive(Clone)]
pub(super) struct Planned {
    /// Its place among the inputs.
    pub(super) index: usize,
    pub(super) target: Target,
    pub(super) assignments: Vec<Assignment>,
    /// What the client wrote, for errors.
    raw_id: String,
}

/// How an input names its record; fails when the property is unknown or its values are not unique.
pub(super) fn target(schema: &TypeSchema, id: &str, id_property: Option<&str>) -> Result<Target> {
    match id_property {
        None | Some("hs_object_id") => Ok(RecordId::parse(id).map_or(Target::Nothing, Target::Id)),
        Some(name) => {
            let property =
                schema.get(name).filter(|property| schema.is_unique(property)).ok_or_else(|| {
                    Error::NotUnique { object_type: schema.object_type, property: name.to_owned() }
                })?;
            Ok(Target::Unique(property.name.clone(), value::unique_key(property, id).into_owned()))
        }
    }
}

impl Engine {
    /// Updates a record that is named by its id, or by a unique value.
    pub async fn update_record(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        update: RecordUpdate<'_>,
    ) -> Result<Written> {
        if update.id_property.is_none() && RecordId::parse(&update.id).is_none() {
            return Err(Error::IdNotNumeric(update.id.into_owned()));
        }
        if update.values.is_empty() {
            return Err(Error::NothingToUpdate);
        }
        let mut updates = [RecordUpdate { trace_id: None, ..update }];
        let mut batch = self.update_each(principal, object_type, &updates).await?;
        // Only the update of a single record follows a merge (documented).
        if batch.results.is_empty()
            && updates[0].id_property.is_none()
            && let Some(survivor) = self.survivor(principal, object_type, &updates[0].id).await?
        {
            updates[0].id = survivor.to_string().into();
            batch = self.update_each(principal, object_type, &updates).await?;
        }
        batch.results.into_iter().next().ok_or(Error::RecordNotFound)
    }

    /// Updates records; those that do not exist become errors of their own.
    pub async fn update_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        updates: Vec<RecordUpdate<'_>>,
    ) -> Result<Batch<Written>> {
        self.update_each(principal, object_type, &updates).await
    }

    async fn update_each(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        updates: &[RecordUpdate<'_>],
    ) -> Result<Batch<Written>> {
        let traces = trace_ids(updates.iter().map(|update| update.trace_id.as_ref()));
        let mut tries = Tries::default();
        loop {
            let mut context = self.context(principal, object_type, &tries).await?;
            self.prepare_companies(&mut context, updates.len()).await?;
            let outcome = self.try_update(context, updates, traces.as_deref()).await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    async fn try_update(
        &self,
        context: Context,
        updates: &[RecordUpdate<'_>],
        traces: Option<&[String]>,
    ) -> Result<Batch<Written>> {
        let tolerant = traces.is_some();
        let (planned, mut failed) = plan(&context, updates, tolerant)?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let mut entries = Vec::with_capacity(planned.len());
                let (found, mut failed) = find(tx, &context, planned).await?;
                let (written, refused) = rewrite(tx, &context, found, tolerant, &mut entries).await?;
                failed.extend(refused);
                effects::finish(tx, &context, entries).await?;
                Ok((written, failed))
            })
        });
        let (written, refused) = work.await?;
        failed.extend(refused);
        Ok(batch(written, failed, traces))
    }
}

/// Validates every input; without trace ids the violations of all of them become one error.
fn plan(
    context: &Context,
    updates: &[RecordUpdate<'_>],
    tolerant: bool,
) -> Result<(Vec<Planned>, Vec<Failed>)> {
    updates.iter().try_for_each(|update| context.admit(&update.values, update.id_property.as_deref()))?;
    let mut planned = Vec::with_capacity(updates.len());
    let mut failed = Vec::new();
    let mut violations: Vec<Violation> = Vec::new();
    for (index, update) in updates.iter().enumerate() {
        let target = target(&context.schema, &update.id, update.id_property.as_deref())?;
        let mut wrong = Vec::new();
        let assignments = input::assignments(&context.schema, &update.values, context.now, &mut wrong);
        if wrong.is_empty() {
            planned.push(Planned { index, target, assignments, raw_id: update.id.to_string() });
        } else if tolerant {
            failed.push(Failed { index, error: Error::InvalidValues(wrong) });
        } else {
            violations.extend(wrong);
        }
    }
    if !violations.is_empty() {
        return Err(Error::InvalidValues(violations));
    }
    refuse_duplicates(&planned)?;
    Ok((planned, failed))
}

/// One batch must not name the same record twice: which of its values would win is anybody's guess.
pub(super) fn refuse_duplicates(planned: &[Planned]) -> Result<()> {
    let mut seen = HashSet::with_capacity(planned.len());
    let mut twice: Vec<String> = Vec::new();
    for item in planned {
        if !seen.insert(&item.target) && !twice.contains(&item.raw_id) {
            twice.push(item.raw_id.clone());
        }
    }
    if twice.is_empty() { Ok(()) } else { Err(Error::DuplicateIds(twice)) }
}

impl Planned {
    /// An input of an upsert.
    pub(super) fn new(index: usize, target: Target, assignments: Vec<Assignment>, raw_id: &str) -> Self {
        Self { index, target, assignments, raw_id: raw_id.to_owned() }
    }
}

/// Which records the values of unique properties stand for.
pub(super) async fn resolve(
    tx: &mut Tx,
    context: &Context,
    planned: &[Planned],
) -> Result<Vec<Option<RecordId>>> {
    let (account, object_type) = (context.principal.account, context.object_type().id);
    let mut wanted: HashMap<&str, (Vec<usize>, Vec<String>)> = HashMap::new();
    let mut ids = vec![None; planned.len()];
    for (at, item) in planned.iter().enumerate() {
        match &item.target {
            Target::Id(id) => ids[at] = Some(*id),
            Target::Unique(property, value) => {
                let (places, values) = wanted.entry(property).or_default();
                places.push(at);
                values.push(value.clone());
            }
            Target::Nothing => {}
        }
    }
    for (property, (places, values)) in wanted {
        let found = unique_values::find_many_in(tx, account, object_type, property, &values).await?;
        for (at, id) in places.into_iter().zip(found) {
            ids[at] = id;
        }
    }
    Ok(ids)
}

/// Locks the records of updates and takes those apart that do not exist.
pub(super) async fn find(
    tx: &mut Tx,
    context: &Context,
    planned: Vec<Planned>,
) -> Result<(Vec<(Planned, StoredRecord)>, Vec<Failed>)> {
    let ids = resolve(tx, context, &planned).await?;
    let mut sorted: Vec<_> = ids.iter().flatten().copied().collect();
    sorted.sort_unstable();
    sorted.dedup();
    let scope = scope(context.principal.account, context.object_type(), false);
    let locked = records::lock_many(tx, scope, &sorted).await?;
    let mut by_id: HashMap<RecordId, StoredRecord> =
        locked.into_iter().flatten().map(|record| (record.id, record)).collect();
    let mut found = Vec::with_capacity(planned.len());
    let mut failed = Vec::new();
    for (item, id) in planned.into_iter().zip(ids) {
        match id.and_then(|id| by_id.remove(&id)) {
            Some(record) => found.push((item, record)),
            None => failed.push(Failed { index: item.index, error: missing(context, item) }),
        }
    }
    Ok((found, failed))
}

fn missing(context: &Context, item: Planned) -> Error {
    let object_type = context.object_type();
    match item.target {
        Target::Unique(property, _) => {
            Error::ValuesNotFound { object_type, property: property.into_owned(), values: vec![item.raw_id] }
        }
        Target::Id(_) | Target::Nothing => Error::RecordsNotFound { object_type, ids: vec![item.raw_id] },
    }
}

/// A record after its update.
struct Rewritten {
    index: usize,
    record: StoredRecord,
    changes: String,
    what: What,
    released: Vec<UniqueValue>,
    claimed: Vec<UniqueValue>,
    written: Written,
}

/// Writes the new values of records that are locked.
///
/// A record whose new value somebody else holds fails the whole transaction, or, if `tolerant`, stays as it is.
pub(super) async fn rewrite(
    tx: &mut Tx,
    context: &Context,
    found: Vec<(Planned, StoredRecord)>,
    tolerant: bool,
    entries: &mut Vec<Entry>,
) -> Result<(Vec<(usize, Written)>, Vec<Failed>)> {
    let mut rewritten = Vec::with_capacity(found.len());
    let mut written = Vec::with_capacity(found.len());
    let mut failed = Vec::new();
    for (item, record) in found {
        match rewritten_record(context, &item, record) {
            Ok(Outcome::Changed(record)) => rewritten.push(*record),
            Ok(Outcome::Same(same)) => written.push((item.index, same)),
            Err(error) if tolerant => failed.push(Failed { index: item.index, error }),
            Err(error) => return Err(error),
        }
    }
    failed.extend(exchange_unique_values(tx, context, &mut rewritten, tolerant).await?);
    let stored: Vec<_> = rewritten.iter().map(|item| item.record.clone()).collect();
    records::update_many(tx, context.principal.account, context.object_type().id, &stored).await?;
    for item in rewritten {
        entries.push(context.entry(item.record.id, Kind::Update, item.changes, item.what));
        written.push((item.index, item.written));
    }
    Ok((written, failed))
}

enum Outcome {
    Changed(Box<Rewritten>),
    /// Every value is what it was: nothing is written and nothing is logged (recorded 2026).
    Same(Written),
}

fn rewritten_record(context: &Context, item: &Planned, mut record: StoredRecord) -> Result<Outcome> {
    let object_type = context.object_type();
    let old = context.values(&record)?;
    let mut new = old.clone();
    let (created_before, updated_before) = (record.created_at, record.updated_at);
    for assignment in &item.assignments {
        let value = input::resolve(&context.schema, assignment, old.get(&assignment.name))
            .map_err(|violation| Error::InvalidValues(vec![violation]))?;
        if object_type.is_column(&assignment.name) {
            record.created_at = Timestamp::parse(&value).unwrap_or(record.created_at);
        } else if !value.is_empty() || old.get(&assignment.name).is_some() {
            // Clearing what was never set leaves it unset.
            new.insert(assignment.name.clone(), value);
        }
    }
    if new == old && record.created_at == created_before {
        let written = shown(context, item, &record, &old, &new);
        return Ok(Outcome::Same(written));
    }
    let violations = context.automate(record.id, record.created_at, Some(&old), &mut new);
    if !violations.is_empty() {
        return Err(Error::InvalidValues(violations));
    }
    record.updated_at = context.now;
    record.properties = properties_text::write(&new, object_type.usual);
    let created = (created_before, record.created_at);
    let changes = logged_changes(object_type, created, &old, &new);
    let held = context.unique_values(record.id, &old);
    let wanted = context.unique_values(record.id, &new);
    let written = shown(context, item, &record, &old, &new);
    Ok(Outcome::Changed(Box::new(Rewritten {
        index: item.index,
        released: held.iter().filter(|value| !wanted.contains(value)).cloned().collect(),
        claimed: wanted.into_iter().filter(|value| !held.contains(value)).collect(),
        what: What::Values {
            before: Some(Snapshot {
                id: record.id,
                created_at: created_before,
                updated_at: updated_before,
                values: old,
            }),
            after: Some(snapshot(&record, new)),
        },
        record,
        changes,
        written,
    })))
}

/// What the log says of an update.
pub(crate) fn logged_changes(
    object_type: &ObjectType,
    (created_before, created_at): (Timestamp, Timestamp),
    old: &Properties,
    new: &Properties,
) -> String {
    let dates = (created_before != created_at).then(|| (created_before.to_iso(), created_at.to_iso()));
    let created = dates
        .as_ref()
        .map(|(before, after)| (object_type.created_property, Some(before.as_str()), Some(after.as_str())));
    properties_text::write_changes(changed(old, new).chain(created))
}

/// The properties whose values differ.
fn changed<'a>(
    old: &'a Properties,
    new: &'a Properties,
) -> impl Iterator<Item = (&'a str, Option<&'a str>, Option<&'a str>)> {
    let set = new.iter().filter_map(|(name, value)| {
        let before = old.get(name);
        (before != Some(value)).then_some((name, before, Some(value)))
    });
    let removed =
        old.iter().filter_map(|(name, value)| new.get(name).is_none().then_some((name, Some(value), None)));
    set.chain(removed)
}

/// What the response shows: what was sent, what changed with it, and what HubSpot always adds.
fn shown(
    context: &Context,
    item: &Planned,
    record: &StoredRecord,
    old: &Properties,
    new: &Properties,
) -> Written {
    let mut properties = Properties::new();
    for assignment in &item.assignments {
        if !context.object_type().is_column(&assignment.name) {
            properties.insert(assignment.name.clone(), new.get(&assignment.name).unwrap_or_default());
        }
    }
    let echo = automatic::update_echo(context.object_type()).iter().copied();
    let changed = changed(old, new).map(|(name, _, _)| name);
    for name in changed.chain(echo) {
        if let (Some(value), Some(property)) = (new.get(name), context.schema.get(name)) {
            properties.insert(property.name.clone(), value);
        }
    }
    context.show(&mut properties);
    Written {
        id: record.id,
        created_at: record.created_at,
        updated_at: record.updated_at,
        properties,
        created: false,
        trace_id: None,
    }
}

/// Frees the old unique values, claims the new ones, and takes the records that cannot have theirs out of the batch.
async fn exchange_unique_values(
    tx: &mut Tx,
    context: &Context,
    rewritten: &mut Vec<Rewritten>,
    tolerant: bool,
) -> Result<Vec<Failed>> {
    let (account, object_type) = (context.principal.account, context.object_type().id);
    let released: Vec<_> = rewritten.iter().flat_map(|item| item.released.iter().cloned()).collect();
    let claimed: Vec<_> = rewritten.iter().flat_map(|item| item.claimed.iter().cloned()).collect();
    unique_values::release(tx, account, object_type, &released).await?;
    let free = context.claim(tx, &claimed).await?;
    let mut failed: Vec<Failed> = Vec::new();
    let mut refused: Vec<RecordId> = Vec::new();
    for (value, _) in claimed.iter().zip(&free).filter(|(_, free)| !**free) {
        if refused.contains(&value.record) {
            continue;
        }
        let Some(item) = rewritten.iter().find(|item| item.record.id == value.record) else { continue };
        let error = context.taken(tx, value, &item.record, &[]).await?;
        if !tolerant {
            return Err(error);
        }
        refused.push(value.record);
        failed.push(Failed { index: item.index, error });
    }
    if refused.is_empty() {
        return Ok(failed);
    }
    let of_refused = |values: Vec<UniqueValue>| {
        values.into_iter().filter(|value| refused.contains(&value.record)).collect::<Vec<_>>()
    };
    unique_values::release(tx, account, object_type, &of_refused(claimed)).await?;
    unique_values::claim(tx, account, object_type, &of_refused(released)).await?;
    rewritten.retain(|item| !refused.contains(&item.record.id));
    Ok(failed)
}
