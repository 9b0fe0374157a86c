//! Whether a value has the form that a rule asks for, and what gives it that form.

use std::borrow::Cow;

use jiff::Span;

use super::arguments::{Address, DAYS, Domains, From, Test};
use super::{Moment, phone};
use crate::calendar::Zone;
use crate::value::{compare, is_domain, is_plausible_email, n_decimals};
use crate::{PropertyType, Timestamp};

/// What is said of a refused value: a code, and a sentence.
pub(super) type Refusal = (&'static str, String);

/// What is wrong with a value, if anything.
///
/// Only the code and sentence of values with other characters than letters are HubSpot's (documented 2023); the
/// others are formed after them.
pub(super) fn refusal(test: &Test, value: &str, moment: Moment<'_>) -> Option<Refusal> {
    if passes(test, value, moment) {
        return None;
    }
    let (code, message): (_, Cow<'_, str>) = match test {
        Test::Letters => ("INVALID_ALPHA", "Enter only letters".into()),
        Test::Digits => ("INVALID_NUMERIC", "Enter only numbers".into()),
        Test::LettersAndDigits => ("INVALID_ALPHANUMERIC", "Enter only letters and numbers".into()),
        Test::NoSpecialCharacters => ("INVALID_SPECIAL_CHARACTERS", "Enter no special characters".into()),
        Test::UpperCase => ("INVALID_FORMAT", "Enter only upper case letters".into()),
        Test::LowerCase => ("INVALID_FORMAT", "Enter only lower case letters".into()),
        Test::Capitals => ("INVALID_FORMAT", "Begin each word with a capital letter".into()),
        Test::NoWhitespace => ("INVALID_WHITESPACE", "Enter no spaces".into()),
        Test::NoOuterWhitespace => ("INVALID_WHITESPACE", "Enter no spaces at the start or end".into()),
        Test::MinLength(min) => ("INVALID_MIN_LENGTH", format!("Enter at least {min} characters").into()),
        Test::MaxLength(max) => ("INVALID_MAX_LENGTH", format!("Enter at most {max} characters").into()),
        Test::MinNumber(min) => ("INVALID_MIN_NUMBER", format!("Enter a number of at least {min}").into()),
        Test::MaxNumber(max) => ("INVALID_MAX_NUMBER", format!("Enter a number of at most {max}").into()),
        Test::Decimals(max) => {
            ("INVALID_DECIMAL", format!("Enter a number with at most {max} decimal places").into())
        }
        Test::NotBefore(start) => {
            ("INVALID_START_DATE", format!("Enter {} or later", as_in(value, *start)).into())
        }
        Test::NotAfter(end) => {
            ("INVALID_END_DATE", format!("Enter {} or earlier", as_in(value, *end)).into())
        }
        Test::AfterNow(span, _) => {
            ("INVALID_AFTER_DURATION", format!("Enter a time at least {span} from now").into())
        }
        Test::BeforeNow(span, _) => {
            ("INVALID_BEFORE_DURATION", format!("Enter a time at least {span} ago").into())
        }
        Test::Days(days) => {
            let names = DAYS.iter().zip(days).filter(|(_, allowed)| **allowed).map(|(name, _)| *name);
            let names: Vec<_> = names.collect();
            ("INVALID_DAYS_OF_WEEK", format!("Enter a day that is one of {}", names.join(", ")).into())
        }
        Test::Regex(_, Some(message)) => ("INVALID_REGEX", message.into()),
        Test::Regex(regex, None) => ("INVALID_REGEX", format!("Enter a value that matches {regex}").into()),
        Test::Domain => ("INVALID_DOMAIN", "Enter a valid domain".into()),
        Test::Email => ("INVALID_EMAIL", "Enter a valid email address".into()),
        Test::Url => ("INVALID_URL", "Enter a valid URL".into()),
        Test::Domains(domains) => domains_refusal(domains),
        Test::Phone(None) => ("INVALID_PHONE_NUMBER", "Enter a phone number with its country code".into()),
        Test::Phone(Some(code)) => {
            ("INVALID_PHONE_NUMBER", format!("Enter a phone number with the country code +{code}").into())
        }
    };
    Some((code, message.into_owned()))
}

/// The moment as whoever wrote the value would write it: as a day where that is one.
fn as_in(value: &str, moment: Timestamp) -> String {
    if is_instant(value) { moment.to_iso() } else { moment.to_date() }
}

/// Whether a canonical value is an instant; else it is a day, wherever one is.
fn is_instant(value: &str) -> bool {
    value.contains('T')
}

fn domains_refusal(domains: &Domains) -> (&'static str, Cow<'static, str>) {
    let (code, what) = match domains.of {
        Address::Email => ("INVALID_EMAIL_DOMAIN", "an email address"),
        Address::Url => ("INVALID_URL_DOMAIN", "a URL"),
    };
    let which = if domains.allowed { "one" } else { "none" };
    (code, format!("Enter {what} of {which} of these domains: {}", domains.names.join(", ")).into())
}

fn passes(test: &Test, value: &str, moment: Moment<'_>) -> bool {
    match test {
        Test::Letters => value.chars().all(char::is_alphabetic),
        Test::Digits => value.chars().all(|c| c.is_ascii_digit()),
        Test::LettersAndDigits => value.chars().all(char::is_alphanumeric),
        Test::NoSpecialCharacters => value.chars().all(|c| c.is_alphanumeric() || c.is_whitespace()),
        Test::UpperCase => !value.chars().any(char::is_lowercase),
        Test::LowerCase => !value.chars().any(char::is_uppercase),
        Test::Capitals => value.split_whitespace().all(|word| !word.starts_with(char::is_lowercase)),
        Test::NoWhitespace => !value.contains(char::is_whitespace),
        Test::NoOuterWhitespace => value.trim() == value,
        Test::MinLength(min) => value.chars().count() >= *min,
        Test::MaxLength(max) => value.chars().count() <= *max,
        Test::MinNumber(min) => compare(PropertyType::Number, value, min).is_ge(),
        Test::MaxNumber(max) => compare(PropertyType::Number, value, max).is_le(),
        Test::Decimals(max) => n_decimals(value) <= *max,
        Test::NotBefore(start) => Timestamp::parse(value).is_some_and(|at| at >= *start),
        Test::NotAfter(end) => Timestamp::parse(value).is_some_and(|at| at <= *end),
        Test::AfterNow(span, from) => beyond(value, moment, *from, *span),
        Test::BeforeNow(span, from) => beyond(value, moment, *from, span.negate()),
        Test::Days(days) => {
            let zone = if is_instant(value) { moment.zone } else { &Zone::UTC };
            Timestamp::parse(value).is_some_and(|at| days[zone.weekday(at)])
        }
        Test::Regex(regex, _) => regex.is_match(value),
        Test::Domain => is_domain(value),
        Test::Email => is_plausible_email(value),
        Test::Url => url_domain(value).is_some(),
        Test::Domains(domains) => domains.admit(value),
        Test::Phone(code) => phone::is_number(value, *code),
    }
}

/// Gives a value the form that the test asks for, as far as that can be done without changing what it means.
pub(super) fn normalize<'a>(test: &Test, value: Cow<'a, str>) -> Cow<'a, str> {
    let normal = match test {
        Test::UpperCase => value.to_uppercase(),
        Test::LowerCase => value.to_lowercase(),
        Test::Capitals => capitalized(&value),
        Test::NoWhitespace => value.split_whitespace().collect(),
        Test::Phone(_) => phone::normal(&value),
        Test::Domain | Test::Email => value.trim().to_lowercase(),
        Test::Letters
        | Test::Digits
        | Test::LettersAndDigits
        | Test::NoSpecialCharacters
        | Test::NoOuterWhitespace
        | Test::MinLength(_)
        | Test::MaxLength(_)
        | Test::Regex(..)
        | Test::Url
        | Test::Domains(_) => value.trim().to_owned(),
        // Numbers and times have one form each.
        Test::MinNumber(_)
        | Test::MaxNumber(_)
        | Test::Decimals(_)
        | Test::NotBefore(_)
        | Test::NotAfter(_)
        | Test::AfterNow(..)
        | Test::BeforeNow(..)
        | Test::Days(_) => return value,
    };
    Cow::Owned(normal)
}

