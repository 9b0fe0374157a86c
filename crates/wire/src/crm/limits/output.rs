//! What limits tracking answers.

use serde::Serialize;

/// An object type by its id and labels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectTypeName {
    /// The id, such as `0-1`.
    pub object_type_id: String,
    /// What people call one record.
    pub singular_label: String,
    /// What people call many records.
    pub plural_label: String,
}

/// How much of a limit is used.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Usage {
    /// The limit.
    pub limit: i64,
    /// What is used of it.
    pub usage: i64,
    /// What is used of it, in percent.
    pub percentage: f64,
}

/// How much of its limit an object type uses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeLimit {
    /// The type.
    #[serde(flatten)]
    pub object_type: ObjectTypeName,
    /// What it uses.
    #[serde(flatten)]
    pub usage: Usage,
}

/// How much of a shared limit an object type uses.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeUsage {
    /// The type.
    #[serde(flatten)]
    pub object_type: ObjectTypeName,
    /// What it uses.
    pub usage: i64,
}

/// A limit that all object types share, with what each of them uses.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OverallLimit<T> {
    /// The limit.
    pub overall_limit: i64,
    /// What is used of it.
    pub overall_usage: i64,
    /// What is used of it, in percent.
    pub overall_percentage: f64,
    /// What each object type uses.
    pub by_object_type: Vec<T>,
}

/// A limit of each standard object type, and one that the account's own types share.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RecordLimits {
    /// HubSpot's object types.
    pub hubspot_defined_object_types: Vec<TypeLimit>,
    /// The account's own object types.
    pub custom_object_types: OverallLimit<TypeUsage>,
}

/// How many labels the associations from one object type to another have.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelLimit {
    /// The object type that is looked from.
    pub from_object_type: ObjectTypeName,
    /// The other object type.
    pub to_object_type: ObjectTypeName,
    /// The labels.
    pub all_labels: Vec<String>,
    /// How many there may be.
    #[serde(flatten)]
    pub usage: Usage,
}

/// An object type with records that are associated with nearly as many others as they may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObjectTypeNearLimit {
    /// The object type.
    #[serde(flatten)]
    pub object_type: ObjectTypeName,
    /// Some can be associated with no more.
    pub has_records_at_limit: bool,
    /// Some can be associated with few more.
    pub has_records_near_limit: bool,
}

/// The records of one type that are associated with nearly as many records of another as they may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssociationLimitBody {
    /// How many records a record may be associated with.
    pub limit: i64,
    /// How many can be associated with no more.
    pub total_records_at_limit: i32,
    /// How many can be associated with few more.
    pub total_records_near_limit: i32,
    /// Some of the former.
    pub at_limit_from_record_samples: Vec<AtLimitSample>,
    /// Some of the latter.
    pub near_limit_from_record_samples: Vec<NearLimitSample>,
}

/// A record that can be associated with no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AtLimitSample {
    /// The record.
    pub object_id: i64,
    /// Its title.
    pub label: String,
}

/// A record that can be associated with few more.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearLimitSample {
    /// The record.
    pub object_id: i64,
    /// Its title.
    pub label: String,
    /// With how many records it is associated.
    pub usage: i64,
    /// How much of the limit that is, in percent.
    pub percentage: f64,
}
