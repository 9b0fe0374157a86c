use std::cmp::Ordering;

use proptest::prelude::*;

use super::*;
use crate::catalogue::catalogue;
use crate::{FieldType, ObjectTypeId, PropertyOption};

fn property(property_type: PropertyType, field_type: FieldType) -> Property {
    Property::new("p", "P", "g", property_type, field_type)
}

fn picklist(field_type: FieldType) -> Property {
    let option = |value: &'static str| PropertyOption {
        label: value.into(),
        value: value.into(),
        description: "".into(),
        display_order: -1,
        hidden: false,
    };
    let options = ["A", "B", "C"].map(option).to_vec().into();
    Property { options, ..property(PropertyType::Enumeration, field_type) }
}

fn contact(name: &str) -> &'static Property {
    catalogue(ObjectTypeId::standard(1)).get(name).unwrap()
}

#[track_caller]
fn accepts(property: &Property, cases: &[(&str, &str)]) {
    for (input, expected) in cases {
        assert_eq!(canonical(property, input, None).as_deref(), Ok(*expected), "{input}");
    }
}

#[track_caller]
fn refuses(property: &Property, cases: &[(&str, Code, &str)]) {
    for (input, code, message) in cases {
        let violation = canonical(property, input, None).expect_err(input);
        assert_eq!((violation.code, violation.message.as_str()), (*code, *message));
        assert_eq!(violation.property, property.name);
        assert_eq!(violation.value.as_deref(), Some(*input));
    }
}

#[test]
fn empty_text_clears_a_value_of_every_type() {
    for property_type in PropertyType::ALL {
        accepts(&property(property_type, FieldType::Text), &[("", "")]);
    }
    assert_eq!(Input::Null.as_str(), "");
    assert_eq!(Input::Text("1.10".into()).as_str(), "1.10");
}

#[test]
fn numbers_are_decimal() {
    let number = property(PropertyType::Number, FieldType::Number);
    accepts(&number, &[("10000", "10000"), ("1500.00", "1500.00"), ("+1", "1")]);
    refuses(
        &number,
        &[
            ("abc", Code::InvalidInteger, "abc was not a valid number."),
            (
                "1.4210854715202004e-14",
                Code::InvalidInteger,
                "1.4210854715202004e-14 was not a valid number.",
            ),
        ],
    );
}

#[test]
fn booleans_are_true_or_false() {
    let bool = property(PropertyType::Bool, FieldType::BooleanCheckbox);
    accepts(&bool, &[("true", "true"), ("False", "false"), (" TRUE", "true")]);
    refuses(&bool, &[("yes", Code::InvalidBoolean, "yes was not a valid boolean.")]);
}

#[test]
fn dates_are_days_given_as_text_or_as_midnight_utc() {
    let date = property(PropertyType::Date, FieldType::Date);
    accepts(
        &date,
        &[
            ("2020-02-23", "2020-02-23"),
            ("1582416000000", "2020-02-23"),
            ("2020-02-23T00:00:00.000Z", "2020-02-23"),
            ("2020-02-23T02:00:00+02:00", "2020-02-23"),
            ("-86400000", "1969-12-31"),
        ],
    );
    refuses(
        &date,
        &[
            // Both texts are recorded.
            ("1606768561954", Code::InvalidDate, "1606768561954 is at 20:36:1.954 UTC, not midnight!"),
            ("1635535865", Code::InvalidDate, "1635535865 is at 22:18:55.865 UTC, not midnight!"),
            ("2020-02-23T04:05:06Z", Code::InvalidDate, "1582430706000 is at 4:5:6.0 UTC, not midnight!"),
            ("tomorrow", Code::InvalidLong, "tomorrow was not a valid long."),
        ],
    );
}

#[test]
fn datetimes_are_stored_as_iso() {
    let datetime = property(PropertyType::DateTime, FieldType::Date);
    accepts(
        &datetime,
        &[
            ("1729723356650", "2024-10-23T22:42:36.650Z"),
            ("2024-10-23T22:42:36.000Z", "2024-10-23T22:42:36Z"),
            ("2024-10-23", "2024-10-23T00:00:00Z"),
        ],
    );
    refuses(&datetime, &[("garbage", Code::InvalidLong, "garbage was not a valid long.")]);
}

#[test]
fn a_choice_must_be_offered_and_matches_by_case() {
    let select = picklist(FieldType::Select);
    accepts(&select, &[("A", "A")]);
    refuses(
        &select,
        &[
            ("a", Code::InvalidOption, "a was not one of the allowed options: [A, B, C]"),
            ("A;B", Code::InvalidOption, "A;B was not one of the allowed options: [A, B, C]"),
        ],
    );
}

#[test]
fn several_choices_are_joined_and_a_leading_semicolon_appends() {
    let boxes = picklist(FieldType::Checkbox);
    accepts(&boxes, &[("A", "A"), ("B;A", "B;A"), ("A; B;;A", "A;B"), (";C", "C"), (";", "")]);
    for (current, input, expected) in
        [(Some("A"), ";B", "A;B"), (Some("A;B"), ";B", "A;B"), (Some("A"), "B", "B"), (None, ";B", "B")]
    {
        assert_eq!(canonical(&boxes, input, current).as_deref(), Ok(expected), "{input}");
    }
    refuses(&boxes, &[("A;X", Code::InvalidOption, "X was not one of the allowed options: [A, B, C]")]);
}

