//! From what a client sent to values that can be stored.

use std::borrow::Cow;

use linchpin_domain::validation::Moment;
use linchpin_domain::{Input, Property, Timestamp, Violation, rollup, value};

use crate::schema::TypeSchema;

/// A value that is valid for its property.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    /// The property.
    pub(super) name: Cow<'static, str>,
    /// The canonical value; "" clears.
    pub(super) value: String,
    /// The value begins with `;` and is to be appended to the one that is there: only then is it canonical.
    pub(super) appends: bool,
}

/// Validates values and notes everything that is wrong with them.
pub(super) fn assignments(
    schema: &TypeSchema,
    values: &[(Cow<'_, str>, Input<'_>)],
    now: Timestamp,
    violations: &mut Vec<Violation>,
) -> Vec<Assignment> {
    let mut assignments = Vec::with_capacity(values.len());
    for (name, input) in values {
        let Some(property) = schema.get(name) else {
            violations.push(value::unknown_property(name));
            continue;
        };
        if let Err(violation) = value::check_writable(property) {
            violations.push(violation);
            continue;
        }
        if rollup::is_shown(schema.object_type.id, name) {
            // One of them may be sent, and follows the associations all the same.
            continue;
        }
        let canonical = value::canonical(property, input.as_str(), None).and_then(|canonical| {
            schema.owners.check(property, &canonical)?;
            schema.validations.apply(property, canonical, Moment { now, zone: &schema.zone })
        });
        match canonical {
            Ok(canonical) if appends(property, input.as_str()) => {
                // Valid as such; what it becomes depends on the record.
                drop(canonical);
                let value = input.as_str().to_owned();
                assignments.push(Assignment { name: property.name.clone(), value, appends: true });
            }
            Ok(canonical) => {
                let value = canonical.into_owned();
                assignments.push(Assignment { name: property.name.clone(), value, appends: false });
            }
            Err(violation) => violations.push(violation),
        }
    }
    assignments
}

fn appends(property: &Property, input: &str) -> bool {
    property.holds_many() && input.starts_with(';') && input.len() > 1
}

/// What an assignment makes of the value that is there.
pub(super) fn resolve<'a>(
    schema: &TypeSchema,
    assignment: &'a Assignment,
    current: Option<&str>,
) -> Result<Cow<'a, str>, Violation> {
    if !assignment.appends {
        return Ok(Cow::Borrowed(&assignment.value));
    }
    match schema.get(&assignment.name) {
        Some(property) => value::canonical(property, &assignment.value, current),
        None => Err(value::unknown_property(&assignment.name)),
    }
}
