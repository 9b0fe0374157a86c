//! The kinds of rules, and the properties that each is for.

use crate::{FieldType, Property, PropertyType};

/// A kind of rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// An instant is at least this long after now.
    AfterDatetimeDuration,
    /// A day is at least this long after today.
    AfterDuration,
    /// A text holds letters, digits, or both, and nothing else.
    Alphanumeric,
    /// An instant is at least this long before now.
    BeforeDatetimeDuration,
    /// A day is at least this long before today.
    BeforeDuration,
    /// A day or instant is on one of these days of the week.
    DaysOfWeek,
    /// A number has at most so many decimals.
    Decimal,
    /// A text is a domain.
    Domain,
    /// A text is an e-mail address.
    Email,
    /// A text is an e-mail address of one of these domains.
    EmailAllowedDomains,
    /// A text is no e-mail address of one of these domains.
    EmailBlockedDomains,
    /// A day is not after this one.
    EndDate,
    /// An instant is not after this one.
    EndDatetime,
    /// A text is in upper or lower case, or its words begin with capitals.
    Format,
    /// A text has at most so many characters.
    MaxLength,
    /// A number is not greater.
    MaxNumber,
    /// A text has at least so many characters.
    MinLength,
    /// A number is not less.
    MinNumber,
    /// A telephone number begins with a country's calling code.
    PhoneNumberWithExplicitCountryCode,
    /// A text matches a regular expression.
    Regex,
    /// A text holds only letters, digits and white space.
    SpecialCharacters,
    /// A day is not before this one.
    StartDate,
    /// An instant is not before this one.
    StartDatetime,
    /// A text is a web address.
    Url,
    /// A text is a web address in one of these domains.
    UrlAllowedDomains,
    /// A text is no web address in one of these domains.
    UrlBlockedDomains,
    /// A text holds no white space, or none around it.
    Whitespace,
}

impl RuleKind {
    /// Every kind, in the order of names.
    pub const ALL: [Self; 27] = [
        Self::AfterDatetimeDuration,
        Self::AfterDuration,
        Self::Alphanumeric,
        Self::BeforeDatetimeDuration,
        Self::BeforeDuration,
        Self::DaysOfWeek,
        Self::Decimal,
        Self::Domain,
        Self::Email,
        Self::EmailAllowedDomains,
        Self::EmailBlockedDomains,
        Self::EndDate,
        Self::EndDatetime,
        Self::Format,
        Self::MaxLength,
        Self::MaxNumber,
        Self::MinLength,
        Self::MinNumber,
        Self::PhoneNumberWithExplicitCountryCode,
        Self::Regex,
        Self::SpecialCharacters,
        Self::StartDate,
        Self::StartDatetime,
        Self::Url,
        Self::UrlAllowedDomains,
        Self::UrlBlockedDomains,
        Self::Whitespace,
    ];

    /// The name as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AfterDatetimeDuration => "AFTER_DATETIME_DURATION",
            Self::AfterDuration => "AFTER_DURATION",
            Self::Alphanumeric => "ALPHANUMERIC",
            Self::BeforeDatetimeDuration => "BEFORE_DATETIME_DURATION",
            Self::BeforeDuration => "BEFORE_DURATION",
            Self::DaysOfWeek => "DAYS_OF_WEEK",
            Self::Decimal => "DECIMAL",
            Self::Domain => "DOMAIN",
            Self::Email => "EMAIL",
            Self::EmailAllowedDomains => "EMAIL_ALLOWED_DOMAINS",
            Self::EmailBlockedDomains => "EMAIL_BLOCKED_DOMAINS",
            Self::EndDate => "END_DATE",
            Self::EndDatetime => "END_DATETIME",
            Self::Format => "FORMAT",
            Self::MaxLength => "MAX_LENGTH",
            Self::MaxNumber => "MAX_NUMBER",
            Self::MinLength => "MIN_LENGTH",
            Self::MinNumber => "MIN_NUMBER",
            Self::PhoneNumberWithExplicitCountryCode => "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE",
            Self::Regex => "REGEX",
            Self::SpecialCharacters => "SPECIAL_CHARACTERS",
            Self::StartDate => "START_DATE",
            Self::StartDatetime => "START_DATETIME",
            Self::Url => "URL",
            Self::UrlAllowedDomains => "URL_ALLOWED_DOMAINS",
            Self::UrlBlockedDomains => "URL_BLOCKED_DOMAINS",
            Self::Whitespace => "WHITESPACE",
        }
    }

    /// Reads a name as it travels.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == text)
    }

    /// Tells whether properties of this type and field can have such a rule (documented).
    pub fn is_for(self, property: &Property) -> bool {
        use FieldType as F;
        let is_text = |fields: &[FieldType]| {
            matches!(property.property_type, PropertyType::String | PropertyType::PhoneNumber)
                && fields.contains(&property.field_type)
        };
        match self {
            Self::AfterDatetimeDuration
            | Self::BeforeDatetimeDuration
            | Self::StartDatetime
            | Self::EndDatetime => property.property_type == PropertyType::DateTime,
            Self::AfterDuration | Self::BeforeDuration | Self::StartDate | Self::EndDate => {
                property.property_type == PropertyType::Date
            }
            Self::DaysOfWeek => matches!(property.property_type, PropertyType::Date | PropertyType::DateTime),
            Self::Decimal | Self::MaxNumber | Self::MinNumber => {
                property.property_type == PropertyType::Number
            }
            Self::Alphanumeric | Self::Format | Self::Regex | Self::SpecialCharacters => {
                is_text(&[F::Text, F::Textarea])
            }
            Self::MaxLength | Self::MinLength => is_text(&[F::Text, F::Textarea, F::PhoneNumber]),
            Self::PhoneNumberWithExplicitCountryCode => is_text(&[F::PhoneNumber]),
            Self::Domain
            | Self::Email
            | Self::EmailAllowedDomains
            | Self::EmailBlockedDomains
            | Self::Url
            | Self::UrlAllowedDomains
            | Self::UrlBlockedDomains
            | Self::Whitespace => is_text(&[F::Text]),
        }
    }
}
