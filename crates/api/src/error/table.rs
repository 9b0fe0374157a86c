//! The table of failures: one row says which status, category and words HubSpot has for a case.
//!
//! Recorded wordings are kept to the letter, because clients match on them.
//! Where no record exists the wording is ours; `spec/deviations.md` says so.

use linchpin_wire::error::{Category, Links};

use Category::{
    Conflict, ExpiredAuthentication, Forbidden, InvalidAuthentication, MissingScopes, ObjectAlreadyExists,
    ObjectNotFound, RateLimits, ValidationError,
};

/// What can go wrong, as HubSpot tells cases apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the rows below say what each one is")]
pub enum Case {
    // Routing
    UnknownRoute,
    MethodNotAllowed,
    OperationNotServed,
    // Access
    InvalidAuthentication,
    ExpiredToken,
    MissingScopes,
    NoViewPermission,
    ScopeNotPublic,
    LimitReachedInTenSeconds,
    LimitReachedInDay,
    LimitReachedInSecond,
    // Input
    UriTooLong,
    BodyTooLarge,
    BodyNotRead,
    UnsupportedMediaType,
    InvalidJson,
    MissingFields,
    InvalidParameter,
    LimitOutOfRange,
    InvalidIdempotencyKey,
    IdempotencyKeyPending,
    IdempotencyKeyReused,
    // Records
    UnknownObjectType,
    ObjectTypeDisabled,
    IdNotNumeric,
    ResourceNotFound,
    RecordNotFound,
    ArchivedListing,
    InvalidProperties,
    NothingToUpdate,
    MissingProperties,
    MissingAssociation,
    RecordExists,
    RecordExistsUnnamed,
    UniqueValueTaken,
    NotUniqueProperty,
    MergeWithItself,
    TooManyMerges,
    // Searches
    TooManyFilters,
    InvalidSearch,
    // Batches
    EmptyBatch,
    BatchTooLarge,
    HistoryBatchTooLarge,
    DuplicateIds,
    RecordsNotFound,
    // Associations
    NotAssociable,
    AssociationExists,
    InvalidAssociations,
    WrongDirection,
    InvalidAssociationId,
    SelfAssociation,
    NoAssociations,
    InvalidLimit,
    LimitReached,
    InvalidLabelName,
    LabelExists,
    TooManyLabels,
    LabelNotFound,
    LabelInUse,
    // Lists and their folders
    ListNotFound,
    ListNameNotFound,
    ListExists,
    ListIsDynamic,
    InvalidList,
    ListConversionNotFound,
    FolderNotFound,
    // Properties and groups
    PropertyExists,
    PropertyNotFound,
    PropertyInUse,
    PropertyReadOnly,
    InvalidDefinition,
    TooManyProperties,
    TooManyUniqueProperties,
    InvalidGroupName,
    GroupExists,
    GroupNotFound,
    GroupUnknown,
    GroupNotEmpty,
    LegacyPropertyNotFound,
    LegacyGroupNotFound,
    FeatureUnknown,
    SettingUnknown,
    SettingNotAllowed,
    InvalidMoneySetting,
    ExchangeRateNotFound,
    TaxRateNotFound,
    RuleTypeUnknown,
    RuleNotFound,
    InvalidRule,
    // Pipelines and stages
    PipelineNotFound,
    StageNotFound,
    PipelineExists,
    StageExists,
    InvalidPipeline,
    TooManyPipelines,
    PipelinesFixed,
    ArchivedOnlyRestores,
    StagesInUse,
    // Owners
    OwnerNotFound,
    // Users
    UserNotFound,
    UserExists,
    InvalidUser,
    UserProtected,
    TeamNotFound,
    TeamExists,
    CsrfTokenMissing,
    // Reports
    ReportNotFound,
    // Object types
    InvalidType,
    TypeExists,
    TooManyTypes,
    NotCustomType,
    TypeHasRecords,
    // Filters of lists
    InvalidFilter,
    FilterFieldsMissing,
    UnknownFilterWord,
    WrongFilterOperation,
    // Apps
    AppNotFound,
    InvalidApp,
    TokenNotFound,
    // Webhooks
    WebhookSettingsNotFound,
    WebhookSubscriptionNotFound,
    WebhookSubscriptionExists,
    TooManyWebhookSubscriptions,
    WebhookScopesMissing,
    InvalidWebhook,
    // OAuth
    ClientUnknown,
    ClientSecretWrong,
    GrantTypeUnknown,
    AuthCodeUnknown,
    AuthCodeExpired,
    RedirectUrlMissing,
    RedirectUrlDiffers,
    CodeVerifierWrong,
    RefreshTokenUnknown,
    ScopesNotGranted,
    TokenMissing,
    AccessTokenNotFound,
    RefreshTokenNotFound,
    AuthorizationRefused,
    // Tools
    ToolNotFound,
    ToolRefused,
    BadGateway,
    Unavailable,
    GatewayTimeout,
    // Ourselves
    Internal,
}

