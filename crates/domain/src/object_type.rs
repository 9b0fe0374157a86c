//! The table of HubSpot's standard object types: ids, names, defaults, scopes and exceptions; and the rows of custom ones.

mod activity;
mod commerce;
mod crm;
mod custom;
mod definition;
mod sensitive;

use std::borrow::Cow;
use std::fmt::{self, Write};

use crate::automatic::{self, Write as RecordWrite};
use crate::catalogue;
use crate::pipeline::PipelineRules;
use crate::{AccountId, ObjectTypeId, Pipeline, Properties, RecordId};

pub use custom::{custom, fully_qualified_name};
pub use definition::{TypeDefinition, TypeViolation, check_name};
pub use sensitive::ValueScopes;

/// One object type whose records the objects API serves: HubSpot's own, or one that an account made.
///
/// What an account may say about it is its [`TypeDefinition`].
#[derive(Debug)]
pub struct ObjectType {
    /// The id, such as `0-1`.
    pub id: ObjectTypeId,
    /// The name in paths, such as `contacts`.
    pub plural: &'static str,
    /// The other name in paths, such as `contact`.
    pub singular: &'static str,
    /// The upper-case name, such as `CONTACT`; also what error texts call the type.
    pub fully_qualified_name: &'static str,
    /// The name inside `ObjectTypeId{legacyObjectType=…}` of error texts.
    pub legacy_name: &'static str,
    /// What people call one record, and many.
    pub labels: (&'static str, &'static str),
    /// The property that titles a record.
    pub primary_display: Option<&'static str>,
    /// The properties that stand below the title.
    pub secondary_display: &'static [&'static str],
    /// The properties that a create must set.
    pub required_properties: &'static [&'static str],
    /// Pairs of a required property and another one that a create may set in its place.
    pub required_substitutes: &'static [(&'static str, &'static str)],
    /// The type of which a create must associate an existing record.
    pub required_association: Option<ObjectTypeId>,
    /// After which other record a new one is made.
    pub template: Option<Template>,
    /// What a read returns when it names no properties, sorted.
    pub default_properties: &'static [&'static str],
    /// The property that shows when a record was created.
    pub created_property: &'static str,
    /// The property that shows when a record last changed.
    pub modified_property: &'static str,
    /// What a search with `query` looks into.
    pub searchable_properties: &'static [&'static str],
    /// The properties that no search can filter by.
    pub unfiltered: &'static [&'static str],
    /// Any one of these scopes allows reading records.
    pub read_scopes: &'static [&'static str],
    /// Any one of these scopes allows writing records.
    pub write_scopes: &'static [&'static str],
    /// Any one of these scopes allows reading property definitions.
    pub schema_read_scopes: &'static [&'static str],
    /// Any one of these scopes allows writing property definitions.
    pub schema_write_scopes: &'static [&'static str],
    /// The scopes for sensitive values; none where the type has no such values.
    pub sensitive_scopes: Option<ValueScopes>,
    /// The scopes for highly sensitive values; none where the type has no such values.
    pub highly_sensitive_scopes: Option<ValueScopes>,
    /// Where the UI shows a record.
    pub record_url: RecordUrl,
    /// Records can be written through the API.
    pub writes_served: bool,
    /// Archived records can be listed.
    pub lists_archived: bool,
    /// The types whose records are parts of one of this type where they are associated with it: they are archived and
    /// restored with it.
    pub parts: &'static [ObjectTypeId],
    /// Where a record says how far it has come; `None` for types without pipelines.
    pub stages: Option<StageProperties>,
    /// The pipelines that every account starts with.
    pub pipelines: &'static [Pipeline],
    /// What accounts may do to the pipelines; none where they stay as they are or there are none.
    pub pipeline_rules: Option<PipelineRules>,
    /// What an update shows beyond the properties it changed, sorted; the columns come on top.
    pub update_echo: &'static [&'static str],
    /// The properties whose text is previewed, the preferred one first.
    pub(crate) body_properties: &'static [&'static str],
    /// Fills the automatic properties that only this type has.
    pub(crate) automatic: fn(&RecordWrite<'_>, &mut Properties),
    /// What nearly every record of the type shows, sorted by name: a new record starts with these values, and the
    /// store keeps them by not storing them.
    ///
    /// A row that was ever shipped never changes and never goes: stored records say by its absence that they have
    /// that value. One may be added; then records that were stored before have it too.
    pub usual: &'static [(&'static str, &'static str)],
    /// The built-in properties; see [`crate::catalogue`].
    pub(crate) catalogue: &'static str,
}

/// The two properties that place a record in a pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageProperties {
    /// The property that names the pipeline.
    pub pipeline: &'static str,
    /// The property that names the stage.
    pub stage: &'static str,
}

