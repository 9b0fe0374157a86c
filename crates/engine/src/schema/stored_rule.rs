//! A validation rule as the account's rows keep it.

use linchpin_domain::validation::{Rule, RuleKind};
use linchpin_store::Error;
use linchpin_store::validations::ValidationRow;

/// The rule that a row stands for.
pub(super) fn from_row(row: &ValidationRow) -> Result<Rule, Error> {
    let corrupt = || Error::Corrupt(format!("the {} rule of {:?}", row.rule_type, row.property).into());
    let kind = RuleKind::parse(&row.rule_type).ok_or_else(corrupt)?;
    let arguments = serde_json::from_str(&row.arguments).map_err(|_| corrupt())?;
    Rule::new(kind, arguments, row.normalizes).map_err(|_| corrupt())
}

/// The row of a rule.
pub(super) fn to_row(property: &str, rule: &Rule) -> ValidationRow {
    ValidationRow {
        property: property.to_owned(),
        rule_type: rule.kind.as_str().to_owned(),
        arguments: serde_json::to_string(&rule.arguments).expect("texts serialize"),
        normalizes: rule.normalizes,
    }
}
