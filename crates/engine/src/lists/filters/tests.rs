//! What the filters of lists are true of, and which are refused.

mod dates;
mod forms;

use std::borrow::Cow;
use std::collections::BTreeMap;

use linchpin_domain::filter::{Facts, Link};
use linchpin_domain::{AccountId, ListId, ObjectTypeId, RecordId, Timestamp, object_type};
use serde_json::{Value, json};

use super::canonical::canonical;
use super::*;
use crate::effects::nobody;

/// What every record of the tests is asked at.
const NOW: &str = "2026-03-10T12:00:00Z";

/// A contact with what a test says of it.
#[derive(Default)]
struct Contact {
    values: BTreeMap<&'static str, &'static str>,
    earlier: Vec<(&'static str, &'static str)>,
    updates: BTreeMap<&'static str, &'static str>,
    lists: Vec<i64>,
    companies: Vec<Contact>,
}

impl Contact {
    fn of(values: &[(&'static str, &'static str)]) -> Self {
        Self { values: values.iter().copied().collect(), ..Self::default() }
    }
}

impl Facts for Contact {
    fn id(&self) -> RecordId {
        RecordId(1)
    }

    fn value(&self, property: &str) -> Option<Cow<'_, str>> {
        self.values.get(property).copied().map(Cow::Borrowed)
    }

    fn ever(&self, property: &str, passes: &mut dyn FnMut(&str) -> bool) -> bool {
        let earlier = self.earlier.iter().filter(|(name, _)| *name == property).map(|(_, value)| *value);
        self.values.get(property).copied().into_iter().chain(earlier).any(passes)
    }

    fn updated_at(&self, property: &str) -> Option<Timestamp> {
        self.updates.get(property).and_then(|at| Timestamp::parse(at))
    }

    fn is_member(&self, list: ListId) -> bool {
        self.lists.contains(&list.0)
    }

    fn visit_neighbours(&self, link: &Link, visit: &mut dyn FnMut(&dyn Facts) -> bool) {
        if link.to() == ObjectTypeId::standard(2) {
            let _ = self.companies.iter().all(|company| visit(company));
        }
    }
}

/// The root that holds a filter or a special branch.
fn root(inner: &Value) -> Value {
    let is_branch = inner.get("filterBranchType").is_some();
    let (branches, filters) =
        if is_branch { (json!([inner]), json!([])) } else { (json!([]), json!([inner])) };
    json!({"filterBranchType": "OR", "filterBranches": [
        {"filterBranchType": "AND", "filterBranches": branches, "filters": filters}
    ]})
}

fn definitions() -> Definitions {
    Definitions::of_standard_types(&["contacts", "companies", "deals"])
}

/// The filter of a root, or why it is none.
fn compiled(
    root: &Value,
    definitions: &Definitions,
) -> Result<linchpin_domain::filter::Filter, FilterRefusal> {
    let canonical = canonical(root)?;
    let now = Timestamp::parse(NOW).unwrap();
    let anybody = nobody(AccountId(1));
    let compiler = Compiler { definitions, now, strictness: Strictness::Check(&anybody) };
    compiler.filter(object_type::find("contacts").unwrap().id, &canonical)
}

/// Whether a filter or special branch is true of a contact.
#[track_caller]
fn check(inner: &Value, contact: &Contact, expected: bool) {
    let filter = compiled(&root(inner), &definitions()).unwrap();
    assert_eq!(filter.matches(contact), expected, "{inner} {filter:?}");
}

/// Whether an operation is true of a value of a property; an empty value stands for none.
#[track_caller]
fn check_value(property: &'static str, operation: &Value, value: &'static str, expected: bool) {
    let contact = if value.is_empty() { Contact::default() } else { Contact::of(&[(property, value)]) };
    let filter = json!({"filterType": "PROPERTY", "property": property, "operation": operation});
    check(&filter, &contact, expected);
}

/// An operation with some fields.
fn operation(kind: &str, operator: &str, fields: &Value) -> Value {
    let mut operation = json!({"operationType": kind, "operator": operator});
    for (name, value) in fields.as_object().unwrap() {
        operation[name] = value.clone();
    }
    operation
}

