//! The one place that knows what a value may be, what its canonical form is, and how two values compare.

mod date;
mod decimal;
mod email;
mod enumeration;
mod order;

use std::borrow::Cow;

pub(crate) use decimal::{Decimal, Digits, Rounding, is_number, n_decimals};
pub(crate) use email::is_domain;
pub use email::is_plausible as is_plausible_email;
pub(crate) use enumeration::invalid_option;
pub use order::{compare, unique_key};

use crate::{Code, Property, PropertyType, Timestamp, Violation};

/// A number of percents, none of them below zero, without idle decimals.
pub fn percentage(text: &str) -> Option<String> {
    let number = Decimal::parse(text)?;
    (number.is_zero() || number.is_positive()).then(|| number.to_string())
}

/// The longest text a property holds, in characters.
pub const TEXT_LIMIT: usize = 65_536;

/// A value as a client sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// A JSON string, or the text of a JSON number or boolean.
    Text(Cow<'a, str>),
    /// A JSON null: clears the value like `""` does.
    Null,
}

impl Input<'_> {
    /// The text to validate.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Null => "",
        }
    }
}

/// Validates a value that a client sent and gives it the form in which it is stored and sent back.
///
/// `""` clears and stays `""`.
/// `current` is the stored value, to which a multi-choice value that begins with `;` appends.
pub fn canonical<'a>(
    property: &Property,
    input: &'a str,
    current: Option<&str>,
) -> Result<Cow<'a, str>, Violation> {
    if input.contains('\0') {
        // PostgreSQL text cannot hold NUL, and no CRM value means anything by it.
        let cleaned = input.replace('\0', "");
        return canonical(property, &cleaned, current).map(|value| Cow::Owned(value.into_owned()));
    }
    if input.is_empty() {
        return Ok(Cow::Borrowed(""));
    }
    check_length(property, input)?;
    match property.property_type {
        PropertyType::Number => number(property, input),
        PropertyType::Bool => boolean(property, input),
        PropertyType::Date => date::canonical(property, input),
        PropertyType::DateTime => datetime(property, input),
        PropertyType::Enumeration => enumeration::canonical(property, input, current),
        PropertyType::String if email::is_address(property) => email::canonical(property, input),
        PropertyType::String
        | PropertyType::PhoneNumber
        | PropertyType::ObjectCoordinates
        | PropertyType::Json => Ok(Cow::Borrowed(input)),
    }
}

/// Tells whether clients may set the property, and if not, why.
pub fn check_writable(property: &Property) -> Result<(), Violation> {
    if !property.read_only_value {
        return Ok(());
    }
    let kind =
        if property.calculated || property.field_type.is_calculation() { "calculated" } else { "read only" };
    Err(Violation {
        property: property.name.to_string(),
        code: Code::ReadOnlyValue,
        message: format!("\"{}\" is a {kind} property; its value cannot be set.", property.name),
        value: None,
    })
}

/// The violation of giving a contact an address of somebody who was deleted for their privacy, in HubSpot's words.
pub fn blocked_address(property: &str, address: &str) -> Violation {
    let message = "email has been GDPR blacklisted".to_owned();
    Violation::of_value(property, Code::InvalidEmail, address, message)
}

/// The violation of naming a property that the type does not have.
pub fn unknown_property(name: &str) -> Violation {
    Violation {
        property: name.to_owned(),
        code: Code::PropertyDoesntExist,
        message: format!("Property \"{name}\" does not exist"),
        value: None,
    }
}

fn check_length(property: &Property, text: &str) -> Result<(), Violation> {
    // The length in bytes is an upper bound, so that nearly no text is counted.
    if text.len() <= TEXT_LIMIT || text.chars().count() <= TEXT_LIMIT {
        return Ok(());
    }
    // The refused text is not repeated in the answer: it is what is too long.
    Err(Violation {
        property: property.name.to_string(),
        code: Code::ValueTooLong,
        message: format!("{} value is too long. Max length: {TEXT_LIMIT}", property.name),
        value: None,
    })
}

fn number<'a>(property: &Property, input: &'a str) -> Result<Cow<'a, str>, Violation> {
    decimal::canonical(input).ok_or_else(|| {
        let message = format!("{input} was not a valid number.");
        Violation::of_value(&property.name, Code::InvalidInteger, input, message)
    })
}

fn boolean<'a>(property: &Property, input: &'a str) -> Result<Cow<'a, str>, Violation> {
    let text = input.trim();
    if text.eq_ignore_ascii_case("true") {
        Ok(Cow::Borrowed("true"))
    } else if text.eq_ignore_ascii_case("false") {
        Ok(Cow::Borrowed("false"))
    } else {
        let message = format!("{input} was not a valid boolean.");
        Err(Violation::of_value(&property.name, Code::InvalidBoolean, input, message))
    }
}

fn datetime<'a>(property: &Property, input: &'a str) -> Result<Cow<'a, str>, Violation> {
    match Timestamp::parse(input) {
        Some(instant) => Ok(Cow::Owned(instant.to_iso())),
        None => Err(not_a_long(property, input)),
    }
}

/// The violation of text that is neither epoch milliseconds nor ISO 8601 (recorded 2022).
fn not_a_long(property: &Property, input: &str) -> Violation {
    let message = format!("{input} was not a valid long.");
    Violation::of_value(&property.name, Code::InvalidLong, input, message)
}

#[cfg(test)]
mod tests;
