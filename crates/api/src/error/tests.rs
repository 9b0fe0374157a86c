//! The whole table as callers see it.

use linchpin_domain::account::Setting;
use linchpin_domain::validation::{RuleKind, RuleViolation};
use linchpin_domain::{AccountId, RecordId, Violation, violation::Code};
use linchpin_engine::currencies::CurrencyRefusal;
use linchpin_engine::oauth::OAuthRefusal;
use linchpin_engine::people::TeamRefusal;
use linchpin_engine::quota::Exceeded;
use linchpin_wire::operation::Method;

use super::table::TABLE;
use super::{Circumstances, Failure, ValueConflict, fill};

/// One failure of each case, in the order of the table.
fn samples() -> Vec<Failure> {
    let samples = samples_of_calls().into_iter().chain(samples_of_associations());
    let samples = samples.chain(samples_of_lists()).chain(samples_of_definitions());
    samples
        .chain(samples_of_filters())
        .chain(samples_of_apps())
        .chain(samples_of_oauth())
        .chain(samples_of_tools())
        .chain([Failure::internal()])
        .collect()
}

/// The part about access, input and records.
fn samples_of_calls() -> Vec<Failure> {
    let violations = vec![
        Violation {
            property: "nope".to_owned(),
            code: Code::PropertyDoesntExist,
            message: "Property \"nope\" does not exist".to_owned(),
            value: None,
        },
        Violation {
            property: "email".to_owned(),
            code: Code::InvalidEmail,
            message: "Email address x is invalid".to_owned(),
            value: Some("x".to_owned()),
        },
    ];
    let conflict = ValueConflict {
        object_type: "ObjectTypeId{legacyObjectType=DEAL}",
        property: "p",
        value: "{id}",
        id: "11",
        holder: "12",
    };
    vec![
        Failure::unknown_route(),
        Failure::method_not_allowed(vec![Method::Get]),
        Failure::operation_not_served("crm.objects.search"),
        Failure::invalid_authentication(),
        Failure::expired_token("2026-03-10T23:04:41.164Z", 7_300),
        Failure::missing_scopes(["crm.objects.contacts.read", "crm.objects.contacts.write"]),
        Failure::no_view_permission("ObjectTypeId{legacyObjectType=COMPANY}", "companies-read"),
        Failure::scope_not_public(),
        Failure::too_many_calls(Exceeded::Burst),
        Failure::too_many_calls(Exceeded::Daily),
        Failure::too_many_calls(Exceeded::Second),
        Failure::uri_too_long(),
        Failure::body_too_large(),
        Failure::body_not_read(),
        Failure::unsupported_media_type(),
        Failure::invalid_json(1, 2, "reason"),
        Failure::missing_fields(1, 2, &["name", "label"]),
        Failure::invalid_parameter("archived", "maybe"),
        Failure::limit_out_of_range(101, 100),
        Failure::invalid_idempotency_key(255),
        Failure::idempotency_key_pending("k"),
        Failure::idempotency_key_reused("k"),
        Failure::unknown_object_type("butterflies"),
        Failure::object_type_disabled("0-162"),
        Failure::id_not_numeric("abc"),
        Failure::resource_not_found(),
        Failure::record_not_found("contact", "123456789"),
        Failure::archived_listing("0-115 (USER)"),
        Failure::invalid_properties(violations),
        Failure::nothing_to_update(),
        Failure::missing_properties("TICKET", ["hs_pipeline_stage"]),
        Failure::missing_association("LEAD", "CONTACT"),
        Failure::record_exists("Contact", "12345"),
        Failure::record_exists_unnamed("Contact"),
        Failure::unique_value_taken(&conflict),
        Failure::not_unique_property("0-2", "domain"),
        Failure::merge_with_itself("12"),
        Failure::too_many_merges(250),
        Failure::too_many_filters("too many filterGroups (count: 6, max allowed: 5)"),
        Failure::invalid_search("Property \"nope\" does not exist".to_owned(), Some("nope")),
        Failure::empty_batch(),
        Failure::batch_too_large(100),
        Failure::history_batch_too_large(50),
        Failure::duplicate_ids(&["123456".to_owned()]),
        Failure::records_not_found("CONTACT", &["1".to_owned(), "2".to_owned()]),
    ]
}