/// What the body of a failure looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// The JSON error body.
    Json,
    /// The JSON error body of the token endpoints, which has a status and a standard's error code of its own.
    Token {
        /// HubSpot's word for it.
        status: &'static str,
        /// The word of RFC 6749.
        error: &'static str,
    },
    /// An HTML page.
    Html,
    /// JSON for callers whose `Accept` header names it, the HTML page for all others.
    ByAccept,
    /// No body at all.
    Empty,
}

/// How one case is answered.
///
/// `{name}` in the message stands for an argument; `{portal}`, `{correlationId}` and `{violations}` are filled in
/// when the answer is written, by what is known then.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) case: Case,
    pub(super) status: u16,
    pub(super) category: Option<Category>,
    pub(super) sub_category: Option<&'static str>,
    pub(super) message: &'static str,
    pub(super) form: Form,
}

impl Row {
    const fn sub(mut self, sub_category: &'static str) -> Self {
        self.sub_category = Some(sub_category);
        self
    }

    const fn form(mut self, form: Form) -> Self {
        self.form = form;
        self
    }

    /// The name of the limit that was reached, which clients tell limits apart by.
    pub(super) const fn policy(&self) -> Option<&'static str> {
        match self.case {
            Case::LimitReachedInTenSeconds => Some("TEN_SECONDLY_ROLLING"),
            Case::LimitReachedInDay => Some("DAILY"),
            Case::LimitReachedInSecond => Some("SECONDLY"),
            _ => None,
        }
    }

    /// Where to read more.
    pub(super) const fn links(&self) -> Links {
        match self.case {
            Case::MissingScopes => Links(&[("scopes", "https://developers.hubspot.com/scopes")]),
            _ => Links(&[]),
        }
    }
}

/// A row whose body names no category, as many recorded ones do.
const fn plain(case: Case, status: u16, message: &'static str) -> Row {
    Row { case, status, category: None, sub_category: None, message, form: Form::Json }
}

/// A row with a category.
const fn row(case: Case, status: u16, category: Category, message: &'static str) -> Row {
    Row { category: Some(category), ..plain(case, status, message) }
}

/// A row of the token endpoints, with HubSpot's and the standard's word for it.
const fn token(case: Case, (status, error): (&'static str, &'static str), message: &'static str) -> Row {
    plain(case, 400, message).form(Form::Token { status, error })
}

