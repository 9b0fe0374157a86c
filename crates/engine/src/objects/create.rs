//! Creating records.

use linchpin_domain::{ObjectType, Properties, RecordId, Timestamp, Violation, object_type};
use linchpin_store::changes::Kind;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::unique_values::{self, UniqueValue};
use linchpin_store::{Tx, properties_text};

use super::input::{self, Assignment};
use super::templates;
use super::tries::Tries;
use super::write::{Context, Failed, dated_text, trace_ids};
use super::{Batch, NewRecord, Written};
use crate::associations::{self, Inline, NewAssociation, Refusal};
use crate::effects::{self, Entry, What};
use crate::{Engine, Error, Principal, Result};

/// Room for the properties that fill themselves.
const AUTOMATIC: usize = 32;

/// A valid record that is not stored yet: what the transaction stores of it.
pub(super) struct Insert {
    /// Its place among the inputs.
    pub(super) index: usize,
    record: StoredRecord,
    /// What the log keeps where that is not the record's text.
    logged: Option<String>,
    unique: Vec<UniqueValue>,
    /// What it is to be associated with.
    inline: Inline,
}

/// A valid record that is not stored yet: what the response will show of it.
pub(super) struct Draft {
    /// Its place among the inputs.
    pub(super) index: usize,
    pub(super) written: Written,
}

/// Makes a record of valid values; fails with what is wrong across them.
fn unassociated_draft(
    context: &Context,
    index: usize,
    id: RecordId,
    assignments: &[Assignment],
) -> Result<(Draft, Insert)> {
    let object_type = context.object_type();
    let mut created_at = context.now;
    let mut properties = Properties::new();
    properties.reserve(assignments.len() + AUTOMATIC);
    let taken_over = templates::taken_over(context, assignments);
    for assignment in assignments.iter().chain(&taken_over) {
        let value = input::resolve(&context.schema, assignment, None)
            .map_err(|violation| Error::InvalidValues(vec![violation]))?;
        if value.is_empty() {
            continue;
        }
        if object_type.is_column(&assignment.name) {
            created_at = Timestamp::parse(&value).unwrap_or(created_at);
        } else {
            properties.insert(assignment.name.clone(), value);
        }
    }
    let violations = context.automate(id, created_at, None, &mut properties);
    if !violations.is_empty() {
        return Err(Error::InvalidValues(violations));
    }
    let missing = context.schema.definition.missing(object_type, &properties);
    if !missing.is_empty() {
        return Err(Error::MissingRequired { object_type, names: missing });
    }
    let updated_at = context.now;
    let text = properties_text::write(&properties, object_type.usual);
    let record = StoredRecord { id, created_at, updated_at, archived_at: None, properties: text };
    let logged = dated_text(object_type, &record, &properties);
    let unique = context.unique_values(id, &properties);
    context.show(&mut properties);
    let written = Written { id, created_at, updated_at, properties, created: true, trace_id: None };
    Ok((Draft { index, written }, Insert { index, record, logged, unique, inline: Inline::default() }))
}

