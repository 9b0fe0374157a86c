//! What all writes share: who writes when, unique values, and what they need to know for it.

use std::borrow::Cow;
use std::sync::Arc;

use linchpin_domain::automatic::{self, Source, Write};
use linchpin_domain::calendar::Zone;
use linchpin_domain::feature::Feature;
use linchpin_domain::formula::Row;
use linchpin_domain::rollup::{self, Snapshot};
use linchpin_domain::{ObjectType, ObjectTypeId, Properties, RecordId, Timestamp, object_type, value};
use linchpin_store::changes::{Kind, Origin};
use linchpin_store::records::StoredRecord;
use linchpin_store::unique_values::{self, UniqueValue};
use linchpin_store::{Result as StoreResult, Tx, properties_text};

use super::templates::Templates;
use super::tries::Tries;
use super::{Batch, ItemError, Values, Written};
use crate::associations::Labels;
use crate::blocked::Blocked;
use crate::effects::{Backlog, Entry, What};
use crate::schema::TypeSchema;
use crate::sensitive::{Intent, REDACTED};
use crate::{Engine, Error, Principal, Result};

/// The property whose values claim the same names as [`SECONDARY_EMAILS`].
pub(super) const EMAIL: &str = "email";
/// The other addresses of a contact, separated by `;`: no other contact may have one of them.
const SECONDARY_EMAILS: &str = "hs_additional_emails";

/// Everything that a write needs besides its input; cheap to clone into a transaction.
#[derive(Clone)]
pub(crate) struct Context {
    pub(crate) principal: Principal,
    pub(super) schema: Arc<TypeSchema>,
    /// The account's association labels, where new records are associated with others.
    pub(crate) labels: Option<Arc<Labels>>,
    /// The schemas of the other types whose records may change because of the write.
    pub(crate) reach: Vec<Arc<TypeSchema>>,
    /// Ids for records that the write may make beside its own.
    pub(crate) spare_ids: Vec<RecordId>,
    /// Where is noted that something is left for later.
    pub(crate) backlog: Arc<Backlog>,
    pub(crate) now: Timestamp,
    /// The addresses that no record of the type may have, where the account has any.
    pub(super) blocked: Option<Blocked>,
    /// The records that new ones are made after.
    pub(super) templates: Templates,
    /// By whom it is written.
    origin: Origin,
}

