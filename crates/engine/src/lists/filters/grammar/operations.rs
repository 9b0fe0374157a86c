//! The operations on a property's values, and which properties take which.

use linchpin_domain::PropertyType;

use super::times::POINTS;
use super::{Family, Field, Holds, Need, Shape, optional, required};

const BETWEEN: &[&str] = &["IS_BETWEEN", "IS_NOT_BETWEEN"];
const SIDES: &[&str] = &["IS_BEFORE", "IS_AFTER"];
const ROLLING: &[&str] = &[
    "IS_LESS_THAN_X_DAYS_AGO",
    "IS_MORE_THAN_X_DAYS_AGO",
    "IS_LESS_THAN_X_DAYS_FROM_NOW",
    "IS_MORE_THAN_X_DAYS_FROM_NOW",
];
const MONTHS: &[&str] = &[
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// Whether records without a value count too.
const UNSET_TOO: Field = flag("includeObjectsWithNoValueSet");
const CONVERTED: Field = flag("requiresTimeZoneConversion");
const ENDPOINT: Holds = Holds::Word(&["INCLUSIVE", "EXCLUSIVE"]);
const PARSER: Field = optional("propertyParser", Holds::Word(&["VALUE", "UPDATED_AT"]));
const COMPARED: &[Field] = &[
    required("comparisonPropertyName", Holds::Text),
    optional("defaultComparisonValue", Holds::Text),
    UNSET_TOO,
];

const fn flag(name: &'static str) -> Field {
    Field { name, need: Need::False, holds: Holds::Flag }
}

/// What the values of a property are asked.
pub(super) static OPERATIONS: Family = Family {
    name: "operation",
    tag: "operationType",
    shapes: &[
        Shape { name: "ALL_PROPERTY", operators: &["IS_KNOWN", "IS_UNKNOWN"], fields: &[UNSET_TOO] },
        Shape {
            name: "BOOL",
            operators: &[
                "IS_EQUAL_TO",
                "IS_NOT_EQUAL_TO",
                "HAS_EVER_BEEN_EQUAL_TO",
                "HAS_NEVER_BEEN_EQUAL_TO",
            ],
            fields: &[required("value", Holds::Flag), UNSET_TOO],
        },
        Shape {
            name: "ENUMERATION",
            operators: &[
                "IS_ANY_OF",
                "IS_NONE_OF",
                "IS_EXACTLY",
                "IS_NOT_EXACTLY",
                "CONTAINS_ALL",
                "DOES_NOT_CONTAIN_ALL",
                "HAS_EVER_BEEN_ANY_OF",
                "HAS_NEVER_BEEN_ANY_OF",
                "HAS_EVER_BEEN_EXACTLY",
                "HAS_NEVER_BEEN_EXACTLY",
                "HAS_EVER_CONTAINED_ALL",
                "HAS_NEVER_CONTAINED_ALL",
            ],
            fields: &[required("values", Holds::Texts), UNSET_TOO],
        },
        Shape {
            name: "MULTISTRING",
            operators: &[
                "IS_EQUAL_TO",
                "IS_NOT_EQUAL_TO",
                "CONTAINS",
                "CONTAINS_EXACTLY",
                "DOES_NOT_CONTAIN",
                "DOES_NOT_CONTAIN_EXACTLY",
                "STARTS_WITH",
                "ENDS_WITH",
            ],
            fields: &[required("values", Holds::Texts), UNSET_TOO],
        },
        Shape {
            name: "STRING",
            operators: &[
                "IS_EQUAL_TO",
                "IS_NOT_EQUAL_TO",
                "CONTAINS",
                "DOES_NOT_CONTAIN",
                "STARTS_WITH",
                "ENDS_WITH",
                "HAS_EVER_BEEN_EQUAL_TO",
                "HAS_NEVER_BEEN_EQUAL_TO",
                "HAS_EVER_CONTAINED",
                "HAS_NEVER_CONTAINED",
            ],
            fields: &[required("value", Holds::Text), UNSET_TOO],
        },
        Shape {
            name: "NUMBER",
            operators: &[
                "IS_EQUAL_TO",
                "IS_NOT_EQUAL_TO",
                "IS_GREATER_THAN",
                "IS_GREATER_THAN_OR_EQUAL_TO",
                "IS_LESS_THAN",
                "IS_LESS_THAN_OR_EQUAL_TO",
                "HAS_EVER_BEEN_EQUAL_TO",
                "HAS_NEVER_BEEN_EQUAL_TO",
            ],
            fields: &[required("value", Holds::Number), UNSET_TOO],
        },
        Shape {
            name: "NUMBER_RANGED",
            operators: BETWEEN,
            fields: &[
                required("lowerBound", Holds::Number),
                required("upperBound", Holds::Number),
                UNSET_TOO,
            ],
        },
        Shape {
            name: "DATETIME",
            operators: SIDES,
            fields: &[required("timestamp", Holds::Int), CONVERTED, UNSET_TOO],
        },
        Shape {
            name: "RANGED_DATE",
            operators: BETWEEN,
            fields: &[
                required("lowerBound", Holds::Int),
                required("upperBound", Holds::Int),
                CONVERTED,
                UNSET_TOO,
            ],
        },
        Shape {
            name: "DATE",
            operators: ROLLING,
            fields: &[
                required("year", Holds::Int),
                required("month", Holds::Word(MONTHS)),
                required("day", Holds::Int),
                UNSET_TOO,
            ],
        },
        Shape {
            name: "ROLLING_DATE_RANGE",
            operators: ROLLING,
            fields: &[required("numberOfDays", Holds::Int), CONVERTED, UNSET_TOO],
        },
        Shape {
            name: "CALENDAR_DATE",
            operators: &[
                "IN_THIS_TIME_UNIT",
                "IN_THIS_TIME_UNIT_SO_FAR",
                "IN_NEXT_TIME_UNIT",
                "IN_LAST_TIME_UNIT",
            ],
            fields: &[
                required("timeUnit", Holds::Word(&["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"])),
                optional("timeUnitCount", Holds::Int),
                optional("useFiscalYear", Holds::Flag),
                optional("fiscalYearStart", Holds::Word(MONTHS)),
                UNSET_TOO,
            ],
        },
        Shape {
            name: "TIME_POINT",
            operators: SIDES,
            fields: &[
                required("timePoint", Holds::Thing(&POINTS)),
                optional("endpointBehavior", ENDPOINT),
                PARSER,
                Field { name: "type", need: Need::Word("TIME_POINT"), holds: Holds::Word(&["TIME_POINT"]) },
                UNSET_TOO,
            ],
        },
        Shape {
            name: "TIME_RANGED",
            operators: BETWEEN,
            fields: &[
                required("lowerBoundTimePoint", Holds::Thing(&POINTS)),
                required("upperBoundTimePoint", Holds::Thing(&POINTS)),
                optional("lowerBoundEndpointBehavior", ENDPOINT),
                optional("upperBoundEndpointBehavior", ENDPOINT),
                PARSER,
                Field { name: "type", need: Need::Word("TIME_RANGED"), holds: Holds::Word(&["TIME_RANGED"]) },
                UNSET_TOO,
            ],
        },
        Shape { name: "COMPARATIVE_DATE", operators: SIDES, fields: COMPARED },
        Shape { name: "COMPARATIVE_PROPERTY_UPDATED", operators: SIDES, fields: COMPARED },
        Shape {
            name: "ROLLING_PROPERTY_UPDATED",
            operators: &["UPDATED_IN_LAST_X_DAYS", "NOT_UPDATED_IN_LAST_X_DAYS"],
            fields: &[required("numberOfDays", Holds::Int), UNSET_TOO],
        },
    ],
};

/// Whether properties of a type take an operation that asks for their values.
pub(in super::super) fn takes(operation: &str, property_type: PropertyType) -> bool {
    use PropertyType as T;
    match operation {
        "BOOL" => property_type == T::Bool,
        "ENUMERATION" => property_type == T::Enumeration,
        "NUMBER" | "NUMBER_RANGED" => property_type == T::Number,
        "STRING" | "MULTISTRING" => {
            matches!(property_type, T::String | T::PhoneNumber | T::ObjectCoordinates | T::Json)
        }
        "DATETIME" | "RANGED_DATE" | "DATE" | "ROLLING_DATE_RANGE" | "CALENDAR_DATE" | "TIME_POINT"
        | "TIME_RANGED" | "COMPARATIVE_DATE" => matches!(property_type, T::Date | T::DateTime),
        _ => true,
    }
}
