//! All the forms in which clients write searches.

use super::{OperatorInput, SearchInput};

/// What a body is read as, if it is.
fn read(json: &str) -> Option<SearchInput<'_>> {
    serde_json::from_str(json).ok()
}

#[test]
fn everything_may_be_left_out_and_what_is_unknown_is_ignored() {
    let empty = read("{}").unwrap();
    for body in [
        r#"{"filterGroups":null,"filters":null,"query":null,"sorts":null,"properties":null,"limit":null,"after":null}"#,
        r#"{"filterGroup":[{"filters":[{}]}],"filter_groups":[{"filters":[]}],"propertiesWithHistory":["x"]}"#,
        r#"{"sorts":[],"after":""}"#,
    ] {
        assert_eq!(read(body).as_ref(), Some(&empty), "{body}");
    }
    let group = read(r#"{"filterGroups":[{"filters":[]},{}]}"#).unwrap();
    assert!(group.filter_groups.iter().all(|group| group.filters.is_empty()));
    assert_eq!(group.filter_groups.len(), 2);
}

#[test]
fn offsets_and_sizes_are_numbers_or_texts() {
    for (body, limit, after) in [
        (r#"{"limit":5,"after":0}"#, Some(5), Some(0)),
        (r#"{"limit":"5","after":"20"}"#, Some(5), Some(20)),
        (r#"{"after":""}"#, None, None),
    ] {
        let input = read(body).unwrap();
        assert_eq!((input.limit, input.after), (limit, after), "{body}");
    }
    assert_eq!(read(r#"{"after":"next"}"#), None);
}

#[test]
fn a_sort_has_four_forms() {
    for (sort, name, descending) in [
        (r#""createdate""#, "createdate", false),
        (r#""-createdate""#, "createdate", true),
        (r#"{"propertyName":"a","direction":"DESCENDING"}"#, "a", true),
        (r#"{"propertyName":"a","direction":"ASCENDING"}"#, "a", false),
        (r#"{"propertyName":"a"}"#, "a", false),
        (r#""{\"propertyName\":\"a\",\"direction\":\"DESCENDING\"}""#, "a", true),
    ] {
        let body = format!(r#"{{"sorts":[{sort}]}}"#);
        let input = read(&body).unwrap();
        assert_eq!((&*input.sorts[0].property_name, input.sorts[0].descending), (name, descending), "{sort}");
    }
    for sort in ["null", "[]", "{}", r#"{"propertyName":"a","direction":"DOWN"}"#, r#""{}""#] {
        assert_eq!(read(&format!(r#"{{"sorts":[{sort}]}}"#)), None, "{sort}");
    }
}

/// The operator of a filter with these keys, if it is one.
fn read_operator(keys: &str) -> Option<String> {
    let body = format!(r#"{{"filters":[{{"propertyName":"p",{keys}}}]}}"#);
    let input = read(&body)?;
    let operator: &OperatorInput<'_> = &input.filters[0].operator;
    Some(format!("{operator:?}"))
}

#[test]
fn every_operator_takes_its_operands_and_ignores_others() {
    for operator in ["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"] {
        let text = read_operator(&format!(r#""operator":"{operator}","value":"1""#)).unwrap();
        assert!(text.ends_with("(\"1\")"), "{text}");
        let number = format!(r#""operator":"{operator}","value":1,"highValue":2,"values":["3"]"#);
        assert_eq!(read_operator(&number), Some(text));
        for nothing in ["", r#","value":null"#, r#","value":"""#, r#","values":["1"]"#] {
            assert_eq!(read_operator(&format!(r#""operator":"{operator}"{nothing}"#)), None, "{nothing}");
        }
    }
    for operator in ["IN", "NOT_IN"] {
        let text = read_operator(&format!(r#""operator":"{operator}","values":["1",2]"#)).unwrap();
        assert!(text.ends_with(r#"([TextInput("1"), TextInput("2")])"#), "{text}");
        assert_eq!(read_operator(&format!(r#""operator":"{operator}","value":"1""#)), None);
    }
    for operator in ["HAS_PROPERTY", "NOT_HAS_PROPERTY"] {
        let alone = read_operator(&format!(r#""operator":"{operator}""#));
        assert!(alone.is_some());
        assert_eq!(read_operator(&format!(r#""operator":"{operator}","value":"x""#)), alone);
    }
    let between = read_operator(r#""operator":"BETWEEN","value":1,"highValue":"2""#);
    assert_eq!(between.as_deref(), Some(r#"Between("1", "2")"#));
    assert_eq!(read_operator(r#""operator":"BETWEEN","value":1"#), None);
    assert_eq!(read_operator(r#""operator":"BETWEEN","highValue":1"#), None);
    assert_eq!(read_operator(r#""operator":"eq","value":1"#), None);
}
