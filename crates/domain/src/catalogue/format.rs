//! The text form of a catalogue, one row per line, fields separated by tabs.
//!
//! ```text
//! g  name  label  display order                                     a group; the first one is the main group
//! p  name  label  type  field type  group  display order  flags  extra=…    a property
//! o  value label  [display order]  [hidden]                         an option of the property above
//! ```
//!
//! An empty group means the main group. An option without a display order stands at its place in the list.
//! Flags are letters, `-` for none: `c` calculated, `x` external options, `u` unique value, `h` hidden, `f` form field,
//! `k` cannot be archived, `d` definition can be changed, `v` value is read only, `r` options are read only, `w` options
//! are said not to be, `n` no time stamps.
//! Extras: `references=OWNER`, `currency=true`, `date=time_since`, `options=true_false` or `options=yes_no`.
//! Lines that start with `#` are comments.
//!
//! A row of the type's own text wins over the shared row of the same name.

use std::borrow::Cow;
use std::ops::Range;

use super::{BUILT_IN_AT, Catalogue};
use crate::property::{FieldType, Property, PropertyGroup, PropertyOption, PropertyType, TRUE_FALSE, YES_NO};

/// Parses a type's own rows and the shared ones into one catalogue.
///
/// The rows come from the binary itself and are covered by tests, so a malformed one is a panic.
pub(super) fn parse(own: &'static str, shared: &'static str) -> Catalogue {
    let mut reader = Reader::default();
    for line in own.lines().chain(shared.lines()) {
        reader.read(line);
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    groups: Vec<PropertyGroup>,
    properties: Vec<(Property, Range<usize>)>,
    /// The options of all properties; each property remembers its range.
    options: Vec<PropertyOption>,
}

impl Reader {
    fn read(&mut self, line: &'static str) {
        let mut fields = line.split('\t');
        match fields.next() {
            Some("g") => self.groups.push(group(&mut fields)),
            Some("p") => {
                let main_group = self.groups.first().map_or(Cow::Borrowed(""), |group| group.name.clone());
                let end = self.options.len();
                self.properties.push((property(main_group, &mut fields), end..end));
            }
            Some("o") => {
                let (_, range) = self.properties.last_mut().expect("an option row follows a property row");
                self.options.push(option(range.len(), &mut fields));
                range.end += 1;
            }
            Some(comment) if comment.starts_with('#') => {}
            other => panic!("catalogue row of unknown kind {other:?}"),
        }
    }

    /// Fixes the catalogue in memory: it lives as long as the process, so its parts are leaked, once per type.
    fn finish(self) -> Catalogue {
        let options: &'static [PropertyOption] = self.options.leak();
        let mut properties: Vec<Property> = self
            .properties
            .into_iter()
            .map(|(mut property, range)| {
                if !range.is_empty() {
                    property.options = Cow::Borrowed(&options[range]);
                }
                property
            })
            .collect();
        // Stable, and the type's own rows come first: of equal names they stay.
        properties.sort_by(|left, right| left.name.cmp(&right.name));
        properties.dedup_by(|later, earlier| later.name == earlier.name);
        properties.shrink_to_fit();
        let properties: &'static [Property] = properties.leak();
        let by_name = properties.iter().enumerate().map(|(at, property)| (property.name.as_ref(), at));
        let by_name = by_name.collect();
        Catalogue { properties: Cow::Borrowed(properties), groups: self.groups.leak(), by_name }
    }
}

fn group(fields: &mut impl Iterator<Item = &'static str>) -> PropertyGroup {
    PropertyGroup {
        name: text(fields),
        label: text(fields),
        display_order: number(next(fields)),
        archived: false,
    }
}

fn property(main_group: Cow<'static, str>, fields: &mut impl Iterator<Item = &'static str>) -> Property {
    let (name, label) = (text(fields), text(fields));
    let property_type = PropertyType::parse(next(fields)).expect("catalogue rows name known types");
    let field_type = FieldType::parse(next(fields)).expect("catalogue rows name known field types");
    let group_name = match next(fields) {
        "" => main_group,
        own => Cow::Borrowed(own),
    };
    let mut property = Property {
        display_order: number(next(fields)),
        hubspot_defined: true,
        read_only_definition: true,
        calculated: false,
        read_only_value: false,
        created_at: Some(BUILT_IN_AT),
        updated_at: Some(BUILT_IN_AT),
        ..Property::new(name, label, group_name, property_type, field_type)
    };
    for flag in next(fields).bytes() {
        set_flag(&mut property, flag);
    }
    for extra in fields {
        set_extra(&mut property, extra);
    }
    property
}

fn set_flag(property: &mut Property, flag: u8) {
    match flag {
        b'-' => {}
        b'c' => property.calculated = true,
        b'x' => property.external_options = true,
        b'u' => property.has_unique_value = true,
        b'h' => property.hidden = true,
        b'f' => property.form_field = true,
        b'k' => property.archivable = false,
        b'd' => property.read_only_definition = false,
        b'v' => property.read_only_value = true,
        b'r' => property.read_only_options = Some(true),
        b'w' => property.read_only_options = Some(false),
        b'n' => (property.created_at, property.updated_at) = (None, None),
        other => panic!("catalogue row with unknown flag {}", char::from(other)),
    }
}

fn set_extra(property: &mut Property, extra: &'static str) {
    match extra.split_once('=') {
        Some(("references", name)) => property.referenced_object_type = Some(Cow::Borrowed(name)),
        Some(("currency", shown)) => property.show_currency_symbol = Some(shown == "true"),
        Some(("date", hint)) => property.date_display_hint = Some(Cow::Borrowed(hint)),
        Some(("options", "true_false")) => property.options = Cow::Borrowed(&TRUE_FALSE),
        Some(("options", "yes_no")) => property.options = Cow::Borrowed(&YES_NO),
        _ => panic!("catalogue row with unknown extra {extra}"),
    }
}

fn option(place: usize, fields: &mut impl Iterator<Item = &'static str>) -> PropertyOption {
    let (value, label) = (text(fields), text(fields));
    PropertyOption {
        label,
        value,
        description: Cow::Borrowed(""),
        display_order: fields.next().map_or(place as i32, number),
        hidden: fields.next() == Some("hidden"),
    }
}

fn next(fields: &mut impl Iterator<Item = &'static str>) -> &'static str {
    fields.next().expect("catalogue rows are complete")
}

fn text(fields: &mut impl Iterator<Item = &'static str>) -> Cow<'static, str> {
    Cow::Borrowed(next(fields))
}

fn number(text: &str) -> i32 {
    text.parse().expect("catalogue rows order by numbers")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "# A comment.\n\
        g\tmain\tMain\t0\n\
        g\tside\tSide\t-1\n\
        p\ttier\tTier\tenumeration\tselect\tside\t3\twf\n\
        o\tgold\tGold\n\
        o\told\tOld\t-1\thidden\n\
        p\tactive\tActive\tbool\tbooleancheckbox\t\t-1\tvn\toptions=yes_no\n";
    const SHARED: &str = "p\tactive\tShadowed\tstring\ttext\t\t-1\t-\n\
        p\towner\tOwner\tenumeration\tselect\t\t-1\tx\treferences=OWNER\n";

    #[test]
    fn rows_become_definitions() {
        let catalogue = parse(OWN, SHARED);
        let names: Vec<_> = catalogue.properties().iter().map(|property| property.name.as_ref()).collect();
        assert_eq!(names, ["active", "owner", "tier"]);

        let tier = catalogue.get("tier").unwrap();
        assert_eq!((tier.group_name.as_ref(), tier.display_order), ("side", 3));
        assert!(
            tier.form_field && tier.hubspot_defined && tier.read_only_definition && !tier.read_only_value
        );
        let options: Vec<_> = tier
            .options
            .iter()
            .map(|option| (option.value.as_ref(), option.label.as_ref(), option.display_order, option.hidden))
            .collect();
        assert_eq!(options, [("gold", "Gold", 0, false), ("old", "Old", -1, true)]);

        let owner = catalogue.get("owner").unwrap();
        assert_eq!(owner.referenced_object_type.as_deref(), Some("OWNER"));
        assert_eq!(owner.group_name, "main");
    }

    #[test]
    fn a_types_own_row_wins_over_the_shared_one() {
        let catalogue = parse(OWN, SHARED);
        let active = catalogue.get("active").unwrap();
        assert_eq!(active.label, "Active");
        assert!(active.read_only_value && active.created_at.is_none());
        assert_eq!(active.options[0].label, "Yes");
    }
}
