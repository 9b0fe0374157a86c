//! The one form of filters, and what is refused.

use super::*;

/// What a root becomes.
fn shown(root: &Value) -> String {
    canonical(root).unwrap().to_string()
}

/// A filter of a property in a root.
fn of_property(property: &str, operation: &Value) -> Value {
    root(&json!({"filterType": "PROPERTY", "property": property, "operation": operation}))
}

#[test]
fn what_is_left_out_is_filled_in_and_what_is_unknown_left_out() {
    let given = json!({"filterBranchType": "OR", "color": "red", "filters": null, "filterBranches": [
        {"filters": [{"operation": {"values": ["a@b.c", 7], "operator": "IS_EQUAL_TO", "operationType": "MULTISTRING"},
            "property": "email", "filterType": "PROPERTY"}], "filterBranchType": "AND", "filterBranches": []}
    ]});
    let expected = r#"{"filterBranchType":"OR","filterBranchOperator":"OR","filterBranches":[{"filterBranchType":"AND","filterBranchOperator":"AND","filterBranches":[],"filters":[{"filterType":"PROPERTY","property":"email","operation":{"operationType":"MULTISTRING","operator":"IS_EQUAL_TO","values":["a@b.c","7"],"includeObjectsWithNoValueSet":false}}]}],"filters":[]}"#;
    assert_eq!(shown(&given), expected);
    assert_eq!(shown(&serde_json::from_str(expected).unwrap()), expected);
    let ranged = of_property(
        "createdate",
        &operation(
            "TIME_RANGED",
            "IS_BETWEEN",
            &json!({
                "lowerBoundTimePoint": {"timeType": "INDEXED", "indexReference": {"referenceType": "TODAY"}, "offset": {"days": "-1"}},
                "upperBoundTimePoint": {"timeType": "DATE", "year": 2026, "month": 1, "day": 2},
            }),
        ),
    );
    let ranged = canonical(&ranged).unwrap();
    let operation = &ranged["filterBranches"][0]["filters"][0]["operation"];
    assert_eq!(operation["lowerBoundTimePoint"]["offset"], json!({"days": -1}));
    assert_eq!(operation["type"], "TIME_RANGED");
}

/// Why a root is refused.
#[track_caller]
fn check_refused(root: &Value, expected: &FilterRefusal) {
    assert_eq!(compiled(root, &definitions()).as_ref(), Err(expected), "{root}");
}

#[test]
fn roots_hold_groups_and_nothing_else() {
    let and = json!({"filterBranchType": "AND"});
    let filter = json!({"filterType": "CONSTANT", "shouldAccept": true});
    for root in [
        and.clone(),
        json!({"filterBranchType": "OR"}),
        json!({"filterBranchType": "OR", "filterBranches": [{"filterBranchType": "OR"}]}),
        json!({"filterBranchType": "OR", "filterBranches": [and], "filters": [filter]}),
    ] {
        assert!(matches!(canonical(&root), Err(FilterRefusal::Malformed(_))), "{root}");
    }
}

