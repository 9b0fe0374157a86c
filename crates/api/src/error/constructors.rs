//! One function for each case, so that whoever fails says what it needs and cannot forget an argument.

mod apps;
mod associations;
mod filters;
mod lists;
mod money;
mod oauth;
mod people;
mod pipelines;
mod schemas;
mod search;
mod settings;
mod tools;
mod webhooks;

use linchpin_domain::Violation;
use linchpin_engine::quota::Exceeded;
use linchpin_wire::error::{Context, ErrorDetail};
use linchpin_wire::operation::Method;

use super::{Case, Failure};

/// A value that one record was to get and another one has.
#[derive(Clone, Copy, Debug)]
pub struct ValueConflict<'a> {
    /// The type, as in `ObjectTypeId{legacyObjectType=DEAL}`.
    pub object_type: &'a str,
    /// The unique property.
    pub property: &'a str,
    /// The value.
    pub value: &'a str,
    /// The record that was to get it.
    pub id: &'a str,
    /// The record that has it.
    pub holder: &'a str,
}

/// Routing, access and input.
impl Failure {
    /// The path leads nowhere.
    pub fn unknown_route() -> Self {
        Self::new(Case::UnknownRoute, &[])
    }

    /// The path leads somewhere, but only by these methods.
    pub fn method_not_allowed(allow: Vec<Method>) -> Self {
        let mut failure = Self::new(Case::MethodNotAllowed, &[]);
        failure.0.allow = allow;
        failure
    }

    /// The operation is in the catalogue, and not served yet.
    pub fn operation_not_served(operation: &str) -> Self {
        Self::new(Case::OperationNotServed, &[("operation", operation)])
            .with_context("operation", [operation])
    }

    /// There are no credentials, or unknown ones.
    pub fn invalid_authentication() -> Self {
        Self::new(Case::InvalidAuthentication, &[])
    }

    /// The token was valid until `expired_at` (ISO 8601), this many seconds ago.
    pub fn expired_token(expired_at: &str, seconds_ago: u64) -> Self {
        let (count, unit) = match seconds_ago {
            0..60 => (seconds_ago, "second"),
            60..3_600 => (seconds_ago / 60, "minute"),
            3_600..86_400 => (seconds_ago / 3_600, "hour"),
            _ => (seconds_ago / 86_400, "day"),
        };
        Self::new(Case::ExpiredToken, &[("age", &format!("{count} {unit}(s)"))])
            .with_context("expire time", [expired_at])
    }

    /// The credentials lack every one of these scopes; any one would do.
    pub fn missing_scopes<'a>(scopes: impl IntoIterator<Item = &'a str>) -> Self {
        let detail = ErrorDetail {
            message: "One or more of the following scopes are required.".into(),
            context: Context::new().with("requiredGranularScopes", scopes),
            ..ErrorDetail::default()
        };
        Self::new(Case::MissingScopes, &[]).errors(vec![detail])
    }

    /// The credentials may not see a type's schema; `object_type` as in `ObjectTypeId{legacyObjectType=COMPANY}`.
    pub fn no_view_permission(object_type: &str, scopes: &str) -> Self {
        Self::new(Case::NoViewPermission, &[("objectType", object_type), ("scopes", scopes)])
    }

    /// The operation needs a scope that no app can have.
    pub fn scope_not_public() -> Self {
        Self::new(Case::ScopeNotPublic, &[])
    }

    /// The caller called too often.
    pub fn too_many_calls(exceeded: Exceeded) -> Self {
        let case = match exceeded {
            Exceeded::Burst => Case::LimitReachedInTenSeconds,
            Exceeded::Daily => Case::LimitReachedInDay,
            Exceeded::Second => Case::LimitReachedInSecond,
        };
        Self::new(case, &[])
    }

    /// The request line is absurdly long, or has absurdly many parameters.
    pub fn uri_too_long() -> Self {
        Self::new(Case::UriTooLong, &[])
    }

    /// The body is longer than any operation reads.
    pub fn body_too_large() -> Self {
        Self::new(Case::BodyTooLarge, &[])
    }

    /// The body broke off.
    pub fn body_not_read() -> Self {
        Self::new(Case::BodyNotRead, &[])
    }

    /// The body says that it is no JSON.
    pub fn unsupported_media_type() -> Self {
        Self::new(Case::UnsupportedMediaType, &[])
    }

    /// The body cannot be read, from this place on.
    pub fn invalid_json(line: usize, column: usize, reason: &str) -> Self {
        let (line, column) = (line.to_string(), column.to_string());
        Self::new(Case::InvalidJson, &[("line", &line), ("column", &column), ("reason", reason)])
    }

    /// An object in the body, which ends at this place, lacks these fields.
    pub fn missing_fields(line: usize, column: usize, fields: &[&str]) -> Self {
        let (line, column) = (line.to_string(), column.to_string());
        Self::new(
            Case::MissingFields,
            &[("line", &line), ("column", &column), ("fields", &fields.join(", "))],
        )
    }

    /// A query parameter has a value of the wrong kind.
    pub fn invalid_parameter(name: &'static str, value: &str) -> Self {
        Self::new(Case::InvalidParameter, &[("name", name), ("value", value)]).with_context(name, [value])
    }

    /// The page size is not one the operation serves.
    pub fn limit_out_of_range(limit: i64, max: u32) -> Self {
        let (limit, max) = (limit.to_string(), max.to_string());
        Self::new(Case::LimitOutOfRange, &[("limit", &limit), ("max", &max)]).with_context("limit", [limit])
    }
}

