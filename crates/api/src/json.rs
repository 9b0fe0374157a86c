//! Reading JSON bodies, and saying why one cannot be read.
//!
//! The way that succeeds is serde's and costs nothing more.
//! When it fails, the body is read a second time, slowly and beside its [`Shape`](linchpin_wire::shape::Shape),
//! to find the place and the words that HubSpot has for the fault.

mod explain;
mod jackson;
mod reader;

use linchpin_wire::shape::Body;

use crate::error::Failure;

/// Reads a body.
pub(crate) fn read<'a, T: Body<'a>>(body: &'a [u8]) -> Result<T, Failure> {
    let Ok(text) = std::str::from_utf8(body) else { return Err(explain::refusal(body, &T::SHAPE)) };
    serde_json::from_str(text).map_err(|error| refusal(text, &T::SHAPE, &error))
}

/// Why serde refused a body.
fn refusal(text: &str, shape: &linchpin_wire::shape::Shape, error: &serde_json::Error) -> Failure {
    explain::find(text.as_bytes(), shape).unwrap_or_else(|| {
        // Serde is stricter than the shape: it refuses a field that is given twice.
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or_default();
        Failure::invalid_json(error.line(), error.column(), reason)
    })
}

#[cfg(test)]
mod tests {
    use linchpin_wire::crm::{objects, properties};
    use linchpin_wire::shape::Body;

    use super::read;
    use crate::error::{Circumstances, Failure};

    /// The message with which a body is refused, without its common beginning.
    fn message<'a, T: Body<'a>>(body: &'a [u8]) -> String {
        let failure: Failure = match read::<T>(body) {
            Ok(_) => return "accepted".to_owned(),
            Err(failure) => failure,
        };
        let circumstances = Circumstances { correlation_id: "id", account: None, accept: None };
        let rendered = failure.render(&circumstances);
        assert_eq!(rendered.status, 400);
        let body: serde_json::Value = serde_json::from_str(&rendered.body).unwrap();
        let message = body["message"].as_str().unwrap();
        message.strip_prefix("Invalid input JSON on line ").unwrap().to_owned()
    }

    fn check<'a, T: Body<'a>>(body: &'a str, expected: &str) {
        assert_eq!(message::<T>(body.as_bytes()), expected, "{body}");
    }

    #[test]
    fn what_is_no_json_is_refused_where_it_goes_wrong() {
        for (body, expected) in [
            // Recorded.
            (
                "%7B",
                "1, column 2: Unexpected character ('%' (code 37)): expected a valid value (number, String, array, \
                 object, 'true', 'false' or 'null')",
            ),
            ("", "1, column 0: No content to map due to end-of-input"),
            (" \n", "1, column 0: No content to map due to end-of-input"),
            ("null", "1, column 1: No content to map due to end-of-input"),
            ("{", "1, column 2: Unexpected end-of-input: expected close marker for Object"),
            ("{\"properties\":", "1, column 15: Unexpected end-of-input: expected a value"),
            ("{\"a", "1, column 4: Unexpected end-of-input: was expecting closing quote for a string value"),
            (
                "{a:1}",
                "1, column 3: Unexpected character ('a' (code 97)): was expecting double-quote to start field name",
            ),
            (
                "{\"a\" 1}",
                "1, column 7: Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
            ),
            (
                "{\"a\":1 2}",
                "1, column 9: Unexpected character ('2' (code 50)): was expecting comma to separate Object entries",
            ),
            (
                "{\"a\":[1 2]}",
                "1, column 10: Unexpected character ('2' (code 50)): was expecting comma to separate Array entries",
            ),
            (
                "{\"a\":nope}",
                "1, column 10: Unrecognized token 'nope': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
            ),
            ("{\n\"a\": 01}", "2, column 7: Invalid numeric value: Leading zeroes not allowed"),
            ("{\"a\":\"\\x\"}", "1, column 8: Unrecognized character escape 'x' (code 120)"),
            ("{\"properties\":{}} x", "1, column 19: Trailing token found after value"),
        ] {
            check::<objects::CreateInput<'_>>(body, expected);
        }
    }

