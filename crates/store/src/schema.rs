//! The account's own schema: properties and groups that it added or changed.

use linchpin_domain::{AccountId, ObjectTypeId, Timestamp};

use crate::{Database, Error, Param, Result, Row, Tx};

/// A property that the account added, or a built-in one that it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PropertyRow {
    /// Its name.
    pub name: String,
    /// The whole definition, as the engine wrote it.
    pub definition: String,
    /// When it was first made; restoring an archived one keeps this.
    pub created_at: Timestamp,
    /// When its definition last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if it is.
    pub archived_at: Option<Timestamp>,
}

/// A group that the account added, or a built-in one that it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// Its name.
    pub name: String,
    /// What people see.
    pub label: String,
    /// Where it stands among the groups.
    pub display_order: i64,
    /// When it was archived, if it is.
    pub archived_at: Option<Timestamp>,
}

/// The version of the account's schema; grows with every change.
pub async fn version(database: &Database, account: AccountId) -> Result<Option<i64>> {
    database
        .query_opt(
            "SELECT schema_version FROM account_states WHERE account_id = $1",
            &[Param::Int(account.0)],
            |row| row.int(0),
        )
        .await
}

/// The number of the newest change of an account, and the version of its schema, as a transaction sees them.
pub async fn state_in(tx: &mut Tx, account: AccountId) -> Result<(i64, i64)> {
    let sql = "SELECT last_sequence, schema_version FROM account_states WHERE account_id = $1";
    tx.query_opt(sql, &[Param::Int(account.0)], |row| Ok((row.int(0)?, row.int(1)?)))
        .await?
        .ok_or_else(|| Error::Corrupt(format!("account {} has no state", account.0).into()))
}

/// Raises the version and keeps others from changing the schema until the transaction ends.
pub async fn raise_version(tx: &mut Tx, account: AccountId) -> Result<i64> {
    tx.query_opt(
        "UPDATE account_states SET schema_version = schema_version + 1 WHERE account_id = $1 \
         RETURNING schema_version",
        &[Param::Int(account.0)],
        |row| row.int(0),
    )
    .await?
    .ok_or_else(|| crate::Error::Corrupt(format!("account {} has no state", account.0).into()))
}

const PROPERTIES: &str = "SELECT name, definition, created_at, updated_at, archived_at FROM properties \
     WHERE account_id = $1 AND object_type = $2 ORDER BY name";
const GROUPS: &str = "SELECT name, label, display_order, archived_at FROM property_groups \
     WHERE account_id = $1 AND object_type = $2 ORDER BY name";

fn property(row: &Row<'_>) -> Result<PropertyRow> {
    Ok(PropertyRow {
        name: row.text(0)?.to_owned(),
        definition: row.text(1)?.to_owned(),
        created_at: Timestamp(row.int(2)?),
        updated_at: Timestamp(row.int(3)?),
        archived_at: row.opt_int(4)?.map(Timestamp),
    })
}

fn group(row: &Row<'_>) -> Result<GroupRow> {
    Ok(GroupRow {
        name: row.text(0)?.to_owned(),
        label: row.text(1)?.to_owned(),
        display_order: row.int(2)?,
        archived_at: row.opt_int(3)?.map(Timestamp),
    })
}

/// The account's properties of one type, archived ones included.
pub async fn properties(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
) -> Result<Vec<PropertyRow>> {
    database.query(PROPERTIES, &[Param::Int(account.0), Param::Int(object_type.code())], property).await
}

/// The account's groups of one type, archived ones included.
pub async fn groups(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
) -> Result<Vec<GroupRow>> {
    database.query(GROUPS, &[Param::Int(account.0), Param::Int(object_type.code())], group).await
}

/// [`properties`] inside a transaction.
pub async fn properties_in(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
) -> Result<Vec<PropertyRow>> {
    tx.query(PROPERTIES, &[Param::Int(account.0), Param::Int(object_type.code())], property).await
}

/// [`groups`] inside a transaction.
pub async fn groups_in(tx: &mut Tx, account: AccountId, object_type: ObjectTypeId) -> Result<Vec<GroupRow>> {
    tx.query(GROUPS, &[Param::Int(account.0), Param::Int(object_type.code())], group).await
}

/// How many live properties of the account's own an object type has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PropertyCounts {
    /// All of them.
    pub all: i64,
    /// Those with a formula.
    pub calculated: i64,
}

/// Counts the account's own live properties of each type that has some; built-in ones that it changed are none.
///
/// The texts that are looked for cannot stand inside a value of the definition, where quotes are escaped.
pub async fn count_properties(
    database: &Database,
    account: AccountId,
) -> Result<Vec<(ObjectTypeId, PropertyCounts)>> {
    database
        .query(
            "SELECT object_type, COUNT(*), \
             COUNT(CASE WHEN definition LIKE '%\"fieldType\":\"calculation%' THEN 1 END) FROM properties \
             WHERE account_id = $1 AND archived_at IS NULL AND definition NOT LIKE '%\"hubspotDefined\":true%' \
             GROUP BY object_type ORDER BY object_type",
            &[Param::Int(account.0)],
            |row| {
                let counts = PropertyCounts { all: row.int(1)?, calculated: row.int(2)? };
                Ok((ObjectTypeId::from_code(row.int(0)?), counts))
            },
        )
        .await
}

/// Writes a property, new or not.
pub async fn put_property(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    row: &PropertyRow,
) -> Result<()> {
    tx.execute(
        "INSERT INTO properties \
         (account_id, object_type, name, definition, created_at, updated_at, archived_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (account_id, object_type, name) DO UPDATE SET definition = $4, created_at = $5, \
         updated_at = $6, archived_at = $7",
        &[
            Param::Int(account.0),
            Param::Int(object_type.code()),
            Param::Text(&row.name),
            Param::Text(&row.definition),
            Param::Int(row.created_at.0),
            Param::Int(row.updated_at.0),
            Param::opt(row.archived_at.map(|at| at.0)),
        ],
    )
    .await?;
    Ok(())
}

/// Writes a group, new or not.
pub async fn put_group(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    row: &GroupRow,
) -> Result<()> {
    tx.execute(
        "INSERT INTO property_groups (account_id, object_type, name, label, display_order, archived_at) \
         VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (account_id, object_type, name) DO UPDATE SET label = $4, display_order = $5, archived_at = $6",
        &[
            Param::Int(account.0),
            Param::Int(object_type.code()),
            Param::Text(&row.name),
            Param::Text(&row.label),
            Param::Int(row.display_order),
            Param::opt(row.archived_at.map(|at| at.0)),
        ],
    )
    .await?;
    Ok(())
}
