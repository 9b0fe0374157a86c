//! Reading records: one, a page, a batch.

use linchpin_domain::{ObjectType, RecordId, value};
use linchpin_store::records::{Scope, StoredRecord};
use linchpin_store::{records, unique_values};

use super::{Record, Selection, calculated, scope};
use crate::schema::TypeSchema;
use crate::sensitive::Intent;
use crate::{Engine, Error, Principal, Result};

/// What a read shows.
#[derive(Debug, Clone, Default)]
pub struct Reading<'a> {
    /// The properties to show; none for the type's defaults.
    pub properties: Vec<&'a str>,
    /// The properties to show with their history.
    pub history: Vec<&'a str>,
    /// The object types, by any of their names, whose associated records to show.
    pub associations: Vec<&'a str>,
    /// Archived records instead of live ones.
    pub archived: bool,
}

impl Reading<'_> {
    /// Refuses a caller who may not see what is to be shown, or the property by which it is found.
    fn admit(&self, principal: &Principal, schema: &TypeSchema, id_property: Option<&str>) -> Result<()> {
        let shown = self.properties.iter().chain(&self.history).copied();
        schema.admit(principal, Intent::See, shown.chain(id_property))
    }

    fn selection(&self, schema: &TypeSchema) -> Selection {
        Selection::new(schema, self.properties.iter().chain(&self.history).copied())
    }
}

/// Where a page starts and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRequest {
    /// The lowest id that may be on it.
    pub from: RecordId,
    /// How many records at most.
    pub limit: usize,
}

/// A page of records in the order of their ids.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records.
    pub records: Vec<Record>,
    /// What to show of them.
    pub selection: Selection,
    /// Where the next page starts, if there is one.
    pub next: Option<RecordId>,
}

/// What a batch read found.
#[derive(Debug, Clone)]
pub struct BatchRead {
    /// The records, in the order of the inputs.
    pub records: Vec<Record>,
    /// What to show of them.
    pub selection: Selection,
    /// The inputs that stand for no record, as an error, if there are any.
    pub missing: Option<Error>,
}

impl Engine {
    /// Reads one record by its id, or by a value of a unique property.
    pub async fn read_record(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (id, id_property): (&str, Option<&str>),
        reading: &Reading<'_>,
    ) -> Result<(Record, Selection)> {
        self.check_enabled(principal, &[object_type]).await?;
        let schema = self.schema(principal.account, object_type).await?;
        reading.admit(principal, &schema, id_property)?;
        let id = match id_property {
            None | Some("hs_object_id") => {
                RecordId::parse(id).ok_or_else(|| Error::IdNotNumeric(id.to_owned()))?
            }
            Some(property) => {
                let found = self.find_by_value(principal, &schema, property, &[id]).await?;
                found.into_iter().next().flatten().ok_or(Error::RecordNotFound)?
            }
        };
        let scope = scope(principal.account, object_type, reading.archived);
        let mut stored = records::read(&self.database, scope, id).await?;
        // Only who finds nothing pays for looking at merges.
        if stored.is_none()
            && let Some(survivor) = self.survivors(principal, object_type, &[id]).await?[0]
        {
            stored = records::read(&self.database, scope, survivor).await?;
        }
        let stored = stored.ok_or(Error::RecordNotFound)?;
        let record = self.with_history(principal, &schema, stored, reading).await?;
        Ok((record, reading.selection(&schema)))
    }