/// The part about associations.
fn samples_of_associations() -> Vec<Failure> {
    vec![
        Failure::not_associable("0-1", "0-7"),
        Failure::association_exists("2-7", "0-5"),
        Failure::invalid_associated_records(&[("CONTACT", "424242".to_owned())]),
        Failure::wrong_direction("0-47", "0-1"),
        Failure::invalid_association_id("unknown_id"),
        Failure::self_association("12"),
        Failure::no_associations("contact", "103107104018", "company"),
        Failure::invalid_limit(0),
        Failure::limit_reached("12", "279", 5),
        Failure::invalid_label_name("2-nd"),
        Failure::label_exists("employer"),
        Failure::too_many_labels(10),
        Failure::label_not_found("12"),
        Failure::label_in_use("12"),
    ]
}

/// The part about lists and their folders.
fn samples_of_lists() -> Vec<Failure> {
    vec![
        Failure::list_not_found("5"),
        Failure::list_name_not_found("Fans", "0-2"),
        Failure::list_exists("Fans"),
        Failure::list_is_dynamic(),
        Failure::unknown_processing_type("LAZY"),
        Failure::list_conversion_not_found("5"),
        Failure::folder_not_found("6"),
    ]
}

/// The part about definitions and owners, and ourselves.
fn samples_of_definitions() -> Vec<Failure> {
    vec![
        Failure::property_exists("age__c"),
        Failure::property_not_found("age__c"),
        Failure::property_in_use("age__c", "0-1", &["Double age".to_owned()]),
        Failure::property_read_only("email"),
        Failure::invalid_definition([
            ("label", "No label.".to_owned()),
            ("options", "No options.".to_owned()),
        ]),
        Failure::too_many_properties(1000),
        Failure::too_many_unique_properties(10),
        Failure::invalid_group_name("a b"),
        Failure::group_exists("extra"),
        Failure::group_not_found("extra"),
        Failure::group_unknown("extra"),
        Failure::group_not_empty(),
        Failure::legacy_property_not_found("age__c"),
        Failure::legacy_group_not_found("extra"),
        Failure::feature_unknown("teleportation"),
        Failure::setting_unknown("mood"),
        Failure::setting_not_allowed(Setting::AccountType, "FREE"),
        Failure::invalid_percentage("much"),
        Failure::currency(&CurrencyRefusal::NotFound("8".to_owned())),
        Failure::tax_rate_not_found("8"),
        Failure::rule_type_unknown("ROT13"),
        Failure::rule_not_found("zip", RuleKind::MaxLength),
        Failure::invalid_rule(&RuleViolation::NotForProperty(RuleKind::Decimal, "zip".to_owned())),
        Failure::pipeline_not_found("77"),
        Failure::stage_not_found("78"),
        Failure::pipeline_exists("Renewals"),
        Failure::stage_exists("78"),
        Failure::invalid_pipeline([("label", "No label.".to_owned())]),
        Failure::too_many_pipelines(100),
        Failure::pipelines_fixed("contacts"),
        Failure::archived_only_restores(),
        Failure::stages_in_use(&["a".to_owned(), "b".to_owned()], &[RecordId(22_901_690_010)]),
        Failure::owner_not_found("7"),
        Failure::user_not_found("7"),
        Failure::user_exists("a@b.co"),
        Failure::invalid_user("roleId", "reason"),
        Failure::user_protected("reason"),
        Failure::team(&TeamRefusal::NotFound("7".to_owned())),
        Failure::team(&TeamRefusal::Exists("Sales".to_owned())),
        Failure::csrf_token_missing(),
        Failure::report_not_found("8"),
        Failure::invalid_type([("name", "No name.".to_owned())]),
        Failure::type_exists("cars"),
        Failure::too_many_types(100),
        Failure::not_custom_type("CONTACT"),
        Failure::type_has_records("p123_cars"),
    ]
}

/// The part about filters of lists.
fn samples_of_filters() -> Vec<Failure> {
    vec![
        Failure::invalid_filter("There is no list 7"),
        Failure::filter_fields_missing("NUMBER", &["operator", "value"]),
        Failure::unknown_filter_word("operator", "IS_NOT_KNOWN", &["IS_KNOWN", "IS_UNKNOWN"]),
        Failure::wrong_filter_operation("NUMBER", "email", "string"),
    ]
}