#[test]
fn malformed_filters_are_refused() {
    let missing = |place, names: &[&'static str]| FilterRefusal::Missing { place, names: names.to_vec() };
    let malformed = |text: &str| FilterRefusal::Malformed(text.to_owned());
    for (root, expected) in [
        (json!({}), missing("filter branch", &["filterBranchType"])),
        (json!([]), malformed("Every filter branch must be an object")),
        (root(&json!({})), missing("filter", &["filterType"])),
        (root(&json!({"filterType": "PROPERTY"})), missing("PROPERTY", &["property", "operation"])),
        (
            of_property("email", &json!({"operationType": "STRING"})),
            missing("STRING", &["operator", "value"]),
        ),
        (of_property("email", &json!("x")), malformed("Every operation must be an object")),
        (
            of_property("num_notes", &operation("NUMBER", "IS_EQUAL_TO", &json!({"value": "many"}))),
            malformed("value must be a number"),
        ),
        (
            of_property("email", &operation("MULTISTRING", "CONTAINS", &json!({"values": "a"}))),
            malformed("values must be an array of strings"),
        ),
        (
            of_property("email", &operation("STRING", "CONTAINS", &json!({"value": []}))),
            malformed("value must be a string"),
        ),
        (
            of_property("closedate", &operation("DATETIME", "IS_AFTER", &json!({"timestamp": 1.5}))),
            malformed("timestamp must be a whole number"),
        ),
        (
            of_property("hs_email_optout", &operation("BOOL", "IS_EQUAL_TO", &json!({"value": "maybe"}))),
            malformed("value must be true or false"),
        ),
        (
            of_property(
                "closedate",
                &operation(
                    "TIME_POINT",
                    "IS_AFTER",
                    &json!({"timePoint": {"timeType": "DATE", "year": 2026, "month": 2, "day": 30}}),
                ),
            ),
            malformed("A time point names a moment that the calendar does not have"),
        ),
        (
            of_property(
                "closedate",
                &operation(
                    "TIME_POINT",
                    "IS_AFTER",
                    &json!({"timePoint": {"timeType": "DATE", "year": 2026, "month": 2, "day": 3, "zoneId": "Mars/Base"}}),
                ),
            ),
            malformed("There is no time zone \"Mars/Base\""),
        ),
        (
            root(&json!({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "x"})),
            FilterRefusal::UnknownList("x".to_owned()),
        ),
    ] {
        check_refused(&root, &expected);
    }
}

#[test]
fn filters_have_to_fit_the_schema() {
    let number = operation("NUMBER", "IS_EQUAL_TO", &json!({"value": 1}));
    check_refused(&of_property("nope", &number), &FilterRefusal::UnknownProperty("nope".to_owned()));
    check_refused(
        &of_property("email", &number),
        &FilterRefusal::WrongOperation {
            operation: "NUMBER".to_owned(),
            property: "email".to_owned(),
            property_type: "string",
        },
    );
    let unknown = operation("ALL_PROPERTY", "IS_NOT_KNOWN", &json!({}));
    check_refused(
        &of_property("email", &unknown),
        &FilterRefusal::UnknownWord {
            field: "operator",
            value: "IS_NOT_KNOWN".to_owned(),
            allowed: vec!["IS_KNOWN", "IS_UNKNOWN"],
        },
    );
    let branch = |to: &str, category: &str, id: i64| {
        root(&json!({"filterBranchType": "ASSOCIATION", "operator": "IN_LIST",
        "objectTypeId": to, "associationCategory": category, "associationTypeId": id}))
    };
    for (to, category, id) in [
        ("0-2", "HUBSPOT_DEFINED", 280),
        ("0-3", "HUBSPOT_DEFINED", 279),
        ("0-2", "USER_DEFINED", 279),
        ("0-2", "HUBSPOT_DEFINED", i64::MAX),
    ] {
        check_refused(
            &branch(to, category, id),
            &FilterRefusal::UnknownAssociation(format!("{category}={id}")),
        );
    }
}

#[test]
fn filters_that_no_longer_fit_are_true_of_nobody() {
    let is_one = operation("NUMBER", "IS_EQUAL_TO", &json!({"value": 1}));
    let (definitions, now) = (definitions(), Timestamp(0));
    let compiler = Compiler { definitions: &definitions, now, strictness: Strictness::Keep };
    let canonical = canonical(&of_property("gone", &is_one)).unwrap();
    let filter = compiler.filter(ObjectTypeId::standard(1), &canonical).unwrap();
    assert!(!filter.matches(&Contact::of(&[("gone", "1")])));
}

#[test]
fn filters_are_neither_too_deep_nor_too_many() {
    let nest = |depth: usize| {
        (0..depth).fold(
            json!({"filterBranchType": "AND"}),
            |inner, _| json!({"filterBranchType": "AND", "filterBranches": [inner]}),
        )
    };
    assert!(canonical(&root(&nest(5))).is_ok());
    assert!(canonical(&root(&nest(100))).is_err());
    let many = |n: usize| {
        json!({"filterBranchType": "OR", "filterBranches": [{"filterBranchType": "AND",
        "filters": vec![json!({"filterType": "CONSTANT", "shouldAccept": true}); n]}]})
    };
    assert!(canonical(&many(400)).is_ok());
    assert!(canonical(&many(2_000)).is_err());
}
