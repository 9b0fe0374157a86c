//! Which events count, and how many of them there have to be.

use super::times::POINTS;
use super::{Family, Holds, Shape, optional, required};

/// What narrows events down, and what counts them.
pub(super) static REFINEMENTS: Family = Family {
    name: "refinement",
    tag: "type",
    shapes: &[
        Shape {
            name: "NUM_OCCURRENCES",
            operators: &[],
            fields: &[optional("minOccurrences", Holds::Int), optional("maxOccurrences", Holds::Int)],
        },
        Shape { name: "SET_OCCURRENCES", operators: &[], fields: &[required("setType", Holds::Text)] },
        Shape { name: "ALL_HISTORY", operators: &[], fields: &[] },
        Shape {
            name: "ABSOLUTE_COMPARATIVE",
            operators: &[],
            fields: &[required("comparison", Holds::Text), required("timestamp", Holds::Int)],
        },
        Shape {
            name: "ABSOLUTE_RANGED",
            operators: &[],
            fields: &[
                required("rangeType", Holds::Text),
                required("lowerTimestamp", Holds::Int),
                required("upperTimestamp", Holds::Int),
            ],
        },
        Shape {
            name: "RELATIVE_COMPARATIVE",
            operators: &[],
            fields: &[required("comparison", Holds::Text), required("timeOffset", DISTANCE)],
        },
        Shape {
            name: "RELATIVE_RANGED",
            operators: &[],
            fields: &[
                required("rangeType", Holds::Text),
                required("lowerBoundOffset", DISTANCE),
                required("upperBoundOffset", DISTANCE),
            ],
        },
        Shape {
            name: "TIME_POINT",
            operators: &["IS_BEFORE", "IS_AFTER"],
            fields: &[
                required("timePoint", Holds::Thing(&POINTS)),
                optional("endpointBehavior", Holds::Text),
            ],
        },
        Shape {
            name: "TIME_RANGED",
            operators: &["IS_BETWEEN", "IS_NOT_BETWEEN"],
            fields: &[
                required("lowerBoundTimePoint", Holds::Thing(&POINTS)),
                required("upperBoundTimePoint", Holds::Thing(&POINTS)),
                optional("lowerBoundEndpointBehavior", Holds::Text),
                optional("upperBoundEndpointBehavior", Holds::Text),
            ],
        },
    ],
};

/// A number of units before or after now, which nothing is made of yet, for there are no events.
const DISTANCE: Holds = Holds::Anything;
