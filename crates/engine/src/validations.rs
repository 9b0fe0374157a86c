//! The rules that an account sets for the values of properties.

use crate::properties::PropertyRefusal;
use linchpin_domain::ObjectType;
use linchpin_domain::validation::{Rule, RuleKind, RuleViolation};

use crate::schema::TypeSchema;
use crate::{Engine, Principal, Result};

/// Why a rule is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleRefusal {
    /// The property has no rule of this kind.
    #[error("{property:?} has no {} rule", .kind.as_str())]
    NotFound {
        /// The property.
        property: String,
        /// The kind.
        kind: RuleKind,
    },
    /// The rule cannot be.
    #[error("the rule is not valid")]
    Invalid(RuleViolation),
}

/// A property with its rules.
#[derive(Debug, Clone)]
pub struct ValidatedProperty {
    /// The name of the property.
    pub name: String,
    /// Its rules, in the order of the names of their kinds.
    pub rules: Vec<Rule>,
}

impl Engine {
    /// The live properties of a type that have rules, in the order of their names.
    pub async fn list_validations(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
    ) -> Result<Vec<ValidatedProperty>> {
        let schema = self.schema(principal.account, object_type).await?;
        let live = schema.validations.all().filter(|(name, _)| schema.get(name).is_some());
        Ok(live
            .map(|(name, rules)| ValidatedProperty { name: name.to_owned(), rules: rules.to_vec() })
            .collect())
    }

    /// The rules of a property, in the order of the names of their kinds.
    pub async fn read_validations(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        property: &str,
    ) -> Result<Vec<Rule>> {
        let schema = self.schema(principal.account, object_type).await?;
        Ok(rules(&schema, property)?.to_vec())
    }

    /// The rule of a kind that a property has.
    pub async fn read_validation(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        (property, kind): (&str, RuleKind),
    ) -> Result<Rule> {
        let schema = self.schema(principal.account, object_type).await?;
        let found = rules(&schema, property)?.iter().find(|rule| rule.kind == kind);
        found.cloned().ok_or_else(|| RuleRefusal::NotFound { property: property.to_owned(), kind }.into())
    }

    /// Sets a rule of a property, in the place of an older one of its kind; values that are there stay.
    pub async fn put_validation(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        property: &str,
        rule: Rule,
    ) -> Result<()> {
        let name = property.to_owned();
        self.change_schema(principal, object_type, move |change| {
            let found = change.schema.get(&name).ok_or_else(|| PropertyRefusal::NotFound(name.clone()))?;
            rule.check_property(found).map_err(RuleRefusal::Invalid)?;
            change.put_validation(&name, rule);
            Ok(())
        })
        .await
    }
}

/// The rules of a live property.
fn rules<'a>(schema: &'a TypeSchema, property: &str) -> Result<&'a [Rule]> {
    match schema.get(property) {
        Some(_) => Ok(schema.validations.of(property)),
        None => Err(PropertyRefusal::NotFound(property.to_owned()).into()),
    }
}