/// Checks each operator with values that pass, and values that do not.
#[track_caller]
fn check_table(
    property: &'static str,
    kind: &str,
    fields: &Value,
    rows: &[(&str, &[&'static str], &[&'static str])],
) {
    for (operator, passing, failing) in rows {
        for (values, expected) in [(passing, true), (failing, false)] {
            for value in *values {
                check_value(property, &operation(kind, operator, fields), value, expected);
            }
        }
    }
}

#[test]
fn known_and_unknown_are_asked_of_every_type() {
    for (property, value) in [
        ("firstname", "Ada"),
        ("lifecyclestage", "lead"),
        ("createdate", "2026-01-01T00:00:00Z"),
        ("num_notes", "0"),
    ] {
        check_table(
            property,
            "ALL_PROPERTY",
            &json!({}),
            &[("IS_KNOWN", &[value], &[""]), ("IS_UNKNOWN", &[""], &[value])],
        );
    }
}

#[test]
fn texts_pass_or_fail_by_their_operator() {
    check_table(
        "firstname",
        "STRING",
        &json!({"value": "Ada L"}),
        &[
            ("IS_EQUAL_TO", &["ada l"], &["Ada", ""]),
            ("IS_NOT_EQUAL_TO", &["Ada"], &["ADA L", ""]),
            ("CONTAINS", &["x ada lx"], &["Ada", ""]),
            ("DOES_NOT_CONTAIN", &["Ada"], &["x ada lx", ""]),
            ("STARTS_WITH", &["Ada Lovelace"], &["Lady Ada L", ""]),
            ("ENDS_WITH", &["Lady Ada L"], &["Ada Lovelace", ""]),
            ("HAS_EVER_BEEN_EQUAL_TO", &["ADA L"], &["Ada", ""]),
            ("HAS_NEVER_BEEN_EQUAL_TO", &["Ada", ""], &["ADA L"]),
            ("HAS_EVER_CONTAINED", &["x ada lx"], &["Ada", ""]),
            ("HAS_NEVER_CONTAINED", &["Ada", ""], &["x ada lx"]),
        ],
    );
    check_table(
        "firstname",
        "MULTISTRING",
        &json!({"values": ["Ada", "Bo*"]}),
        &[
            ("IS_EQUAL_TO", &["ada", "bo*"], &["Bob", ""]),
            ("IS_NOT_EQUAL_TO", &["Bob"], &["ada", ""]),
            ("CONTAINS", &["xADAx", "bo*"], &["Bob", ""]),
            ("DOES_NOT_CONTAIN", &["Bob"], &["xADAx", ""]),
            ("CONTAINS_EXACTLY", &["Lady Ada", "my bo"], &["xAdax", "Bob", ""]),
            ("DOES_NOT_CONTAIN_EXACTLY", &["xAdax", "Bob"], &["Lady Ada", ""]),
            ("STARTS_WITH", &["adam"], &["Lady Ada", ""]),
            ("ENDS_WITH", &["Lady Ada"], &["adam", ""]),
        ],
    );
    check_value("firstname", &operation("MULTISTRING", "CONTAINS", &json!({"values": []})), "a", false);
}

#[test]
fn choices_pass_or_fail_by_their_operator() {
    // A contact may play several roles in buying.
    check_table(
        "hs_buying_role",
        "ENUMERATION",
        &json!({"values": ["CHAMPION", "BLOCKER"]}),
        &[
            ("IS_ANY_OF", &["BLOCKER;END_USER"], &["END_USER", "blocker", ""]),
            ("IS_NONE_OF", &["END_USER"], &["BLOCKER;END_USER", ""]),
            ("IS_EXACTLY", &["BLOCKER;CHAMPION"], &["BLOCKER", "BLOCKER;CHAMPION;END_USER", ""]),
            ("IS_NOT_EXACTLY", &["BLOCKER"], &["BLOCKER;CHAMPION", ""]),
            ("CONTAINS_ALL", &["BLOCKER;CHAMPION;END_USER"], &["BLOCKER", ""]),
            ("DOES_NOT_CONTAIN_ALL", &["BLOCKER"], &["BLOCKER;CHAMPION", ""]),
            ("HAS_EVER_BEEN_ANY_OF", &["BLOCKER"], &["END_USER", ""]),
            ("HAS_NEVER_BEEN_ANY_OF", &["END_USER", ""], &["BLOCKER"]),
            ("HAS_EVER_BEEN_EXACTLY", &["CHAMPION;BLOCKER"], &["CHAMPION", ""]),
            ("HAS_NEVER_BEEN_EXACTLY", &["CHAMPION", ""], &["CHAMPION;BLOCKER"]),
            ("HAS_EVER_CONTAINED_ALL", &["CHAMPION;BLOCKER;END_USER"], &["CHAMPION", ""]),
            ("HAS_NEVER_CONTAINED_ALL", &["CHAMPION", ""], &["CHAMPION;BLOCKER"]),
        ],
    );
    check_table(
        "hs_email_optout",
        "BOOL",
        &json!({"value": true}),
        &[
            ("IS_EQUAL_TO", &["true"], &["false", ""]),
            ("IS_NOT_EQUAL_TO", &["false"], &["true", ""]),
            ("HAS_EVER_BEEN_EQUAL_TO", &["true"], &["false", ""]),
            ("HAS_NEVER_BEEN_EQUAL_TO", &["false", ""], &["true"]),
        ],
    );
}

