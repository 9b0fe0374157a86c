//! The query string, parsed once, with HubSpot's tolerances.

use std::borrow::Cow;

use crate::error::Failure;

/// The most parameters that are read; clients that name several hundred properties one by one exist.
const MAX_PARAMETERS: usize = 4096;

/// The parameters of a query string, decoded, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    parameters: Vec<(String, String)>,
}

impl Query {
    /// Parses a query string; one with absurdly many parameters is refused.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let n_parameters = text.bytes().filter(|byte| *byte == b'&').count() + 1;
        if n_parameters > MAX_PARAMETERS {
            return Err(Failure::uri_too_long());
        }
        let parameters = text
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode_form(name).into_owned(), decode_form(value).into_owned()))
            .collect();
        Ok(Self { parameters })
    }

    /// The value of a parameter; of one sent twice, the first. An empty value counts as none.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.values(name).next().filter(|value| !value.is_empty())
    }

    /// The values of a parameter that is repeated, comma-joined, or both; empty ones are dropped.
    pub fn list(&self, name: &str) -> Vec<&str> {
        self.values(name)
            .flat_map(|value| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// A parameter that is true or false, in any case (`archived=True` is what Python sends); missing is false.
    pub fn flag(&self, name: &'static str) -> Result<bool, Failure> {
        self.flag_or(name, false)
    }

    /// A parameter that is true or false, in any case; missing is `default`.
    pub fn flag_or(&self, name: &'static str, default: bool) -> Result<bool, Failure> {
        match self.text(name) {
            None => Ok(default),
            Some(value) if value.eq_ignore_ascii_case("true") => Ok(true),
            Some(value) if value.eq_ignore_ascii_case("false") => Ok(false),
            Some(value) => Err(Failure::invalid_parameter(name, value)),
        }
    }

    /// The page size: `default` when missing, refused when it is no number from 1 to `max`.
    pub fn limit(&self, default: u32, max: u32) -> Result<u32, Failure> {
        match self.number("limit")? {
            None => Ok(default),
            Some(limit) => match u32::try_from(limit) {
                Ok(limit) if (1..=max).contains(&limit) => Ok(limit),
                _ => Err(Failure::limit_out_of_range(limit, max)),
            },
        }
    }

    /// A parameter that is a whole number.
    pub fn number(&self, name: &'static str) -> Result<Option<i64>, Failure> {
        let Some(value) = self.text(name) else { return Ok(None) };
        value.parse().map(Some).map_err(|_| Failure::invalid_parameter(name, value))
    }

    /// The parameters, those of a lower rank first, otherwise as they came; those without a rank are left out.
    pub(crate) fn pairs_by(&self, rank: impl Fn(&str) -> Option<u8>) -> Vec<(&str, &str)> {
        let ranked = self.parameters.iter().filter_map(|(name, value)| Some((rank(name)?, name, value)));
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by_key(|(rank, ..)| *rank);
        ranked.into_iter().map(|(_, name, value)| (name.as_str(), value.as_str())).collect()
    }

    fn values<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.parameters.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Decodes one name or value of a query string: `+` is a space, `%41` is `A`.
pub(crate) fn decode_form(text: &str) -> Cow<'_, str> {
    if text.contains('+') { Cow::Owned(decode(&text.replace('+', " ")).into_owned()) } else { decode(text) }
}

/// Decodes percent signs; what does not decode stays as it is, and bytes that are no UTF-8 become `�`.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        match rest {
            [b'%', high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                bytes.push(hex(*high) << 4 | hex(*low));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    Cow::Owned(
        String::from_utf8(bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
    )
}

/// The value of a hexadecimal digit.
const fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20) - b'a' + 10,
    }
}

/// Encodes a query value, commas too, as HubSpot's paging links show.
pub(crate) fn encode_into(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Query, decode, encode_into};

    fn query(text: &str) -> Query {
        Query::parse(text).unwrap()
    }

    #[test]
    fn lists_are_repeated_or_comma_joined_or_both() {
        for text in [
            "properties=a,b,c",
            "properties=a&properties=b&properties=c",
            "properties=a%2Cb&x=1&properties=+c,,",
        ] {
            assert_eq!(query(text).list("properties"), ["a", "b", "c"], "{text}");
        }
        assert!(query("").list("properties").is_empty());
        assert!(query("properties=").list("properties").is_empty());
    }

    #[test]
    fn flags_are_read_in_any_case() {
        for (text, expected) in [
            ("", Some(false)),
            ("archived", Some(false)),
            ("archived=", Some(false)),
            ("archived=true", Some(true)),
            ("archived=True", Some(true)),
            ("archived=FALSE", Some(false)),
            ("archived=1", None),
            ("archived=yes", None),
        ] {
            assert_eq!(query(text).flag("archived").ok(), expected, "{text}");
        }
    }

    #[test]
    fn limits_have_a_default_and_a_maximum() {
        for (text, expected) in [
            ("", Some(10)),
            ("limit=", Some(10)),
            ("limit=1", Some(1)),
            ("limit=100", Some(100)),
            ("limit=101", None),
            ("limit=0", None),
            ("limit=-1", None),
            ("limit=ten", None),
            ("limit=1.5", None),
            ("limit=99999999999999999999999", None),
        ] {
            assert_eq!(query(text).limit(10, 100).ok(), expected, "{text}");
        }
    }

    #[test]
    fn of_a_parameter_sent_twice_the_first_counts() {
        assert_eq!(query("after=1&after=2").text("after"), Some("1"));
        assert_eq!(query("after=").text("after"), None);
    }

    #[test]
    fn ten_thousand_parameters_are_refused() {
        assert!(Query::parse(&"a=1&".repeat(10_000)).is_err());
        assert!(Query::parse(&"a=1&".repeat(1_000)).is_ok());
    }

    #[test]
    fn percent_signs_decode_and_broken_ones_stay() {
        for (text, expected) in [
            ("a%40b.co", "a@b.co"),
            ("%C3%A9", "é"),
            ("%zz%4", "%zz%4"),
            ("%", "%"),
            ("a+b", "a+b"),
            ("%ff", "\u{fffd}"),
        ] {
            assert_eq!(decode(text), expected);
        }
    }

    #[test]
    fn values_encode_with_their_commas() {
        let mut out = String::new();
        encode_into("a,b c@é", &mut out);
        assert_eq!(out, "a%2Cb+c%40%C3%A9");
    }
}
