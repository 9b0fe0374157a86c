//! Full-text queries: words that a record has somewhere, as a filter.

use super::{Filter, Key, Kind, Number, Pattern, Test};
use crate::Property;
use crate::automatic::contact::searchable_digits;

/// How the properties begin that hold nothing but the digits of a telephone number.
const DIGITS: &str = "hs_searchable_calculated_";

/// The filter that is true of the records that have every word of a query in one of these properties or another.
///
/// A word is what stands between blanks; what it consists of has to follow each other in the value, and its end may
/// be anywhere within a token, so that `ada@exam` finds `Ada@example.org`.
/// HubSpot's guide speaks of values that contain the query; whether it looks within words is not settled.
pub fn query<'p>(text: &str, properties: impl Iterator<Item = &'p Property> + Clone) -> Filter {
    let mut words: Vec<_> = text.split_whitespace().filter_map(Word::new).collect();
    // What is said twice is asked once.
    words.sort_unstable_by_key(|word| word.text);
    words.dedup_by_key(|word| word.text);
    let all = words
        .iter()
        .map(|word| Filter::Any(properties.clone().filter_map(|property| word.is_in(property)).collect()));
    // A query without a word is in no record, as a pattern without one is in no text.
    let found = if words.is_empty() { Filter::NOTHING } else { Filter::All(all.collect()) };
    match phone_number(text) {
        None => found,
        Some(digits) => {
            let numbers = properties.filter(|property| property.name.starts_with(DIGITS));
            let begins =
                numbers.map(|property| tokens(property, Kind::of(property), Pattern::beginning(&digits)));
            Filter::Any(std::iter::once(found).chain(begins).collect())
        }
    }
}

/// One word of a query.
struct Word<'a> {
    text: &'a str,
    pattern: Pattern,
}

impl<'a> Word<'a> {
    /// A word, unless there is neither a letter nor a digit in it.
    fn new(text: &'a str) -> Option<Self> {
        let pattern = Pattern::beginning(text);
        (!pattern.words().is_empty()).then_some(Self { text, pattern })
    }

    /// The filter for its being in a property, if it can be.
    fn is_in(&self, property: &Property) -> Option<Filter> {
        let kind = Kind::of(property);
        if kind.has_tokens() {
            return Some(tokens(property, kind, self.pattern.clone()));
        }
        // Days and instants are not what people type.
        let number = (kind == Kind::Number).then(|| Number::parse(self.text))??;
        Some(Filter::property(property.name.clone(), kind, Test::OneOf(vec![Key::Number(number)])))
    }
}

fn tokens(property: &Property, kind: Kind, pattern: Pattern) -> Filter {
    Filter::property(property.name.clone(), kind, Test::Tokens(pattern))
}

/// The digits by which a query that looks like a telephone number is found: by themselves, without what separates
/// them, they are not among the words.
fn phone_number(text: &str) -> Option<String> {
    let is_plausible = text.chars().all(|char| char.is_ascii_digit() || " +-().".contains(char));
    let digits = is_plausible.then(|| searchable_digits(text))?;
    (!digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::query;
    use crate::filter::Facts;
    use crate::{FieldType, Property, PropertyType, RecordId};

    /// A person with a ticket.
    struct Person;

    impl Facts for Person {
        fn id(&self) -> RecordId {
            RecordId(1)
        }

        fn value(&self, property: &str) -> Option<Cow<'_, str>> {
            Some(Cow::Borrowed(match property {
                "firstname" => "Ada Augusta",
                "email" => "Ada.Lovelace@Example.org",
                "phone" => "(555) 123-4567",
                "hs_searchable_calculated_phone_number" => "5551234567",
                "price" => "19.90",
                _ => return None,
            }))
        }
    }

    fn check(text: &str, expected: bool) {
        let property = |name: &'static str, property_type| {
            Property::new(name, name, "group", property_type, FieldType::Text)
        };
        let properties = [
            property("firstname", PropertyType::String),
            property("lastname", PropertyType::String),
            property("email", PropertyType::String),
            property("phone", PropertyType::PhoneNumber),
            property("hs_searchable_calculated_phone_number", PropertyType::String),
            property("price", PropertyType::Number),
        ];
        assert_eq!(query(text, properties.iter()).matches(&Person), expected, "{text:?}");
    }

    #[test]
    fn every_word_is_the_beginning_of_one() {
        for (text, expected) in [
            ("ada", true),
            ("ADA", true),
            ("  lovel  aug ", true),
            ("ada.lovelace@example.org", true),
            ("ada.lovelace@exam", true),
            ("lovelace@example", true),
            ("ada & example", true),
            ("da", false),
            ("ada byron", false),
            ("augusta@example", false),
            ("ada ada", true),
            ("&", false),
            ("", false),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn numbers_are_found_by_their_value_and_telephones_by_their_digits() {
        for (text, expected) in [
            ("19.9", true),
            ("19", false),
            ("5551234567", true),
            ("555-123-4567", true),
            ("+1 555 123 4567", true),
            ("555.123", true),
            ("(555) 123", true),
            ("1234567", false),
            ("4567", true),
            ("555 ada", true),
            ("555 bob", false),
        ] {
            check(text, expected);
        }
    }
}
