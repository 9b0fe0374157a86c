//! How values compare, and under which form they must be unique.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::decimal::Digits;
use crate::{Property, PropertyType, Timestamp};

/// Compares two canonical values by what they mean; an empty value comes after every other one.
///
/// Values that do not read as their type (stored before the type was changed) come after those that do.
pub fn compare(property_type: PropertyType, left: &str, right: &str) -> Ordering {
    match (left.is_empty(), right.is_empty()) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    match property_type {
        PropertyType::Number => by(left, right, Digits::parse),
        PropertyType::Date | PropertyType::DateTime => by(left, right, Timestamp::parse),
        // `false` before `true`, as the alphabet has it.
        PropertyType::Bool => left.cmp(right),
        PropertyType::Enumeration
        | PropertyType::String
        | PropertyType::PhoneNumber
        | PropertyType::ObjectCoordinates
        | PropertyType::Json => fold_compare(left, right),
    }
}

/// The form of a value under which uniqueness is checked: blanks around it and its case do not make it another value.
pub fn unique_key<'a>(property: &Property, value: &'a str) -> Cow<'a, str> {
    let value = value.trim();
    if property.property_type == PropertyType::Number {
        return match Digits::parse(value) {
            Some(number) => Cow::Owned(number.to_string()),
            None => Cow::Borrowed(value),
        };
    }
    if value.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(value)
    } else {
        Cow::Owned(value.to_lowercase())
    }
}

fn by<'a, T: Ord>(left: &'a str, right: &'a str, parse: impl Fn(&'a str) -> Option<T>) -> Ordering {
    match (parse(left), parse(right)) {
        (Some(left), Some(right)) => left.cmp(&right),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => left.cmp(right),
    }
}

/// Compares without regard to case, and by case only where that leaves a tie, so that the order is total.
fn fold_compare(left: &str, right: &str) -> Ordering {
    let folded = left.chars().flat_map(char::to_lowercase).cmp(right.chars().flat_map(char::to_lowercase));
    folded.then_with(|| left.cmp(right))
}
