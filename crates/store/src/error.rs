//! What can go wrong below the engine.

use std::sync::Arc;

/// A failure of the store; none of them is the caller's fault except [`Error::Constraint`].
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A unique or primary key refused a row; carries what the engine said.
    #[error("a constraint refused the row: {0}")]
    Constraint(Arc<str>),
    /// Two transactions locked each other out; trying the whole transaction again may succeed.
    #[error("the transaction met another one: {0}")]
    Contention(Arc<str>),
    /// The account's schema changed after the write was validated; validate again and retry.
    #[error("the account's schema changed meanwhile")]
    SchemaChanged,
    /// The data folder or database cannot be used as it is.
    #[error("{0}")]
    Unusable(Arc<str>),
    /// A stored value is not of the shape that this program writes.
    #[error("stored data is damaged: {0}")]
    Corrupt(Arc<str>),
    /// The code inside a transaction panicked; the transaction was rolled back.
    #[error("a transaction panicked: {0}")]
    Panicked(Arc<str>),
    /// The engine failed: disk full, connection lost, server gone.
    #[error("the database failed: {0}")]
    Database(Arc<str>),
    /// The store is closing and takes no more work.
    #[error("the store is closed")]
    Closed,
}

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => Self::Constraint(error.to_string().into()),
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                Self::Contention(error.to_string().into())
            }
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                Self::Corrupt(error.to_string().into())
            }
            _ => Self::Database(error.to_string().into()),
        }
    }
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState;
        let text: Arc<str> = match error.as_db_error() {
            Some(db) => format!("{} ({})", db.message(), db.code().code()).into(),
            None => error.to_string().into(),
        };
        match error.code() {
            Some(code) if *code == SqlState::UNIQUE_VIOLATION => Self::Constraint(text),
            Some(code)
                if *code == SqlState::T_R_SERIALIZATION_FAILURE
                    || *code == SqlState::T_R_DEADLOCK_DETECTED =>
            {
                Self::Contention(text)
            }
            _ => Self::Database(text),
        }
    }
}

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        match error {
            deadpool_postgres::PoolError::Backend(error) => error.into(),
            other => Self::Database(other.to_string().into()),
        }
    }
}
