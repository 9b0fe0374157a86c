//! The object types that accounts make, and what they changed about HubSpot's own.

use linchpin_domain::{AccountId, ObjectTypeId, Timestamp};

use crate::{Database, Param, Result, Row, Tx};

/// A type that the account made, or one of HubSpot's that it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectTypeRow {
    /// Its id.
    pub id: ObjectTypeId,
    /// Its name; empty for HubSpot's own.
    pub name: String,
    /// What the account says about it, as the engine wrote it.
    pub definition: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its definition last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if it is.
    pub archived_at: Option<Timestamp>,
    /// When it was deleted for good, if it is; nothing but its number is in use then.
    pub deleted_at: Option<Timestamp>,
}

const ALL: &str = "SELECT object_type, name, definition, created_at, updated_at, archived_at, deleted_at \
     FROM object_types WHERE account_id = $1 ORDER BY object_type";
const ONE: &str = "SELECT object_type, name, definition, created_at, updated_at, archived_at, deleted_at \
     FROM object_types WHERE account_id = $1 AND object_type = $2";

fn object_type(row: &Row<'_>) -> Result<ObjectTypeRow> {
    Ok(ObjectTypeRow {
        id: ObjectTypeId::from_code(row.int(0)?),
        name: row.text(1)?.to_owned(),
        definition: row.text(2)?.to_owned(),
        created_at: Timestamp(row.int(3)?),
        updated_at: Timestamp(row.int(4)?),
        archived_at: row.opt_int(5)?.map(Timestamp),
        deleted_at: row.opt_int(6)?.map(Timestamp),
    })
}

/// All types of an account in the order of their ids, archived and deleted ones included.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<ObjectTypeRow>> {
    database.query(ALL, &[Param::Int(account.0)], object_type).await
}

/// [`all`] inside a transaction.
pub async fn all_in(tx: &mut Tx, account: AccountId) -> Result<Vec<ObjectTypeRow>> {
    tx.query(ALL, &[Param::Int(account.0)], object_type).await
}

/// One type, archived or deleted ones included.
pub async fn find(
    database: &Database,
    account: AccountId,
    id: ObjectTypeId,
) -> Result<Option<ObjectTypeRow>> {
    database.query_opt(ONE, &[Param::Int(account.0), Param::Int(id.code())], object_type).await
}

/// [`find`] inside a transaction.
pub async fn find_in(tx: &mut Tx, account: AccountId, id: ObjectTypeId) -> Result<Option<ObjectTypeRow>> {
    tx.query_opt(ONE, &[Param::Int(account.0), Param::Int(id.code())], object_type).await
}

/// Writes a type, new or not.
pub async fn put(tx: &mut Tx, account: AccountId, row: &ObjectTypeRow) -> Result<()> {
    tx.execute(
        "INSERT INTO object_types \
         (account_id, object_type, name, definition, created_at, updated_at, archived_at, deleted_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
         ON CONFLICT (account_id, object_type) DO UPDATE SET definition = $4, updated_at = $6, \
         archived_at = $7, deleted_at = $8",
        &[
            Param::Int(account.0),
            Param::Int(row.id.code()),
            Param::Text(&row.name),
            Param::Text(&row.definition),
            Param::Int(row.created_at.0),
            Param::Int(row.updated_at.0),
            Param::opt(row.archived_at.map(|at| at.0)),
            Param::opt(row.deleted_at.map(|at| at.0)),
        ],
    )
    .await?;
    Ok(())
}

/// Removes what an account's schema holds for a type, its records, which must all be archived, and their associations.
///
/// It takes as long as there are records; types are deleted by people, and seldom.
pub async fn clear(tx: &mut Tx, account: AccountId, id: ObjectTypeId) -> Result<()> {
    let params = [Param::Int(account.0), Param::Int(id.code())];
    for sql in [
        "DELETE FROM properties WHERE account_id = $1 AND object_type = $2",
        "DELETE FROM property_groups WHERE account_id = $1 AND object_type = $2",
        "DELETE FROM pipelines WHERE account_id = $1 AND object_type = $2",
        "DELETE FROM association_limits WHERE account_id = $1 AND type_id IN (SELECT type_id \
         FROM association_labels WHERE account_id = $1 AND (from_type = $2 OR to_type = $2))",
        "DELETE FROM association_labels WHERE account_id = $1 AND (from_type = $2 OR to_type = $2)",
        // The other side's rows are found by those of the type, each by its key.
        "DELETE FROM associations WHERE (account_id, from_type, from_id, to_type, to_id) IN (SELECT account_id, \
         to_type, to_id, from_type, from_id FROM associations WHERE account_id = $1 AND from_type = $2)",
        "DELETE FROM associations WHERE account_id = $1 AND from_type = $2",
        "DELETE FROM merged_records WHERE account_id = $1 AND object_type = $2",
        "DELETE FROM records WHERE account_id = $1 AND object_type = $2",
    ] {
        tx.execute(sql, &params).await?;
    }
    Ok(())
}