/// The part about tokens.
fn samples_of_oauth() -> Vec<Failure> {
    let refusals = [
        OAuthRefusal::UnknownClient,
        OAuthRefusal::WrongSecret,
        OAuthRefusal::UnknownGrant,
        OAuthRefusal::UnknownCode,
        OAuthRefusal::ExpiredCode,
        OAuthRefusal::NoRedirectUrl,
        OAuthRefusal::OtherRedirectUrl,
        OAuthRefusal::WrongVerifier,
        OAuthRefusal::UnknownRefreshToken,
        OAuthRefusal::Scopes(vec!["crm.objects.contacts.read".to_owned()]),
        OAuthRefusal::NoToken,
    ];
    let missing = [Failure::access_token_not_found(), Failure::refresh_token_not_found()];
    let refused = [Failure::authorization_refused("No app has this client ID.")];
    refusals.iter().map(Failure::refused_tokens).chain(missing).chain(refused).collect()
}

/// The part about apps, their tokens and webhooks.
fn samples_of_apps() -> Vec<Failure> {
    vec![
        Failure::app_not_found("8"),
        Failure::invalid_app("An app must have a name."),
        Failure::token_not_found(),
        Failure::webhook_settings_not_found(),
        Failure::webhook_subscription_not_found("7"),
        Failure::webhook_subscription_exists("7"),
        Failure::too_many_webhook_subscriptions(1_000),
        Failure::webhook_scopes_missing(&["tickets"]),
        Failure::invalid_webhook("targetUrl", "reason"),
    ]
}

/// The part about the server's own tools, and what faults let calls come to.
fn samples_of_tools() -> Vec<Failure> {
    vec![
        Failure::tool_not_found("snapshot", "8"),
        Failure::tool_refused("No reason."),
        Failure::bad_gateway(),
        Failure::unavailable(),
        Failure::gateway_timeout(),
    ]
}

