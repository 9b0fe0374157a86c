//! The values of a record as the text that is stored: one JSON object of strings, keys in byte order.
//!
//! Values that nearly every record of a type has are kept by not storing them: they are half of what a contact shows.
//! Whoever reads or writes a text names these usual values; where a record has none of such a property, the text
//! says null.
//!
//! The text is only ever written by [`write()`], so that reading it back needs no JSON parser: names hold no quote or
//! backslash, values are strings or null.
//! A response copies the still escaped values from here into its own JSON without unescaping them.

mod changed;
mod reader;

use std::borrow::Cow;
use std::cmp::Ordering;

use linchpin_domain::Properties;

use crate::{Error, Result};
pub use changed::{Changed, Changes, changed};
use reader::Reader;

/// The usual values of a type, sorted by name.
pub type Usual = &'static [(&'static str, &'static str)];

/// Writes the values as text.
pub fn write(properties: &Properties, usual: Usual) -> String {
    let mut text = Vec::with_capacity(64 + properties.len() * 40);
    text.push(b'{');
    let mut usual = usual.iter().peekable();
    for (name, value) in properties.iter() {
        while let Some((missing, _)) = usual.next_if(|(usual, _)| *usual < name) {
            push_pair(&mut text, missing, None);
        }
        if usual.next_if(|(usual, _)| *usual == name).is_none_or(|(_, usual)| *usual != value) {
            push_pair(&mut text, name, Some(value));
        }
    }
    for (missing, _) in usual {
        push_pair(&mut text, missing, None);
    }
    text.push(b'}');
    into_text(text)
}

/// Writes the changed values of an update: name to [old, new], null where there was or is none.
pub fn write_changes<'a>(
    changes: impl Iterator<Item = (&'a str, Option<&'a str>, Option<&'a str>)>,
) -> String {
    let mut text = vec![b'{'];
    for (name, old, new) in changes {
        push_name(&mut text, name);
        text.push(b'[');
        push_optional(&mut text, old);
        text.push(b',');
        push_optional(&mut text, new);
        text.push(b']');
    }
    text.push(b'}');
    into_text(text)
}

/// One value as it stands in the text of a record; nothing else in such a text reads the same, for quotes are escaped.
pub fn pair(name: &str, value: &str) -> String {
    let mut text = Vec::new();
    push_pair(&mut text, name, Some(value));
    into_text(text)
}

fn push_pair(text: &mut Vec<u8>, name: &str, value: Option<&str>) {
    push_name(text, name);
    push_optional(text, value);
}

fn push_name(text: &mut Vec<u8>, name: &str) {
    if text.len() > 1 {
        text.push(b',');
    }
    push_string(text, name);
    text.push(b':');
}

fn push_optional(text: &mut Vec<u8>, value: Option<&str>) {
    match value {
        Some(value) => push_string(text, value),
        None => text.extend_from_slice(b"null"),
    }
}

fn push_string(text: &mut Vec<u8>, value: &str) {
    serde_json::to_writer(text, value).expect("writing a string to memory cannot fail");
}

fn into_text(text: Vec<u8>) -> String {
    String::from_utf8(text).expect("JSON made of strings is UTF-8")
}

/// Reads the values back.
pub fn parse(text: &str, usual: Usual) -> Result<Properties> {
    parse_where(text, usual, |_| true)
}

/// Reads some of the values back.
pub fn parse_some(text: &str, usual: Usual, wanted: &[&str]) -> Result<Properties> {
    parse_where(text, usual, |name| wanted.contains(&name))
}

fn parse_where(text: &str, usual: Usual, is_wanted: impl Fn(&str) -> bool) -> Result<Properties> {
    let mut properties = Vec::new();
    for pair in pairs(text, usual) {
        let (name, value) = pair?;
        if !is_wanted(name) {
            continue;
        }
        properties.push((name.to_owned().into(), value.text()?.into_owned()));
    }
    Ok(Properties::from_sorted(properties))
}

fn unescape(escaped: &str) -> Result<Cow<'_, str>> {
    let inner = &escaped[1..escaped.len() - 1];
    if !inner.contains('\\') {
        return Ok(Cow::Borrowed(inner));
    }
    serde_json::from_str(escaped).map(Cow::Owned).map_err(|error| Error::Corrupt(error.to_string().into()))
}

