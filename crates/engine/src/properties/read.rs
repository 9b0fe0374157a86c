//! Reading definitions, from the schema in memory.

use super::PropertyRefusal;
use std::collections::HashSet;

use linchpin_domain::{DataSensitivity, ObjectType, Property, PropertyGroup};

use crate::objects::{Batch, ItemError};
use crate::schema::TypeSchema;
use crate::{Engine, Principal, Result};

/// Which definitions a caller asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PropertyFilter {
    /// The archived ones instead of the live ones.
    pub archived: bool,
    /// Those whose values are this sensitive; none for all.
    pub data_sensitivity: Option<DataSensitivity>,
}

impl PropertyFilter {
    fn admits(self, property: &Property) -> bool {
        property.archived_at.is_some() == self.archived
            && self.data_sensitivity.is_none_or(|wanted| property.data_sensitivity == wanted)
    }

    fn find<'a>(self, schema: &'a TypeSchema, name: &str) -> Result<&'a Property> {
        let property = schema.get_any(name).filter(|property| self.admits(property));
        property.ok_or_else(|| PropertyRefusal::NotFound(name.to_owned()).into())
    }
}

impl Engine {
    /// The properties of a type, in the order of their names.
    pub async fn list_properties(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        filter: PropertyFilter,
    ) -> Result<Vec<Property>> {
        let schema = self.schema(principal.account, object_type).await?;
        let mut found: Vec<_> =
            schema.all(filter.archived).filter(|property| filter.admits(property)).cloned().collect();
        found.sort_unstable_by(|left, right| left.name.cmp(&right.name));
        Ok(found)
    }

    /// One property.
    pub async fn read_property(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        name: &str,
        filter: PropertyFilter,
    ) -> Result<Property> {
        let schema = self.schema(principal.account, object_type).await?;
        filter.find(&schema, name).cloned()
    }

    /// Several properties, each once; a name that finds none is an error of its own.
    pub async fn read_properties<'a>(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        names: impl Iterator<Item = &'a str>,
        filter: PropertyFilter,
    ) -> Result<Batch<Property>> {
        let schema = self.schema(principal.account, object_type).await?;
        let mut batch = Batch { results: Vec::new(), errors: Vec::new() };
        let mut seen = HashSet::new();
        for name in names.filter(|name| seen.insert(*name)) {
            match filter.find(&schema, name) {
                Ok(property) => batch.results.push(property.clone()),
                Err(error) => batch.errors.push(ItemError { trace_id: None, error }),
            }
        }
        Ok(batch)
    }

    /// The live groups of a type, in the order of their names.
    pub async fn list_property_groups(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
    ) -> Result<Vec<PropertyGroup>> {
        let schema = self.schema(principal.account, object_type).await?;
        let mut groups: Vec<_> = schema.groups().cloned().collect();
        groups.sort_unstable_by(|left, right| left.name.cmp(&right.name));
        Ok(groups)
    }

    /// One live group.
    pub async fn read_property_group(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        name: &str,
    ) -> Result<PropertyGroup> {
        let schema = self.schema(principal.account, object_type).await?;
        schema.group(name).cloned().ok_or_else(|| PropertyRefusal::GroupNotFound(name.to_owned()).into())
    }
}
