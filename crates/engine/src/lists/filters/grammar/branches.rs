//! The branches.

use super::filters::FILTERS;
use super::refinements::REFINEMENTS;
use super::{Family, Field, Holds, Need, Shape, optional, required};

/// Groups of filters and of other groups.
pub(in super::super) static BRANCHES: Family = Family {
    name: "filter branch",
    tag: "filterBranchType",
    shapes: &[
        Shape { name: "OR", operators: &[], fields: &[joined("OR"), INNER, FILTERS_IN] },
        Shape { name: "AND", operators: &[], fields: &[joined("AND"), INNER, FILTERS_IN] },
        Shape { name: "NOT_ALL", operators: &[], fields: &[joined("AND"), INNER, FILTERS_IN] },
        Shape { name: "NOT_ANY", operators: &[], fields: &[joined("OR"), INNER, FILTERS_IN] },
        Shape { name: "RESTRICTED", operators: &[], fields: &[joined("AND"), INNER, FILTERS_IN] },
        Shape {
            name: "ASSOCIATION",
            operators: &["IN_LIST", "NOT_IN_LIST"],
            fields: &[
                joined("AND"),
                INNER,
                FILTERS_IN,
                required("objectTypeId", Holds::Text),
                required("associationTypeId", Holds::Int),
                required("associationCategory", Holds::Text),
            ],
        },
        Shape {
            name: "PROPERTY_ASSOCIATION",
            operators: &["IN_LIST", "NOT_IN_LIST"],
            fields: &[
                joined("AND"),
                INNER,
                FILTERS_IN,
                required("objectTypeId", Holds::Text),
                required("propertyWithObjectId", Holds::Text),
            ],
        },
        Shape {
            name: "UNIFIED_EVENTS",
            operators: &["HAS_COMPLETED", "HAS_NOT_COMPLETED"],
            fields: &[
                joined("AND"),
                INNER,
                FILTERS_IN,
                required("eventTypeId", Holds::Text),
                optional("pruningRefineBy", Holds::Thing(&REFINEMENTS)),
                optional("coalescingRefineBy", Holds::Thing(&REFINEMENTS)),
            ],
        },
    ],
};

const INNER: Field = Field { name: "filterBranches", need: Need::Empty, holds: Holds::Branches };
const FILTERS_IN: Field = Field { name: "filters", need: Need::Empty, holds: Holds::Things(&FILTERS) };

/// How the parts are joined, with what it is where nobody says it.
const fn joined(usual: &'static str) -> Field {
    Field { name: "filterBranchOperator", need: Need::Word(usual), holds: Holds::Word(&["AND", "OR"]) }
}
