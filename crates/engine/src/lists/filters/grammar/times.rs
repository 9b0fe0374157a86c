//! Moments.

use super::{Family, Field, Holds, Shape, optional, required};

const HOUR: Field = optional("hour", Holds::Int);
const MINUTE: Field = optional("minute", Holds::Int);
const SECOND: Field = optional("second", Holds::Int);
const MILLISECOND: Field = optional("millisecond", Holds::Int);
const MONTH: Field = optional("month", Holds::Int);
const DAY: Field = optional("day", Holds::Int);
const ZONE: Field = optional("zoneId", Holds::Text);
const ZONE_SOURCE: Field = optional("timezoneSource", Holds::Word(&["CUSTOM", "PORTAL", "USER"]));

/// Moments that bounds name.
pub(super) static POINTS: Family = Family {
    name: "time point",
    tag: "timeType",
    shapes: &[
        Shape {
            name: "DATE",
            operators: &[],
            fields: &[
                required("year", Holds::Int),
                required("month", Holds::Int),
                required("day", Holds::Int),
                HOUR,
                MINUTE,
                SECOND,
                MILLISECOND,
                ZONE_SOURCE,
                ZONE,
            ],
        },
        Shape {
            name: "INDEXED",
            operators: &[],
            fields: &[
                required("indexReference", Holds::Thing(&REFERENCES)),
                optional("offset", Holds::Thing(&OFFSET)),
                ZONE_SOURCE,
                ZONE,
            ],
        },
        Shape {
            name: "PROPERTY_REFERENCED",
            operators: &[],
            fields: &[
                required("property", Holds::Text),
                required("referenceType", Holds::Word(&["VALUE", "UPDATED_AT"])),
                ZONE_SOURCE,
                ZONE,
            ],
        },
    ],
};

/// Places in the calendar around now.
static REFERENCES: Family = Family {
    name: "index reference",
    tag: "referenceType",
    shapes: &[
        Shape { name: "NOW", operators: &[], fields: &[HOUR, MINUTE, SECOND, MILLISECOND] },
        Shape { name: "TODAY", operators: &[], fields: &[HOUR, MINUTE, SECOND, MILLISECOND] },
        Shape {
            name: "WEEK",
            operators: &[],
            fields: &[
                required(
                    "dayOfWeek",
                    Holds::Word(&[
                        "MONDAY",
                        "TUESDAY",
                        "WEDNESDAY",
                        "THURSDAY",
                        "FRIDAY",
                        "SATURDAY",
                        "SUNDAY",
                    ]),
                ),
                HOUR,
                MINUTE,
                SECOND,
                MILLISECOND,
            ],
        },
        Shape { name: "MONTH", operators: &[], fields: &[DAY, HOUR, MINUTE, SECOND, MILLISECOND] },
        Shape { name: "QUARTER", operators: &[], fields: IN_YEAR },
        Shape { name: "YEAR", operators: &[], fields: IN_YEAR },
        Shape { name: "FISCAL_QUARTER", operators: &[], fields: IN_YEAR },
        Shape { name: "FISCAL_YEAR", operators: &[], fields: IN_YEAR },
    ],
};

const IN_YEAR: &[Field] = &[MONTH, DAY, HOUR, MINUTE, SECOND, MILLISECOND];

/// How far a moment lies from its reference: of one kind, which nothing needs to say.
static OFFSET: Family = Family {
    name: "offset",
    tag: "",
    shapes: &[Shape {
        name: "",
        operators: &[],
        fields: &[
            optional("years", Holds::Int),
            optional("quarters", Holds::Int),
            optional("months", Holds::Int),
            optional("weeks", Holds::Int),
            optional("days", Holds::Int),
            optional("hours", Holds::Int),
            optional("minutes", Holds::Int),
            optional("seconds", Holds::Int),
            optional("milliseconds", Holds::Int),
        ],
    }],
};
