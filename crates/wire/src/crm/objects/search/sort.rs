//! The order of a search's results, in all the forms that clients write.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;

use crate::input::TextInput;
use crate::shape::{Built, Enumeration, Object, Shape, optional, required};

/// A property to sort by: its name with `-` before it for descending order, an object, or that object as JSON in a
/// string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortInput<'a> {
    /// The property.
    pub property_name: Cow<'a, str>,
    /// Whether the highest value comes first.
    pub descending: bool,
}

/// The keys of the object.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fields<'a> {
    #[serde(borrow)]
    property_name: TextInput<'a>,
    #[serde(default)]
    direction: Option<Direction>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Direction {
    Ascending,
    Descending,
}

impl<'de: 'a, 'a> Deserialize<'de> for SortInput<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&'de RawValue>::deserialize(deserializer)?.get();
        if raw.starts_with('{') {
            return object(raw).map_err(de::Error::custom);
        }
        let TextInput(text) = serde_json::from_str(raw).map_err(de::Error::custom)?;
        if text.starts_with('{') {
            let sort = object(&text).map_err(de::Error::custom)?;
            return Ok(SortInput { property_name: Cow::Owned(sort.property_name.into_owned()), ..sort });
        }
        Ok(match text.strip_prefix('-') {
            Some(name) => Self { property_name: Cow::Owned(name.to_owned()), descending: true },
            None => Self { property_name: text, descending: false },
        })
    }
}

fn object(json: &str) -> Result<SortInput<'_>, serde_json::Error> {
    let Fields { property_name, direction } = serde_json::from_str(json)?;
    let descending = matches!(direction, Some(Direction::Descending));
    Ok(SortInput { property_name: property_name.0, descending })
}

/// The shape of [`SortInput`].
pub(super) const SORT: Shape = Shape::TextOr(Object {
    name: "com.hubspot.inbounddb.publicobject.core.v3.search.Sort",
    fields: &[required("propertyName", Shape::Text), optional("direction", DIRECTION)],
    built: Some(Built { noun: "Sort", needs: &[] }),
});

/// The shape of a direction.
const DIRECTION: Shape = Shape::Word(Enumeration {
    name: "com.hubspot.inbounddb.publicobject.core.v3.search.Sort$Direction",
    values: &["ASCENDING", "DESCENDING"],
});