    /// Reads a page of records.
    pub async fn list_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        page: PageRequest,
        reading: &Reading<'_>,
    ) -> Result<Page> {
        if reading.archived && !object_type.lists_archived {
            return Err(Error::ArchivedNotListed(object_type));
        }
        self.check_enabled(principal, &[object_type]).await?;
        let schema = self.schema(principal.account, object_type).await?;
        reading.admit(principal, &schema, None)?;
        let scope = scope(principal.account, object_type, reading.archived);
        // One more than asked for tells whether there is a next page.
        let mut stored = records::page(&self.database, scope, page.from, page.limit + 1).await?;
        let more = stored.len() > page.limit;
        stored.truncate(page.limit);
        // HubSpot's cursor is the last returned id plus one (recorded 2024).
        let next = stored.last().filter(|_| more).map(|last| RecordId(last.id.0 + 1));
        let records = self.all_with_history(principal, &schema, stored, reading).await?;
        Ok(Page { records, selection: reading.selection(&schema), next })
    }

    /// Reads records by their ids, or by values of a unique property; a record that is named twice comes once.
    pub async fn read_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (ids, id_property): (&[&str], Option<&str>),
        reading: &Reading<'_>,
    ) -> Result<BatchRead> {
        self.check_enabled(principal, &[object_type]).await?;
        let schema = self.schema(principal.account, object_type).await?;
        reading.admit(principal, &schema, id_property)?;
        let mut wanted = match id_property {
            None | Some("hs_object_id") => ids.iter().map(|id| RecordId::parse(id)).collect(),
            Some(property) => self.find_by_value(principal, &schema, property, ids).await?,
        };
        let scope = scope(principal.account, object_type, reading.archived);
        let mut stored = self.stored(scope, &wanted).await?;
        if self.follow_merges(principal, object_type, &stored, &mut wanted).await? {
            stored = self.stored(scope, &wanted).await?;
        }
        let exists = |id: RecordId| stored.iter().any(|record: &StoredRecord| record.id == id);
        let mut missing: Vec<String> = Vec::new();
        for (raw, id) in ids.iter().zip(&wanted) {
            if !id.is_some_and(exists) && !missing.iter().any(|known| known == raw) {
                missing.push((*raw).to_owned());
            }
        }
        let missing = (!missing.is_empty()).then(|| match id_property {
            None | Some("hs_object_id") => Error::RecordsNotFound { object_type, ids: missing },
            Some(property) => {
                Error::ValuesNotFound { object_type, property: property.to_owned(), values: missing }
            }
        });
        let records = self.all_with_history(principal, &schema, stored, reading).await?;
        Ok(BatchRead { records, selection: reading.selection(&schema), missing })
    }

    /// Reads the live records of these ids, in their order and without those that are none any more.
    pub(crate) async fn found_records(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        ids: &[RecordId],
        reading: &Reading<'_>,
    ) -> Result<(Vec<Record>, Selection)> {
        reading.admit(principal, schema, None)?;
        let scope = scope(principal.account, schema.object_type, false);
        let stored = records::read_many(&self.database, scope, ids).await?.into_iter().flatten().collect();
        let records = self.all_with_history(principal, schema, stored, reading).await?;
        Ok((records, reading.selection(schema)))
    }

    /// The records of these ids, each once.
    async fn stored(&self, scope: Scope, wanted: &[Option<RecordId>]) -> Result<Vec<StoredRecord>> {
        let mut unique: Vec<RecordId> = Vec::with_capacity(wanted.len());
        for id in wanted.iter().flatten() {
            if !unique.contains(id) {
                unique.push(*id);
            }
        }
        Ok(records::read_many(&self.database, scope, &unique).await?.into_iter().flatten().collect())
    }

    /// Puts the ids to which merges lead in the places of those that stand for no record; false when there are none.
    async fn follow_merges(
        &self,
        principal: &Principal,
        object_type: &ObjectType,
        stored: &[StoredRecord],
        wanted: &mut [Option<RecordId>],
    ) -> Result<bool> {
        let is_lost = |id: &&mut RecordId| !stored.iter().any(|record| record.id == **id);
        let mut lost: Vec<_> = wanted.iter_mut().flatten().filter(is_lost).collect();
        if lost.is_empty() {
            return Ok(false);
        }
        let ids: Vec<_> = lost.iter().map(|id| **id).collect();
        let survivors = self.survivors(principal, object_type, &ids).await?;
        for (id, survivor) in lost.iter_mut().zip(&survivors) {
            **id = survivor.unwrap_or(**id);
        }
        Ok(survivors.iter().any(Option::is_some))
    }

    async fn find_by_value(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        property: &str,
        values: &[&str],
    ) -> Result<Vec<Option<RecordId>>> {
        let object_type = schema.object_type;
        let property = schema
            .get(property)
            .filter(|property| schema.is_unique(property))
            .ok_or_else(|| Error::NotUnique { object_type, property: property.to_owned() })?;
        let values: Vec<_> =
            values.iter().map(|value| value::unique_key(property, value).into_owned()).collect();
        let account = principal.account;
        Ok(unique_values::find_many(&self.database, account, object_type.id, &property.name, &values).await?)
    }

    async fn all_with_history(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        stored: Vec<StoredRecord>,
        reading: &Reading<'_>,
    ) -> Result<Vec<Record>> {
        let mut records = Vec::with_capacity(stored.len());
        for stored in stored {
            records.push(self.with_history(principal, schema, stored, reading).await?);
        }
        Ok(records)
    }

    async fn with_history(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        stored: StoredRecord,
        reading: &Reading<'_>,
    ) -> Result<Record> {
        let stored = calculated::refresh(schema, stored, reading)?;
        let history = if reading.history.is_empty() {
            None
        } else {
            Some(self.history(principal, schema, &stored, &reading.history).await?)
        };
        let associations =
            self.record_associations(principal, schema.object_type, stored.id, reading).await?;
        Ok(Record { stored, history, associations })
    }
}
