//! Reading what an update changed, without a JSON parser: see [`write_changes`](super::write_changes).

use super::Value;
use super::reader::Reader;
use crate::{Error, Result};

/// A property whose value an update changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed<'a> {
    /// Its name.
    pub name: &'a str,
    /// The value that it had.
    pub old: Option<Value<'a>>,
    /// The value that it has from then on.
    pub new: Option<Value<'a>>,
}

/// What an update changed.
pub fn changed(text: &str) -> Changes<'_> {
    Changes { reader: Reader::behind_brace(text) }
}

/// The properties that an update changed, in the order in which they were written.
pub struct Changes<'a> {
    reader: Reader<'a>,
}

impl<'a> Iterator for Changes<'a> {
    type Item = Result<Changed<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.reader.is_at_end() {
            return None;
        }
        let changed = self.read();
        if changed.is_none() {
            self.reader.give_up();
        }
        Some(changed.ok_or_else(|| Error::Corrupt("the changes of a record are not pairs of values".into())))
    }
}

impl<'a> Changes<'a> {
    fn read(&mut self) -> Option<Changed<'a>> {
        let name = self.reader.name()?;
        self.reader.expect(b'[')?;
        let old = self.reader.optional().ok()?.map(Value::Stored);
        self.reader.expect(b',')?;
        let new = self.reader.optional().ok()?.map(Value::Stored);
        self.reader.expect(b']')?;
        self.reader.skip();
        Some(Changed { name, old, new })
    }
}

#[cfg(test)]
mod tests {
    use super::super::write_changes;
    use super::changed;

    #[test]
    fn what_is_written_reads_back() {
        let written = [
            ("a", None, Some("1")),
            ("b", Some("x\"],["), Some("")),
            ("c", Some("ünï \\ \n"), None),
            ("d", Some("null"), Some("null")),
        ];
        let text = write_changes(written.into_iter());
        let read: Vec<_> = changed(&text)
            .map(|changed| {
                let changed = changed.expect("it reads");
                let text = |value: super::Value<'_>| value.text().expect("it reads").into_owned();
                (changed.name, changed.old.map(text), changed.new.map(text))
            })
            .collect();
        let expected: Vec<_> =
            written.map(|(name, old, new)| (name, old.map(str::to_owned), new.map(str::to_owned))).into();
        assert_eq!(read, expected);
        assert_eq!(changed("{}").count(), 0);
    }

    #[test]
    fn damaged_text_is_an_error_and_no_panic() {
        for text in
            [r#"{"a"}"#, r#"{"a":["b"]}"#, r#"{"a":[nul,"b"]}"#, r#"{"a":["b","c}"#, "{x}", r#"{"a":1}"#]
        {
            assert!(changed(text).any(|changed| changed.is_err()), "{text}");
        }
    }
}
