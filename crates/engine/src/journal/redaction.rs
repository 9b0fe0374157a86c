//! What the journal does not tell: it shows values to whoever may follow an account, whatever scopes it has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use linchpin_domain::{AccountId, ObjectTypeId, Properties};
use linchpin_store::schema;

use crate::changes::Content;
use crate::schema::TypeSchema;
use crate::sensitive::REDACTED;
use crate::{Engine, Result};

/// The schemas of those object types whose records have sensitive values.
#[derive(Default)]
pub(super) struct Redaction(BTreeMap<ObjectTypeId, Arc<TypeSchema>>);

impl Engine {
    /// What is not to be told of records of these types, by the newest definitions: a value may have been written a
    /// moment after another node defined its property.
    pub(super) async fn redaction(
        &self,
        account: AccountId,
        types: BTreeSet<ObjectTypeId>,
    ) -> Result<Redaction> {
        let version = schema::version(&self.database, account).await?.unwrap_or_default();
        self.schemas.seen_version(account, version);
        let mut found = BTreeMap::new();
        for id in types {
            let Some(object_type) = self.find_object_type(account, &id.to_string()).await? else { continue };
            let schema = self.schema(account, object_type).await?;
            if schema.has_sensitive {
                found.insert(id, schema);
            }
        }
        Ok(Redaction(found))
    }
}

impl Redaction {
    fn hides(&self, object_type: ObjectTypeId, name: &str) -> bool {
        self.0.get(&object_type).is_some_and(|schema| schema.redacts(name))
    }

    /// Takes sensitive values out of what a change says of a record.
    pub(super) fn hide_changed(&self, object_type: ObjectTypeId, content: &mut Content) {
        let (Content::Values(values) | Content::Merged { values, .. }) = content else { return };
        for (_, (before, after)) in values.iter_mut().filter(|(name, _)| self.hides(object_type, name)) {
            for value in [before, after].into_iter().flatten().filter(|value| !value.is_empty()) {
                REDACTED.clone_into(value);
            }
        }
    }

    /// Takes sensitive values out of those of a record.
    pub(super) fn hide(&self, object_type: ObjectTypeId, values: &mut Properties) {
        let hidden: Vec<_> = values
            .iter()
            .filter(|(name, value)| !value.is_empty() && self.hides(object_type, name))
            .map(|(name, _)| name.to_owned())
            .collect();
        for name in hidden {
            values.insert(name, REDACTED);
        }
    }
}