fn capitalized(text: &str) -> String {
    let mut starts = true;
    let mut capitalized = String::with_capacity(text.len());
    for c in text.chars() {
        if starts {
            capitalized.extend(c.to_uppercase());
        } else {
            capitalized.push(c);
        }
        starts = c.is_whitespace();
    }
    capitalized
}

/// Whether a time is at least a span away from now, in the direction of the span.
fn beyond(value: &str, moment: Moment<'_>, from: From, span: Span) -> bool {
    let Moment { now, zone } = moment;
    let bound = match from {
        From::Today => Zone::UTC.after(zone.today(now), span),
        From::Now => zone.after(now, span),
    };
    let (Some(at), Some(bound)) = (Timestamp::parse(value), bound) else { return false };
    if span.is_negative() { at <= bound } else { at >= bound }
}

/// The domain of a web address, with or without `https://` in front; none when it is no such address.
fn url_domain(value: &str) -> Option<String> {
    let value = value.to_lowercase();
    if value.contains(char::is_whitespace) {
        return None;
    }
    let rest = ["https://", "http://"].iter().find_map(|scheme| value.strip_prefix(scheme)).unwrap_or(&value);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = match authority.split_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => host,
        Some(_) => return None,
        None => authority,
    };
    is_domain(host).then(|| host.to_owned())
}

impl Domains {
    /// Whether the domain of an address is allowed; what is below a listed domain counts as it.
    fn admit(&self, value: &str) -> bool {
        let domain = match self.of {
            Address::Email => value
                .rsplit_once('@')
                .filter(|_| is_plausible_email(value))
                .map(|(_, domain)| domain.to_lowercase()),
            Address::Url => url_domain(value),
        };
        let is_listed = |domain: &String| {
            self.names.iter().any(|name| {
                domain.strip_suffix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            })
        };
        match domain {
            Some(domain) => is_listed(&domain) == self.allowed,
            // What is no address is in no blocked domain.
            None => !self.allowed,
        }
    }
}
