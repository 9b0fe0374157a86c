//! Input values as lenient as HubSpot's: strings where numbers are meant, numbers where strings are.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A string; a number or boolean is taken as the very text it was sent as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TextInput<'a>(pub Cow<'a, str>);

impl TextInput<'_> {
    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl Deref for TextInput<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for TextInput<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match ValueInput::deserialize(deserializer)? {
            ValueInput::Text(text) => Ok(Self(text)),
            ValueInput::Null => Err(de::Error::invalid_type(de::Unexpected::Unit, &"a string")),
        }
    }
}

/// The value that a caller gives a property: a text, or nothing.
///
/// Numbers and booleans are taken as the very text they were sent as, so `1.10` stays `1.10`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ValueInput<'a> {
    /// `null`
    Null,
    /// A string without its quotes and escapes, or the text of a number or boolean.
    Text(Cow<'a, str>),
}

/// The longest number that is read: a bound that HubSpot's JSON library has as well.
pub const MAX_NUMBER_CHARS: usize = 1000;

impl<'de: 'a, 'a> Deserialize<'de> for ValueInput<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?.get();
        match raw.as_bytes().first() {
            Some(b'n') => Ok(Self::Null),
            Some(b'"') => string(raw).map(Self::Text).map_err(de::Error::custom),
            Some(b'{') => Err(de::Error::invalid_type(de::Unexpected::Map, &"a string")),
            Some(b'[') => Err(de::Error::invalid_type(de::Unexpected::Seq, &"a string")),
            _ if raw.len() > MAX_NUMBER_CHARS => Err(de::Error::custom("number is too long")),
            _ => Ok(Self::Text(Cow::Borrowed(raw))),
        }
    }
}

/// The content of a JSON string; borrowed when nothing in it is escaped, which is nearly always.
fn string(raw: &str) -> Result<Cow<'_, str>, serde_json::Error> {
    let inner = &raw[1..raw.len() - 1];
    if inner.as_bytes().contains(&b'\\') {
        serde_json::from_str(raw).map(Cow::Owned)
    } else {
        Ok(Cow::Borrowed(inner))
    }
}

/// Property names with their values, in the order sent; of a name sent twice, the later one counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropertyInputs<'a>(pub Vec<(Cow<'a, str>, ValueInput<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for PropertyInputs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = PropertyInputs<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::with_capacity(16);
                while let Some((Name(name), value)) = map.next_entry()? {
                    entries.push((name, value));
                }
                Ok(PropertyInputs(entries))
            }
        }

        deserializer.deserialize_map(Entries)
    }
}

/// A key, borrowed when nothing in it is escaped; serde's own `Cow` never borrows.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// Reads `true` or `false`, also as a string; `null` reads as nothing.
pub(crate) fn boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match ValueInput::deserialize(deserializer)? {
        ValueInput::Null => Ok(None),
        ValueInput::Text(text) if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        ValueInput::Text(text) if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        ValueInput::Text(text) => Err(de::Error::invalid_value(de::Unexpected::Str(&text), &"a boolean")),
    }
}

/// Reads `true` or `false` that must be there, also as a string.
pub(crate) fn required_boolean<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    let null = || de::Error::invalid_type(de::Unexpected::Unit, &"a boolean");
    boolean(deserializer)?.ok_or_else(null)
}

/// Reads a whole number, also as a string; `null` and `""` read as nothing (the latter recorded 2026).
pub(crate) fn integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i32>, D::Error> {
    match ValueInput::deserialize(deserializer)? {
        ValueInput::Null => Ok(None),
        ValueInput::Text(text) if text.is_empty() => Ok(None),
        ValueInput::Text(text) => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(de::Error::invalid_value(de::Unexpected::Str(&text), &"an integer")),
        },
    }
}

/// Reads a whole number that may be long, also as a string; `null` and `""` read as nothing.
pub(crate) fn long<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    match ValueInput::deserialize(deserializer)? {
        ValueInput::Null => Ok(None),
        ValueInput::Text(text) if text.is_empty() => Ok(None),
        ValueInput::Text(text) => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(de::Error::invalid_value(de::Unexpected::Str(&text), &"an integer")),
        },
    }
}

/// Reads a whole number that must be there, also as a string.
pub(crate) fn required_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i32, D::Error> {
    let null = || de::Error::invalid_type(de::Unexpected::Unit, &"an integer");
    integer(deserializer)?.ok_or_else(null)
}

/// Reads a value that is there, `null` included, so that it differs from one that is left out.
pub(crate) fn sent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ValueInput<'de>>, D::Error> {
    ValueInput::deserialize(deserializer).map(Some)
}

/// Reads a list; `null` reads as an empty one.
pub(crate) fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Option::<Vec<T>>::deserialize(deserializer).map(Option::unwrap_or_default)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{PropertyInputs, TextInput, ValueInput};

    #[test]
    fn values_keep_the_text_they_were_sent_as() {
        let cases = [
            (r"null", None),
            (r#""""#, Some("")),
            (r#""plain é""#, Some("plain é")),
            (r#""a\"b\u00e9\n""#, Some("a\"bé\n")),
            (r"1.10", Some("1.10")),
            (r"12345678901234567890123", Some("12345678901234567890123")),
            (r"-1e5", Some("-1e5")),
            (r"true", Some("true")),
        ];
        for (json, expected) in cases {
            let expected = expected.map_or(ValueInput::Null, |text| ValueInput::Text(text.into()));
            assert_eq!(serde_json::from_str::<ValueInput<'_>>(json).unwrap(), expected, "{json}");
        }
    }

    #[test]
    fn lists_objects_and_endless_numbers_are_no_values() {
        for json in ["[]", "{}", "[1]", &"1".repeat(1001)] {
            assert!(serde_json::from_str::<ValueInput<'_>>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn plain_text_is_borrowed() {
        let inputs: PropertyInputs<'_> = serde_json::from_str(r#"{"email":"a@b.co","n":1}"#).unwrap();
        for (name, value) in &inputs.0 {
            assert!(matches!(name, Cow::Borrowed(_)));
            assert!(matches!(value, ValueInput::Text(Cow::Borrowed(_))));
        }
    }

    #[test]
    fn a_name_with_escapes_is_read() {
        let inputs: PropertyInputs<'_> = serde_json::from_str(r#"{"\u0061":"x"}"#).unwrap();
        assert_eq!(inputs.0[0].0, "a");
    }

    #[test]
    fn an_id_may_be_a_number_or_a_string() {
        for json in ["12", r#""12""#] {
            assert_eq!(&*serde_json::from_str::<TextInput<'_>>(json).unwrap(), "12");
        }
        assert!(serde_json::from_str::<TextInput<'_>>("null").is_err());
    }
}