#[test]
fn appended_choices_keep_within_the_limit() {
    let addresses = contact("hs_additional_emails");
    let full = "a@b.co;".repeat(TEXT_LIMIT / 7);
    let distinct: Vec<_> = (0..5000).map(|number| format!("a{number}@example.org")).collect();
    assert_eq!(canonical(addresses, ";c@d.co", Some(&full)).as_deref(), Ok("a@b.co;c@d.co"));
    let violation = canonical(addresses, ";c@d.co", Some(&distinct.join(";"))).unwrap_err();
    assert_eq!(violation.code, Code::ValueTooLong);
}

#[test]
fn choices_that_live_elsewhere_are_taken_as_they_are() {
    accepts(contact("hubspot_owner_id"), &[("41629779", "41629779")]);
}

#[test]
fn external_choices_that_are_listed_are_checked() {
    assert!(contact("lifecyclestage").external_options);
    accepts(contact("lifecyclestage"), &[("customer", "customer")]);
    assert!(canonical(contact("lifecyclestage"), "stranger", None).is_err());
}

#[test]
fn addresses_are_plausible_and_lower_case() {
    accepts(contact("email"), &[("Ada@Example.org", "ada@example.org"), (" a@b.co ", "a@b.co")]);
    accepts(contact("hs_additional_emails"), &[("A@b.co;c@d.co", "a@b.co;c@d.co")]);
    refuses(
        contact("email"),
        &[
            ("nobody", Code::InvalidEmail, "Email address nobody is invalid"),
            ("a@b.test", Code::InvalidEmail, "Email address a@b.test is invalid"),
        ],
    );
}

#[test]
fn text_is_kept_up_to_its_limit_in_characters() {
    let text = property(PropertyType::String, FieldType::Text);
    accepts(&text, &[(" as sent ", " as sent "), ("a\0b", "ab"), ("\0", "")]);
    let longest = "é".repeat(TEXT_LIMIT);
    accepts(&text, &[(&longest, &longest)]);
    let violation = canonical(&text, &format!("{longest}é"), None).unwrap_err();
    assert_eq!(
        (violation.code, violation.message.as_str()),
        (Code::ValueTooLong, "p value is too long. Max length: 65536")
    );
}

#[test]
fn read_only_properties_say_why() {
    for (name, message) in [
        ("hs_object_id", "\"hs_object_id\" is a read only property; its value cannot be set."),
        ("hs_email_domain", "\"hs_email_domain\" is a calculated property; its value cannot be set."),
        ("createdate", "\"createdate\" is a read only property; its value cannot be set."),
    ] {
        let violation = check_writable(contact(name)).unwrap_err();
        assert_eq!((violation.code, violation.message.as_str()), (Code::ReadOnlyValue, message));
    }
    for name in ["email", "lifecyclestage", "hubspot_owner_id", "phone"] {
        assert_eq!(check_writable(contact(name)), Ok(()), "{name}");
    }
}

#[test]
fn unknown_properties_are_named() {
    let violation = unknown_property("nope");
    assert_eq!(violation.message, "Property \"nope\" does not exist");
    assert_eq!(violation.code.as_str(), "PROPERTY_DOESNT_EXIST");
}

#[test]
fn values_compare_by_what_they_mean() {
    use PropertyType as T;
    for (property_type, ascending) in [
        (T::Number, &["-5", "-1.5", "0", "0.5", "9", "10", "junk", ""][..]),
        (T::DateTime, &["2024-10-23T22:42:36Z", "2024-10-23T22:42:36.650Z", ""]),
        (T::Date, &["1999-12-31", "2000-01-01", ""]),
        (T::Bool, &["false", "true", ""]),
        (T::String, &["Ada", "ada", "Bob", "Élan", ""]),
        (T::Enumeration, &["A", "b", "C", ""]),
    ] {
        for (left, a) in ascending.iter().enumerate() {
            for (right, b) in ascending.iter().enumerate() {
                assert_eq!(compare(property_type, a, b), left.cmp(&right), "{property_type:?} {a:?} {b:?}");
            }
        }
    }
    assert_eq!(compare(T::Number, "1.50", "1.5"), Ordering::Equal);
}

#[test]
fn uniqueness_ignores_case_blanks_and_idle_digits() {
    let text = property(PropertyType::String, FieldType::Text);
    for (value, key) in [("ABC", "abc"), (" abc ", "abc"), ("ÉT", "ét"), ("a-1", "a-1")] {
        assert_eq!(unique_key(&text, value), key);
    }
    let number = property(PropertyType::Number, FieldType::Number);
    for (value, key) in [("1.50", "1.5"), ("10", "10"), ("0", "0")] {
        assert_eq!(unique_key(&number, value), key);
    }
}

fn any_property() -> impl Strategy<Value = Property> {
    let plain =
        proptest::sample::select(PropertyType::ALL.to_vec()).prop_map(|kind| property(kind, FieldType::Text));
    prop_oneof![plain, Just(picklist(FieldType::Checkbox)), Just(contact("email").clone())]
}

proptest! {
    #[test]
    fn canonical_values_stay(
        property in any_property(),
        input in r"[-+]?[0-9]{0,14}(\.[0-9]{0,4})?|[ABC; ]{0,6}|20[0-9]{2}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:30Z)?|true|[A-Za-z]{1,3}@[A-Za-z]{1,3}\.(Com|test)|\PC{0,12}"
    ) {
        if let Ok(once) = canonical(&property, &input, None) {
            let twice = canonical(&property, &once, None);
            prop_assert_eq!(twice.as_deref(), Ok(once.as_ref()));
        }
    }

    #[test]
    fn comparison_is_a_total_order(a in r"-?[0-9]{1,3}(\.[0-9])?|x|", b in r"-?[0-9]{1,3}(\.[0-9])?|x|") {
        for property_type in PropertyType::ALL {
            prop_assert_eq!(compare(property_type, &a, &b), compare(property_type, &b, &a).reverse());
        }
    }
}
