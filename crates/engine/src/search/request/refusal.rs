//! Why a search is refused.

use linchpin_domain::filter::InvalidOperand;

/// Why a search is refused; displays as the sentence that clients see.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchRefusal {
    /// More of something than a search may have; in HubSpot's words.
    #[error("too many {what} (count: {count}, max allowed: {max})")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How much there is.
        count: usize,
        /// How much there may be.
        max: usize,
    },
    /// A query of too many characters.
    #[error("The query cannot have more than {0} characters.")]
    QueryTooLong(usize),
    /// A page that reaches further into the results than a search does.
    #[error("A search cannot page beyond its first {0} results.")]
    BeyondResults(usize),
    /// A condition or an order names a property that the type does not have.
    #[error("Property \"{0}\" does not exist")]
    UnknownProperty(String),
    /// A condition names a property that no search can filter by.
    #[error("Property \"{0}\" cannot be filtered by.")]
    NotFiltered(String),
    /// An operand is no value of its property.
    #[error("{0}")]
    InvalidOperand(InvalidOperand),
    /// A condition on associated records has another operator than `EQ` and `IN`.
    #[error("\"{0}\" only takes the operators EQ and IN.")]
    AssociationOperator(String),
    /// The records that a condition names are associated with more records than one search looks at.
    #[error("\"{property}\" stands for more than {max} associated records.")]
    TooManyAssociated {
        /// The property of the condition.
        property: String,
        /// How many it may be.
        max: usize,
    },
}

impl SearchRefusal {
    /// The property that is refused, if one is.
    pub fn property(&self) -> Option<&str> {
        match self {
            Self::TooMany { .. } | Self::QueryTooLong(_) | Self::BeyondResults(_) => None,
            Self::UnknownProperty(name) | Self::NotFiltered(name) | Self::AssociationOperator(name) => {
                Some(name)
            }
            Self::InvalidOperand(invalid) => Some(&invalid.property),
            Self::TooManyAssociated { property, .. } => Some(property),
        }
    }
}
