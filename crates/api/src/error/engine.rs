//! The engine's errors, as failures.

mod lists;
mod schema;
mod webhooks;

use std::fmt::Display;

use linchpin_domain::{ObjectType, RecordId, Timestamp};
use linchpin_engine::Error;
use linchpin_engine::apps::AppRefusal;
use linchpin_engine::associations::Refusal;
use linchpin_engine::journal::JournalRefusal;
use linchpin_engine::people::PersonRefusal;
use linchpin_engine::search::SearchRefusal;
use linchpin_engine::tools::ToolRefusal;
use linchpin_wire::operation::Method;

use super::{Failure, ValueConflict};
use lists::{filter, list};
use schema::{object_type, pipeline, property, rule};
use webhooks::webhook;

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::TokenExpired { expired_at, now } => expired(expired_at, now),
            Error::MissingScopes(scopes) => Self::missing_scopes(scopes),
            Error::UnknownObjectType(segment) => Self::unknown_object_type(&segment),
            Error::Type(refusal) => object_type(refusal),
            // Recorded paths of such types have no method but GET.
            Error::ReadOnlyType(_) => Self::method_not_allowed(vec![Method::Get]),
            Error::ArchivedNotListed(object_type) => {
                Self::archived_listing(&format!("{} ({})", object_type.id, object_type.fully_qualified_name))
            }
            Error::ObjectTypeDisabled(object_type) => Self::object_type_disabled(&object_type.id.to_string()),
            Error::IdNotNumeric(id) => Self::id_not_numeric(&id),
            Error::RecordNotFound => Self::resource_not_found(),
            Error::RecordsNotFound { object_type, ids } => {
                Self::records_not_found(object_type.fully_qualified_name, &ids)
            }
            Error::ValuesNotFound { object_type, property, values } => {
                values_not_found(object_type, &property, &values)
            }
            Error::InvalidValues(violations) => Self::invalid_properties(violations),
            Error::MissingRequired { object_type, names } => {
                Self::missing_properties(short_name(object_type), names.iter().map(AsRef::as_ref))
            }
            Error::NothingToUpdate => Self::nothing_to_update(),
            Error::AlreadyExists { object_type, existing } => already_exists(object_type, existing),
            Error::UniqueValueTaken { object_type, property, value, record, holder, .. } => {
                Self::unique_value_taken(&ValueConflict {
                    object_type: &legacy(object_type),
                    property: &property,
                    value: &value,
                    id: &record.to_string(),
                    holder: &holder.to_string(),
                })
            }
            Error::NotUnique { object_type, property } => {
                Self::not_unique_property(&object_type.id.to_string(), &property)
            }
            Error::DuplicateIds(ids) => Self::duplicate_ids(&ids),
            Error::Association(refusal) => association(refusal),
            Error::MergeWithItself(id) => Self::merge_with_itself(&id.to_string()),
            Error::TooManyMerges(max) => Self::too_many_merges(max),
            Error::Property(refusal) => property(refusal),
            Error::Rule(refusal) => rule(&refusal),
            Error::Pipeline(refusal) => pipeline(refusal),
            Error::OwnerNotFound(id) => Self::owner_not_found(&id),
            Error::Authorize(refusal) => Self::authorization_refused(&refusal.to_string()),
            Error::OAuth(refusal) => Self::refused_tokens(&refusal),
            Error::App(refusal) => app(&refusal),
            Error::Person(refusal) => person(&refusal),
            Error::Team(refusal) => Self::team(&refusal),
            Error::SettingNotAllowed { setting, value } => Self::setting_not_allowed(setting, &value),
            Error::Currency(refusal) => Self::currency(&refusal),
            Error::TaxRateNotFound(id) => Self::tax_rate_not_found(&id),
            Error::InvalidPercentage(text) => Self::invalid_percentage(&text),
            Error::RefusedSearch(refusal) => search(&refusal),
            Error::List(refusal) => list(&refusal),
            Error::Filter(refusal) => filter(refusal),
            Error::Tool(refusal) => tool(&refusal),
            Error::Webhook(refusal) => webhook(&refusal),
            Error::Journal(refusal) => journal(&refusal),
            Error::ReportNotFound(id) => Self::report_not_found(&id),
            Error::Search(error) => failed("search index", error),
            Error::Store(error) => failed("store", error),
        }
    }
}

/// A part of the server failed, which is nobody's fault outside of it.
fn failed(part: &'static str, error: impl Display) -> Failure {
    tracing::error!(%error, "the {part} failed");
    Failure::internal()
}

/// An access token ended some time before it was used.
fn expired(at: Timestamp, now: Timestamp) -> Failure {
    Failure::expired_token(&at.to_iso(), now.0.abs_diff(at.0) / 1_000)
}

/// No records hold these values of a unique property.
fn values_not_found(object_type: &ObjectType, property: &str, values: &[String]) -> Failure {
    let coordinate = |value: &String| format!("{}:{property}:{value}", object_type.id);
    let coordinates: Vec<_> = values.iter().map(coordinate).collect();
    Failure::values_not_found(object_type.fully_qualified_name, &coordinates)
}