#[test]
fn numbers_pass_or_fail_by_their_operator() {
    check_table(
        "num_notes",
        "NUMBER",
        &json!({"value": 10.5}),
        &[
            ("IS_EQUAL_TO", &["10.50"], &["9", ""]),
            ("IS_NOT_EQUAL_TO", &["9"], &["10.5", ""]),
            ("IS_GREATER_THAN", &["100"], &["10.5", "9", ""]),
            ("IS_GREATER_THAN_OR_EQUAL_TO", &["100", "10.5"], &["9", ""]),
            ("IS_LESS_THAN", &["9"], &["10.5", "100", ""]),
            ("IS_LESS_THAN_OR_EQUAL_TO", &["9", "10.5"], &["100", ""]),
            ("HAS_EVER_BEEN_EQUAL_TO", &["10.5"], &["9", ""]),
            ("HAS_NEVER_BEEN_EQUAL_TO", &["9", ""], &["10.5"]),
        ],
    );
    check_table(
        "num_notes",
        "NUMBER_RANGED",
        &json!({"lowerBound": "-1", "upperBound": 10}),
        &[
            ("IS_BETWEEN", &["-1", "9.9", "10"], &["10.1", "-2", ""]),
            ("IS_NOT_BETWEEN", &["10.1"], &["10", ""]),
        ],
    );
}

#[test]
fn records_without_a_value_count_where_the_operation_says_so() {
    let with_unset = json!({"value": "Ada", "includeObjectsWithNoValueSet": true});
    check_table(
        "firstname",
        "STRING",
        &with_unset,
        &[("IS_EQUAL_TO", &["ada", ""], &["Bob"]), ("IS_NOT_EQUAL_TO", &["Bob", ""], &["Ada"])],
    );
}

#[test]
fn the_past_counts_where_it_is_asked_for() {
    let contact = Contact { earlier: vec![("firstname", "Ada")], ..Contact::of(&[("firstname", "Bob")]) };
    for (operator, expected) in
        [("HAS_EVER_BEEN_EQUAL_TO", true), ("HAS_NEVER_BEEN_EQUAL_TO", false), ("IS_EQUAL_TO", false)]
    {
        let operation = operation("STRING", operator, &json!({"value": "ada"}));
        check(
            &json!({"filterType": "PROPERTY", "property": "firstname", "operation": operation}),
            &contact,
            expected,
        );
    }
}

#[test]
fn branches_join_their_parts() {
    let is = |value: &str| {
        json!({"filterType": "PROPERTY", "property": "firstname",
        "operation": {"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": value}})
    };
    let ada = Contact::of(&[("firstname", "Ada")]);
    for (kind, filters, expected) in [
        ("AND", vec!["ada", "ada"], true),
        ("AND", vec!["ada", "bob"], false),
        ("AND", vec![], true),
        ("OR", vec!["ada", "bob"], true),
        ("OR", vec![], false),
        ("NOT_ALL", vec!["ada", "bob"], true),
        ("NOT_ANY", vec!["ada", "bob"], false),
        ("NOT_ANY", vec!["bob"], true),
        ("RESTRICTED", vec!["ada"], false),
    ] {
        let filters: Vec<_> = filters.into_iter().map(is).collect();
        check(&json!({"filterBranchType": kind, "filters": filters}), &ada, expected);
    }
}