/// Records and batches of them; `type_name` is a type's name as in `CONTACT`.
impl Failure {
    /// The path's `{objectType}` names no type.
    pub fn unknown_object_type(segment: &str) -> Self {
        Self::new(Case::UnknownObjectType, &[("segment", segment)])
    }

    /// The path's `{objectId}` is no number.
    pub fn id_not_numeric(id: &str) -> Self {
        Self::new(Case::IdNotNumeric, &[]).with_context("id", [id])
    }

    /// The one thing that the path names does not exist.
    pub fn resource_not_found() -> Self {
        Self::new(Case::ResourceNotFound, &[])
    }

    /// A record that the request names does not exist; `singular` as in `contact`.
    pub fn record_not_found(singular: &str, id: &str) -> Self {
        Self::new(Case::RecordNotFound, &[("type", singular), ("id", id)]).with_context("id", [id])
    }

    /// Archived records of this type cannot be listed; `object_type` as in `0-115 (USER)`.
    pub fn archived_listing(object_type: &str) -> Self {
        Self::new(Case::ArchivedListing, &[("objectType", object_type)])
    }

    /// These property values were refused; in a batch, those of all inputs.
    pub fn invalid_properties(violations: Vec<Violation>) -> Self {
        // Recorded: a batch repeats a violation in the message for each input, and in `errors` once.
        let mut errors: Vec<ErrorDetail> = Vec::new();
        for detail in violations.iter().map(violation_detail) {
            if !errors.contains(&detail) {
                errors.push(detail);
            }
        }
        let mut failure = Self::new(Case::InvalidProperties, &[]).errors(errors);
        failure.0.violations = violations;
        failure
    }

    /// An update changes nothing.
    pub fn nothing_to_update() -> Self {
        Self::new(Case::NothingToUpdate, &[]).with_context("properties", ["{}"])
    }

    /// A new record lacks these properties.
    pub fn missing_properties<'a>(type_name: &str, names: impl IntoIterator<Item = &'a str>) -> Self {
        Self::new(Case::MissingProperties, &[("TYPE", type_name)]).with_context("properties", names)
    }

    /// A new record is not associated with one of the other type, as it must be; both as in `CONTACT`.
    pub fn missing_association(type_name: &str, to: &str) -> Self {
        Self::new(Case::MissingAssociation, &[("TYPE", type_name), ("TO", to)])
            .with_context("associations", [to])
    }

    /// Another record has the new one's identity; `label` as in `Contact`.
    pub fn record_exists(label: &str, existing_id: &str) -> Self {
        Self::new(Case::RecordExists, &[("Type", label), ("id", existing_id)])
    }

    /// Two inputs of one batch have the same identity; `label` as in `Contact`.
    pub fn record_exists_unnamed(label: &str) -> Self {
        Self::new(Case::RecordExistsUnnamed, &[("Type", label)])
    }

    /// Another record has a value that must be unique.
    pub fn unique_value_taken(conflict: &ValueConflict<'_>) -> Self {
        Self::new(
            Case::UniqueValueTaken,
            &[
                ("objectType", conflict.object_type),
                ("property", conflict.property),
                ("value", conflict.value),
                ("id", conflict.id),
                ("holder", conflict.holder),
            ],
        )
    }

    /// The `idProperty` is not unique, so it finds no record; `object_type_id` as in `0-2`.
    pub fn not_unique_property(object_type_id: &str, property: &str) -> Self {
        Self::new(Case::NotUniqueProperty, &[("objectTypeId", object_type_id), ("property", property)])
    }

    /// A record was to be merged with itself.
    pub fn merge_with_itself(id: &str) -> Self {
        Self::new(Case::MergeWithItself, &[("id", id)]).with_context("id", [id])
    }

    /// More than `max` merges would lie behind one record.
    pub fn too_many_merges(max: usize) -> Self {
        Self::new(Case::TooManyMerges, &[("max", &max.to_string())])
    }

    /// The batch has no inputs.
    pub fn empty_batch() -> Self {
        Self::new(Case::EmptyBatch, &[])
    }

    /// The batch has more inputs than `max`.
    pub fn batch_too_large(max: usize) -> Self {
        Self::new(Case::BatchTooLarge, &[("max", &max.to_string())])
    }

    /// The batch asks for the history of more records than `max`.
    pub fn history_batch_too_large(max: usize) -> Self {
        Self::new(Case::HistoryBatchTooLarge, &[("max", &max.to_string())])
    }

    /// The batch names these ids more than once.
    pub fn duplicate_ids(ids: &[String]) -> Self {
        Self::new(Case::DuplicateIds, &[("ids", &ids.join(", "))]).with_context("ids", ids)
    }

    /// These records of a batch do not exist: one item of a 207, whose `type_name` is as in `CONTACT`.
    pub fn records_not_found(type_name: &str, ids: &[String]) -> Self {
        Self::new(Case::RecordsNotFound, &[("TYPE", type_name)]).with_context("ids", ids)
    }

    /// No records have these unique values: one item of a 207; `coordinates` as in `0-1:email:a@b.co`.
    pub fn values_not_found(type_name: &str, coordinates: &[String]) -> Self {
        Self::new(Case::RecordsNotFound, &[("TYPE", type_name)])
            .with_context("missingObjectPropertyValueCoordinates", coordinates)
    }
}