/// Another record, or another input of the same batch, has the identity of a new one.
fn already_exists(object_type: &ObjectType, existing: Option<RecordId>) -> Failure {
    match existing {
        Some(id) => Failure::record_exists(object_type.labels.0, &id.to_string()),
        None => Failure::record_exists_unnamed(object_type.labels.0),
    }
}

/// What goes wrong with users.
fn person(refusal: &PersonRefusal) -> Failure {
    match refusal {
        PersonRefusal::UserNotFound(key) => Failure::user_not_found(key),
        PersonRefusal::UserExists(email) => Failure::user_exists(email),
        PersonRefusal::InvalidAddress(email) => {
            Failure::invalid_user("email", &format!("Email address {email} is invalid"))
        }
        PersonRefusal::NotASuperAdmin => {
            Failure::user_protected("Only a super admin can change or remove super admins.")
        }
        PersonRefusal::LastSuperAdmin => {
            Failure::user_protected("An account keeps at least one super admin.")
        }
        // Only pages ask for passwords and take links, and word this themselves.
        PersonRefusal::WrongPassword
        | PersonRefusal::TooManyAttempts { .. }
        | PersonRefusal::NoAccount
        | PersonRefusal::LinkNotFound
        | PersonRefusal::WeakPassword => Failure::internal(),
    }
}

/// What goes wrong with associations and their labels.
fn association(refusal: Refusal) -> Failure {
    match refusal {
        Refusal::Required { object_type, to } => {
            Failure::missing_association(object_type.fully_qualified_name, to.fully_qualified_name)
        }
        Refusal::NotAssociable { from, to } => Failure::not_associable(&from.to_string(), &to.to_string()),
        Refusal::InvalidAssociations { types, records } if records.is_empty() => {
            Failure::invalid_association_types(&types)
        }
        Refusal::InvalidAssociations { records, .. } => {
            let named = records.into_iter().map(|(row, id)| (row.fully_qualified_name, id));
            Failure::invalid_associated_records(&named.collect::<Vec<_>>())
        }
        Refusal::WrongDirection { found, expected } => {
            Failure::wrong_direction(&found.to_string(), &expected.to_string())
        }
        Refusal::InvalidAssociationId(id) => Failure::invalid_association_id(&id),
        Refusal::SelfAssociation(id) => Failure::self_association(&id.to_string()),
        Refusal::NoSuchRecord { object_type, id } => {
            Failure::record_not_found(object_type.singular, &id.to_string())
        }
        Refusal::NoAssociations { from, id, to } => {
            Failure::no_associations(from.singular, &id.to_string(), to.singular)
        }
        Refusal::DefinitionExists { from, to } => {
            Failure::association_exists(&from.to_string(), &to.to_string())
        }
        Refusal::InvalidLimit(max) => Failure::invalid_limit(max),
        Refusal::LimitReached { id, type_id, max } => {
            Failure::limit_reached(&id.to_string(), &type_id.to_string(), max)
        }
        Refusal::InvalidLabelName(name) => Failure::invalid_label_name(&name),
        Refusal::LabelExists(name) => Failure::label_exists(&name),
        Refusal::TooManyLabels(max) => Failure::too_many_labels(max),
        Refusal::LabelNotFound(id) => Failure::label_not_found(&id.to_string()),
        Refusal::LabelInUse(id) => Failure::label_in_use(&id.to_string()),
    }
}

/// What goes wrong with apps.
fn app(refusal: &AppRefusal) -> Failure {
    match refusal {
        AppRefusal::NotFound(id) => Failure::app_not_found(id),
        AppRefusal::NotInstalled(id) => Failure::app_not_found(&id.to_string()),
        AppRefusal::TokenNotFound => Failure::token_not_found(),
        _ => Failure::invalid_app(&sentence(&refusal.to_string())),
    }
}

/// What goes wrong with searches.
fn search(refusal: &SearchRefusal) -> Failure {
    match refusal {
        SearchRefusal::TooMany { .. } => Failure::too_many_filters(&refusal.to_string()),
        _ => Failure::invalid_search(refusal.to_string(), refusal.property()),
    }
}

/// What a refusal says, as a sentence.
fn sentence(text: &str) -> String {
    let (first, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    format!("{}{rest}.", first.to_uppercase())
}

/// A type as the message about missing properties calls it: custom ones go by their short name there (observed).
fn short_name(object_type: &ObjectType) -> &'static str {
    if object_type.id.is_standard() { object_type.fully_qualified_name } else { object_type.singular }
}

/// A type as some messages print it.
pub(crate) fn legacy(object_type: &ObjectType) -> String {
    if object_type.id.is_standard() {
        format!("ObjectTypeId{{legacyObjectType={}}}", object_type.legacy_name)
    } else {
        format!("ObjectTypeId{{innerId={}}}", object_type.id)
    }
}

fn journal(refusal: &JournalRefusal) -> Failure {
    match refusal {
        JournalRefusal::Invalid(reason) => Failure::tool_refused(reason),
        JournalRefusal::NotFound { kind, id } => Failure::tool_not_found(kind, id),
    }
}

fn tool(refusal: &ToolRefusal) -> Failure {
    match refusal {
        ToolRefusal::Invalid(reason) => Failure::tool_refused(reason),
        ToolRefusal::NotFound { kind, id } => Failure::tool_not_found(kind.as_str(), id),
    }
}
