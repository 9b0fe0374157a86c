//! What is wrong with a property's value, in the words that HubSpot uses.

/// The kind of a violation, as it travels in `error` and `code`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// The object type has no property of this name.
    PropertyDoesntExist,
    /// The value is not among the property's options.
    InvalidOption,
    /// The value is not an e-mail address that could receive mail.
    InvalidEmail,
    /// The value is neither epoch milliseconds nor ISO 8601.
    InvalidLong,
    /// The value is not a decimal number; HubSpot says INTEGER for fractions too (recorded 2025).
    InvalidInteger,
    /// The instant is not midnight UTC, so it is no date.
    InvalidDate,
    /// The value is neither `true` nor `false`.
    InvalidBoolean,
    /// No owner has the id.
    InvalidOwnerId,
    /// Clients may not set the property.
    ReadOnlyValue,
    /// The text is longer than a property holds.
    ValueTooLong,
    /// A validation rule of the account refuses the value; the rule's own code.
    ValidationRule(&'static str),
}

impl Code {
    /// The code as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PropertyDoesntExist => "PROPERTY_DOESNT_EXIST",
            Self::InvalidOption => "INVALID_OPTION",
            Self::InvalidEmail => "INVALID_EMAIL",
            Self::InvalidLong => "INVALID_LONG",
            Self::InvalidInteger => "INVALID_INTEGER",
            Self::InvalidDate => "INVALID_DATE",
            Self::InvalidBoolean => "INVALID_BOOLEAN",
            Self::InvalidOwnerId => "INVALID_OWNER_ID",
            Self::ReadOnlyValue => "READ_ONLY_VALUE",
            Self::ValueTooLong => "VALUE_TOO_LONG",
            Self::ValidationRule(code) => code,
        }
    }
}

/// One value that cannot be stored, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The property that was to be set.
    pub property: String,
    /// The kind of the problem.
    pub code: Code,
    /// The sentence that clients see.
    pub message: String,
    /// The refused value, where there is one to show.
    pub value: Option<String>,
}

impl Violation {
    pub(crate) fn of_value(property: &str, code: Code, value: &str, message: String) -> Self {
        Self { property: property.to_owned(), code, message, value: Some(value.to_owned()) }
    }
}
