//! The failures of lists and their folders.

use linchpin_domain::ListKind;

use super::{Case, Failure};

/// Lists and their folders.
impl Failure {
    /// No live list has the id.
    pub fn list_not_found(id: &str) -> Self {
        Self::new(Case::ListNotFound, &[("id", id)]).with_context("listId", [id])
    }

    /// No live list of the type has the name; `object_type_id` as in `0-2`.
    pub fn list_name_not_found(name: &str, object_type_id: &str) -> Self {
        Self::new(Case::ListNameNotFound, &[("name", name), ("objectTypeId", object_type_id)])
    }

    /// A live list of the type has the name.
    pub fn list_exists(name: &str) -> Self {
        Self::new(Case::ListExists, &[("name", name)]).with_context("name", [name])
    }

    /// The members of the list follow its filters.
    pub fn list_is_dynamic() -> Self {
        Self::new(Case::ListIsDynamic, &[])
    }

    /// No kind of list has the name.
    pub fn unknown_processing_type(name: &str) -> Self {
        let known = ListKind::ALL.map(ListKind::as_str).join(", ");
        Self::invalid_list(&format!("{name} is not one of the processing types: [{known}]"))
            .with_context("processingType", [name])
    }

    /// A list or folder cannot be as it is wanted.
    pub fn invalid_list(reason: &str) -> Self {
        Self::new(Case::InvalidList, &[("reason", reason)])
    }

    /// The list neither waits for a conversion nor had one.
    pub fn list_conversion_not_found(id: &str) -> Self {
        Self::new(Case::ListConversionNotFound, &[("id", id)]).with_context("listId", [id])
    }

    /// There is no such folder.
    pub fn folder_not_found(id: &str) -> Self {
        Self::new(Case::FolderNotFound, &[("id", id)]).with_context("folderId", [id])
    }
}