/// Makes a record of valid values and associations; fails with what is wrong across the values.
pub(super) fn draft(
    context: &Context,
    index: usize,
    id: RecordId,
    (assignments, associations): (&[Assignment], &[NewAssociation<'_>]),
) -> Result<(Draft, Insert)> {
    let object_type = context.object_type();
    let (draft, insert) = unassociated_draft(context, index, id, assignments)?;
    let inline = match &context.labels {
        Some(labels) => Inline::new(labels, object_type, associations)?,
        None => Inline::default(),
    };
    if let Some(disabled) = inline.disabled(&context.schema.features) {
        return Err(Error::ObjectTypeDisabled(disabled));
    }
    match object_type.required_association.and_then(object_type::by_id) {
        Some(to) if !inline.leads_to(to.id) => Err(Refusal::Required { object_type, to }.into()),
        _ => Ok((draft, Insert { inline, ..insert })),
    }
}

/// Inserts records with their unique values and associations.
///
/// A record whose value somebody else holds fails the whole transaction, or, if `tolerant`, stays out of it.
pub(super) async fn insert(
    tx: &mut Tx,
    context: &Context,
    mut inserts: Vec<Insert>,
    tolerant: bool,
    entries: &mut Vec<Entry>,
) -> Result<Vec<Failed>> {
    let (account, object_type) = (context.principal.account, context.object_type());
    let mut failed = check_targets(tx, context, &mut inserts, tolerant).await?;
    failed.extend(claim(tx, context, &mut inserts, tolerant).await?);
    let (mut stored, mut texts, mut new) = (Vec::new(), Vec::new(), Vec::new());
    for Insert { record, logged, inline, .. } in inserts {
        if !inline.is_empty() {
            new.push((record.id, inline));
        }
        stored.push(record);
        texts.push(logged);
    }
    records::insert_many(tx, account, object_type.id, &stored).await?;
    entries.extend(stored.into_iter().zip(texts).map(|(record, logged)| {
        context.entry(record.id, Kind::Create, logged.unwrap_or(record.properties), What::New)
    }));
    if let Some(labels) = &context.labels {
        entries.extend(associations::associate(tx, labels, (account, object_type), &new).await?);
    }
    Ok(failed)
}

/// Takes the records that are to be associated with others that do not exist out of `inserts`.
async fn check_targets(
    tx: &mut Tx,
    context: &Context,
    inserts: &mut Vec<Insert>,
    tolerant: bool,
) -> Result<Vec<Failed>> {
    if inserts.iter().all(|insert| insert.inline.is_empty()) {
        return Ok(Vec::new());
    }
    let inlines: Vec<_> = inserts.iter().map(|insert| insert.inline.clone()).collect();
    let wrong = associations::lock_targets(tx, context.principal.account, &inlines).await?;
    let (mut kept, mut failed) = (Vec::with_capacity(inserts.len()), Vec::new());
    for (insert, wrong) in inserts.drain(..).zip(wrong) {
        match wrong {
            None => kept.push(insert),
            Some(error) if tolerant => failed.push(Failed { index: insert.index, error }),
            Some(error) => return Err(error),
        }
    }
    *inserts = kept;
    Ok(failed)
}

/// Claims the unique values and takes the records that cannot have theirs out of `inserts`.
async fn claim(
    tx: &mut Tx,
    context: &Context,
    inserts: &mut Vec<Insert>,
    tolerant: bool,
) -> Result<Vec<Failed>> {
    let (account, object_type) = (context.principal.account, context.object_type().id);
    let wanted: Vec<_> = inserts.iter().flat_map(|insert| insert.unique.iter().cloned()).collect();
    let free = context.claim(tx, &wanted).await?;
    if free.iter().all(|free| *free) {
        return Ok(Vec::new());
    }
    let ids: Vec<_> = inserts.iter().map(|insert| insert.record.id).collect();
    let mut failed = Vec::new();
    let mut refused: Vec<RecordId> = Vec::new();
    for (value, _) in wanted.iter().zip(&free).filter(|(_, free)| !**free) {
        if refused.contains(&value.record) {
            continue;
        }
        let Some(insert) = inserts.iter().find(|insert| insert.record.id == value.record) else { continue };
        let error = context.taken(tx, value, &insert.record, &ids).await?;
        if !tolerant {
            return Err(error);
        }
        refused.push(value.record);
        failed.push(Failed { index: insert.index, error });
    }
    let given_back: Vec<_> = wanted.into_iter().filter(|value| refused.contains(&value.record)).collect();
    unique_values::release(tx, account, object_type, &given_back).await?;
    inserts.retain(|insert| !refused.contains(&insert.record.id));
    Ok(failed)
}

impl Engine {
    /// Creates a record.
    pub async fn create_record(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        new: NewRecord<'_>,
    ) -> Result<Written> {
        let batch =
            self.create_records(principal, object_type, vec![NewRecord { trace_id: None, ..new }]).await?;
        batch.results.into_iter().next().ok_or(Error::RecordNotFound)
    }

    /// Creates records: all of them or none, unless every one has a trace id.
    pub async fn create_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        new: Vec<NewRecord<'_>>,
    ) -> Result<Batch<Written>> {
        let traces = trace_ids(new.iter().map(|new| new.trace_id.as_ref()));
        let ids = self.ids.take(&self.database, principal.account, new.len()).await?;
        let mut tries = Tries::default();
        loop {
            let mut context = self.context(principal, object_type, &tries).await?;
            if new.iter().any(|new| !new.associations.is_empty()) {
                context.labels = Some(self.labels(principal.account, context.schema.version).await?);
            }
            self.prepare_companies(&mut context, new.len()).await?;
            self.prepare_templates(&mut context, new.iter().map(|new| &new.values)).await?;
            let outcome = self.try_create(context, &new, ids.clone(), traces.as_deref()).await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    async fn try_create(
        &self,
        context: Context,
        new: &[NewRecord<'_>],
        ids: impl Iterator<Item = RecordId> + Send,
        traces: Option<&[String]>,
    ) -> Result<Batch<Written>> {
        let tolerant = traces.is_some();
        let (drafts, inserts, failed) = drafts(&context, new, ids, tolerant)?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let mut entries = Vec::with_capacity(inserts.len());
                let failed = insert(tx, &context, inserts, tolerant, &mut entries).await?;
                effects::finish(tx, &context, entries).await?;
                Ok(failed)
            })
        });
        let refused = work.await?;
        Ok(batch_of(drafts, failed, refused, traces))
    }
}

