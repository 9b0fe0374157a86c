//! What can be wrong with lists and their folders.

use linchpin_domain::{ListId, ObjectTypeId};

/// Why something cannot be done with a list or folder.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListRefusal {
    /// There is no such list, or it is deleted.
    #[error("there is no list {0:?}")]
    NotFound(String),
    /// No list of the type has the name.
    #[error("there is no list {name:?} of type {object_type}")]
    NameNotFound {
        /// The name.
        name: String,
        /// The type.
        object_type: ObjectTypeId,
    },
    /// A live list of the type has the name.
    #[error("there is a list {0:?} already")]
    NameExists(String),
    /// A list without a name.
    #[error("the list has no name")]
    Nameless,
    /// No kind of list has the name.
    #[error("{0:?} is no kind of list")]
    UnknownKind(String),
    /// Members of the list follow its filters.
    #[error("the list is dynamic")]
    Dynamic,
    /// The list does not follow filters.
    #[error("the list is not dynamic")]
    NotDynamic,
    /// A list of the kind needs filters.
    #[error("the list has no filters")]
    FiltersMissing,
    /// A list of the kind has no filters.
    #[error("the list cannot have filters")]
    FiltersNotAllowed,
    /// A list that was deleted too long ago to come back.
    #[error("list {0} was deleted too long ago")]
    DeletedTooLongAgo(ListId),
    /// More records than can be added or removed at once.
    #[error("too many records")]
    TooManyRecords(usize),
    /// The members of a list are of another type than those of the other one.
    #[error("a list of {to} cannot take records of {from}")]
    OtherType {
        /// The type of the list that they come from.
        from: ObjectTypeId,
        /// The type of the list that they are to join.
        to: ObjectTypeId,
    },
    /// The list was never to be converted.
    #[error("list {0} has no conversion")]
    NoConversion(ListId),
    /// There is no such folder.
    #[error("there is no folder {0:?}")]
    FolderNotFound(String),
    /// A folder without a name.
    #[error("the folder has no name")]
    NamelessFolder,
    /// The folder holds lists or folders.
    #[error("folder {0} is not empty")]
    FolderNotEmpty(i64),
    /// A folder was to stand in itself.
    #[error("folder {0} cannot stand in itself")]
    FolderInItself(i64),
    /// Folders were to stand in each other more often than they may.
    #[error("folders stand too deep")]
    TooDeep(usize),
}
