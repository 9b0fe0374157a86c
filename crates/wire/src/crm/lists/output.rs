//! What the operations of lists answer.

use serde::Serialize;
use serde_json::value::RawValue;

use super::input::{MembershipSettings, Permissions};
use crate::page::NextPage;

/// A list.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListBody<'a> {
    /// Its id.
    pub list_id: String,
    /// Grows with every change of its definition.
    pub list_version: i64,
    /// When it was made, ISO 8601.
    pub created_at: String,
    /// When its definition last changed, ISO 8601.
    pub updated_at: String,
    /// When its filters last changed, ISO 8601.
    pub filters_updated_at: String,
    /// How far it is filled.
    pub processing_status: &'static str,
    /// The user who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by_id: Option<String>,
    /// The user who last changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_by_id: Option<String>,
    /// Who decides which records it has.
    pub processing_type: &'static str,
    /// The type of its records.
    pub object_type_id: String,
    /// What people call it.
    pub name: &'a str,
    /// Who may edit it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list_permissions: Option<Permissions>,
    /// Which teams see its members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub membership_settings: Option<MembershipSettings>,
    /// The root of its filters, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filter_branch: Option<&'a RawValue>,
    /// How many members it has; found lists say so among their properties.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
}

/// One list.
#[derive(Clone, Debug, Serialize)]
pub struct ListReply<'a> {
    /// The list.
    pub list: ListBody<'a>,
}

/// One list that was changed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdatedListReply<'a> {
    /// The list.
    pub updated_list: ListBody<'a>,
}

/// Several lists.
#[derive(Clone, Debug, Serialize)]
pub struct ListsReply<'a> {
    /// The lists.
    pub lists: Vec<ListBody<'a>>,
}

/// A list that a search found.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundListBody<'a> {
    /// The list.
    #[serde(flatten)]
    pub list: ListBody<'a>,
    /// What else is shown of it.
    pub additional_properties: AdditionalProperties,
}

/// Names with texts, in the order given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdditionalProperties(pub Vec<(String, String)>);

impl Serialize for AdditionalProperties {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// Some of the lists that a search found, in the recorded order of keys.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SearchBody<'a> {
    /// Where the next page begins; on the last one, how many there are.
    pub offset: usize,
    /// Whether there is a next page.
    pub has_more: bool,
    /// The lists.
    pub lists: Vec<FoundListBody<'a>>,
    /// How many lists the search found.
    pub total: usize,
}

/// One folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FolderReply {
    /// The folder.
    pub folder: FolderBody,
}

/// A folder with everything in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FolderBody {
    /// Its id.
    pub id: i64,
    /// The folder that it stands in; the root stands in itself.
    pub parent_folder_id: i64,
    /// What people call it; the root has no name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it was made, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<String>,
    /// When it last changed, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// The user who made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_id: Option<i64>,
    /// The folders in it.
    pub child_nodes: Vec<Self>,
    /// The ids of the lists in it.
    pub child_lists: Vec<i64>,
}

/// A member of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberBody {
    /// The record.
    pub record_id: String,
    /// When it joined, ISO 8601.
    pub membership_timestamp: String,
}

/// Some members of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MembersBody {
    /// How many members the list has.
    pub total: i64,
    /// Some of them.
    pub results: Vec<MemberBody>,
    /// Present when there are more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paging: Option<MembersPaging>,
}

/// Where more members are, on the way that is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MembersPaging {
    /// Forwards.
    Next(NextPage),
    /// Backwards.
    Prev(PreviousPage),
}

/// Where the page before begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviousPage {
    /// The value for the `before` parameter.
    pub before: String,
    /// The same request with that parameter, absolute on the host that was called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// What became of records that were to be added or removed; the names are as uneven as HubSpot's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipsChangedBody {
    /// Those that joined.
    pub records_ids_added: Vec<String>,
    /// Those that left.
    pub record_ids_removed: Vec<String>,
    /// Those that do not exist.
    pub record_ids_missing: Vec<String>,
}

/// A list that a record is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipBody {
    /// The list.
    pub list_id: String,
    /// The version of its definition.
    pub list_version: i64,
    /// Whether the whole world sees it; none does.
    pub is_public_list: bool,
    /// When the record joined for the first time, ISO 8601.
    pub first_added_timestamp: String,
    /// When it joined last, ISO 8601.
    pub last_added_timestamp: String,
}

/// Everything there is of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TotalBody<T> {
    /// How much that is.
    pub total: usize,
    /// All of it.
    pub results: Vec<T>,
}

/// A record with the lists that it is in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordMembershipsBody {
    /// The type of the record.
    pub object_type_id: String,
    /// The record.
    pub record_id: String,
    /// The lists.
    pub record_list_memberships: Vec<MembershipBody>,
}

/// What happened to a list in some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryBody {
    /// How large it was.
    pub size_history: Vec<SizeBody>,
    /// When its definition changed, ISO 8601.
    pub edit_history: Vec<String>,
}

/// How large a list was at some time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SizeBody {
    /// Its members.
    pub size: i64,
    /// The time, ISO 8601.
    pub timestamp: String,
}

/// The conversion that a list waits for or had.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversionBody {
    /// The list.
    pub list_id: String,
    /// When it was to happen.
    pub requested_conversion_time: ConversionTime,
    /// When it happened, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted_at: Option<String>,
}

/// When a list is to become static.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "conversionType", rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
pub enum ConversionTime {
    /// On a day.
    ConversionDate {
        /// The year.
        year: i16,
        /// The month.
        month: i8,
        /// The day of the month.
        day: i8,
    },
    /// When nothing has happened for some time.
    Inactivity {
        /// The unit.
        time_unit: &'static str,
        /// How many of them.
        offset: i32,
    },
}

/// The list that an id of the oldest version names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MappingBody {
    /// The list.
    pub list_id: String,
    /// The id of the oldest version.
    pub legacy_list_id: String,
}

/// The lists that ids of the oldest version name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MappingsBody {
    /// Those that name lists.
    pub legacy_list_ids_to_ids_mapping: Vec<MappingBody>,
    /// Those that name none.
    pub missing_legacy_list_ids: Vec<String>,
}
