//! What HubSpot limits, with the numbers of its largest plan.
//!
//! Only those of properties, labels and pipelines are enforced, where they are used; the others tell callers of
//! limits tracking how far they could go.

use crate::{ObjectTypeId, feature::Feature};

/// Properties of its own that one object type may have (documented).
pub const CUSTOM_PROPERTIES: usize = 1_000;
/// Properties of its own that an account may have (documented).
pub const ALL_CUSTOM_PROPERTIES: i64 = 10_000;
/// Calculated properties of its own that an account may have (its plan's, as people report it).
pub const CALCULATED_PROPERTIES: i64 = 200;
/// Records of its own object types that an account may have (its plan's, as people report it).
pub const CUSTOM_RECORDS: i64 = 1_500_000;
/// Pipelines that one object type may have (documented).
pub const PIPELINES: usize = 100;
/// Labels that the associations from one object type to another may have (documented).
pub const ASSOCIATION_LABELS: usize = 10;
/// Records of one object type that a record may be associated with, unless the account set a number itself
/// (documented as the number for most pairs).
pub const ASSOCIATIONS: i64 = 50_000;
/// From this part of a limit on, in percent, usage counts as high (documented).
pub const HIGH_USAGE_PERCENT: i64 = 80;

/// Records of a standard object type that an account may have.
pub fn records(object_type: ObjectTypeId) -> i64 {
    match Feature::of_object_type(object_type) {
        // Documented for appointments.
        Some(_) => 500_000,
        // As people report it of contacts.
        None => 15_000_000,
    }
}

/// What is used of a limit in percent, with two decimals; of nothing everything is used.
pub fn percentage(limit: i64, usage: i64) -> f64 {
    if limit <= 0 { 100.0 } else { (usage as f64 * 10_000.0 / limit as f64).round() / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::percentage;

    #[test]
    fn percentages_have_two_decimals() {
        for (limit, usage, expected) in
            [(1000, 0, 0.0), (1000, 1, 0.1), (3, 1, 33.33), (10, 12, 120.0), (0, 0, 100.0)]
        {
            let found = percentage(limit, usage);
            assert!((found - expected).abs() < 1e-9, "{usage} of {limit}: {found}");
        }
    }
}
