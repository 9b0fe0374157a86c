//! Creating records or updating them, by a unique value.

use std::borrow::Cow;

use linchpin_domain::{Input, ObjectType, RecordId, Violation};

use super::create::{self, Draft};
use super::input::{self, Assignment};
use super::tries::Tries;
use super::update::{self, Planned, RecordUpdate, Target, refuse_duplicates, target};
use super::write::{Context, Failed, batch, trace_ids};
use super::{Batch, Written};
use crate::effects::{self, Entry};
use crate::{Engine, Error, Principal, Result};

impl Engine {
    /// Creates or updates records: all of them or none, unless every one has a trace id.
    pub async fn upsert_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        upserts: Vec<RecordUpdate<'_>>,
    ) -> Result<Batch<Written>> {
        let traces = trace_ids(upserts.iter().map(|upsert| upsert.trace_id.as_ref()));
        let ids = self.ids.take(&self.database, principal.account, upserts.len()).await?;
        let mut tries = Tries::default();
        loop {
            let mut context = self.context(principal, object_type, &tries).await?;
            self.prepare_companies(&mut context, upserts.len()).await?;
            self.prepare_templates(&mut context, upserts.iter().map(|upsert| &upsert.values)).await?;
            let outcome = self.try_upsert(context, &upserts, ids.clone(), traces.as_deref()).await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    async fn try_upsert(
        &self,
        context: Context,
        upserts: &[RecordUpdate<'_>],
        ids: impl Iterator<Item = RecordId> + Send + 'static,
        traces: Option<&[String]>,
    ) -> Result<Batch<Written>> {
        let tolerant = traces.is_some();
        let (planned, mut failed) = plan(&context, upserts, tolerant)?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let mut entries = Vec::with_capacity(planned.len());
                let done = apply(tx, &context, planned, ids, tolerant, &mut entries).await?;
                effects::finish(tx, &context, entries).await?;
                Ok(done)
            })
        });
        let (written, refused) = work.await?;
        failed.extend(refused);
        Ok(batch(written, failed, traces))
    }
}

fn plan(
    context: &Context,
    upserts: &[RecordUpdate<'_>],
    tolerant: bool,
) -> Result<(Vec<Planned>, Vec<Failed>)> {
    upserts.iter().try_for_each(|upsert| context.admit(&upsert.values, upsert.id_property.as_deref()))?;
    let mut planned = Vec::with_capacity(upserts.len());
    let mut failed = Vec::new();
    let mut violations: Vec<Violation> = Vec::new();
    for (index, upsert) in upserts.iter().enumerate() {
        let target = target(&context.schema, &upsert.id, upsert.id_property.as_deref())?;
        let mut wrong = Vec::new();
        let mut assignments = input::assignments(&context.schema, &upsert.values, context.now, &mut wrong);
        if let Target::Unique(property, _) = &target {
            name_by_value(context, property, &upsert.id, &mut assignments, &mut wrong);
        }
        if wrong.is_empty() {
            planned.push(Planned::new(index, target, assignments, &upsert.id));
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

/// A record that is created gets the value by which it was looked for, unless the input sets the property itself.
fn name_by_value(
    context: &Context,
    property: &str,
    value: &str,
    assignments: &mut Vec<Assignment>,
    wrong: &mut Vec<Violation>,
) {
    if assignments.iter().all(|assignment| assignment.name != property) {
        let named = [(Cow::Borrowed(property), Input::Text(Cow::Borrowed(value)))];
        assignments.extend(input::assignments(&context.schema, &named, context.now, wrong));
    }
}

type Applied = (Vec<(usize, Written)>, Vec<Failed>);

async fn apply(
    tx: &mut linchpin_store::Tx,
    context: &Context,
    planned: Vec<Planned>,
    mut ids: impl Iterator<Item = RecordId> + Send,
    tolerant: bool,
    entries: &mut Vec<Entry>,
) -> Result<Applied> {
    let known = update::resolve(tx, context, &planned).await?;
    let (mut existing, mut drafts, mut inserts) = (Vec::new(), Vec::new(), Vec::new());
    let mut failed = Vec::new();
    for (item, known) in planned.into_iter().zip(known) {
        if known.is_some() || matches!(item.target, Target::Nothing) {
            existing.push(item);
            continue;
        }
        let Some(id) = ids.next() else { continue };
        match create::draft(context, item.index, id, (&item.assignments, &[])) {
            Ok((draft, insert)) => {
                drafts.push(draft);
                inserts.push(insert);
            }
            Err(error) if tolerant => failed.push(Failed { index: item.index, error }),
            Err(error) => return Err(error),
        }
    }
    let (found, missing) = update::find(tx, context, existing).await?;
    let (mut written, refused) = update::rewrite(tx, context, found, tolerant, entries).await?;
    let clashes = create::insert(tx, context, inserts, tolerant, entries).await?;
    let lost: Vec<usize> = clashes.iter().map(|failed| failed.index).collect();
    failed.extend(missing.into_iter().chain(refused).chain(clashes));
    let created = drafts.into_iter().filter(|draft| !lost.contains(&draft.index));
    written.extend(created.map(|Draft { index, written }| (index, written)));
    Ok((written, failed))
}
