//! What callers send to the operations of lists.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::batch::BatchInput;
use crate::input::{PropertyInputs, TextInput, boolean, integer, list};
use crate::shape::{Body, Field, Shape, object, optional, required};

/// A filter branch; what is wrong within it is said in words of its own.
const FILTER_BRANCH: Shape = object("com.hubspot.lists.publicapi.filters.PublicFilterBranch", &[]);
/// A list of ids.
const IDS: Shape = Shape::List(&Shape::Text);
/// The fields of [`Permissions`].
const PERMISSIONS: &[Field] = &[
    required("teamsWithEditAccess", Shape::List(&Shape::Integer)),
    required("usersWithEditAccess", Shape::List(&Shape::Integer)),
];
/// The fields of [`MembershipSettings`].
const MEMBERSHIP_SETTINGS: &[Field] =
    &[optional("includeUnassigned", Shape::Boolean), optional("membershipTeamId", Shape::Integer)];

/// A list to create.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ListInput<'a> {
    /// What people call it.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// The type of its records.
    #[serde(borrow)]
    pub object_type_id: TextInput<'a>,
    /// Who decides which records it has: `MANUAL`, `SNAPSHOT` or `DYNAMIC`.
    #[serde(borrow)]
    pub processing_type: TextInput<'a>,
    /// Properties of the list itself.
    #[serde(borrow, default)]
    pub custom_properties: Option<PropertyInputs<'a>>,
    /// The root of its filters.
    #[serde(default)]
    pub filter_branch: Option<Map<String, Value>>,
    /// The folder that it stands in; none for the root.
    #[serde(default, deserialize_with = "integer")]
    pub list_folder_id: Option<i32>,
    /// Who may edit it.
    #[serde(default)]
    pub list_permissions: Option<Permissions>,
    /// Which teams see its members.
    #[serde(default)]
    pub membership_settings: Option<MembershipSettings>,
}

impl<'a> Body<'a> for ListInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.ListCreateRequest",
        &[
            required("name", Shape::Text),
            required("objectTypeId", Shape::Text),
            required("processingType", Shape::Text),
            optional("customProperties", Shape::Map(&Shape::Text)),
            optional("filterBranch", FILTER_BRANCH),
            optional("listFolderId", Shape::Integer),
            optional(
                "listPermissions",
                object("com.hubspot.lists.publicapi.PublicListPermissions", PERMISSIONS),
            ),
            optional(
                "membershipSettings",
                object("com.hubspot.lists.publicapi.PublicMembershipSettings", MEMBERSHIP_SETTINGS),
            ),
        ],
    );
}

/// Who may edit a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Permissions {
    /// Ids of teams.
    pub teams_with_edit_access: Vec<i32>,
    /// Ids of users.
    pub users_with_edit_access: Vec<i32>,
}

/// Which teams see the members of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipSettings {
    /// Whether records without an owner are seen too.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "boolean")]
    pub include_unassigned: Option<bool>,
    /// The team.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "integer")]
    pub membership_team_id: Option<i32>,
}

/// What the maker of a list wrote down beside its definition, as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings<'a> {
    /// Who may edit it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list_permissions: Option<Permissions>,
    /// Which teams see its members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub membership_settings: Option<MembershipSettings>,
    /// Properties of the list itself.
    #[serde(borrow, default, skip_serializing_if = "BTreeMap::is_empty")]
    pub custom_properties: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
}

/// The filters that a list is to follow.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FiltersInput {
    /// Their root.
    pub filter_branch: Map<String, Value>,
}

impl Body<'_> for FiltersInput {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.ListFilterUpdateRequest",
        &[required("filterBranch", FILTER_BRANCH)],
    );
}