/// Every case, in the order of [`Case`].
pub(super) const TABLE: &[Row] = &[
    plain(Case::UnknownRoute, 404, "Resource not found").form(Form::Html),
    plain(Case::MethodNotAllowed, 405, "").form(Form::Empty),
    plain(Case::OperationNotServed, 501, "The operation {operation} is known, but this server does not serve it yet."),
    row(
        Case::InvalidAuthentication,
        401,
        InvalidAuthentication,
        "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more \
         details at https://developers.hubspot.com/docs/methods/auth/oauth-overview",
    ),
    row(
        Case::ExpiredToken,
        401,
        ExpiredAuthentication,
        "The OAuth token used to make this call expired {age} ago.",
    ),
    row(
        Case::MissingScopes,
        403,
        MissingScopes,
        "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: \
         https://developers.hubspot.com/scopes.",
    ),
    plain(
        Case::NoViewPermission,
        403,
        "You do not have permissions to view object type {objectType} in portal {portal} (requires one of [{scopes}])",
    ),
    plain(
        Case::ScopeNotPublic,
        403,
        "The scope needed for this API call isn't available for public use. If you have questions, contact support \
         or post in our developer forum.",
    ),
    row(
        Case::LimitReachedInTenSeconds,
        429,
        RateLimits,
        "You have reached your ten_secondly_rolling limit.",
    ),
    row(Case::LimitReachedInDay, 429, RateLimits, "You have reached your daily limit."),
    row(Case::LimitReachedInSecond, 429, RateLimits, "You have reached your secondly limit."),
    plain(Case::UriTooLong, 414, "HTTP 414 Request-URI Too Long"),
    plain(Case::BodyTooLarge, 413, "HTTP 413 Request Entity Too Large"),
    plain(Case::BodyNotRead, 400, "HTTP 400 Bad Request"),
    plain(Case::UnsupportedMediaType, 415, "HTTP 415 Unsupported Media Type"),
    plain(Case::InvalidJson, 400, "Invalid input JSON on line {line}, column {column}: {reason}"),
    plain(
        Case::MissingFields,
        400,
        "Invalid input JSON on line {line}, column {column}. Some required fields were not set: [{fields}]",
    ),
    row(Case::InvalidParameter, 400, ValidationError, "Invalid value for the query parameter {name}: {value}"),
    row(Case::LimitOutOfRange, 400, ValidationError, "The limit must be between 1 and {max}, but was {limit}"),
    row(Case::InvalidIdempotencyKey, 400, ValidationError, "An Idempotency-Key has from 1 to {max} characters of ASCII"),
    row(
        Case::IdempotencyKeyPending,
        409,
        Conflict,
        "The call with the Idempotency-Key {key} is not answered yet; ask again later",
    ),
    row(Case::IdempotencyKeyReused, 422, ValidationError, "The Idempotency-Key {key} came with another call before"),
    plain(Case::UnknownObjectType, 400, "Unable to infer object type from: {segment}"),
    row(
        Case::ObjectTypeDisabled,
        403,
        Forbidden,
        "Object type {objectType} is not enabled in portal {portal}",
    ),
    row(Case::IdNotNumeric, 404, ObjectNotFound, "Object not found.  objectId are usually numeric."),
    plain(Case::ResourceNotFound, 404, "resource not found").form(Form::ByAccept),
    row(Case::RecordNotFound, 404, ObjectNotFound, "No {type} with ID {id} exists"),
    row(
        Case::ArchivedListing,
        400,
        ValidationError,
        "Paging through deleted objects is not supported for object type {objectType}",
    ),
    row(Case::InvalidProperties, 400, ValidationError, "Property values were not valid: {violations}"),
    row(Case::NothingToUpdate, 400, ValidationError, "No properties found to update, please provide at least one."),
    row(
        Case::MissingProperties,
        400,
        ValidationError,
        "Error creating {TYPE}. Some required properties were not set.",
    ),
    row(
        Case::MissingAssociation,
        400,
        ValidationError,
        "Error creating {TYPE}. An association with an existing {TO} is required.",
    ),
    row(Case::RecordExists, 409, Conflict, "{Type} already exists. Existing ID: {id}"),
    row(Case::RecordExistsUnnamed, 409, Conflict, "{Type} already exists"),
    row(
        Case::UniqueValueTaken,
        400,
        ValidationError,
        "Cannot set PropertyValueCoordinates{portalId={portal}, objectTypeId={objectType}, propertyName={property}, \
         value={value}} on {id}. {holder} already has that value.",
    ),
    row(
        Case::NotUniqueProperty,
        400,
        ValidationError,
        "Unable to perform update/upsert by non-unique {objectTypeId} property {property}",
    ),
    row(Case::MergeWithItself, 400, ValidationError, "Object {id} cannot be merged with itself"),
    // Documented among the answers of this status.
    row(Case::TooManyMerges, 414, ValidationError, "Cannot have more than {max} identities on a profile"),
    row(Case::TooManyFilters, 400, ValidationError, "{reason}"),
    row(Case::InvalidSearch, 400, ValidationError, "There was a problem with the request."),
    row(Case::EmptyBatch, 400, ValidationError, "Batch input provided should have at least one object."),
    row(
        Case::BatchTooLarge,
        400,
        ValidationError,
        "The maximum number of inputs supported in a batch request is {max}. Please reduce the number of items and \
         try again",
    ),
    row(
        Case::HistoryBatchTooLarge,
        400,
        ValidationError,
        "The maximum number of inputs supported in a batch request for property histories is {max}. Please reduce \
         the number of items and try again",
    ),
    row(
        Case::DuplicateIds,
        400,
        ValidationError,
        "Duplicate IDs found in batch input: [{ids}]. IDs must be unique",
    ),
    row(
        Case::RecordsNotFound,
        404,
        ObjectNotFound,
        "Could not get some {TYPE} objects, they may be deleted or not exist. Check that ids are valid.",
    ),
    row(Case::NotAssociable, 400, ValidationError, "Objects of type {from} cannot be associated with objects of type {to}."),
    row(
        Case::AssociationExists,
        409,
        ObjectAlreadyExists,
        "Objects of type {from} can be associated with objects of type {to} already.",
    ),
    row(Case::InvalidAssociations, 400, ValidationError, "One or more associations are invalid"),
    row(
        Case::WrongDirection,
        400,
        ValidationError,
        "invalid from object type {found} for associations to be created. expected: {expected}",
    ),
    row(Case::InvalidAssociationId, 400, ValidationError, "{id} is not a valid ID")
        .sub("crm.associations.INVALID_IDENTIFIER"),
    row(Case::SelfAssociation, 400, ValidationError, "Object {id} cannot be associated to itself ({id})"),
    row(Case::NoAssociations, 404, ObjectNotFound, "No {to} is associated with {from} {id}.")
        .sub("crm.associations.NO_ASSOCIATIONS_FOUND"),
    row(Case::InvalidLimit, 400, ValidationError, "{max} is not a valid limit of associations"),
    row(
        Case::LimitReached,
        400,
        ValidationError,
        "Object {id} cannot be associated with more than {max} objects by association type {typeId}",
    ),
    row(
        Case::InvalidLabelName,
        400,
        ValidationError,
        "Association label '{name}' is invalid: its name must not hold hyphens or start with a digit, and it needs \
         a label.",
    ),
    row(Case::LabelExists, 409, ObjectAlreadyExists, "An association label named '{name}' already exists."),
    row(
        Case::TooManyLabels,
        400,
        ValidationError,
        "Two object types cannot have more than {max} association labels.",
    ),
    row(Case::LabelNotFound, 404, ObjectNotFound, "No association type with ID {id} exists"),
    row(Case::LabelInUse, 400, ValidationError, "Association type {id} is in use and cannot be deleted"),
    row(Case::ListNotFound, 404, ObjectNotFound, "List does not exist with ID {id}."),
    // Recorded.
    row(
        Case::ListNameNotFound,
        404,
        ObjectNotFound,
        "List does not exist with name {name} and object type ID {objectTypeId}.",
    ),
    row(Case::ListExists, 409, ObjectAlreadyExists, "A list named '{name}' already exists."),
    // Recorded of an older version.
    row(Case::ListIsDynamic, 400, ValidationError, "Can not operate manually on a dynamic list"),
    row(Case::InvalidList, 400, ValidationError, "{reason}"),
    row(Case::ListConversionNotFound, 404, ObjectNotFound, "List {id} is not scheduled to be converted."),
    row(Case::FolderNotFound, 404, ObjectNotFound, "Folder does not exist with ID {id}."),
    row(Case::PropertyExists, 409, ObjectAlreadyExists, "A property named '{name}' already exists.")
        .sub("Properties.PROPERTY_WITH_NAME_EXISTS"),
    row(Case::PropertyNotFound, 404, ObjectNotFound, "Property \"{name}\" does not exist"),
    row(
        Case::PropertyInUse,
        400,
        ValidationError,
        "Property: {name} of object type {objectTypeId} is currently used in {places} places and cannot be deleted",
    )
    .sub("PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"),
    row(Case::PropertyReadOnly, 400, ValidationError, "Property \"{name}\" is read only and cannot be changed"),
    row(Case::InvalidDefinition, 400, ValidationError, "{reason}"),
    row(
        Case::TooManyProperties,
        400,
        ValidationError,
        "An object type cannot have more than {max} custom properties.",
    ),
    row(
        Case::TooManyUniqueProperties,
        400,
        ValidationError,
        "An object type cannot have more than {max} properties with unique values.",
    ),
    row(
        Case::InvalidGroupName,
        400,
        ValidationError,
        "Property group name '{name}' is invalid: it must hold only letters, digits and underscores.",
    ),
    row(Case::GroupExists, 409, ObjectAlreadyExists, "A property group named '{name}' already exists."),
    row(Case::GroupNotFound, 404, ObjectNotFound, "Property group \"{name}\" does not exist"),
    row(Case::GroupUnknown, 400, ValidationError, "Property group \"{name}\" does not exist"),
    // HubSpot wraps the error of an inner service: the outer message is the inner body.
    plain(
        Case::GroupNotEmpty,
        400,
        "{\"status\":\"error\",\"message\":\"Can't delete or purge a group with active properties\",\
         \"correlationId\":\"{correlationId}\",\"category\":\"VALIDATION_ERROR\",\
         \"subCategory\":\"PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES\"}",
    ),
    plain(Case::LegacyPropertyNotFound, 404, "Couldn't find a Property with the given name '{name}'"),
    plain(Case::LegacyGroupNotFound, 404, "Couldn't find a Group with the given name '{name}'."),
    row(Case::FeatureUnknown, 404, ObjectNotFound, "Feature \"{feature}\" does not exist"),
    row(Case::SettingUnknown, 404, ObjectNotFound, "Setting \"{setting}\" does not exist"),
    row(Case::SettingNotAllowed, 400, ValidationError, "{value} is not a valid {setting}: it is {expected}"),
    row(Case::InvalidMoneySetting, 400, ValidationError, "{reason}"),
    row(Case::ExchangeRateNotFound, 404, ObjectNotFound, "Exchange rate \"{id}\" does not exist"),
    row(Case::TaxRateNotFound, 404, ObjectNotFound, "Tax rate \"{id}\" does not exist"),
    row(Case::RuleTypeUnknown, 400, ValidationError, "{ruleType} is not one of the validation rule types: [{known}]"),
    row(Case::RuleNotFound, 404, ObjectNotFound, "Property \"{property}\" has no validation rule of type {ruleType}"),
    row(Case::InvalidRule, 400, ValidationError, "{reason}"),
    row(Case::PipelineNotFound, 404, ObjectNotFound, "Pipeline \"{id}\" does not exist"),
    row(Case::StageNotFound, 404, ObjectNotFound, "Pipeline stage \"{id}\" does not exist"),
    row(Case::PipelineExists, 409, ObjectAlreadyExists, "A pipeline named '{name}' already exists."),
    row(Case::StageExists, 409, ObjectAlreadyExists, "A pipeline stage with the ID '{id}' already exists."),
    row(Case::InvalidPipeline, 400, ValidationError, "{reason}"),
    row(Case::TooManyPipelines, 400, ValidationError, "An object type cannot have more than {max} pipelines."),
    row(
        Case::PipelinesFixed,
        400,
        ValidationError,
        "The pipelines of object type {objectType} cannot be changed.",
    ),
    row(Case::ArchivedOnlyRestores, 400, ValidationError, "\"archived\" can only be set to restore what is archived."),
    row(
        Case::StagesInUse,
        400,
        ValidationError,
        "Stage IDs: [{stages}] are being referenced by object IDs: [{records}]",
    )
    .sub("PipelineError.STAGE_ID_IN_USE"),
    row(Case::OwnerNotFound, 404, ObjectNotFound, "Owner \"{id}\" does not exist"),
    row(Case::UserNotFound, 404, ObjectNotFound, "User \"{key}\" does not exist"),
    row(Case::UserExists, 409, Conflict, "A user with the email {email} already exists."),
    row(Case::InvalidUser, 400, ValidationError, "{reason}"),
    row(Case::UserProtected, 403, Forbidden, "{reason}"),
    row(Case::TeamNotFound, 404, ObjectNotFound, "Team \"{id}\" does not exist"),
    row(Case::TeamExists, 409, Conflict, "A team with the name {name} already exists."),
    row(Case::CsrfTokenMissing, 403, Forbidden, "Calls of a browser that change something need the token of its page."),
    row(Case::ReportNotFound, 404, ObjectNotFound, "Report \"{id}\" does not exist"),
    row(Case::InvalidType, 400, ValidationError, "{reason}"),
    row(Case::TypeExists, 409, ObjectAlreadyExists, "An object type named '{name}' already exists."),
    row(Case::TooManyTypes, 400, ValidationError, "An account cannot have more than {max} custom object types."),
    row(Case::NotCustomType, 400, ValidationError, "Object type {objectType} is not a custom one and cannot be deleted."),
    row(
        Case::TypeHasRecords,
        400,
        ValidationError,
        "Object type {objectType} cannot be deleted while it has records.",
    ),
    row(Case::InvalidFilter, 400, ValidationError, "{reason}"),
    row(Case::FilterFieldsMissing, 400, ValidationError, "Some required fields were not set: {names}"),
    row(
        Case::UnknownFilterWord,
        400,
        ValidationError,
        "{value} is not a valid {field}. Valid values are: {allowed}",
    )
    .sub("ListError.ENUM_CONVERSION"),
    row(
        Case::WrongFilterOperation,
        400,
        ValidationError,
        "Operation {operation} is not valid for property {property} of type {type}",
    )
    .sub("ListError.INVALID_OPERATION_FOR_PROPERTY_TYPE"),
    row(Case::AppNotFound, 404, ObjectNotFound, "App \"{id}\" does not exist"),
    row(Case::InvalidApp, 400, ValidationError, "{reason}"),
    row(Case::TokenNotFound, 404, ObjectNotFound, "The token does not exist, or it ended"),
    row(Case::WebhookSettingsNotFound, 404, ObjectNotFound, "The app has no webhook settings"),
    row(Case::WebhookSubscriptionNotFound, 404, ObjectNotFound, "Subscription \"{id}\" does not exist"),
    row(Case::WebhookSubscriptionExists, 409, Conflict, "Subscription \"{id}\" of the app is the same"),
    plain(
        Case::TooManyWebhookSubscriptions,
        400,
        "Couldn't create another subscription. You've reached the maximum number allowed per application ({max}).",
    ),
    row(
        Case::WebhookScopesMissing,
        400,
        ValidationError,
        "The app needs one of these scopes to subscribe to this event type: {scopes}",
    ),
    row(Case::InvalidWebhook, 400, ValidationError, "{reason}"),
    // Recorded in its old form, which has the second pair of keys only.
    token(Case::ClientUnknown, ("BAD_CLIENT_ID", "invalid_client"), "missing or unknown client id"),
    token(Case::ClientSecretWrong, ("BAD_CLIENT_SECRET", "invalid_client"), "missing or invalid client secret"),
    token(Case::GrantTypeUnknown, ("BAD_GRANT_TYPE", "unsupported_grant_type"), "missing or unknown grant type"),
    token(Case::AuthCodeUnknown, ("BAD_AUTH_CODE", "invalid_grant"), "missing or unknown auth code"),
    token(Case::AuthCodeExpired, ("EXPIRED_AUTH_CODE", "invalid_grant"), "auth code is expired"),
    token(Case::RedirectUrlMissing, ("BAD_REDIRECT_URI", "invalid_request"), "missing or malformed redirect URI"),
    token(
        Case::RedirectUrlDiffers,
        ("MISMATCH_REDIRECT_URI_AUTH_CODE", "invalid_grant"),
        "redirect URI does not match the initial authorization code URI",
    ),
    token(
        Case::CodeVerifierWrong,
        ("BAD_CODE_VERIFIER", "invalid_grant"),
        "code verifier does not match the code challenge",
    ),
    token(
        Case::RefreshTokenUnknown,
        ("BAD_REFRESH_TOKEN", "invalid_grant"),
        "refresh token is invalid, expired or revoked",
    ),
    token(Case::ScopesNotGranted, ("BAD_SCOPE", "invalid_scope"), "scopes cannot be granted: {scopes}"),
    token(Case::TokenMissing, ("BAD_TOKEN", "invalid_request"), "missing token"),
    row(Case::AccessTokenNotFound, 404, ObjectNotFound, "access token is invalid or expired"),
    row(Case::RefreshTokenNotFound, 404, ObjectNotFound, "refresh token is invalid, expired or revoked"),
    row(Case::AuthorizationRefused, 400, ValidationError, "{reason}"),
    row(Case::ToolNotFound, 404, ObjectNotFound, "There is no {kind} \"{id}\"."),
    row(Case::ToolRefused, 400, ValidationError, "{reason}"),
    plain(Case::BadGateway, 502, "bad gateway"),
    plain(Case::Unavailable, 503, "service unavailable"),
    plain(Case::GatewayTimeout, 504, "gateway timeout"),
    plain(Case::Internal, 500, "internal error"),
];

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn rows_stand_in_the_order_of_their_cases() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.case as usize, index, "{:?}", row.case);
        }
        assert_eq!(super::Case::Internal as usize + 1, TABLE.len());
    }
}
