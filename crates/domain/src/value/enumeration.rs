//! Choices: one option, or several joined by `;`.

use std::borrow::Cow;
use std::collections::HashSet;

use super::email;
use crate::{Code, Property, Violation};

/// The contact property whose choices are addresses instead of listed options.
const ADDRESSES: &str = "hs_additional_emails";

/// Takes options by their internal value, case-sensitive.
///
/// A property without options of its own takes anything: its choices live elsewhere.
pub(super) fn canonical<'a>(
    property: &Property,
    input: &'a str,
    current: Option<&str>,
) -> Result<Cow<'a, str>, Violation> {
    if property.holds_many() || property.name == ADDRESSES {
        many(property, input, current)
    } else {
        check_choice(property, input, input)?;
        Ok(Cow::Borrowed(input))
    }
}

fn many<'a>(property: &Property, input: &'a str, current: Option<&str>) -> Result<Cow<'a, str>, Violation> {
    let appends = input.starts_with(';');
    // A single choice is by far the most frequent value and needs no new text.
    if !appends && !input.contains(';') && property.name != ADDRESSES {
        let choice = input.trim();
        check_choice(property, input, choice)?;
        return Ok(Cow::Borrowed(choice));
    }
    let kept = if appends { current.unwrap_or_default() } else { "" };
    let mut chosen: Vec<Cow<'_, str>> = Vec::new();
    // A set beside the list: a hostile value can hold 32,768 choices.
    let mut seen = HashSet::new();
    for choice in kept.split(';').filter(|choice| !choice.is_empty()) {
        if seen.insert(Cow::Borrowed(choice)) {
            chosen.push(Cow::Borrowed(choice));
        }
    }
    for choice in input.split(';').map(str::trim).filter(|choice| !choice.is_empty()) {
        check_choice(property, input, choice)?;
        let choice = fold(property, choice);
        if seen.insert(choice.clone()) {
            chosen.push(choice);
        }
    }
    let joined = chosen.join(";");
    // The input fits, but appending could grow the value without end.
    super::check_length(property, &joined)?;
    Ok(Cow::Owned(joined))
}

fn fold<'a>(property: &Property, choice: &'a str) -> Cow<'a, str> {
    if property.name == ADDRESSES { Cow::Owned(choice.to_lowercase()) } else { Cow::Borrowed(choice) }
}

fn check_choice(property: &Property, input: &str, choice: &str) -> Result<(), Violation> {
    if property.name == ADDRESSES {
        return if email::is_plausible(choice) {
            Ok(())
        } else {
            Err(email::invalid(property, input, choice))
        };
    }
    if property.options.is_empty() || property.options.iter().any(|option| option.value == choice) {
        return Ok(());
    }
    let allowed: Vec<_> = property.options.iter().map(|option| option.value.as_ref()).collect();
    Err(invalid_option(&property.name, input, choice, &allowed))
}

/// The violation of a choice that is not offered, listing those that are.
pub(crate) fn invalid_option(property: &str, input: &str, choice: &str, allowed: &[&str]) -> Violation {
    let message = format!("{choice} was not one of the allowed options: [{}]", allowed.join(", "));
    Violation::of_value(property, Code::InvalidOption, input, message)
}