/// The answers as text, one line each.
fn text(samples: impl Iterator<Item = Failure>) -> String {
    let circumstances = Circumstances {
        correlation_id: "ID",
        account: Some(AccountId(62_515)),
        accept: Some("application/json"),
    };
    let lines = samples.map(|failure| {
        let rendered = failure.render(&circumstances);
        let allow = rendered.allow.map(|allow| format!("Allow: {allow} ")).unwrap_or_default();
        // What all JSON bodies have in common would only hide what they do not.
        let body =
            rendered.body.replace("\"status\":\"error\",", "").replace(",\"correlationId\":\"ID\"", "");
        format!("{} {allow}{body}", rendered.status)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_case_has_a_sample() {
    let samples = samples();
    let cases: Vec<_> = samples.iter().map(Failure::case).collect();
    assert_eq!(cases, TABLE.iter().map(|row| row.case).collect::<Vec<_>>());
}

#[test]
fn calls_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_calls().into_iter()), @r##"
    404 <html><head><meta http-equiv="Content-Type" content="text/html;charset=utf-8"/><title>Error 404 Not Found</title></head><body><h2>HTTP ERROR 404</h2><p>Resource not found</p></body></html>
    405 Allow: GET,OPTIONS 
    501 {"message":"The operation crm.objects.search is known, but this server does not serve it yet.","context":{"operation":["crm.objects.search"]}}
    401 {"message":"Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview","category":"INVALID_AUTHENTICATION"}
    401 {"message":"The OAuth token used to make this call expired 2 hour(s) ago.","context":{"expire time":["2026-03-10T23:04:41.164Z"]},"category":"EXPIRED_AUTHENTICATION"}
    403 {"message":"This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.","errors":[{"message":"One or more of the following scopes are required.","context":{"requiredGranularScopes":["crm.objects.contacts.read","crm.objects.contacts.write"]}}],"links":{"scopes":"https://developers.hubspot.com/scopes"},"category":"MISSING_SCOPES"}
    403 {"message":"You do not have permissions to view object type ObjectTypeId{legacyObjectType=COMPANY} in portal 62515 (requires one of [companies-read])"}
    403 {"message":"The scope needed for this API call isn't available for public use. If you have questions, contact support or post in our developer forum."}
    429 {"message":"You have reached your ten_secondly_rolling limit.","errorType":"RATE_LIMIT","policyName":"TEN_SECONDLY_ROLLING","groupName":"publicapi:ten_secondly_rolling:62515","requestId":"ID","category":"RATE_LIMITS"}
    429 {"message":"You have reached your daily limit.","errorType":"RATE_LIMIT","policyName":"DAILY","groupName":"publicapi:daily:62515","requestId":"ID","category":"RATE_LIMITS"}
    429 {"message":"You have reached your secondly limit.","errorType":"RATE_LIMIT","policyName":"SECONDLY","groupName":"publicapi:secondly:62515","requestId":"ID","category":"RATE_LIMITS"}
    414 {"message":"HTTP 414 Request-URI Too Long"}
    413 {"message":"HTTP 413 Request Entity Too Large"}
    400 {"message":"HTTP 400 Bad Request"}
    415 {"message":"HTTP 415 Unsupported Media Type"}
    400 {"message":"Invalid input JSON on line 1, column 2: reason"}
    400 {"message":"Invalid input JSON on line 1, column 2. Some required fields were not set: [name, label]"}
    400 {"message":"Invalid value for the query parameter archived: maybe","context":{"archived":["maybe"]},"category":"VALIDATION_ERROR"}
    400 {"message":"The limit must be between 1 and 100, but was 101","context":{"limit":["101"]},"category":"VALIDATION_ERROR"}
    400 {"message":"An Idempotency-Key has from 1 to 255 characters of ASCII","category":"VALIDATION_ERROR"}
    409 {"message":"The call with the Idempotency-Key k is not answered yet; ask again later","category":"CONFLICT"}
    422 {"message":"The Idempotency-Key k came with another call before","category":"VALIDATION_ERROR"}
    400 {"message":"Unable to infer object type from: butterflies"}
    403 {"message":"Object type 0-162 is not enabled in portal 62515","context":{"objectTypeId":["0-162"]},"category":"FORBIDDEN"}
    404 {"message":"Object not found.  objectId are usually numeric.","context":{"id":["abc"]},"category":"OBJECT_NOT_FOUND"}
    404 {"message":"resource not found"}
    404 {"message":"No contact with ID 123456789 exists","context":{"id":["123456789"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"Paging through deleted objects is not supported for object type 0-115 (USER)","category":"VALIDATION_ERROR"}
    400 {"message":"Property values were not valid: [{\"isValid\":false,\"message\":\"Property \\\"nope\\\" does not exist\",\"error\":\"PROPERTY_DOESNT_EXIST\",\"name\":\"nope\",\"localizedErrorMessage\":\"Property \\\"nope\\\" does not exist\",\"portalId\":62515},{\"isValid\":false,\"message\":\"Email address x is invalid\",\"error\":\"INVALID_EMAIL\",\"name\":\"email\",\"localizedErrorMessage\":\"Email address x is invalid\",\"propertyValue\":\"x\",\"portalId\":62515}]","errors":[{"message":"Property \"nope\" does not exist","code":"PROPERTY_DOESNT_EXIST","context":{"propertyName":["nope"]}},{"message":"Email address x is invalid","code":"INVALID_EMAIL","context":{"propertyName":["email"]}}],"category":"VALIDATION_ERROR"}
    400 {"message":"No properties found to update, please provide at least one.","context":{"properties":["{}"]},"category":"VALIDATION_ERROR"}
    400 {"message":"Error creating TICKET. Some required properties were not set.","context":{"properties":["hs_pipeline_stage"]},"category":"VALIDATION_ERROR"}
    400 {"message":"Error creating LEAD. An association with an existing CONTACT is required.","context":{"associations":["CONTACT"]},"category":"VALIDATION_ERROR"}
    409 {"message":"Contact already exists. Existing ID: 12345","category":"CONFLICT"}
    409 {"message":"Contact already exists","category":"CONFLICT"}
    400 {"message":"Cannot set PropertyValueCoordinates{portalId=62515, objectTypeId=ObjectTypeId{legacyObjectType=DEAL}, propertyName=p, value={id}} on 11. 12 already has that value.","category":"VALIDATION_ERROR"}
    400 {"message":"Unable to perform update/upsert by non-unique 0-2 property domain","category":"VALIDATION_ERROR"}
    400 {"message":"Object 12 cannot be merged with itself","context":{"id":["12"]},"category":"VALIDATION_ERROR"}
    414 {"message":"Cannot have more than 250 identities on a profile","category":"VALIDATION_ERROR"}
    400 {"message":"too many filterGroups (count: 6, max allowed: 5)","category":"VALIDATION_ERROR"}
    400 {"message":"There was a problem with the request.","errors":[{"message":"Property \"nope\" does not exist","context":{"propertyName":["nope"]}}],"category":"VALIDATION_ERROR"}
    400 {"message":"Batch input provided should have at least one object.","category":"VALIDATION_ERROR"}
    400 {"message":"The maximum number of inputs supported in a batch request is 100. Please reduce the number of items and try again","category":"VALIDATION_ERROR"}
    400 {"message":"The maximum number of inputs supported in a batch request for property histories is 50. Please reduce the number of items and try again","category":"VALIDATION_ERROR"}
    400 {"message":"Duplicate IDs found in batch input: [123456]. IDs must be unique","context":{"ids":["123456"]},"category":"VALIDATION_ERROR"}
    404 {"message":"Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.","context":{"ids":["1","2"]},"category":"OBJECT_NOT_FOUND"}
    "##);
}

#[test]
fn definitions_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_definitions().into_iter()), @r##"
    409 {"message":"A property named 'age__c' already exists.","context":{"name":["age__c"]},"category":"OBJECT_ALREADY_EXISTS","subCategory":"Properties.PROPERTY_WITH_NAME_EXISTS"}
    404 {"message":"Property \"age__c\" does not exist","context":{"propertyName":["age__c"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"Property: age__c of object type 0-1 is currently used in 1 places and cannot be deleted","errors":[{"message":"The property is used in the calculated property Double age","context":{"parentDisplayType":["PROPERTY"],"parentName":["Double age"]}}],"category":"VALIDATION_ERROR","subCategory":"PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"}
    400 {"message":"Property \"email\" is read only and cannot be changed","context":{"propertyName":["email"]},"category":"VALIDATION_ERROR"}
    400 {"message":"No label. No options.","errors":[{"message":"No label.","in":"label"},{"message":"No options.","in":"options"}],"category":"VALIDATION_ERROR"}
    400 {"message":"An object type cannot have more than 1000 custom properties.","category":"VALIDATION_ERROR"}
    400 {"message":"An object type cannot have more than 10 properties with unique values.","category":"VALIDATION_ERROR"}
    400 {"message":"Property group name 'a b' is invalid: it must hold only letters, digits and underscores.","context":{"name":["a b"]},"category":"VALIDATION_ERROR"}
    409 {"message":"A property group named 'extra' already exists.","context":{"name":["extra"]},"category":"OBJECT_ALREADY_EXISTS"}
    404 {"message":"Property group \"extra\" does not exist","context":{"groupName":["extra"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"Property group \"extra\" does not exist","context":{"groupName":["extra"]},"category":"VALIDATION_ERROR"}
    400 {"message":"{\"status\":\"error\",\"message\":\"Can't delete or purge a group with active properties\",\"correlationId\":\"ID\",\"category\":\"VALIDATION_ERROR\",\"subCategory\":\"PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES\"}"}
    404 {"message":"Couldn't find a Property with the given name 'age__c'"}
    404 {"message":"Couldn't find a Group with the given name 'extra'."}
    404 {"message":"Feature \"teleportation\" does not exist","context":{"feature":["teleportation"]},"category":"OBJECT_NOT_FOUND"}
    404 {"message":"Setting \"mood\" does not exist","context":{"setting":["mood"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"FREE is not a valid account-type: it is STANDARD, DEVELOPER_TEST, SANDBOX or APP_DEVELOPER","context":{"setting":["account-type"]},"category":"VALIDATION_ERROR"}
    400 {"message":"much is not a percentage of 0 or more","context":{"percentageRate":["much"]},"category":"VALIDATION_ERROR"}
    404 {"message":"Exchange rate \"8\" does not exist","context":{"id":["8"]},"category":"OBJECT_NOT_FOUND"}
    404 {"message":"Tax rate \"8\" does not exist","context":{"taxRateGroupId":["8"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"ROT13 is not one of the validation rule types: [AFTER_DATETIME_DURATION, AFTER_DURATION, ALPHANUMERIC, BEFORE_DATETIME_DURATION, BEFORE_DURATION, DAYS_OF_WEEK, DECIMAL, DOMAIN, EMAIL, EMAIL_ALLOWED_DOMAINS, EMAIL_BLOCKED_DOMAINS, END_DATE, END_DATETIME, FORMAT, MAX_LENGTH, MAX_NUMBER, MIN_LENGTH, MIN_NUMBER, PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE, REGEX, SPECIAL_CHARACTERS, START_DATE, START_DATETIME, URL, URL_ALLOWED_DOMAINS, URL_BLOCKED_DOMAINS, WHITESPACE]","context":{"ruleType":["ROT13"]},"category":"VALIDATION_ERROR"}
    404 {"message":"Property \"zip\" has no validation rule of type MAX_LENGTH","context":{"propertyName":["zip"],"ruleType":["MAX_LENGTH"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"Property \"zip\" cannot have rules of type DECIMAL.","context":{"ruleType":["DECIMAL"]},"category":"VALIDATION_ERROR"}
    404 {"message":"Pipeline \"77\" does not exist","context":{"pipelineId":["77"]},"category":"OBJECT_NOT_FOUND"}
    404 {"message":"Pipeline stage \"78\" does not exist","context":{"stageId":["78"]},"category":"OBJECT_NOT_FOUND"}
    409 {"message":"A pipeline named 'Renewals' already exists.","context":{"name":["Renewals"]},"category":"OBJECT_ALREADY_EXISTS"}
    409 {"message":"A pipeline stage with the ID '78' already exists.","context":{"stageId":["78"]},"category":"OBJECT_ALREADY_EXISTS"}
    400 {"message":"No label.","errors":[{"message":"No label.","in":"label"}],"category":"VALIDATION_ERROR"}
    400 {"message":"An object type cannot have more than 100 pipelines.","category":"VALIDATION_ERROR"}
    400 {"message":"The pipelines of object type contacts cannot be changed.","category":"VALIDATION_ERROR"}
    400 {"message":"\"archived\" can only be set to restore what is archived.","category":"VALIDATION_ERROR"}
    400 {"message":"Stage IDs: [a, b] are being referenced by object IDs: [22901690010]","context":{"stageIds":["[a, b]"],"objectIds":["[22901690010]"]},"category":"VALIDATION_ERROR","subCategory":"PipelineError.STAGE_ID_IN_USE"}
    404 {"message":"Owner \"7\" does not exist","context":{"ownerId":["7"]},"category":"OBJECT_NOT_FOUND"}
    404 {"message":"User \"7\" does not exist","context":{"userId":["7"]},"category":"OBJECT_NOT_FOUND"}
    409 {"message":"A user with the email a@b.co already exists.","context":{"email":["a@b.co"]},"category":"CONFLICT"}
    400 {"message":"reason","errors":[{"message":"reason","in":"roleId"}],"category":"VALIDATION_ERROR"}
    403 {"message":"reason","category":"FORBIDDEN"}
    404 {"message":"Team \"7\" does not exist","context":{"teamId":["7"]},"category":"OBJECT_NOT_FOUND"}
    409 {"message":"A team with the name Sales already exists.","context":{"name":["Sales"]},"category":"CONFLICT"}
    403 {"message":"Calls of a browser that change something need the token of its page.","category":"FORBIDDEN"}
    404 {"message":"Report \"8\" does not exist","context":{"reportId":["8"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"No name.","errors":[{"message":"No name.","in":"name"}],"category":"VALIDATION_ERROR"}
    409 {"message":"An object type named 'cars' already exists.","context":{"name":["cars"]},"category":"OBJECT_ALREADY_EXISTS"}
    400 {"message":"An account cannot have more than 100 custom object types.","category":"VALIDATION_ERROR"}
    400 {"message":"Object type CONTACT is not a custom one and cannot be deleted.","category":"VALIDATION_ERROR"}
    400 {"message":"Object type p123_cars cannot be deleted while it has records.","category":"VALIDATION_ERROR"}
    "##);
}

#[test]
fn tools_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_tools().into_iter()), @r#"
    404 {"message":"There is no snapshot \"8\".","context":{"id":["8"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"No reason.","category":"VALIDATION_ERROR"}
    502 {"message":"bad gateway"}
    503 {"message":"service unavailable"}
    504 {"message":"gateway timeout"}
    "#);
}

#[test]
fn refused_filters_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_filters().into_iter()), @r#"
    400 {"message":"There is no list 7","category":"VALIDATION_ERROR"}
    400 {"message":"Some required fields were not set: [operator, value]","context":{"in":["NUMBER"]},"category":"VALIDATION_ERROR"}
    400 {"message":"IS_NOT_KNOWN is not a valid operator. Valid values are: [IS_KNOWN, IS_UNKNOWN]","context":{"operator":["IS_NOT_KNOWN"]},"category":"VALIDATION_ERROR","subCategory":"ListError.ENUM_CONVERSION"}
    400 {"message":"Operation NUMBER is not valid for property email of type string","context":{"operationType":["NUMBER"],"propertyName":["email"]},"category":"VALIDATION_ERROR","subCategory":"ListError.INVALID_OPERATION_FOR_PROPERTY_TYPE"}
    "#);
}

#[test]
fn refused_associations_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_associations().into_iter()), @r##"
    400 {"message":"Objects of type 0-1 cannot be associated with objects of type 0-7.","category":"VALIDATION_ERROR"}
    409 {"message":"Objects of type 2-7 can be associated with objects of type 0-5 already.","category":"OBJECT_ALREADY_EXISTS"}
    400 {"message":"One or more associations are invalid","context":{"INVALID_OBJECT_IDS":["CONTACT=424242 is not valid"],"objectId":["424242"],"objectType":["CONTACT"]},"category":"VALIDATION_ERROR"}
    400 {"message":"invalid from object type 0-47 for associations to be created. expected: 0-1","category":"VALIDATION_ERROR"}
    400 {"message":"unknown_id is not a valid ID","context":{"id":["unknown_id"]},"category":"VALIDATION_ERROR","subCategory":"crm.associations.INVALID_IDENTIFIER"}
    400 {"message":"Object 12 cannot be associated to itself (12)","category":"VALIDATION_ERROR"}
    404 {"message":"No company is associated with contact 103107104018.","context":{"fromObjectId":["103107104018"],"fromObjectType":["contact"],"toObjectType":["company"]},"category":"OBJECT_NOT_FOUND","subCategory":"crm.associations.NO_ASSOCIATIONS_FOUND"}
    400 {"message":"0 is not a valid limit of associations","category":"VALIDATION_ERROR"}
    400 {"message":"Object 12 cannot be associated with more than 5 objects by association type 279","context":{"id":["12"],"associationTypeId":["279"]},"category":"VALIDATION_ERROR"}
    400 {"message":"Association label '2-nd' is invalid: its name must not hold hyphens or start with a digit, and it needs a label.","context":{"name":["2-nd"]},"category":"VALIDATION_ERROR"}
    409 {"message":"An association label named 'employer' already exists.","context":{"name":["employer"]},"category":"OBJECT_ALREADY_EXISTS"}
    400 {"message":"Two object types cannot have more than 10 association labels.","category":"VALIDATION_ERROR"}
    404 {"message":"No association type with ID 12 exists","context":{"associationTypeId":["12"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"Association type 12 is in use and cannot be deleted","context":{"associationTypeId":["12"]},"category":"VALIDATION_ERROR"}
    "##);
}

#[test]
fn refused_lists_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_lists().into_iter()), @r##"
    404 {"message":"List does not exist with ID 5.","context":{"listId":["5"]},"category":"OBJECT_NOT_FOUND"}
    404 {"message":"List does not exist with name Fans and object type ID 0-2.","category":"OBJECT_NOT_FOUND"}
    409 {"message":"A list named 'Fans' already exists.","context":{"name":["Fans"]},"category":"OBJECT_ALREADY_EXISTS"}
    400 {"message":"Can not operate manually on a dynamic list","category":"VALIDATION_ERROR"}
    400 {"message":"LAZY is not one of the processing types: [MANUAL, SNAPSHOT, DYNAMIC]","context":{"processingType":["LAZY"]},"category":"VALIDATION_ERROR"}
    404 {"message":"List 5 is not scheduled to be converted.","context":{"listId":["5"]},"category":"OBJECT_NOT_FOUND"}
    404 {"message":"Folder does not exist with ID 6.","context":{"folderId":["6"]},"category":"OBJECT_NOT_FOUND"}
    "##);
}

#[test]
fn refused_tokens_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_oauth().into_iter()), @r#"
    400 {"error":"invalid_client","error_description":"missing or unknown client id","status":"BAD_CLIENT_ID","message":"missing or unknown client id"}
    400 {"error":"invalid_client","error_description":"missing or invalid client secret","status":"BAD_CLIENT_SECRET","message":"missing or invalid client secret"}
    400 {"error":"unsupported_grant_type","error_description":"missing or unknown grant type","status":"BAD_GRANT_TYPE","message":"missing or unknown grant type"}
    400 {"error":"invalid_grant","error_description":"missing or unknown auth code","status":"BAD_AUTH_CODE","message":"missing or unknown auth code"}
    400 {"error":"invalid_grant","error_description":"auth code is expired","status":"EXPIRED_AUTH_CODE","message":"auth code is expired"}
    400 {"error":"invalid_request","error_description":"missing or malformed redirect URI","status":"BAD_REDIRECT_URI","message":"missing or malformed redirect URI"}
    400 {"error":"invalid_grant","error_description":"redirect URI does not match the initial authorization code URI","status":"MISMATCH_REDIRECT_URI_AUTH_CODE","message":"redirect URI does not match the initial authorization code URI"}
    400 {"error":"invalid_grant","error_description":"code verifier does not match the code challenge","status":"BAD_CODE_VERIFIER","message":"code verifier does not match the code challenge"}
    400 {"error":"invalid_grant","error_description":"refresh token is invalid, expired or revoked","status":"BAD_REFRESH_TOKEN","message":"refresh token is invalid, expired or revoked"}
    400 {"error":"invalid_scope","error_description":"scopes cannot be granted: crm.objects.contacts.read","status":"BAD_SCOPE","message":"scopes cannot be granted: crm.objects.contacts.read"}
    400 {"error":"invalid_request","error_description":"missing token","status":"BAD_TOKEN","message":"missing token"}
    404 {"message":"access token is invalid or expired","category":"OBJECT_NOT_FOUND"}
    404 {"message":"refresh token is invalid, expired or revoked","category":"OBJECT_NOT_FOUND"}
    400 {"message":"No app has this client ID.","category":"VALIDATION_ERROR"}
    "#);
}

#[test]
fn an_expired_token_scales_its_age() {
    for (seconds, expected) in [
        (0, "0 second(s)"),
        (59, "59 second(s)"),
        (60, "1 minute(s)"),
        (7_200, "2 hour(s)"),
        (172_800, "2 day(s)"),
    ] {
        let failure = Failure::expired_token("2026-03-10T23:04:41.164Z", seconds);
        let rendered = failure.render(&Circumstances { correlation_id: "", account: None, accept: None });
        assert!(rendered.body.contains(&format!("expired {expected} ago.")), "{}", rendered.body);
    }
}

#[test]
fn templates_are_filled_in_one_pass() {
    for (template, expected) in [
        ("plain", "plain"),
        ("{a}", "{b}"),
        ("{a} and {b}!", "{b} and 2!"),
        ("X{k={b}, {a}", "X{k=2, {b}"),
        ("{missing}", "{missing}"),
    ] {
        assert_eq!(fill(template, &[("a", "{b}".to_owned()), ("b", "2".to_owned())]), expected);
    }
}

#[test]
fn refused_apps_have_their_status_and_words() {
    insta::assert_snapshot!(text(samples_of_apps().into_iter()), @r##"
    404 {"message":"App \"8\" does not exist","context":{"appId":["8"]},"category":"OBJECT_NOT_FOUND"}
    400 {"message":"An app must have a name.","category":"VALIDATION_ERROR"}
    404 {"message":"The token does not exist, or it ended","category":"OBJECT_NOT_FOUND"}
    404 {"message":"The app has no webhook settings","category":"OBJECT_NOT_FOUND"}
    404 {"message":"Subscription \"7\" does not exist","context":{"subscriptionId":["7"]},"category":"OBJECT_NOT_FOUND"}
    409 {"message":"Subscription \"7\" of the app is the same","context":{"subscriptionId":["7"]},"category":"CONFLICT"}
    400 {"message":"Couldn't create another subscription. You've reached the maximum number allowed per application (1000)."}
    400 {"message":"The app needs one of these scopes to subscribe to this event type: tickets","context":{"requiredScopes":["tickets"]},"category":"VALIDATION_ERROR"}
    400 {"message":"reason","errors":[{"message":"reason","in":"targetUrl"}],"category":"VALIDATION_ERROR"}
    "##);
}
