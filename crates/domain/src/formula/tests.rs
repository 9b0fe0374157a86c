use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::{FieldType, Properties, PropertyOption, PropertyType, RecordId, Timestamp, object_type};

/// The properties that the formulas of these tests read.
fn properties() -> Vec<Property> {
    let of = |name: &'static str, kind, field| Property::new(name, name, "group", kind, field);
    vec![
        of("a", PropertyType::Number, FieldType::Number),
        of("b", PropertyType::Number, FieldType::Number),
        of("none", PropertyType::Number, FieldType::Number),
        of("text", PropertyType::String, FieldType::Text),
        of("no_text", PropertyType::String, FieldType::Text),
        of("tier", PropertyType::Enumeration, FieldType::Select),
        of("yes", PropertyType::Bool, FieldType::BooleanCheckbox),
        of("no_bool", PropertyType::Bool, FieldType::BooleanCheckbox),
        of("started", PropertyType::Date, FieldType::Date),
        of("closed", PropertyType::DateTime, FieldType::Date),
    ]
}

fn find<'a>(properties: &'a [Property], name: &str) -> Option<&'a Property> {
    properties.iter().find(|property| property.name.eq_ignore_ascii_case(name))
}

/// What a formula comes to on a record with a = 7, b = 2 and so on.
fn outcome(text: &str) -> String {
    let properties = properties();
    let formula = match Formula::compile(text, &|name| find(&properties, name)) {
        Ok(formula) => formula,
        Err(violation) => return violation.to_string(),
    };
    let source = |name: &str| {
        let values = [
            ("a", "7"),
            ("b", "2"),
            ("text", "Hello"),
            ("tier", "gold"),
            ("yes", "true"),
            ("started", "2026-03-01"),
            ("closed", "2026-03-04T12:00:00Z"),
        ];
        values.into_iter().find(|(known, _)| *known == name).map(|(_, value)| Cow::Borrowed(value))
    };
    match formula.evaluate(&source) {
        None => "nothing".to_owned(),
        Some(Value::Number(number)) => number.to_value().unwrap_or_else(|| "too large".to_owned()),
        Some(Value::Text(text)) => format!("'{text}'"),
        Some(Value::Bool(value)) => value.to_string(),
    }
}

#[track_caller]
fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(outcome(text), *expected, "{text}");
    }
}