/// Validates every input; without trace ids the violations of all of them become one error.
fn drafts(
    context: &Context,
    new: &[NewRecord<'_>],
    ids: impl Iterator<Item = RecordId>,
    tolerant: bool,
) -> Result<(Vec<Draft>, Vec<Insert>, Vec<Failed>)> {
    new.iter().try_for_each(|new| context.admit(&new.values, None))?;
    let mut drafts = Vec::with_capacity(new.len());
    let mut inserts = Vec::with_capacity(new.len());
    let mut failed = Vec::new();
    let mut violations: Vec<Violation> = Vec::new();
    for ((index, new), id) in new.iter().enumerate().zip(ids) {
        let mut wrong = Vec::new();
        let assignments = input::assignments(&context.schema, &new.values, context.now, &mut wrong);
        let drafted = if wrong.is_empty() {
            draft(context, index, id, (&assignments, &new.associations))
        } else {
            Err(Error::InvalidValues(wrong))
        };
        match drafted {
            Ok((draft, insert)) => {
                drafts.push(draft);
                inserts.push(insert);
            }
            Err(error) if tolerant => failed.push(Failed { index, error }),
            Err(Error::InvalidValues(wrong)) => violations.extend(wrong),
            // What is missing matters only once all values are valid.
            Err(error) => failed.push(Failed { index, error }),
        }
    }
    if !violations.is_empty() {
        return Err(Error::InvalidValues(violations));
    }
    if !tolerant && !failed.is_empty() {
        return Err(failed.swap_remove(0).error);
    }
    Ok((drafts, inserts, failed))
}

fn batch_of(
    drafts: Vec<Draft>,
    mut failed: Vec<Failed>,
    refused: Vec<Failed>,
    traces: Option<&[String]>,
) -> Batch<Written> {
    let lost: Vec<usize> = refused.iter().map(|failed| failed.index).collect();
    failed.extend(refused);
    let written = drafts.into_iter().filter(|draft| !lost.contains(&draft.index));
    super::write::batch(written.map(|draft| (draft.index, draft.written)).collect(), failed, traces)
}
