//! What the arguments of each kind of rule say.

use jiff::Span;
use regex::{Regex, RegexBuilder};

use super::RuleKind;
use super::phone;
use crate::Timestamp;
use crate::value::{is_domain, is_number};

/// The longest text that a rule can ask for (documented).
const LENGTH_LIMIT: usize = 10_000;
/// The most decimals that a rule can ask for (documented).
const DECIMALS_LIMIT: usize = 20;
/// The most domains of one rule (documented).
const DOMAINS_LIMIT: usize = 20;
/// The memory that one regular expression may take, in bytes: it stays with the account's schema.
const REGEX_BYTES: usize = 1 << 20;

/// The days of the week, from the first one.
pub(super) const DAYS: [&str; 7] =
    ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/// What a rule tests, ready for values.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Letters,
    Digits,
    LettersAndDigits,
    NoSpecialCharacters,
    UpperCase,
    LowerCase,
    Capitals,
    NoWhitespace,
    NoOuterWhitespace,
    MinLength(usize),
    MaxLength(usize),
    MinNumber(String),
    MaxNumber(String),
    Decimals(usize),
    NotBefore(Timestamp),
    NotAfter(Timestamp),
    /// The span is counted from the current day, or from now.
    AfterNow(Span, From),
    BeforeNow(Span, From),
    /// Whether each day of the week is allowed.
    Days([bool; 7]),
    /// The expression, and what is said of values that do not match.
    Regex(Regex, Option<String>),
    Domain,
    Email,
    Url,
    Domains(Domains),
    /// The calling code that a number must begin with, if it must be a certain one.
    Phone(Option<&'static str>),
}

/// What a span of time is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum From {
    /// The day that it is in the account, for values that are days.
    Today,
    /// This instant.
    Now,
}

/// Which domains an address may be of.
#[derive(Clone, Debug)]
pub(super) struct Domains {
    pub(super) of: Address,
    /// In lower case.
    pub(super) names: Vec<String>,
    pub(super) allowed: bool,
}

/// What has a domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Address {
    Email,
    Url,
}

/// Reads the arguments of a rule; none when its kind does not know them.
pub(super) fn read(kind: RuleKind, arguments: &[String]) -> Option<Test> {
    let texts: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match kind {
        RuleKind::Alphanumeric => match one(&texts)? {
            "ALPHANUMERIC" => Some(Test::LettersAndDigits),
            "ALPHA_ONLY" => Some(Test::Letters),
            "NUMERIC_ONLY" => Some(Test::Digits),
            _ => None,
        },
        RuleKind::Format => match one(&texts)? {
            "CAPITALIZATION" => Some(Test::Capitals),
            "UPPER" => Some(Test::UpperCase),
            "LOWER" => Some(Test::LowerCase),
            _ => None,
        },
        RuleKind::SpecialCharacters => (texts == ["NOT_ALLOWED"]).then_some(Test::NoSpecialCharacters),
        RuleKind::Whitespace => match texts[..] {
            [] | ["ALL"] => Some(Test::NoWhitespace),
            ["TRIM"] => Some(Test::NoOuterWhitespace),
            _ => None,
        },
        RuleKind::MinLength => count(&texts, 1, LENGTH_LIMIT).map(Test::MinLength),
        RuleKind::MaxLength => count(&texts, 1, LENGTH_LIMIT).map(Test::MaxLength),
        RuleKind::Decimal => count(&texts, 0, DECIMALS_LIMIT).map(Test::Decimals),
        RuleKind::MinNumber => number(&texts).map(Test::MinNumber),
        RuleKind::MaxNumber => number(&texts).map(Test::MaxNumber),
        RuleKind::StartDate | RuleKind::StartDatetime => instant(&texts).map(Test::NotBefore),
        RuleKind::EndDate | RuleKind::EndDatetime => instant(&texts).map(Test::NotAfter),
        RuleKind::AfterDuration => span(&texts).map(|span| Test::AfterNow(span, From::Today)),
        RuleKind::AfterDatetimeDuration => span(&texts).map(|span| Test::AfterNow(span, From::Now)),
        RuleKind::BeforeDuration => span(&texts).map(|span| Test::BeforeNow(span, From::Today)),
        RuleKind::BeforeDatetimeDuration => span(&texts).map(|span| Test::BeforeNow(span, From::Now)),
        RuleKind::DaysOfWeek => days(&texts).map(Test::Days),
        RuleKind::Regex => expression(&texts),
        RuleKind::Domain => texts.is_empty().then_some(Test::Domain),
        RuleKind::Email => texts.is_empty().then_some(Test::Email),
        RuleKind::Url => texts.is_empty().then_some(Test::Url),
        RuleKind::EmailAllowedDomains => domains(&texts, Address::Email, true),
        RuleKind::EmailBlockedDomains => domains(&texts, Address::Email, false),
        RuleKind::UrlAllowedDomains => domains(&texts, Address::Url, true),
        RuleKind::UrlBlockedDomains => domains(&texts, Address::Url, false),
        RuleKind::PhoneNumberWithExplicitCountryCode => match texts[..] {
            [] => Some(Test::Phone(None)),
            [country] => phone::calling_code(country).map(|code| Test::Phone(Some(code))),
            _ => None,
        },
    }
}

