//! Refusals of lists, their folders and filters, as failures.

use linchpin_engine::lists::ListRefusal;
use linchpin_engine::lists::filters::FilterRefusal;

use crate::Failure;

/// What goes wrong with lists and their folders.
pub(super) fn list(refusal: &ListRefusal) -> Failure {
    let invalid = |reason: &str| Failure::invalid_list(reason);
    match refusal {
        ListRefusal::NotFound(id) => Failure::list_not_found(id),
        ListRefusal::NameNotFound { name, object_type } => {
            Failure::list_name_not_found(name, &object_type.to_string())
        }
        ListRefusal::NameExists(name) => Failure::list_exists(name),
        // Recorded of an older version.
        ListRefusal::Nameless => invalid("Every list must have a name."),
        ListRefusal::UnknownKind(kind) => Failure::unknown_processing_type(kind),
        ListRefusal::Dynamic => Failure::list_is_dynamic(),
        ListRefusal::NotDynamic => invalid("Only lists with the processing type DYNAMIC follow filters."),
        ListRefusal::FiltersMissing => invalid("Lists that are not MANUAL need a filter branch."),
        ListRefusal::FiltersNotAllowed => invalid("MANUAL lists cannot have a filter branch."),
        ListRefusal::DeletedTooLongAgo(id) => {
            invalid(&format!("List {id} was deleted more than 90 days ago and cannot be restored."))
        }
        ListRefusal::TooManyRecords(max) => {
            invalid(&format!("No more than {max} records can be added or removed at once."))
        }
        ListRefusal::OtherType { to, from } => {
            invalid(&format!("A list of object type {to} cannot take records of object type {from}."))
        }
        ListRefusal::NoConversion(id) => Failure::list_conversion_not_found(&id.to_string()),
        ListRefusal::FolderNotFound(id) => Failure::folder_not_found(id),
        ListRefusal::NamelessFolder => invalid("Every folder must have a name."),
        ListRefusal::FolderNotEmpty(id) => {
            invalid(&format!("Folder {id} holds lists or folders and cannot be deleted."))
        }
        ListRefusal::FolderInItself(id) => invalid(&format!("Folder {id} cannot be moved into itself.")),
        ListRefusal::TooDeep(max) => invalid(&format!("Folders cannot be nested deeper than {max}.")),
    }
}

/// What is wrong with the filters of a list.
pub(super) fn filter(refusal: FilterRefusal) -> Failure {
    match refusal {
        FilterRefusal::Missing { place, names } => Failure::filter_fields_missing(place, &names),
        FilterRefusal::UnknownWord { field, value, allowed } => {
            Failure::unknown_filter_word(field, &value, &allowed)
        }
        FilterRefusal::WrongOperation { operation, property, property_type } => {
            Failure::wrong_filter_operation(&operation, &property, property_type)
        }
        FilterRefusal::Malformed(reason) => Failure::invalid_filter(&reason),
        FilterRefusal::UnknownProperty(name) => {
            Failure::invalid_filter(&format!("Property \"{name}\" does not exist"))
        }
        FilterRefusal::MissingScopes(scopes) => Failure::missing_scopes(scopes.iter().copied()),
        FilterRefusal::UnknownList(id) => Failure::invalid_filter(&format!("List {id} does not exist")),
        FilterRefusal::Circular(id) => {
            Failure::invalid_filter(&format!("The filters lead back to list {id}, whose filters they are"))
        }
        FilterRefusal::UnknownAssociation(key) => {
            Failure::invalid_filter(&format!("Association type {key} does not lead there"))
        }
    }
}
