//! The folders that lists stand in.

use linchpin_domain::{AccountId, ListId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx};

/// A folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFolder {
    /// Its id.
    pub id: i64,
    /// The folder that it stands in, 0 for none.
    pub parent: i64,
    /// What people call it.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Who made it.
    pub user: Option<UserId>,
}

const ALL: &str = "SELECT id, parent_id, name, created_at, updated_at, user_id FROM list_folders \
     WHERE account_id = $1 ORDER BY id";

fn folder(row: &Row<'_>) -> Result<ListFolder> {
    Ok(ListFolder {
        id: row.int(0)?,
        parent: row.int(1)?,
        name: row.text(2)?.to_owned(),
        created_at: Timestamp(row.int(3)?),
        updated_at: Timestamp(row.int(4)?),
        user: row.opt_int(5)?.map(UserId),
    })
}

/// The folders of an account, in the order of their ids.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<ListFolder>> {
    database.query(ALL, &[Param::Int(account.0)], folder).await
}

/// [`all`] inside a transaction.
pub async fn all_in(tx: &mut Tx, account: AccountId) -> Result<Vec<ListFolder>> {
    tx.query(ALL, &[Param::Int(account.0)], folder).await
}

/// The lists that stand in folders, each with its folder, in the order of their ids.
pub async fn placed_lists(database: &Database, account: AccountId) -> Result<Vec<(i64, ListId)>> {
    database
        .query(
            "SELECT folder_id, id FROM lists WHERE account_id = $1 AND deleted_at IS NULL ORDER BY id",
            &[Param::Int(account.0)],
            |row| Ok((row.int(0)?, ListId(row.int(1)?))),
        )
        .await
}

/// Writes a folder, new or not.
pub async fn put(tx: &mut Tx, account: AccountId, folder: &ListFolder) -> Result<()> {
    tx.execute(
        "INSERT INTO list_folders (account_id, id, parent_id, name, created_at, updated_at, user_id) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (account_id, id) DO UPDATE SET parent_id = $3, name = $4, updated_at = $6",
        &[
            Param::Int(account.0),
            Param::Int(folder.id),
            Param::Int(folder.parent),
            Param::Text(&folder.name),
            Param::Int(folder.created_at.0),
            Param::Int(folder.updated_at.0),
            Param::opt(folder.user.map(|user| user.0)),
        ],
    )
    .await?;
    Ok(())
}

/// Deletes a folder.
pub async fn delete(tx: &mut Tx, account: AccountId, id: i64) -> Result<()> {
    let sql = "DELETE FROM list_folders WHERE account_id = $1 AND id = $2";
    tx.execute(sql, &[Param::Int(account.0), Param::Int(id)]).await?;
    Ok(())
}
