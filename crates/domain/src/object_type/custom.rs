//! The types that accounts make themselves: who each one is, and how all of them behave.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::{BASE, ObjectType, StageProperties, sensitive};
use crate::pipeline::{PipelineRules, StageMeaning};
use crate::{AccountId, ObjectTypeId};

/// The rows that were made so far.
static ROWS: LazyLock<Mutex<HashMap<Identity, &'static ObjectType>>> = LazyLock::new(Mutex::default);

/// What a custom type is known by, all of which never changes.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Identity {
    id: ObjectTypeId,
    /// It names the account too.
    fully_qualified_name: String,
}

/// The row of a type that an account made: the same one whenever it is asked for.
///
/// Everything handles types as `&'static` rows, so rows of custom types are kept for good once they were asked for.
/// A row holds its names and nothing that the account may change afterwards, some 600 bytes; an account has few types,
/// and only those that a call named are here.
pub fn custom(account: AccountId, id: ObjectTypeId, name: &str) -> &'static ObjectType {
    let identity = Identity { id, fully_qualified_name: fully_qualified_name(account, name) };
    let mut rows = ROWS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = rows.get(&identity) {
        return known;
    }
    let made: &'static ObjectType = Box::leak(Box::new(row(&identity, name)));
    rows.insert(identity, made);
    made
}

/// The name of a custom type by which nothing else goes.
pub fn fully_qualified_name(account: AccountId, name: &str) -> String {
    format!("p{account}_{name}")
}

fn row(identity: &Identity, name: &str) -> ObjectType {
    let name: &'static str = name.to_owned().leak();
    let fully_qualified_name: &'static str = identity.fully_qualified_name.clone().leak();
    ObjectType {
        id: identity.id,
        plural: fully_qualified_name,
        singular: name,
        fully_qualified_name,
        legacy_name: fully_qualified_name,
        labels: (name, name),
        read_scopes: &["crm.objects.custom.read"],
        write_scopes: &["crm.objects.custom.write"],
        schema_read_scopes: &[
            "crm.schemas.custom.read",
            "crm.objects.custom.read",
            "crm.objects.custom.write",
        ],
        schema_write_scopes: &["crm.schemas.custom.write"],
        sensitive_scopes: Some(sensitive::CUSTOM.0),
        highly_sensitive_scopes: Some(sensitive::CUSTOM.1),
        stages: Some(StageProperties { pipeline: "hs_pipeline", stage: "hs_pipeline_stage" }),
        pipeline_rules: Some(PipelineRules { max_stages: 100, meaning: StageMeaning::Free }),
        ..BASE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_type_has_the_same_row() {
        let cars = |account, number| custom(AccountId(account), ObjectTypeId::custom(number), "cars");
        assert!(std::ptr::eq(cars(71, 1), cars(71, 1)));
        assert!(!std::ptr::eq(cars(71, 1), cars(72, 1)));
        // A name that was freed may be given to another type.
        assert!(!std::ptr::eq(cars(71, 1), cars(71, 2)));
        assert_eq!(cars(72, 1).fully_qualified_name, "p72_cars");
    }

    #[test]
    fn names_in_another_case_are_other_names() {
        let lower = custom(AccountId(73), ObjectTypeId::custom(1), "cars");
        let upper = custom(AccountId(73), ObjectTypeId::custom(1), "Cars");
        assert_eq!((lower.singular, upper.singular), ("cars", "Cars"));
    }
}