#[test]
fn neighbours_and_lists_are_asked_too() {
    let company = |name: &'static str| Contact { lists: vec![5], ..Contact::of(&[("name", name)]) };
    let contact =
        Contact { companies: vec![company("A"), company("B")], lists: vec![3], ..Contact::default() };
    let branch = |operator: &str, name: &str| {
        json!({
        "filterBranchType": "ASSOCIATION", "operator": operator, "objectTypeId": "0-2",
        "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279,
        "filters": [{"filterType": "PROPERTY", "property": "name",
            "operation": {"operationType": "MULTISTRING", "operator": "IS_EQUAL_TO", "values": [name]}}]})
    };
    let of_companies = |operator: &str, list: i64, refined: Value| {
        json!({
        "filterType": "ASSOCIATION", "operator": operator, "listId": list, "associationTypeId": 279,
        "associationCategory": "HUBSPOT_DEFINED", "coalescingRefineBy": refined})
    };
    let number = |min: i64, max: i64| {
        json!({"filterType": "NUM_ASSOCIATIONS", "associationTypeId": 279,
        "associationCategory": "HUBSPOT_DEFINED",
        "coalescingRefineBy": {"type": "NUM_OCCURRENCES", "minOccurrences": min, "maxOccurrences": max}})
    };
    for (filter, expected) in [
        (branch("IN_LIST", "b"), true),
        (branch("IN_LIST", "c"), false),
        (branch("NOT_IN_LIST", "c"), true),
        (branch("NOT_IN_LIST", "a"), false),
        (of_companies("IN_LIST", 5, Value::Null), true),
        (of_companies("NOT_IN_LIST", 5, Value::Null), false),
        (of_companies("IN_LIST", 5, json!({"type": "NUM_OCCURRENCES", "minOccurrences": 3})), false),
        (of_companies("IN_LIST", 5, json!({"type": "SET_OCCURRENCES", "setType": "ALL"})), true),
        (of_companies("IN_LIST", 6, Value::Null), false),
        (number(0, 1), false),
        (number(1, 2), true),
        (number(3, 9), false),
        (json!({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "3"}), true),
        (json!({"filterType": "IN_LIST", "operator": "NOT_IN_LIST", "listId": "3"}), false),
        (json!({"filterType": "CONSTANT", "shouldAccept": true}), true),
        (json!({"filterType": "CONSTANT", "shouldAccept": false}), false),
    ] {
        check(&filter, &contact, expected);
    }
}

#[test]
fn what_does_not_exist_yet_never_happened() {
    for (filter, expected) in [
        (json!({"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT", "formId": "f"}), false),
        (json!({"filterType": "FORM_SUBMISSION", "operator": "NOT_FILLED_OUT"}), true),
        (json!({"filterType": "PAGE_VIEW", "operator": "HAS_PAGEVIEW_EQ", "pageUrl": "u"}), false),
        (json!({"filterType": "PAGE_VIEW", "operator": "NOT_HAS_PAGEVIEW_EQ", "pageUrl": "u"}), true),
        (json!({"filterType": "CTA", "operator": "HAS_NOT_CLICKED_CTA", "ctaName": "c"}), true),
        (
            json!({"filterType": "EMAIL_EVENT", "operator": "OPENED_BUT_NOT_REPLIED", "appId": 1, "emailId": "2", "level": "L"}),
            false,
        ),
        (
            json!({"filterType": "PRIVACY", "operator": "PRIVACY_CONSENT_NOT_GRANTED", "privacyName": "p"}),
            true,
        ),
        (
            json!({"filterType": "SURVEY_MONKEY", "operator": "HAS_NOT_RESPONDED_TO_SURVEY", "surveyId": "s"}),
            true,
        ),
        (json!({"filterType": "WEBINAR", "operator": "HAS_WEBINAR_ATTENDANCE"}), false),
        (
            json!({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "0", "metadata": {"id": "7", "inListType": "IMPORT"}}),
            false,
        ),
        (
            json!({"filterBranchType": "UNIFIED_EVENTS", "operator": "HAS_COMPLETED", "eventTypeId": "6-1"}),
            false,
        ),
        (
            json!({"filterBranchType": "UNIFIED_EVENTS", "operator": "HAS_NOT_COMPLETED", "eventTypeId": "6-1"}),
            true,
        ),
    ] {
        check(&filter, &Contact::default(), expected);
    }
}
