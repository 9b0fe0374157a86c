//! Validation rules: what an account asks of the values of its properties.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/property-validations>.

use serde::{Deserialize, Serialize};

use crate::input::{TextInput, boolean};
use crate::operation::{Access, Limit, Method, Operation, Scopes};
use crate::shape::{Body, Shape, object, optional, required};
use crate::version::Version::{D2025_09, D2026_03, D2026_09, V3};

/// Every operation of the family.
pub const ALL: &[Operation] = &[LIST, READ, READ_RULE, REPLACE_RULE];

/// List the properties of a type that have rules.
pub const LIST: Operation = Operation {
    id: "crm.property_validations.list",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/property-validations/{objectTypeId}"),
        (V3, "/crm/property-validations/v3/{objectTypeId}"),
        (D2025_09, "/crm/property-validations/2025-09/{objectTypeId}"),
        (D2026_03, "/crm/property-validations/2026-03/{objectTypeId}"),
        (D2026_09, "/crm/property-validations/2026-09/{objectTypeId}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// List the rules of a property.
pub const READ: Operation = Operation {
    id: "crm.property_validations.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/property-validations/{objectTypeId}/{propertyName}"),
        (V3, "/crm/property-validations/v3/{objectTypeId}/{propertyName}"),
        (D2025_09, "/crm/property-validations/2025-09/{objectTypeId}/{propertyName}"),
        (D2026_03, "/crm/property-validations/2026-03/{objectTypeId}/{propertyName}"),
        (D2026_09, "/crm/property-validations/2026-09/{objectTypeId}/{propertyName}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Read one rule of a property.
pub const READ_RULE: Operation = Operation {
    id: "crm.property_validations.rule_type.read",
    method: Method::Get,
    paths: &[
        (V3, "/crm/v3/property-validations/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (V3, "/crm/property-validations/v3/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (D2025_09, "/crm/property-validations/2025-09/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (D2026_03, "/crm/property-validations/2026-03/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (D2026_09, "/crm/property-validations/2026-09/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
    ],
    scopes: Scopes::ForSchema(Access::Read),
    limit: Limit::Standard,
};

/// Set one rule of a property.
pub const REPLACE_RULE: Operation = Operation {
    id: "crm.property_validations.rule_type.replace",
    method: Method::Put,
    paths: &[
        (V3, "/crm/v3/property-validations/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (V3, "/crm/property-validations/v3/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (D2025_09, "/crm/property-validations/2025-09/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (D2026_03, "/crm/property-validations/2026-03/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
        (D2026_09, "/crm/property-validations/2026-09/{objectTypeId}/{propertyName}/rule-type/{ruleType}"),
    ],
    scopes: Scopes::ForSchema(Access::Write),
    limit: Limit::Standard,
};

/// A rule to set; the path names its kind.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleInput<'a> {
    /// What the kind needs to know.
    #[serde(borrow)]
    pub rule_arguments: Vec<TextInput<'a>>,
    /// Whether values are first given the form that the rule asks for.
    #[serde(default, deserialize_with = "boolean")]
    pub should_apply_normalization: Option<bool>,
}

impl<'a> Body<'a> for RuleInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.properties.publicapi.v3.PublicPropertyValidationRuleUpdate",
        &[
            required("ruleArguments", Shape::List(&Shape::Text)),
            optional("shouldApplyNormalization", Shape::Boolean),
        ],
    );
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleBody<'a> {
    /// The kind.
    pub rule_type: &'static str,
    /// What the kind needs to know.
    pub rule_arguments: &'a [String],
    /// Whether values are first given the form that the rule asks for; absent where nobody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub should_apply_normalization: Option<bool>,
}

/// A property with its rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ValidatedPropertyBody<'a> {
    /// The name of the property.
    pub property_name: &'a str,
    /// Its rules.
    pub property_validation_rules: Vec<RuleBody<'a>>,
}