    #[test]
    fn all_missing_fields_are_named_at_the_end_of_their_object() {
        // Recorded for an empty object: line 1, column 2.
        check::<properties::CreateGroupInput<'_>>(
            "{}",
            "1, column 2. Some required fields were not set: [name, label]",
        );
        check::<properties::CreateInput<'_>>(
            "{\"label\":\"L\",\n \"type\":null}",
            "2, column 13. Some required fields were not set: [name, type, fieldType, groupName]",
        );
        check::<objects::BatchWriteInput<'_>>(
            "{\"inputs\":[{\"id\":1,\"properties\":{}},{\"idProperty\":\"email\"}]}",
            "1, column 58. Some required fields were not set: [id, properties]",
        );
        check::<objects::BatchReadInput<'_>>(
            "{\"inputs\":null}",
            "1, column 15. Some required fields were not set: [inputs]",
        );
    }

    #[test]
    fn a_value_of_the_wrong_kind_is_named_where_it_begins() {
        // Recorded, but for the class of the items.
        check::<properties::BatchArchiveInput<'_>>(
            "{\n  \"inputs\": {}}",
            "2, column 13: Cannot deserialize value of type \
             `java.util.ArrayList<com.hubspot.properties.publicapi.v3.PropertyName$Json>` from Object value (token \
             `JsonToken.START_OBJECT`)",
        );
        // Recorded, with line 3 and column 9.
        check::<objects::BatchWriteInput<'_>>(
            "{\n    \"inputs\": [\n        [\n",
            "3, column 9: Cannot deserialize value of type \
             `com.hubspot.inbounddb.publicobject.core.v2.SimplePublicObjectBatchInput$Json` from Array value (token \
             `JsonToken.START_ARRAY`)",
        );
        check::<objects::CreateInput<'_>>(
            "{\"properties\":{\"a\":[1]}}",
            "1, column 20: Cannot deserialize value of type `java.lang.String` from Array value (token `JsonToken.START_ARRAY`)",
        );
        check::<properties::UpdateInput<'_>>(
            "{\"displayOrder\":\"first\"}",
            "1, column 17: Cannot deserialize value of type `java.lang.Integer` from String \"first\": not a valid \
             `java.lang.Integer` value",
        );
        check::<properties::UpdateInput<'_>>(
            "{\"displayOrder\":99999999999}",
            "1, column 17: Numeric value (99999999999) out of range of int (-2147483648 - 2147483647)",
        );
        check::<objects::CreateInput<'_>>(
            "{\"properties\":\"x\"}",
            "1, column 15: Cannot construct instance of `java.util.LinkedHashMap<java.lang.String,java.lang.String>` \
             (although at least one Creator exists): no String-argument constructor/factory method to deserialize \
             from String value ('x')",
        );
    }

    #[test]
    fn a_filter_of_a_search_is_refused_as_a_whole() {
        // The column is the recorded one of a body of the same form.
        check::<objects::SearchInput<'_>>(
            r#"{"filterGroups":[{"filters":[{"value":"","propertyName":"email","operator":"EQ"}]}]}"#,
            "1, column 80: Cannot construct instance of \
             `com.hubspot.inbounddb.publicobject.core.v3.search.Filter`, problem: operator EQ requires a value",
        );
        for (filter, expected) in [
            (
                r#"{"value":"1"}"#,
                "Cannot build Filter, some of required attributes are not set [propertyName, operator]",
            ),
            (
                r#"{"propertyName":"p","operator":null}"#,
                "Cannot build Filter, some of required attributes are not set [operator]",
            ),
        ] {
            check::<objects::SearchInput<'_>>(
                &format!(r#"{{"filters":[{filter}]}}"#),
                &format!("1, column {}: {expected}", 12 + filter.len()),
            );
        }
        for (operands, words) in [
            (r#""operator":"BETWEEN","value":"1""#, "operator BETWEEN requires a highValue"),
            (r#""operator":"BETWEEN","highValue":"1""#, "operator BETWEEN requires a value"),
            (r#""operator":"IN","value":"1""#, "operator IN requires values"),
            (r#""operator":"NOT_IN","values":null"#, "operator NOT_IN requires values"),
            (r#""operator":"CONTAINS_TOKEN""#, "operator CONTAINS_TOKEN requires a value"),
        ] {
            let filter = format!(r#"{{"propertyName":"p",{operands}}}"#);
            check::<objects::SearchInput<'_>>(
                &format!(r#"{{"filters":[{filter}]}}"#),
                &format!(
                    "1, column {}: Cannot construct instance of \
                     `com.hubspot.inbounddb.publicobject.core.v3.search.Filter`, problem: {words}",
                    12 + filter.len()
                ),
            );
        }
    }

    #[test]
    fn the_parts_of_a_search_have_their_classes() {
        for (body, expected) in [
            (
                r#"{"filterGroups": {"filters":[]}}"#,
                "1, column 18: Cannot deserialize value of type \
                 `java.util.HashSet<com.hubspot.inbounddb.publicobject.core.v3.search.FilterGroup>` from Object value \
                 (token `JsonToken.START_OBJECT`)",
            ),
            (
                r#"{"filters":{"a":1}}"#,
                "1, column 12: Cannot deserialize value of type \
                 `java.util.HashSet<com.hubspot.inbounddb.publicobject.core.v3.search.Filter>` from Object value \
                 (token `JsonToken.START_OBJECT`)",
            ),
            (
                r#"{"filters":[{"propertyName":"a","operator":"LIKE"}]}"#,
                "1, column 44: Cannot deserialize value of type \
                 `com.hubspot.inbounddb.publicobject.core.v3.search.Filter$Operator` from String \"LIKE\": not one of \
                 the values accepted for Enum class: [EQ, NEQ, LT, LTE, GT, GTE, BETWEEN, IN, NOT_IN, HAS_PROPERTY, \
                 NOT_HAS_PROPERTY, CONTAINS_TOKEN, NOT_CONTAINS_TOKEN]",
            ),
            (
                r#"{"after":"next"}"#,
                "1, column 10: Cannot deserialize value of type `java.lang.Integer` from String \"next\": not a valid \
                 `java.lang.Integer` value",
            ),
            (
                r#"{"sorts":[{}]}"#,
                "1, column 12: Cannot build Sort, some of required attributes are not set [propertyName]",
            ),
            (
                r#"{"sorts":[{"propertyName":"a","direction":"UP"}]}"#,
                "1, column 43: Cannot deserialize value of type \
                 `com.hubspot.inbounddb.publicobject.core.v3.search.Sort$Direction` from String \"UP\": not one of the \
                 values accepted for Enum class: [ASCENDING, DESCENDING]",
            ),
            (
                r#"{"sorts":[[]]}"#,
                "1, column 11: Cannot deserialize value of type \
                 `com.hubspot.inbounddb.publicobject.core.v3.search.Sort` from Array value (token \
                 `JsonToken.START_ARRAY`)",
            ),
        ] {
            check::<objects::SearchInput<'_>>(body, expected);
        }
        check::<objects::SearchInput<'_>>(
            r#"{"filterGroups":[{"filters":[]}],"sorts":[],"after":"","filter_groups":[{}],"query":""}"#,
            "accepted",
        );
    }

    #[test]
    fn unknown_fields_and_lenient_values_are_accepted() {
        check::<objects::CreateInput<'_>>(
            "{\"properties\":{\"a\":1.10,\"b\":true,\"c\":null},\"x\":[{}]}",
            "accepted",
        );
        check::<objects::CreateInput<'_>>(
            "{\"properties\":{},\"associations\":null,\"objectWriteTraceId\":7}",
            "accepted",
        );
        check::<properties::UpdateInput<'_>>(
            "{\"displayOrder\":\"3\",\"hidden\":\"true\",\"label\":5}",
            "accepted",
        );
        check::<properties::UpdateInput<'_>>("{}", "accepted");
    }

    #[test]
    fn absurd_input_is_refused_and_harms_nothing() {
        let deep = format!("{{\"properties\":{{}},\"x\":{}", "[".repeat(100_000));
        let long = format!("{{\"properties\":{{\"a\":{}}}}}", "9".repeat(2_000));
        for (body, expected) in [
            (deep.as_str(), "Document nesting depth (129) exceeds the maximum allowed (128"),
            (long.as_str(), "Number value length (2000) exceeds the maximum allowed (1000"),
            ("{\"properties\":{},\"properties\":{}}", "duplicate field `properties`"),
        ] {
            let message = message::<objects::CreateInput<'_>>(body.as_bytes());
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn bytes_that_are_no_utf8_are_refused_where_they_stand() {
        for (body, expected) in [
            (&b"{\"properties\":{\"a\":\"\xff\"}}"[..], "1, column 21: Invalid UTF-8 start byte 0xff"),
            (b"\xfe", "1, column 2: Unexpected character ('\u{fffd}' (code 65533)): expected a valid value"),
        ] {
            let message = message::<objects::CreateInput<'_>>(body);
            assert!(message.starts_with(expected), "{message}");
        }
    }
}