#[test]
fn literals_are_what_they_say() {
    check(&[
        ("1005", "1005"),
        ("1.5589", "1.5589"),
        (".5", "0.5"),
        ("1.50", "1.5"),
        ("2e3", "2000"),
        ("25E-1", "2.5"),
        ("'constant'", "'constant'"),
        ("\"constant\"", "'constant'"),
        ("'it''s'", "'it's'"),
        (r#""say \"hi\"""#, "'say \"hi\"'"),
        ("''", "''"),
        ("TRUE", "true"),
        ("False", "false"),
    ]);
}

#[test]
fn properties_are_read_by_the_words_for_their_kinds() {
    check(&[
        ("a", "7"),
        ("A", "7"),
        ("none", "nothing"),
        ("string(text)", "'Hello'"),
        ("String(tier)", "'gold'"),
        ("string(no_text)", "nothing"),
        ("bool(yes)", "true"),
        ("closed - started", "302400000"),
        ("timestamp(closed) - started", "302400000"),
        // Of another kind: nothing to find, as documented.
        ("is_present(bool(a))", "false"),
        ("is_present(string(a))", "false"),
        ("is_present(timestamp(a))", "false"),
        ("is_present(yes)", "false"),
    ]);
}

#[test]
fn arithmetic_is_exact_and_keeps_its_order() {
    check(&[
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 4 - 3", "3"),
        ("24 / 4 / 2", "3"),
        ("0.1 * 3", "0.3"),
        ("0.1 + 0.2", "0.3"),
        ("a / b", "3.5"),
        ("1 / 3", "0.33333333333333333"),
        ("-a + 10", "3"),
        ("- -a", "7"),
        ("a * (100 - b / (50 - 48))", "693"),
        ("'a' + string(text)", "'aHello'"),
        ("a / 0", "nothing"),
        ("a / (b - 2)", "nothing"),
        ("99999999999999999999 * 99999999999999999999", "nothing"),
    ]);
}

#[test]
fn a_number_multiplies_what_follows_it() {
    check(&[
        ("10a", "70"),
        ("2.5a", "17.5"),
        ("10 a", "70"),
        ("2(a + b)", "18"),
        ("2max(a, b)", "14"),
        ("-2a", "-14"),
        ("150 - 10b", "130"),
        ("2a * 3b", "84"),
        ("14 / 2a", "49"),
        ("(a + b - 1.5b * 2) = 10 - 5 - 2", "true"),
        ("a + b - 1b * 2 equals 5", "true"),
        ("2e", "Property \"e\" of the calculation formula does not exist"),
    ]);
}

#[test]
fn comparisons_are_words_and_signs() {
    check(&[
        ("a < 100", "true"),
        ("a > 50", "false"),
        ("a <= 7", "true"),
        ("b>= a", "false"),
        ("a = 7.0", "true"),
        ("a equals 7", "true"),
        ("a != 7", "false"),
        ("string(text) = 'Hello'", "true"),
        ("string(text) = 'hello'", "false"),
        ("string(tier) != 'silver'", "true"),
        ("bool(yes) = true", "true"),
        ("none = 0", "nothing"),
        ("none != 0", "nothing"),
        ("none < 1", "nothing"),
    ]);
}

#[test]
fn logic_needs_only_what_decides() {
    check(&[
        ("true and false", "false"),
        ("true or false", "true"),
        ("true xor true", "false"),
        ("not false", "true"),
        ("not (bool(yes) and a > 100)", "true"),
        ("not a = 7 or b = 2", "true"),
        ("true or false and false", "true"),
        ("bool(no_bool) or true", "true"),
        ("true or bool(no_bool)", "true"),
        ("bool(no_bool) or false", "nothing"),
        ("bool(no_bool) and false", "false"),
        ("false and bool(no_bool)", "false"),
        ("bool(no_bool) and true", "nothing"),
        ("bool(no_bool) xor true", "nothing"),
        ("not bool(no_bool)", "nothing"),
        ("is_present(none) and none >= 1", "false"),
        ("not is_present(none) or none <= 0", "true"),
    ]);
}

#[test]
fn functions_do_what_they_are_called() {
    check(&[
        ("max(a, b, 100)", "100"),
        ("MIN(a, b)", "2"),
        ("max(a, none)", "nothing"),
        ("is_present(a)", "true"),
        ("is_present(none)", "false"),
        ("is_present(1 / 0)", "false"),
        ("is_blank(string(no_text))", "true"),
        ("coalesce(none, b)", "2"),
        ("coalesce(none)", "nothing"),
        ("contains('hello', 'ello')", "true"),
        ("contains('ello', 'hello')", "false"),
        ("begins_with(string(text), 'He')", "true"),
        ("concatenate('a', 'b', string(text))", "'abHello'"),
        ("concatenate('a', string(no_text))", "nothing"),
        ("'Number of cars: ' + number_to_string(a)", "'Number of cars: 7'"),
        ("string_to_number(' 1.50 ') + 1", "2.5"),
        ("string_to_number(string(text))", "nothing"),
        ("to_lower_case(string(text))", "'hello'"),
        ("to_upper_case(string(text))", "'HELLO'"),
        ("string_length('schön')", "5"),
        ("round_down(3.7)", "3"),
        ("round_up(3.2)", "4"),
        ("round_nearest(3.455, 2)", "3.46"),
        ("round_nearest(3.455, 0.5)", "nothing"),
        ("abs(b - a)", "5"),
        ("time_between(started, closed)", "302400000"),
        ("round_down(time_between(closed, started) / 86400000)", "-4"),
    ]);
}

#[test]
fn conditions_choose_and_the_other_branches_do_not_matter() {
    check(&[
        ("if a > 5 then 'big' else 'small'", "'big'"),
        ("If a > 50 ThEn 'big' elseIF a > 6 then 'medium' else 'small'", "'medium'"),
        ("if a > 50 then 'big' elseif a > 60 then 'huge' else 'small' endif", "'small'"),
        ("if a > 50 then 1", "nothing"),
        ("if a > 50 then 1 endif", "nothing"),
        ("if a > 5 then 1 else 1 / 0", "1"),
        ("if a > 5 then 1 else none", "1"),
        ("if none > 5 then 1 else 2", "nothing"),
        ("if is_present(none) then none else 0", "0"),
        ("1 + (if a > 5 then 1 else 2) + 1", "3"),
        ("1 + if a > 5 then 1 else 2 + 1", "2"),
        // The inner one ends before the outer one goes on.
        ("if a > 5 then if b > 5 then 1 endif elseif a > 2 then 2 else 3", "nothing"),
        ("if a > 50 then if b > 5 then 1 endif elseif a > 2 then 2 else 3", "2"),
        (
            "if is_present(closed) then\n if is_present(a) and a >= 1 then\n true\n else\n false\nelse\n ''",
            "true",
        ),
        ("if a > 50 then true else ''", "''"),
    ]);
}

#[test]
fn what_does_not_fit_is_refused() {
    let kinds = |found: &str, wanted: &str| {
        format!("Sub-expression output type: {found} is not compatible with input type: {wanted}")
    };
    for (text, expected) in [
        ("is_present(a) * a", kinds("Boolean", "BigDecimal")),
        ("'Number of cars: ' + a", kinds("BigDecimal", "String")),
        ("a + 'x'", kinds("String", "BigDecimal")),
        ("true + true", kinds("Boolean", "BigDecimal")),
        ("a and true", kinds("BigDecimal", "Boolean")),
        ("not a", kinds("BigDecimal", "Boolean")),
        ("'a' < 'b'", kinds("String", "BigDecimal")),
        ("a = 'x'", kinds("String", "BigDecimal")),
        ("a = b = 1", kinds("BigDecimal", "Boolean")),
        ("if a then 1 else 2", kinds("BigDecimal", "Boolean")),
        ("if true then 1 else 'x'", kinds("String", "BigDecimal")),
        ("coalesce(a, 'x')", kinds("String", "BigDecimal")),
        ("concatenate('a', a)", kinds("BigDecimal", "String")),
        // Only numbers and dates have bare names.
        ("tier = 'gold'", kinds("String", "BigDecimal")),
        ("is_present(text)", kinds("String", "BigDecimal")),
        ("max(a)", "Function max takes 2 to 100 inputs, not 1.".to_owned()),
        ("contains('a')", "Function contains takes 2 inputs, not 1.".to_owned()),
        ("a + price", "Property \"price\" of the calculation formula does not exist".to_owned()),
        ("string(price)", "Property \"price\" of the calculation formula does not exist".to_owned()),
    ] {
        assert_eq!(outcome(text), expected, "{text}");
    }
}

#[test]
fn a_text_that_is_no_formula_says_where() {
    for (text, line, column, expected, found) in [
        ("", 1, 1, "an expression", "EOF"),
        ("a +", 1, 4, "an expression", "EOF"),
        ("a b", 1, 3, "an operator or EOF", "b"),
        ("(a", 1, 3, ")", "EOF"),
        ("a)", 1, 2, "an operator or EOF", ")"),
        ("1.2.3", 1, 4, "an operator or EOF", ".3"),
        ("'open", 1, 6, "an expression", "EOF"),
        ("a +\n  * b", 2, 3, "an expression", "*"),
        ("if(a > 1, 2, 3)", 1, 9, ")", ","),
        ("if a > 1 2", 1, 10, "then", "2"),
        ("if a > 1 then 1 else 2 else 3", 1, 24, "an operator or EOF", "else"),
        ("if (is_present(a)) { a }", 1, 20, "an expression", "{"),
        ("ifnull(a, 0)", 1, 1, "an expression", "ifnull"),
        ("DAYS_BETWEEN(closed, NOW())", 1, 1, "an expression", "DAYS_BETWEEN"),
        ("NOW() - closed", 1, 1, "an expression", "NOW"),
        ("string('a')", 1, 8, "IDENTIFIER", "'a'"),
        ("then", 1, 1, "an expression", "then"),
        ("[properties.a]", 1, 1, "an expression", "["),
        ("1e999", 1, 1, "a number of at most 36 digits", "1e999"),
        ("é", 1, 1, "an expression", "é"),
    ] {
        let message = format!(
            "Unable to parse calculation formula in line {line} and column {column} - {expected} expected, \
             {found} encountered."
        );
        assert_eq!(outcome(text), message, "{text}");
    }
}

#[test]
fn nothing_is_too_deep_or_too_long_for_the_stack() {
    let too_deep = "A calculation formula cannot be nested deeper than 200 levels.";
    for text in [
        format!("{}a{}", "(".repeat(100_000 / 4), ")".repeat(100_000 / 4)),
        vec!["a"; 20_000].join("+"),
        "-".repeat(60_000) + "a",
        "not ".repeat(10_000) + "true",
        "if true then ".repeat(4_000) + "1",
        "abs(".repeat(10_000),
    ] {
        assert_eq!(outcome(&text), too_deep, "{}…", &text[..20]);
    }
    assert_eq!(outcome(&vec!["a"; 100].join("+")), "700");
    assert_eq!(outcome(&" ".repeat(65_537)), "A calculation formula cannot be longer than 65536 bytes.");
}

/// Calculated properties and what they come to on a deal.
fn calculated(definitions: Vec<Property>, values: &[(&'static str, &'static str)]) -> Properties {
    let mut all = properties();
    all.extend(definitions);
    let calculations = Calculations::new(all.iter(), &|name| find(&all, name));
    let mut record: Properties = values.iter().copied().collect();
    let deals = object_type::find("deals").expect("deals are a standard type");
    let (created_at, updated_at) = (Timestamp(1000), Timestamp(3000));
    calculations.apply(Row { object_type: deals, id: RecordId(5), created_at, updated_at }, &mut record);
    record
}

fn calculation(name: &'static str, kind: PropertyType, formula: &str) -> Property {
    let definition = Property::new(name, name, "group", kind, FieldType::CalculationEquation);
    Property { calculation_formula: Some(formula.to_owned()), ..definition }
}

#[test]
fn formulas_are_evaluated_in_the_order_in_which_they_need_each_other() {
    let definitions = vec![
        calculation("first", PropertyType::Number, "second + 1"),
        calculation("second", PropertyType::Number, "third * 2"),
        calculation("third", PropertyType::Number, "a + 1"),
        calculation("loop_a", PropertyType::Number, "loop_b"),
        calculation("loop_b", PropertyType::Number, "loop_a"),
    ];
    let record = calculated(definitions, &[("a", "1")]);
    let expected = [("a", "1"), ("first", "5"), ("second", "4"), ("third", "2")].into_iter().collect();
    assert_eq!(record, expected);
}

#[test]
fn what_has_no_result_is_cleared_or_stays_unset() {
    let definitions = || vec![calculation("net", PropertyType::Number, "a - b")];
    assert_eq!(calculated(definitions(), &[("a", "1")]).get("net"), None);
    assert_eq!(calculated(definitions(), &[("a", "1"), ("net", "5")]).get("net"), Some(""));
    assert_eq!(calculated(definitions(), &[("a", "1"), ("b", ""), ("net", "5")]).get("net"), Some(""));
}

#[test]
fn an_enumeration_takes_only_what_it_offers() {
    let option = |value: &'static str| PropertyOption {
        label: value.into(),
        value: value.into(),
        description: "".into(),
        display_order: -1,
        hidden: false,
    };
    let choice = || calculation("choice", PropertyType::Enumeration, "if a > 1 then 'high' else 'low'");
    let offering = |options: Vec<PropertyOption>| Property { options: options.into(), ..choice() };
    for (options, expected) in [
        (vec![option("high"), option("low")], Some("high")),
        (vec![option("low")], None),
        (vec![], Some("high")),
    ] {
        assert_eq!(calculated(vec![offering(options)], &[("a", "2")]).get("choice"), expected);
    }
}

