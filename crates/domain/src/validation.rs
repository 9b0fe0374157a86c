//! Validation rules: what an account asks of a property's values beyond their type.
//!
//! HubSpot lists the kinds of rules and their arguments at
//! <https://developers.hubspot.com/docs/guides/api/crm/property-validations>.

mod arguments;
mod check;
mod kind;
mod phone;

use std::borrow::Cow;
use std::collections::BTreeMap;

pub use kind::RuleKind;

use crate::calendar::Zone;
use crate::{Code, Property, Timestamp, Violation};
use arguments::Test;

/// When and where a value is written.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// When.
    pub now: Timestamp,
    /// Where days begin.
    pub zone: &'a Zone,
}

/// What one rule asks of the values of a property.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The kind; a property has one rule of each kind at most.
    pub kind: RuleKind,
    /// What the kind needs to know, as it was sent.
    pub arguments: Vec<String>,
    /// Whether a value is first given the form that the rule asks for; none where the caller did not say.
    pub normalizes: Option<bool>,
    /// What the arguments say, read once.
    test: Test,
}

/// Why a rule cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleViolation {
    /// Properties of this type and field have no rules of this kind.
    NotForProperty(RuleKind, String),
    /// The kind does not know such arguments; the text says which ones it does know.
    Arguments(RuleKind, &'static str),
}

impl Rule {
    /// A rule with these arguments; fails when its kind does not know them.
    pub fn new(
        kind: RuleKind,
        arguments: Vec<String>,
        normalizes: Option<bool>,
    ) -> Result<Self, RuleViolation> {
        let test = arguments::read(kind, &arguments)
            .ok_or_else(|| RuleViolation::Arguments(kind, arguments::expected(kind)))?;
        Ok(Self { kind, arguments, normalizes, test })
    }

    /// Refuses a rule whose kind is not for such properties.
    pub fn check_property(&self, property: &Property) -> Result<(), RuleViolation> {
        if self.kind.is_for(property) {
            Ok(())
        } else {
            Err(RuleViolation::NotForProperty(self.kind, property.name.to_string()))
        }
    }

    /// Gives a canonical value the form that the rule asks for, and refuses it if it does not have that form.
    fn apply<'a>(
        &self,
        property: &Property,
        value: Cow<'a, str>,
        moment: Moment<'_>,
    ) -> Result<Cow<'a, str>, Violation> {
        let value = if self.normalizes == Some(true) { check::normalize(&self.test, value) } else { value };
        match check::refusal(&self.test, &value, moment) {
            None => Ok(value),
            Some((code, message)) => {
                Err(Violation::of_value(&property.name, Code::ValidationRule(code), &value, message))
            }
        }
    }
}

/// The rules of an object type's properties.
#[derive(Clone, Debug, Default)]
pub struct Validations(BTreeMap<String, Vec<Rule>>);

impl Validations {
    /// Adds a rule, in the place of an older one of its kind.
    pub fn put(&mut self, property: &str, rule: Rule) {
        let rules = self.0.entry(property.to_owned()).or_default();
        rules.retain(|known| known.kind != rule.kind);
        rules.push(rule);
        rules.sort_unstable_by_key(|rule| rule.kind.as_str());
    }

    /// The rules of a property, in the order of the names of their kinds.
    pub fn of(&self, property: &str) -> &[Rule] {
        self.0.get(property).map_or(&[], Vec::as_slice)
    }

    /// The properties that have rules, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[Rule])> {
        self.0.iter().map(|(name, rules)| (name.as_str(), rules.as_slice()))
    }

    /// Applies the rules of a property to a canonical value; clearing a value is always allowed.
    ///
    /// A rule that was made while the property was of another type waits until it is of that type again.
    pub fn apply<'a>(
        &self,
        property: &Property,
        value: Cow<'a, str>,
        moment: Moment<'_>,
    ) -> Result<Cow<'a, str>, Violation> {
        // Most accounts have no rules at all.
        if self.0.is_empty() || value.is_empty() {
            return Ok(value);
        }
        let rules = self.of(&property.name).iter().filter(|rule| rule.kind.is_for(property));
        rules.into_iter().try_fold(value, |value, rule| rule.apply(property, value, moment))
    }
}

#[cfg(test)]
mod tests;