/// The arguments that a kind knows, for people.
pub(super) const fn expected(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Alphanumeric => "one of ALPHANUMERIC, ALPHA_ONLY or NUMERIC_ONLY",
        RuleKind::Format => "one of CAPITALIZATION, UPPER or LOWER",
        RuleKind::SpecialCharacters => "NOT_ALLOWED",
        RuleKind::Whitespace => "none, ALL or TRIM",
        RuleKind::MinLength | RuleKind::MaxLength => "a whole number from 1 to 10000",
        RuleKind::Decimal => "a whole number from 0 to 20",
        RuleKind::MinNumber | RuleKind::MaxNumber => "a number",
        RuleKind::StartDate | RuleKind::StartDatetime | RuleKind::EndDate | RuleKind::EndDatetime => {
            "a time in milliseconds since 1970"
        }
        RuleKind::AfterDuration
        | RuleKind::AfterDatetimeDuration
        | RuleKind::BeforeDuration
        | RuleKind::BeforeDatetimeDuration => "an ISO 8601 period such as P7D",
        RuleKind::DaysOfWeek => "one to seven days such as MONDAY",
        RuleKind::Regex => "a regular expression, and a message if there is one",
        RuleKind::Domain | RuleKind::Email | RuleKind::Url => "none",
        RuleKind::EmailAllowedDomains
        | RuleKind::EmailBlockedDomains
        | RuleKind::UrlAllowedDomains
        | RuleKind::UrlBlockedDomains => "1 to 20 domains",
        RuleKind::PhoneNumberWithExplicitCountryCode => "none, or a country such as us",
    }
}

fn one<'a>(texts: &[&'a str]) -> Option<&'a str> {
    match texts {
        [text] => Some(text),
        _ => None,
    }
}

fn count(texts: &[&str], min: usize, max: usize) -> Option<usize> {
    one(texts)?.parse().ok().filter(|count| (min..=max).contains(count))
}

fn number(texts: &[&str]) -> Option<String> {
    one(texts).filter(|text| is_number(text)).map(str::to_owned)
}

fn instant(texts: &[&str]) -> Option<Timestamp> {
    one(texts).and_then(Timestamp::parse)
}

/// A period that leads away from now, never back.
fn span(texts: &[&str]) -> Option<Span> {
    let text = one(texts)?;
    // The parser would also take words and signs, which HubSpot does not know.
    text.starts_with('P').then_some(())?;
    text.parse::<Span>().ok()
}

fn days(texts: &[&str]) -> Option<[bool; 7]> {
    let mut days = [false; 7];
    for text in texts {
        days[DAYS.iter().position(|day| day == text)?] = true;
    }
    (!texts.is_empty()).then_some(days)
}

fn expression(texts: &[&str]) -> Option<Test> {
    let (text, message) = match texts {
        [text] => (text, None),
        [text, message] => (text, Some((*message).to_owned()).filter(|message| !message.is_empty())),
        _ => return None,
    };
    let regex = RegexBuilder::new(text).size_limit(REGEX_BYTES).build().ok()?;
    Some(Test::Regex(regex, message))
}

fn domains(texts: &[&str], of: Address, allowed: bool) -> Option<Test> {
    let is_list = (1..=DOMAINS_LIMIT).contains(&texts.len()) && texts.iter().all(|text| is_domain(text));
    let names = texts.iter().map(|text| text.to_lowercase()).collect();
    is_list.then_some(Test::Domains(Domains { of, names, allowed }))
}
