//! Who may define properties with sensitive values, and where there can be any.

use linchpin_domain::property::DefinitionViolation;
use linchpin_domain::{DataSensitivity, Property};

use super::PropertyRefusal;
use crate::schema::TypeSchema;
use crate::sensitive::Intent;
use crate::{Engine, Principal, Result};

/// Whoever makes properties, and whether the account lets them be sensitive.
pub(super) struct Definer {
    principal: Principal,
    is_on: bool,
}

impl Engine {
    /// What decides whether somebody may make properties with sensitive values.
    pub(super) async fn definer(&self, principal: &Principal) -> Result<Definer> {
        let settings = self.account_settings(principal.account).await?;
        Ok(Definer { principal: principal.clone(), is_on: settings.has_sensitive_data() })
    }
}

impl Definer {
    /// Refuses whoever may not change the values that one of the properties is to hold.
    pub(super) fn admit(&self, schema: &TypeSchema, definitions: &[Property]) -> Result<()> {
        let level = |definition: &Property| becomes(schema, definition);
        schema.admit_levels(&self.principal, Intent::Change, definitions.iter().map(level))?;
        let is_sensitive = |definition: &&Property| level(definition) != DataSensitivity::NonSensitive;
        match definitions.iter().find(is_sensitive).filter(|_| !self.is_on) {
            Some(definition) => Err(PropertyRefusal::Invalid {
                name: definition.name.to_string(),
                violations: vec![DefinitionViolation::SensitiveDataOff],
            }
            .into()),
            None => Ok(()),
        }
    }
}

/// How sensitive the values of a property are to be: one that comes back holds the values that it held.
fn becomes(schema: &TypeSchema, definition: &Property) -> DataSensitivity {
    schema.get_any(&definition.name).map_or(definition.data_sensitivity, |known| known.data_sensitivity)
}

/// Finds whether records of the type cannot have values as sensitive as those of the property.
pub(super) fn check(schema: &TypeSchema, definition: &Property) -> Option<DefinitionViolation> {
    let (row, level) = (schema.object_type, definition.data_sensitivity);
    let has_values = row.id.is_standard() || schema.definition.allows_sensitive;
    let can_be = level == DataSensitivity::NonSensitive || (has_values && row.value_scopes(level).is_some());
    (!can_be).then_some(DefinitionViolation::SensitivityNotAllowed(level))
}