/// Properties and property groups.
impl Failure {
    /// A property of that name exists.
    pub fn property_exists(name: &str) -> Self {
        Self::new(Case::PropertyExists, &[("name", name)]).with_context("name", [name])
    }

    /// No property of that name exists.
    pub fn property_not_found(name: &str) -> Self {
        Self::new(Case::PropertyNotFound, &[("name", name)]).with_context("propertyName", [name])
    }

    /// The property cannot be archived while the formulas of properties with these labels use it.
    pub fn property_in_use(name: &str, object_type_id: &str, users: &[String]) -> Self {
        let places = users.len().to_string();
        let errors = users.iter().map(|label| ErrorDetail {
            message: format!("The property is used in the calculated property {label}").into(),
            context: Context::new().with("parentDisplayType", ["PROPERTY"]).with("parentName", [label]),
            ..ErrorDetail::default()
        });
        Self::new(
            Case::PropertyInUse,
            &[("name", name), ("objectTypeId", object_type_id), ("places", &places)],
        )
        .errors(errors.collect())
    }

    /// The definition belongs to HubSpot and cannot be changed or archived.
    pub fn property_read_only(name: &str) -> Self {
        Self::new(Case::PropertyReadOnly, &[("name", name)]).with_context("propertyName", [name])
    }

    /// The definition of a property was refused: pairs of a field and what is wrong with it.
    pub fn invalid_definition(reasons: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        Self::with_reasons(Case::InvalidDefinition, reasons)
    }

    /// A definition was refused: pairs of a field and what is wrong with it.
    fn with_reasons(case: Case, reasons: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        let detail = |(field, message): (&'static str, String)| ErrorDetail {
            message: message.into(),
            field: Some(field.into()),
            ..ErrorDetail::default()
        };
        let errors: Vec<_> = reasons.into_iter().map(detail).collect();
        let reason = errors.iter().map(|error| &*error.message).collect::<Vec<_>>().join(" ");
        Self::new(case, &[("reason", &reason)]).errors(errors)
    }

    /// The type has as many custom properties as it may.
    pub fn too_many_properties(max: usize) -> Self {
        Self::new(Case::TooManyProperties, &[("max", &max.to_string())])
    }

    /// The type has as many unique properties as it may.
    pub fn too_many_unique_properties(max: usize) -> Self {
        Self::new(Case::TooManyUniqueProperties, &[("max", &max.to_string())])
    }

    /// The name of a group cannot be.
    pub fn invalid_group_name(name: &str) -> Self {
        Self::new(Case::InvalidGroupName, &[("name", name)]).with_context("name", [name])
    }

    /// A group of that name exists.
    pub fn group_exists(name: &str) -> Self {
        Self::new(Case::GroupExists, &[("name", name)]).with_context("name", [name])
    }

    /// The group that the path names does not exist.
    pub fn group_not_found(name: &str) -> Self {
        Self::new(Case::GroupNotFound, &[("name", name)]).with_context("groupName", [name])
    }

    /// No property of that name exists, in the words of versions 1 and 2.
    pub fn legacy_property_not_found(name: &str) -> Self {
        Self::new(Case::LegacyPropertyNotFound, &[("name", name)])
    }

    /// No group of that name exists, in the words of versions 1 and 2.
    pub fn legacy_group_not_found(name: &str) -> Self {
        Self::new(Case::LegacyGroupNotFound, &[("name", name)])
    }

    /// The group that a property is to stand in does not exist.
    pub fn group_unknown(name: &str) -> Self {
        Self::new(Case::GroupUnknown, &[("name", name)]).with_context("groupName", [name])
    }

    /// The group cannot be archived while active properties stand in it.
    pub fn group_not_empty() -> Self {
        Self::new(Case::GroupNotEmpty, &[])
    }
}

/// Ourselves.
impl Failure {
    /// Something broke that the caller cannot help; the log says what.
    pub fn internal() -> Self {
        Self::new(Case::Internal, &[])
    }
}

/// A violation as one of `errors`.
fn violation_detail(violation: &Violation) -> ErrorDetail {
    ErrorDetail {
        message: violation.message.clone().into(),
        code: Some(violation.code.as_str().into()),
        context: Context::new().with("propertyName", [violation.property.as_str()]),
        ..ErrorDetail::default()
    }
}