/// Which lists are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct SearchInput<'a> {
    /// What to show of each list beside what is always shown.
    #[serde(borrow, deserialize_with = "list")]
    pub additional_properties: Vec<TextInput<'a>>,
    /// How many to show.
    #[serde(deserialize_with = "integer")]
    pub count: Option<i32>,
    /// Only these; all where there are none.
    #[serde(borrow, deserialize_with = "list")]
    pub list_ids: Vec<TextInput<'a>>,
    /// Only those of records of this type.
    #[serde(borrow)]
    pub object_type_id: Option<TextInput<'a>>,
    /// How many to leave out.
    #[serde(deserialize_with = "integer")]
    pub offset: Option<i32>,
    /// Only those of these kinds; all where there are none.
    #[serde(borrow, deserialize_with = "list")]
    pub processing_types: Vec<TextInput<'a>>,
    /// A part of the name.
    #[serde(borrow)]
    pub query: Option<TextInput<'a>>,
    /// What to order them by.
    #[serde(borrow)]
    pub sort: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for SearchInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.ListSearchRequest",
        &[
            optional("additionalProperties", IDS),
            optional("count", Shape::Integer),
            optional("listIds", IDS),
            optional("objectTypeId", Shape::Text),
            optional("offset", Shape::Integer),
            optional("processingTypes", IDS),
            optional("query", Shape::Text),
            optional("sort", Shape::Text),
        ],
    );
}

/// A folder to create.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FolderInput<'a> {
    /// What people call it.
    #[serde(borrow)]
    pub name: TextInput<'a>,
    /// The folder that it stands in; none for the root.
    #[serde(borrow, default)]
    pub parent_folder_id: Option<TextInput<'a>>,
}

impl<'a> Body<'a> for FolderInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.ListFolderCreateRequest",
        &[required("name", Shape::Text), optional("parentFolderId", Shape::Text)],
    );
}

/// A list and the folder that it is to stand in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MoveListInput<'a> {
    /// The list.
    #[serde(borrow)]
    pub list_id: TextInput<'a>,
    /// The folder; `0` for the root.
    #[serde(borrow)]
    pub new_folder_id: TextInput<'a>,
}

impl<'a> Body<'a> for MoveListInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.ListMoveRequest",
        &[required("listId", Shape::Text), required("newFolderId", Shape::Text)],
    );
}

/// Ids of records or lists, without anything around them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct IdsInput<'a>(#[serde(borrow)] pub Vec<TextInput<'a>>);

impl<'a> Body<'a> for IdsInput<'a> {
    const SHAPE: Shape = IDS;
}

/// Records to add to a list and records to remove.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MembershipChangeInput<'a> {
    /// Those to add.
    #[serde(borrow)]
    pub record_ids_to_add: Vec<TextInput<'a>>,
    /// Those to remove.
    #[serde(borrow)]
    pub record_ids_to_remove: Vec<TextInput<'a>>,
}

impl<'a> Body<'a> for MembershipChangeInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.MembershipChangeRequest",
        &[required("recordIdsToAdd", IDS), required("recordIdsToRemove", IDS)],
    );
}

/// Records of any types.
pub type RecordsInput<'a> = BatchInput<RecordInput<'a>>;

/// A record and its type.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordInput<'a> {
    /// The type.
    #[serde(borrow)]
    pub object_type_id: TextInput<'a>,
    /// The record.
    #[serde(borrow)]
    pub record_id: TextInput<'a>,
}

impl<'a> Body<'a> for RecordsInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.BatchInputRecordIdInput",
        &[required(
            "inputs",
            Shape::List(&object(
                "com.hubspot.lists.publicapi.RecordIdInput",
                &[required("objectTypeId", Shape::Text), required("recordId", Shape::Text)],
            )),
        )],
    );
}

/// When a list is to become static.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConversionInput<'a> {
    /// `CONVERSION_DATE` or `INACTIVITY`; says which of the others count.
    #[serde(borrow)]
    pub conversion_type: TextInput<'a>,
    /// The day of the month.
    #[serde(default, deserialize_with = "integer")]
    pub day: Option<i32>,
    /// The month.
    #[serde(default, deserialize_with = "integer")]
    pub month: Option<i32>,
    /// How many units nothing has to happen.
    #[serde(default, deserialize_with = "integer")]
    pub offset: Option<i32>,
    /// `DAY`, `WEEK` or `MONTH`.
    #[serde(borrow, default)]
    pub time_unit: Option<TextInput<'a>>,
    /// The year.
    #[serde(default, deserialize_with = "integer")]
    pub year: Option<i32>,
}

impl<'a> Body<'a> for ConversionInput<'a> {
    const SHAPE: Shape = object(
        "com.hubspot.lists.publicapi.PublicListConversionTime",
        &[
            required("conversionType", Shape::Text),
            optional("day", Shape::Integer),
            optional("month", Shape::Integer),
            optional("offset", Shape::Integer),
            optional("timeUnit", Shape::Text),
            optional("year", Shape::Integer),
        ],
    );
}