impl Context {
    pub(crate) fn object_type(&self) -> &'static ObjectType {
        self.schema.object_type
    }

    /// Where the account's days begin.
    pub(crate) fn zone(&self) -> &Zone {
        &self.schema.zone
    }

    /// Whether a record shows what it was worth before rates of currencies changed.
    pub(crate) fn is_worth_else(&self, record: &Properties) -> bool {
        automatic::is_worth_else(&self.schema.rates, self.now, record)
    }

    /// Whether the account switched a feature on.
    pub(crate) fn has(&self, feature: Feature) -> bool {
        self.schema.features.has(feature)
    }

    /// Whether the account has or had lists.
    pub(crate) fn account_has_lists(&self) -> bool {
        self.schema.has_lists
    }

    /// Refuses a caller who sets values that it may not change, or finds records by values that it may not see.
    pub(super) fn admit(&self, values: &Values<'_>, id_property: Option<&str>) -> Result<()> {
        self.schema.admit(&self.principal, Intent::Change, values.iter().map(|(name, _)| &**name))?;
        self.schema.admit(&self.principal, Intent::See, id_property)
    }

    /// Leaves of the values what the answer to a write shows its caller.
    pub(super) fn show(&self, properties: &mut Properties) {
        properties.retain(|name| !automatic::is_for_reads(name) && self.schema.shows(&self.principal, name));
    }

    /// The values of a stored record.
    pub(crate) fn values(&self, record: &StoredRecord) -> StoreResult<Properties> {
        properties_text::parse(&record.properties, self.object_type().usual)
    }

    /// Fills the automatic and the calculated properties and returns what is wrong across properties.
    pub(crate) fn automate(
        &self,
        id: RecordId,
        created_at: Timestamp,
        old: Option<&Properties>,
        new: &mut Properties,
    ) -> Vec<linchpin_domain::Violation> {
        let Origin { source, source_id, user } = &self.origin;
        let source = Source { kind: source, id: source_id, label: source, user_id: *user };
        let write = Write {
            object_type: self.object_type(),
            pipelines: self.schema.pipelines(),
            owners: &self.schema.owners,
            rates: &self.schema.rates,
            id,
            now: self.now,
            created_at,
            source: &source,
            old,
        };
        automatic::apply(&write, new);
        let row = Row { object_type: self.object_type(), id, created_at, updated_at: self.now };
        self.schema.calculations.apply(row, new);
        automatic::check(&write, new)
    }

    /// The unique values that a record with these properties holds.
    pub(super) fn unique_values(&self, id: RecordId, properties: &Properties) -> Vec<UniqueValue> {
        let mut held = Vec::new();
        for name in self.schema.unique_names() {
            let (Some(value), Some(property)) = (properties.filled(name), self.schema.get_any(name)) else {
                continue;
            };
            let value = value::unique_key(property, value).into_owned();
            held.push(UniqueValue { property: name.clone(), value, record: id });
        }
        if self.schema.is_contacts()
            && let Some(addresses) = properties.filled(SECONDARY_EMAILS)
        {
            for address in addresses.split(';').map(str::trim).filter(|address| !address.is_empty()) {
                let claim =
                    UniqueValue { property: Cow::Borrowed(EMAIL), value: address.to_lowercase(), record: id };
                if !held.contains(&claim) {
                    held.push(claim);
                }
            }
        }
        held
    }

    /// Claims unique values and returns for each whether its record may have it.
    pub(super) async fn claim(&self, tx: &mut Tx, values: &[UniqueValue]) -> StoreResult<Vec<bool>> {
        let (account, object_type) = (self.principal.account, self.object_type().id);
        let mut free = unique_values::claim(tx, account, object_type, values).await?;
        // Looked at after the claim: whoever blocks an address claims it too, so that one of the two waits.
        let Some(blocked) = &self.blocked else { return Ok(free) };
        let is_address = |at: &usize| free[*at] && values[*at].property == EMAIL;
        let places: Vec<_> = (0..values.len()).filter(is_address).collect();
        let addresses: Vec<_> = places.iter().map(|at| &values[*at]).collect();
        let mut refused = Vec::new();
        for (at, is_blocked) in places.into_iter().zip(blocked.find(tx, &addresses).await?) {
            if is_blocked {
                free[at] = false;
                refused.push(values[at].clone());
            }
        }
        unique_values::release(tx, account, object_type, &refused).await?;
        Ok(free)
    }

    /// The error of a value of `record` that somebody else holds or nobody may have; `batch` are the ids that this
    /// transaction creates.
    pub(super) async fn taken(
        &self,
        tx: &mut Tx,
        wanted: &UniqueValue,
        record: &StoredRecord,
        batch: &[RecordId],
    ) -> StoreResult<Error> {
        let (account, object_type) = (self.principal.account, self.object_type());
        let values = std::slice::from_ref(&wanted.value);
        let holder = unique_values::find_many_in(tx, account, object_type.id, &wanted.property, values)
            .await?
            .into_iter()
            .next()
            .flatten();
        if holder.is_none()
            && let Some(blocked) = &self.blocked
            && wanted.property == EMAIL
            && blocked.find(tx, &[wanted]).await? == [true]
        {
            return Ok(Error::InvalidValues(vec![value::blocked_address(EMAIL, &wanted.value)]));
        }
        if self.schema.is_contacts() && wanted.property == EMAIL {
            let existing = holder.filter(|holder| !batch.contains(holder));
            return Ok(Error::AlreadyExists { object_type, existing });
        }
        // As it was sent, not in the form that is compared.
        let properties = self.values(record)?;
        Ok(Error::UniqueValueTaken {
            account,
            object_type,
            property: wanted.property.to_string(),
            value: if self.schema.shows(&self.principal, &wanted.property) {
                properties.get(&wanted.property).unwrap_or(&wanted.value).to_owned()
            } else {
                REDACTED.to_owned()
            },
            record: wanted.record,
            // The holder can only be missing when it let go between two statements.
            holder: holder.unwrap_or(wanted.record),
        })
    }

    /// The same write, as it reaches records of another type.
    pub(crate) fn neighbour(&self, object_type: ObjectTypeId) -> Result<Cow<'_, Self>> {
        if object_type == self.object_type().id {
            return Ok(Cow::Borrowed(self));
        }
        let schema = self.reach.iter().find(|schema| schema.object_type.id == object_type);
        let schema = schema.cloned().ok_or_else(|| {
            let text = format!("a write to {} reached type {object_type}", self.object_type().plural);
            linchpin_store::Error::Corrupt(text.into())
        })?;
        Ok(Cow::Owned(Self { schema, ..self.clone() }))
    }

    /// The version of the account's schema that everything was validated against.
    pub(crate) fn version(&self) -> i64 {
        let reach = self.reach.iter().map(|schema| schema.version);
        let labels = self.labels.iter().map(|labels| labels.version);
        // What is older was not validated against the newest rows.
        reach.chain(labels).fold(self.schema.version, i64::min)
    }

    /// An entry of a record of the type.
    pub(super) fn entry(&self, record: RecordId, kind: Kind, text: String, what: What) -> Entry {
        Entry { object_type: self.object_type().id, record, kind, text, what }
    }
}

