//! The account's own pipelines: those that it added, and built-in ones that it changed.

use linchpin_domain::{AccountId, ObjectTypeId, Timestamp};

use crate::{Database, Param, Result, Row, Tx};

/// A pipeline that the account added, or a built-in one that it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PipelineRow {
    /// Its id.
    pub id: String,
    /// The pipeline with its stages, as the engine wrote it.
    pub definition: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it or one of its stages last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if it is.
    pub archived_at: Option<Timestamp>,
}

const PIPELINES: &str = "SELECT id, definition, created_at, updated_at, archived_at FROM pipelines \
     WHERE account_id = $1 AND object_type = $2 ORDER BY id";

fn pipeline(row: &Row<'_>) -> Result<PipelineRow> {
    Ok(PipelineRow {
        id: row.text(0)?.to_owned(),
        definition: row.text(1)?.to_owned(),
        created_at: Timestamp(row.int(2)?),
        updated_at: Timestamp(row.int(3)?),
        archived_at: row.opt_int(4)?.map(Timestamp),
    })
}

/// The account's pipelines of one type, archived ones included.
pub async fn list(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
) -> Result<Vec<PipelineRow>> {
    database.query(PIPELINES, &[Param::Int(account.0), Param::Int(object_type.code())], pipeline).await
}

/// [`list`] inside a transaction.
pub async fn list_in(tx: &mut Tx, account: AccountId, object_type: ObjectTypeId) -> Result<Vec<PipelineRow>> {
    tx.query(PIPELINES, &[Param::Int(account.0), Param::Int(object_type.code())], pipeline).await
}

/// Which pipeline a row is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PipelineKey {
    /// The object type.
    pub object_type: ObjectTypeId,
    /// Its id.
    pub id: String,
    /// Whether it is archived.
    pub archived: bool,
}

/// The account's pipelines of all types, archived ones included.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<PipelineKey>> {
    database
        .query(
            "SELECT object_type, id, archived_at FROM pipelines WHERE account_id = $1 ORDER BY object_type, id",
            &[Param::Int(account.0)],
            |row| {
                Ok(PipelineKey {
                    object_type: ObjectTypeId::from_code(row.int(0)?),
                    id: row.text(1)?.to_owned(),
                    archived: row.opt_int(2)?.is_some(),
                })
            },
        )
        .await
}

/// Writes a pipeline, new or not.
pub async fn put(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    row: &PipelineRow,
) -> Result<()> {
    tx.execute(
        "INSERT INTO pipelines (account_id, object_type, id, definition, created_at, updated_at, archived_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (account_id, object_type, id) DO UPDATE SET definition = $4, created_at = $5, \
         updated_at = $6, archived_at = $7",
        &[
            Param::Int(account.0),
            Param::Int(object_type.code()),
            Param::Text(&row.id),
            Param::Text(&row.definition),
            Param::Int(row.created_at.0),
            Param::Int(row.updated_at.0),
            Param::opt(row.archived_at.map(|at| at.0)),
        ],
    )
    .await?;
    Ok(())
}
