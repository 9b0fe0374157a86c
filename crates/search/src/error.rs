//! What can go wrong with an index.

use std::io;

use tantivy::TantivyError;

/// An index cannot be written or read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is stored is not an index that can be read; it has to be built anew.
    #[error("the search index is corrupt")]
    Corrupt(#[source] TantivyError),
    /// The filter is one that the index alone cannot answer exactly.
    #[error("the search index cannot answer this filter exactly")]
    Inexact,
    /// The index failed.
    #[error("the search index failed")]
    Failed(#[source] TantivyError),
    /// The files of the index cannot be read or written.
    #[error("the files of the search index cannot be read or written")]
    Files(#[from] io::Error),
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::OpenReadError(_) => Self::Corrupt(error),
            _ => Self::Failed(error),
        }
    }
}