/// A record of another type from which a new one takes values over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Template {
    /// The property that names the other record by its id.
    pub property: &'static str,
    /// The type of the other record.
    pub object_type: ObjectTypeId,
    /// The properties of both types whose values are taken over where the new record is given none.
    pub values: &'static [&'static str],
}

/// Where the UI shows a record: the `url` of a record's JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordUrl {
    /// `{app}/contacts/{account}/record/{type}/{id}`
    Record,
    /// `{app}/tasks/{account}/view/all/task/{id}`
    Task,
}

impl RecordUrl {
    /// Writes the address of a record under `app`, such as `https://app.hubspot.com`.
    pub fn write(
        self,
        out: &mut impl Write,
        app: &str,
        account: AccountId,
        object_type: ObjectTypeId,
        id: RecordId,
    ) -> fmt::Result {
        match self {
            Self::Record => write!(out, "{app}/contacts/{account}/record/{object_type}/{id}"),
            Self::Task => write!(out, "{app}/tasks/{account}/view/all/task/{id}"),
        }
    }
}

impl ObjectType {
    /// The group that properties without one of their own stand in.
    pub fn main_group(&self) -> Cow<'static, str> {
        if self.id.is_standard() {
            let groups = catalogue::catalogue(self.id).groups();
            groups.first().map(|group| group.name.clone()).unwrap_or_default()
        } else {
            // It is made together with the type (recorded).
            format!("{}_information", self.singular).into()
        }
    }

    /// Tells whether the record's own columns hold the property, so that it is never a stored value.
    pub fn is_column(&self, name: &str) -> bool {
        name == "hs_object_id" || name == self.created_property || name == self.modified_property
    }
}

/// Every standard type whose records the objects API serves, by ascending id.
pub fn standard_types() -> &'static [ObjectType] {
    &STANDARD
}

/// Finds a type by what a path may say: plural, singular, fully qualified name or id, in any case.
pub fn find(segment: &str) -> Option<&'static ObjectType> {
    if segment.starts_with(|first: char| first.is_ascii_digit()) {
        return segment.parse().ok().and_then(by_id);
    }
    // A scan of 31 rows: nearly all comparisons end at the length, and the busiest types come first.
    STANDARD.iter().find(|row| {
        row.plural.eq_ignore_ascii_case(segment)
            || row.singular.eq_ignore_ascii_case(segment)
            || row.fully_qualified_name.eq_ignore_ascii_case(segment)
    })
}

/// Finds a type by its id.
pub fn by_id(id: ObjectTypeId) -> Option<&'static ObjectType> {
    position(id).map(|at| &STANDARD[at])
}

/// The values that nearly every record of a type has; see [`ObjectType::usual`].
///
/// Those of the types that accounts made are all the same, so that whoever reads a log needs no account for it.
pub fn usual(id: ObjectTypeId) -> &'static [(&'static str, &'static str)] {
    by_id(id).map_or(BASE.usual, |row| row.usual)
}

/// The place of a type in the table.
pub(crate) fn position(id: ObjectTypeId) -> Option<usize> {
    STANDARD.binary_search_by_key(&id, |row| row.id).ok()
}

pub(crate) static STANDARD: [ObjectType; 31] = [
    crm::CONTACTS,
    crm::COMPANIES,
    crm::DEALS,
    crm::TICKETS,
    commerce::PRODUCTS,
    commerce::LINE_ITEMS,
    commerce::QUOTES,
    activity::COMMUNICATIONS,
    crm::FEEDBACK_SUBMISSIONS,
    activity::TASKS,
    activity::NOTES,
    activity::MEETINGS,
    activity::CALLS,
    activity::EMAILS,
    commerce::INVOICES,
    commerce::SUBSCRIPTIONS,
    crm::GOAL_TARGETS,
    commerce::DISCOUNTS,
    commerce::FEES,
    commerce::TAXES,
    commerce::COMMERCE_PAYMENTS,
    crm::USERS,
    activity::POSTAL_MAIL,
    commerce::ORDERS,
    crm::LEADS,
    commerce::CARTS,
    crm::SERVICES,
    crm::COURSES,
    crm::LISTINGS,
    crm::APPOINTMENTS,
    crm::PROJECTS,
];