/// A value of a stored text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// A JSON string, as it was escaped and with its quotes.
    Stored(&'a str),
    /// The usual value of the type, as it is: it needs no escapes.
    Usual(&'static str),
}

impl<'a> Value<'a> {
    /// The value as it is, without quotes and escapes.
    pub fn text(self) -> Result<Cow<'a, str>> {
        match self {
            Self::Stored(escaped) => unescape(escaped),
            Self::Usual(value) => Ok(Cow::Borrowed(value)),
        }
    }
}

/// The names and values of a stored text, in the byte order of the names.
pub fn pairs(text: &str, usual: Usual) -> Pairs<'_> {
    Pairs { reader: Reader::behind_brace(text), ahead: None, usual }
}

/// The names and values of a stored text, in the byte order of the names.
pub struct Pairs<'a> {
    /// Behind the opening brace or the last comma.
    reader: Reader<'a>,
    /// A pair that was read while usual ones came before it; no value stands for null.
    ahead: Option<(&'a str, Option<&'a str>)>,
    /// The usual values that are still to come.
    usual: Usual,
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Result<(&'a str, Value<'a>)>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ahead.is_none() && !self.reader.is_at_end() {
                self.ahead = self.pair();
                if self.ahead.is_none() {
                    self.reader.give_up();
                    self.usual = &[];
                    let damaged = "the properties of a record are not an object of strings";
                    return Some(Err(Error::Corrupt(damaged.into())));
                }
            }
            let order = match (self.ahead, self.usual.first()) {
                (None, None) => return None,
                (Some((stored, _)), Some((usual, _))) => stored.cmp(usual),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
            };
            if order != Ordering::Less {
                let (name, value) = self.usual[0];
                self.usual = &self.usual[1..];
                if order == Ordering::Greater {
                    return Some(Ok((name, Value::Usual(value))));
                }
            }
            if let Some((name, Some(value))) = self.ahead.take() {
                return Some(Ok((name, Value::Stored(value))));
            }
        }
    }
}

impl<'a> Pairs<'a> {
    fn pair(&mut self) -> Option<(&'a str, Option<&'a str>)> {
        let name = self.reader.name()?;
        let value = self.reader.optional().ok()?;
        self.reader.skip();
        Some((name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Usual = &[("b", "0"), ("m", "false"), ("z", "lead")];

    fn properties(pairs: &[(&'static str, &str)]) -> Properties {
        pairs.iter().map(|(name, value)| (*name, *value)).collect()
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let long = "x".repeat(70_000);
        for values in [
            vec![],
            vec![("a", "")],
            vec![("b", "\"quoted\" \\ back"), ("a", "line\nbreak\u{1}"), ("c", "ünï 🚀 \u{2028}")],
            vec![("name", long.as_str()), ("zip", "\\")],
            vec![("b", "0"), ("m", "false"), ("z", "lead")],
            vec![("a", "1"), ("b", "0"), ("m", "true"), ("n", "null"), ("z", "")],
            vec![("zz", "1")],
        ] {
            for usual in [&[][..], USUAL] {
                let before = properties(&values);
                let after = parse(&write(&before, usual), usual).expect("what was written parses");
                assert_eq!(before, after);
            }
        }
    }

    #[test]
    fn usual_values_take_no_space() {
        let usual = properties(&[("a", "1"), ("b", "0"), ("m", "false"), ("z", "lead")]);
        assert_eq!(write(&usual, USUAL), r#"{"a":"1"}"#);
        let unusual = properties(&[("b", "7"), ("m", "false")]);
        assert_eq!(write(&unusual, USUAL), r#"{"b":"7","z":null}"#);
    }

    #[test]
    fn the_text_is_json() {
        let text = write(&properties(&[("a", "1\t\"2\""), ("b", "\u{7f}")]), &[]);
        let value: serde_json::Value = serde_json::from_str(&text).expect("the text is JSON");
        assert_eq!(value["a"], "1\t\"2\"");
    }

    #[test]
    fn damaged_text_is_an_error_and_no_panic() {
        for text in ["{\"a\"}", "{\"a\":1}", "{\"a", "{\"a\":\"b", "{x}", "{\"a\":\"\\", "[]x", "{\"a\":nul"]
        {
            assert!(parse(text, USUAL).is_err(), "{text}");
        }
    }

    #[test]
    fn changes_show_old_and_new() {
        let text = write_changes([("a", None, Some("1")), ("b", Some("x"), Some(""))].into_iter());
        assert_eq!(text, r#"{"a":[null,"1"],"b":["x",""]}"#);
    }
}
