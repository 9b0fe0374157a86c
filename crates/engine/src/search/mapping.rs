//! How a record becomes a document.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use linchpin_domain::RecordId;
use linchpin_domain::filter::Kind;
use linchpin_domain::formula::Row;
use linchpin_search::{Document, Value};
use linchpin_store::properties_text;
use linchpin_store::records::StoredRecord;

use super::shape::Shape;
use crate::{Result, TypeSchema};

/// How the records of a type become documents, under one version of its schema.
pub(super) struct Mapping {
    schema: Arc<TypeSchema>,
    /// What the documents depend on.
    pub(super) shape: Shape,
    /// How values are read, by property.
    kinds: HashMap<String, Kind>,
}

impl Mapping {
    /// The mapping under a schema.
    pub(super) fn new(schema: Arc<TypeSchema>) -> Self {
        let all = schema.all(false).chain(schema.all(true));
        let kinds = all.map(|property| (property.name.to_string(), Kind::of(property))).collect();
        Self { shape: Shape::of(&schema), kinds, schema }
    }

    /// Whether documents that were made under this mapping are as they have to be under a newer one.
    pub(super) fn serves(&self, newer: &Self) -> bool {
        self.shape.serves(&newer.shape, &newer.schema)
    }

    /// Whether documents of a shape are as they have to be under this mapping.
    pub(super) fn is_served_by(&self, shape: &Shape) -> bool {
        shape.serves(&self.shape, &self.schema)
    }

    /// Hands over the document of a record: its values as reads show them.
    pub(super) fn document<T>(
        &self,
        record: &StoredRecord,
        take: impl FnOnce(&Document<'_>) -> T,
    ) -> Result<T> {
        let object_type = self.schema.object_type;
        let StoredRecord { id, created_at, updated_at, .. } = *record;
        let columns = [
            ("hs_object_id", Cow::Owned(id.to_string())),
            (object_type.created_property, Cow::Owned(created_at.to_iso())),
            (object_type.modified_property, Cow::Owned(updated_at.to_iso())),
        ];
        if self.schema.calculations.is_empty() {
            let mut pairs = Vec::with_capacity(columns.len() + 32);
            pairs.extend(columns);
            for pair in properties_text::pairs(&record.properties, object_type.usual) {
                let (name, value) = pair?;
                pairs.push((name, value.text()?));
            }
            return Ok(take(&self.of_pairs(id, &pairs)));
        }
        let mut properties = properties_text::parse(&record.properties, object_type.usual)?;
        self.schema.calculations.apply(Row { object_type, id, created_at, updated_at }, &mut properties);
        let values = properties.iter().map(|(name, value)| (name, Cow::Borrowed(value)));
        let pairs: Vec<_> = columns.into_iter().chain(values).collect();
        Ok(take(&self.of_pairs(id, &pairs)))
    }

    fn of_pairs<'a>(&self, id: RecordId, pairs: &'a [(&'a str, Cow<'a, str>)]) -> Document<'a> {
        let value = |(property, text): &'a (&'a str, Cow<'a, str>)| {
            Some(Value { property, kind: *self.kinds.get(*property)?, text })
        };
        Document { id, values: pairs.iter().filter_map(value).collect() }
    }
}
