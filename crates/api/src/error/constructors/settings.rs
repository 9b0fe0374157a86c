//! The failures of what an account has for itself: its object types, the rules for values, and its reports.

use linchpin_domain::account::Setting;
use linchpin_domain::validation::{RuleKind, RuleViolation};

use super::{Case, Failure};

impl Failure {
    /// The account switched the object type off; as in `0-162`.
    pub fn object_type_disabled(object_type: &str) -> Self {
        Self::new(Case::ObjectTypeDisabled, &[("objectType", object_type)])
            .with_context("objectTypeId", [object_type])
    }

    /// There is no feature of this name.
    pub fn feature_unknown(name: &str) -> Self {
        Self::new(Case::FeatureUnknown, &[("feature", name)]).with_context("feature", [name])
    }

    /// There is no setting of this name.
    pub fn setting_unknown(name: &str) -> Self {
        Self::new(Case::SettingUnknown, &[("setting", name)]).with_context("setting", [name])
    }

    /// A setting cannot have this value.
    pub fn setting_not_allowed(setting: Setting, value: &str) -> Self {
        let (name, expected) = (setting.as_str(), setting.expected());
        Self::new(Case::SettingNotAllowed, &[("setting", name), ("value", value), ("expected", expected)])
            .with_context("setting", [name])
    }

    /// There is no kind of rule of this name.
    pub fn rule_type_unknown(name: &str) -> Self {
        let known: Vec<_> = RuleKind::ALL.iter().map(|kind| kind.as_str()).collect();
        Self::new(Case::RuleTypeUnknown, &[("ruleType", name), ("known", &known.join(", "))])
            .with_context("ruleType", [name])
    }

    /// The property has no rule of this kind.
    pub fn rule_not_found(property: &str, kind: RuleKind) -> Self {
        Self::new(Case::RuleNotFound, &[("property", property), ("ruleType", kind.as_str())])
            .with_context("propertyName", [property])
            .with_context("ruleType", [kind.as_str()])
    }

    /// The rule cannot be.
    pub fn invalid_rule(violation: &RuleViolation) -> Self {
        let (reason, kind) = match violation {
            RuleViolation::NotForProperty(kind, property) => {
                (format!("Property \"{property}\" cannot have rules of type {}.", kind.as_str()), kind)
            }
            RuleViolation::Arguments(kind, expected) => {
                (format!("Rules of type {} take these arguments: {expected}.", kind.as_str()), kind)
            }
        };
        Self::new(Case::InvalidRule, &[("reason", &reason)]).with_context("ruleType", [kind.as_str()])
    }

    /// The report that the path names does not exist, or no longer.
    pub fn report_not_found(id: &str) -> Self {
        Self::new(Case::ReportNotFound, &[("id", id)]).with_context("reportId", [id])
    }
}