#[test]
fn the_columns_of_a_record_are_read_like_its_values() {
    let created = Property::new("createdate", "", "group", PropertyType::DateTime, FieldType::Date);
    let modified = Property { name: "hs_lastmodifieddate".into(), ..created.clone() };
    let id = Property::new("hs_object_id", "", "group", PropertyType::Number, FieldType::Number);
    let sum = calculation(
        "sum",
        PropertyType::Number,
        "time_between(createdate, hs_lastmodifieddate) + hs_object_id",
    );
    assert_eq!(calculated(vec![created, modified, id, sum], &[]).get("sum"), Some("2005"));
}

#[test]
fn a_definition_must_not_need_itself_nor_break_others() {
    let mut all = properties();
    all.push(calculation("net", PropertyType::Number, "a - b"));
    all.push(calculation("twice", PropertyType::Number, "2net"));
    let calculations = Calculations::new(all.iter(), &|name| find(&all, name));
    let text_a = Property::new("a", "a", "group", PropertyType::String, FieldType::Text);
    let kinds = FormulaViolation::WrongKind { found: Kind::Text, wanted: Kind::Number };
    for (definition, expected) in [
        (calculation("net", PropertyType::Number, "a + 1"), Ok(())),
        (calculation("thrice", PropertyType::Number, "3net"), Ok(())),
        (
            calculation("own", PropertyType::Number, "own + 1"),
            Err(FormulaViolation::Circular("own".to_owned())),
        ),
        (
            calculation("net", PropertyType::Number, "a + twice"),
            Err(FormulaViolation::Circular("net".to_owned())),
        ),
        (calculation("x", PropertyType::Number, "'text'"), Err(kinds.clone())),
        (
            text_a,
            Err(FormulaViolation::Breaks { property: "net".to_owned(), reason: Box::new(kinds.clone()) }),
        ),
    ] {
        let mut with: Vec<_> = all.iter().filter(|old| old.name != definition.name).cloned().collect();
        with.push(definition.clone());
        assert_eq!(calculations.check(&definition, &|name| find(&with, name)), expected, "{definition:?}");
    }
    assert_eq!(calculations.users("a").collect::<Vec<_>>(), ["net"]);
    assert!(calculations.contains("twice") && !calculations.contains("a"));
}

proptest! {
    #[test]
    fn no_text_panics(text in any::<String>()) {
        outcome(&text);
    }

    #[test]
    fn no_sequence_of_words_panics(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "none", "string(", "bool(yes)", "tier", "1", "2.5", "1e9", "'x'", "\"", "(", ")", ",", "+", "-",
                "*", "/", "<", ">=", "=", "!=", "equals", "and", "or", "xor", "not", "if", "then", "elseif", "else",
                "endif", "max(", "min(", "is_present(", "coalesce(", "round_down(", "abs(", "true",
            ]),
            0..24,
        ),
    ) {
        outcome(&words.join(" "));
    }

    #[test]
    fn sums_are_those_of_integers(left in -1_000_000_i64..1_000_000, right in -1_000_000_i64..1_000_000) {
        prop_assert_eq!(outcome(&format!("({left}) + ({right})")), (left + right).to_string());
        prop_assert_eq!(outcome(&format!("({left}) * ({right})")), (left * right).to_string());
        prop_assert_eq!(outcome(&format!("({left}) < ({right})")), (left < right).to_string());
    }
}
