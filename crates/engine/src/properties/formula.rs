//! What a definition would do to the formulas of its type.

use linchpin_domain::Property;
use linchpin_domain::property::DefinitionViolation;

use crate::schema::TypeSchema;

/// Finds what would be wrong with the definition's own formula, or with one that reads the property.
pub(super) fn check(schema: &TypeSchema, definition: &Property) -> Option<DefinitionViolation> {
    let find = |name: &str| match schema.get_in_any_case(name) {
        _ if definition.name == name => Some(definition),
        Some(known) if known.name != definition.name => Some(known),
        known => (known.is_some() || definition.name.eq_ignore_ascii_case(name)).then_some(definition),
    };
    let refused = schema.calculations.check(definition, &find).err();
    refused.map(DefinitionViolation::InvalidFormula)
}