/// A live record as others see it.
pub(crate) fn snapshot(record: &StoredRecord, values: Properties) -> Snapshot {
    Snapshot { id: record.id, created_at: record.created_at, updated_at: record.updated_at, values }
}

/// The text of a new record with its creation date, for the log, which takes it to be the change's own; none where it is.
pub(super) fn dated_text(
    object_type: &ObjectType,
    record: &StoredRecord,
    values: &Properties,
) -> Option<String> {
    (record.created_at != record.updated_at).then(|| {
        let mut values = values.clone();
        values.insert(object_type.created_property, record.created_at.to_iso());
        properties_text::write(&values, object_type.usual)
    })
}

/// An input that cannot be written, by its place in the batch.
pub(super) struct Failed {
    pub(super) index: usize,
    pub(super) error: Error,
}

/// Puts the results and errors of a batch into the order of its inputs and names them by their trace ids.
pub(super) fn batch(
    mut written: Vec<(usize, Written)>,
    mut failed: Vec<Failed>,
    traces: Option<&[String]>,
) -> Batch<Written> {
    let trace = |index: usize| traces.and_then(|traces| traces.get(index)).cloned();
    written.sort_by_key(|(index, _)| *index);
    failed.sort_by_key(|failed| failed.index);
    Batch {
        results: written
            .into_iter()
            .map(|(index, written)| Written { trace_id: trace(index), ..written })
            .collect(),
        errors: failed
            .into_iter()
            .map(|failed| ItemError { trace_id: trace(failed.index), error: failed.error })
            .collect(),
    }
}

/// The trace ids of a batch, if its inputs may fail alone: then every one of them has one.
pub(super) fn trace_ids<'a>(ids: impl Iterator<Item = Option<&'a Cow<'a, str>>>) -> Option<Vec<String>> {
    ids.map(|id| id.map(ToString::to_string)).collect()
}

impl Engine {
    /// What the next try of a write needs: the first one takes the schemas from memory, later ones read them anew.
    pub(super) async fn context(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        tries: &Tries,
    ) -> Result<Context> {
        super::writable(object_type)?;
        self.check_enabled(principal, &[object_type]).await?;
        self.write_context(principal, object_type, tries).await
    }

    /// Gives a write of `n` records what it needs to make companies for them, where the account wants that.
    pub(super) async fn prepare_companies(&self, context: &mut Context, n: usize) -> Result<()> {
        if !context.schema.is_contacts() || !context.has(Feature::CompanyAssociation) {
            return Ok(());
        }
        let account = context.principal.account;
        // Code in a transaction waits for nothing but its own SQL, so that ids are taken before.
        context.spare_ids = self.ids.take(&self.database, account, n).await?.collect();
        if context.labels.is_none() {
            context.labels = Some(self.labels(account, context.schema.version).await?);
        }
        Ok(())
    }

    /// [`Engine::context`] for what can happen to records that cannot be written themselves.
    pub(crate) async fn write_context(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        tries: &Tries,
    ) -> Result<Context> {
        let schema = if tries.is_first() {
            self.schema(principal.account, object_type).await?
        } else {
            self.fresh_schema(principal.account, object_type).await?
        };
        let blocked = schema.blocks.then(|| self.blocked(principal.account));
        let mut reach: Vec<Arc<TypeSchema>> = Vec::new();
        let parts = object_type.parts.iter();
        let others = parts.clone().chain(parts.flat_map(|part| rollup::reach(*part)));
        for other in rollup::reach(object_type.id).iter().chain(others) {
            let is_known =
                *other == object_type.id || reach.iter().any(|schema| schema.object_type.id == *other);
            if let Some(other) = object_type::by_id(*other).filter(|_| !is_known) {
                reach.push(self.schema(principal.account, other).await?);
            }
        }
        Ok(Context {
            principal: principal.clone(),
            schema,
            labels: None,
            reach,
            spare_ids: Vec::new(),
            backlog: Arc::clone(&self.backlog),
            now: self.now(principal.account),
            blocked,
            templates: None,
            origin: principal.origin(),
        })
    }
}