/// What most types share; a row states the rest.
const BASE: ObjectType = ObjectType {
    id: ObjectTypeId::standard(0),
    plural: "",
    singular: "",
    fully_qualified_name: "",
    legacy_name: "",
    labels: ("", ""),
    primary_display: None,
    secondary_display: &[],
    required_properties: &[],
    required_substitutes: &[],
    required_association: None,
    template: None,
    default_properties: &["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    created_property: "hs_createdate",
    modified_property: "hs_lastmodifieddate",
    searchable_properties: &[],
    unfiltered: &[],
    read_scopes: &[],
    write_scopes: &[],
    schema_read_scopes: &[],
    schema_write_scopes: &[],
    sensitive_scopes: None,
    highly_sensitive_scopes: None,
    record_url: RecordUrl::Record,
    writes_served: true,
    lists_archived: true,
    parts: &[],
    stages: None,
    pipelines: &[],
    pipeline_rules: None,
    // By analogy with the recorded types.
    update_echo: &["hs_object_source", "hs_object_source_id", "hs_object_source_label"],
    body_properties: &[],
    usual: automatic::USUAL,
    automatic: |_, _| {},
    catalogue: "",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ascends_by_id() {
        assert!(STANDARD.is_sorted_by(|left, right| left.id < right.id));
    }

    #[test]
    fn a_type_is_found_by_all_its_names_in_any_case() {
        for row in standard_types() {
            let found_by = |segment: &str| find(segment).map(|found| found.id);
            for name in [row.plural, row.singular, row.fully_qualified_name, &row.id.to_string()] {
                assert_eq!(found_by(name), Some(row.id), "{name}");
                assert_eq!(found_by(&name.to_ascii_uppercase()), Some(row.id), "{name}");
                assert_eq!(found_by(&name.to_ascii_lowercase()), Some(row.id), "{name}");
            }
            assert_eq!(by_id(row.id).map(|found| found.plural), Some(row.plural));
        }
        for (segment, plural) in
            [("Contacts", "contacts"), ("0-47", "meetings"), ("meeting_event", "meetings")]
        {
            assert_eq!(find(segment).map(|found| found.plural), Some(plural));
        }
    }

    #[test]
    fn other_segments_name_no_standard_type() {
        for segment in ["", "contactss", "0-4", "0-9999", "2-1", "0-", "1", "campaigns", "p123_thing"] {
            assert!(find(segment).is_none(), "{segment}");
        }
    }

    #[test]
    fn rows_are_complete() {
        for row in standard_types() {
            let plural = row.plural;
            assert!(!row.labels.0.is_empty() && !row.labels.1.is_empty(), "{plural}");
            assert!(row.primary_display.is_some(), "{plural}");
            assert!(row.default_properties.is_sorted(), "{plural}");
            assert!(row.update_echo.is_sorted(), "{plural}");
            assert!(!row.read_scopes.is_empty() && !row.schema_read_scopes.is_empty(), "{plural}");
            assert_eq!(row.write_scopes.is_empty(), !row.writes_served, "{plural}");
            for column in ["hs_object_id", row.created_property, row.modified_property] {
                assert!(row.default_properties.contains(&column), "{plural}.{column}");
                assert!(row.is_column(column), "{plural}.{column}");
            }
        }
    }

    #[test]
    fn both_types_have_what_is_taken_over() {
        for row in standard_types() {
            let Some(template) = &row.template else { continue };
            let (own, others) = [row.id, template.object_type].map(crate::catalogue::catalogue).into();
            assert!(own.get(template.property).is_some(), "{}", template.property);
            for name in template.values {
                let kinds =
                    [own, others].map(|catalogue| catalogue.get(name).map(|property| property.property_type));
                assert!(kinds[0].is_some() && kinds[0] == kinds[1], "{name}: {kinds:?}");
            }
        }
    }

    #[test]
    fn reads_without_properties_return_the_documented_defaults() {
        for (plural, expected) in [
            ("contacts", "createdate,email,firstname,hs_object_id,lastmodifieddate,lastname"),
            ("companies", "createdate,domain,hs_lastmodifieddate,hs_object_id,name"),
            (
                "deals",
                "amount,closedate,createdate,dealname,dealstage,hs_lastmodifieddate,hs_object_id,pipeline",
            ),
            ("line_items", "amount,createdate,hs_lastmodifieddate,hs_object_id,price,quantity"),
            ("notes", "hs_createdate,hs_lastmodifieddate,hs_object_id"),
            ("carts", "hs_createdate,hs_lastmodifieddate,hs_object_id"),
        ] {
            assert_eq!(find(plural).unwrap().default_properties.join(","), expected, "{plural}");
        }
    }

    #[test]
    fn addresses_of_records_are_as_recorded() {
        for (plural, expected) in [
            ("contacts", "https://app.hubspot.com/contacts/7/record/0-1/42"),
            ("tasks", "https://app.hubspot.com/tasks/7/view/all/task/42"),
        ] {
            let row = find(plural).unwrap();
            let mut url = String::new();
            row.record_url
                .write(&mut url, "https://app.hubspot.com", AccountId(7), row.id, RecordId(42))
                .unwrap();
            assert_eq!(url, expected);
        }
    }
}
