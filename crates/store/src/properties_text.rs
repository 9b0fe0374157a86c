//! The values of a record as the text that is stored: one JSON object of strings, keys in byte order.
//!
//! This text is only ever written by [`write`], so that reading it back needs no JSON parser: names hold no
//! quote or backslash, values are strings.
//! A response copies the still escaped values from here into its own JSON without unescaping them.

use linchpin_domain::Properties;

use crate::{Error, Result};

/// Writes the values as text.
pub fn write(properties: &Properties) -> String {
    let mut text = Vec::with_capacity(64 + properties.len() * 40);
    text.push(b'{');
    for (name, value) in properties.iter() {
        if text.len() > 1 {
            text.push(b',');
        }
        push_string(&mut text, name);
        text.push(b':');
        push_string(&mut text, value);
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
        if text.len() > 1 {
            text.push(b',');
        }
        push_string(&mut text, name);
        text.extend_from_slice(b":[");
        push_optional(&mut text, old);
        text.push(b',');
        push_optional(&mut text, new);
        text.push(b']');
    }
    text.push(b'}');
    into_text(text)
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
pub fn parse(text: &str) -> Result<Properties> {
    let mut properties = Vec::new();
    for pair in pairs(text) {
        let (name, value) = pair?;
        properties.push((name.to_owned().into(), unescape(value)?));
    }
    Ok(Properties::from_sorted(properties))
}

/// The value of a still escaped pair as it was before [`write`].
pub fn unescape(escaped: &str) -> Result<String> {
    let inner = &escaped[1..escaped.len() - 1];
    if inner.contains('\\') {
        serde_json::from_str(escaped).map_err(|error| Error::Corrupt(error.to_string().into()))
    } else {
        Ok(inner.to_owned())
    }
}

/// The pairs of a stored text: the name, and the value still escaped and in its quotes.
pub fn pairs(text: &str) -> Pairs<'_> {
    Pairs { text, at: 1 }
}

/// The pairs of a stored text, in the byte order of their names.
pub struct Pairs<'a> {
    text: &'a str,
    /// Behind the opening brace or the last comma.
    at: usize,
}

impl<'a> Iterator for Pairs<'a> {
    type Item = Result<(&'a str, &'a str)>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at + 1 >= self.text.len() {
            return None;
        }
        let pair = self.pair();
        if pair.is_none() {
            self.at = self.text.len();
        }
        Some(
            pair.ok_or_else(|| {
                Error::Corrupt("the properties of a record are not an object of strings".into())
            }),
        )
    }
}

impl<'a> Pairs<'a> {
    fn pair(&mut self) -> Option<(&'a str, &'a str)> {
        let name = self.string()?;
        if self.text.as_bytes().get(self.at) != Some(&b':') {
            return None;
        }
        self.at += 1;
        let value = self.string()?;
        // The comma or the closing brace.
        self.at += 1;
        Some((&name[1..name.len() - 1], value))
    }

    /// The string that starts here, in its quotes.
    fn string(&mut self) -> Option<&'a str> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        if bytes.get(start) != Some(&b'"') {
            return None;
        }
        let mut at = start + 1;
        loop {
            match bytes.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        self.text.get(start..self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn properties(pairs: &[(&'static str, &str)]) -> Properties {
        let mut properties = Properties::default();
        for (name, value) in pairs {
            properties.insert(*name, (*value).to_owned());
        }
        properties
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let long = "x".repeat(70_000);
        for values in [
            vec![],
            vec![("a", "")],
            vec![("b", "\"quoted\" \\ back"), ("a", "line\nbreak\u{1}"), ("c", "ünï 🚀 \u{2028}")],
            vec![("name", long.as_str()), ("zip", "\\")],
        ] {
            let before = properties(&values);
            let after = parse(&write(&before)).expect("what was written parses");
            assert_eq!(before, after);
        }
    }

    #[test]
    fn the_text_is_json() {
        let text = write(&properties(&[("a", "1\t\"2\""), ("b", "\u{7f}")]));
        let value: serde_json::Value = serde_json::from_str(&text).expect("the text is JSON");
        assert_eq!(value["a"], "1\t\"2\"");
    }

    #[test]
    fn damaged_text_is_an_error_and_no_panic() {
        for text in ["{\"a\"}", "{\"a\":1}", "{\"a", "{\"a\":\"b", "{x}", "{\"a\":\"\\", "[]x"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn changes_show_old_and_new() {
        let text = write_changes([("a", None, Some("1")), ("b", Some("x"), Some(""))].into_iter());
        assert_eq!(text, r#"{"a":[null,"1"],"b":["x",""]}"#);
    }
}
