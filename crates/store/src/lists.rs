//! Lists: what they are, and the names that they hold.

mod names;

use linchpin_domain::{AccountId, ListId, ListKind, ListStatus, ObjectTypeId, Timestamp, UserId};

use crate::{Database, Error, Param, Result, Row, Sql, Tx};

pub use names::{claim_name, find_name, release_name};

/// A list, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its id.
    pub id: ListId,
    /// The type of its records.
    pub object_type: ObjectTypeId,
    /// What people call it.
    pub name: String,
    /// Who decides which records it has.
    pub kind: ListKind,
    /// How far it is filled.
    pub status: ListStatus,
    /// The folder that it stands in, 0 for none.
    pub folder: i64,
    /// Grows with every change of the definition.
    pub version: i64,
    /// How many members it has.
    pub size: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its definition last changed.
    pub updated_at: Timestamp,
    /// When its filters last changed.
    pub filters_updated_at: Timestamp,
    /// Who made it.
    pub created_by: Option<UserId>,
    /// Who last changed its definition.
    pub updated_by: Option<UserId>,
    /// When a record last joined.
    pub last_added_at: Option<Timestamp>,
    /// When a record last left.
    pub last_removed_at: Option<Timestamp>,
    /// When it was deleted, if it is.
    pub deleted_at: Option<Timestamp>,
    /// While it is being filled: every record up to this id was asked about.
    pub built_to: i64,
    /// When it is to become static, as JSON.
    pub conversion: Option<String>,
    /// When that is looked at next.
    pub converts_at: Option<Timestamp>,
    /// When it became static.
    pub converted_at: Option<Timestamp>,
    /// Who may edit it and what else its maker wrote down, as JSON.
    pub settings: String,
    /// Its root filter branch as JSON; none where there is none, or where filters were not asked for.
    pub filters: Option<String>,
}

/// The columns of a list, its filters being the last one.
macro_rules! columns {
    ($filters:literal) => {
        concat!(
            "SELECT id, object_type, name, kind, status, folder_id, version, size, created_at, updated_at, ",
            "filters_updated_at, created_by, updated_by, last_added_at, last_removed_at, deleted_at, built_to, ",
            "conversion, converts_at, converted_at, settings, ",
            $filters,
            " FROM lists "
        )
    };
}

const READ: &str = concat!(columns!("filters"), "WHERE account_id = $1 AND id = $2");

const LOCK: Sql = Sql {
    sqlite: READ,
    postgres: concat!(columns!("filters"), "WHERE account_id = $1 AND id = $2 FOR UPDATE"),
};

fn list(row: &Row<'_>) -> Result<List> {
    let unknown = |text: &str| Error::Corrupt(format!("a list of {text}").into());
    Ok(List {
        id: ListId(row.int(0)?),
        object_type: ObjectTypeId::from_code(row.int(1)?),
        name: row.text(2)?.to_owned(),
        kind: ListKind::parse(row.text(3)?).ok_or_else(|| unknown("no known kind"))?,
        status: ListStatus::parse(row.text(4)?).ok_or_else(|| unknown("no known status"))?,
        folder: row.int(5)?,
        version: row.int(6)?,
        size: row.int(7)?,
        created_at: Timestamp(row.int(8)?),
        updated_at: Timestamp(row.int(9)?),
        filters_updated_at: Timestamp(row.int(10)?),
        created_by: row.opt_int(11)?.map(UserId),
        updated_by: row.opt_int(12)?.map(UserId),
        last_added_at: row.opt_int(13)?.map(Timestamp),
        last_removed_at: row.opt_int(14)?.map(Timestamp),
        deleted_at: row.opt_int(15)?.map(Timestamp),
        built_to: row.int(16)?,
        conversion: row.opt_text(17)?.map(str::to_owned),
        converts_at: row.opt_int(18)?.map(Timestamp),
        converted_at: row.opt_int(19)?.map(Timestamp),
        settings: row.text(20)?.to_owned(),
        filters: row.opt_text(21)?.map(str::to_owned),
    })
}

/// Whether the account has or had any list.
pub async fn any(database: &Database, account: AccountId) -> Result<bool> {
    let sql = "SELECT 1 FROM lists WHERE account_id = $1 LIMIT 1";
    Ok(database.query_opt(sql, &[Param::Int(account.0)], |_| Ok(())).await?.is_some())
}

/// Reads one list, deleted or not.
pub async fn read(database: &Database, account: AccountId, id: ListId) -> Result<Option<List>> {
    database.query_opt(READ, &[Param::Int(account.0), Param::Int(id.0)], list).await
}

/// [`read`] inside a transaction.
pub async fn read_in(tx: &mut Tx, account: AccountId, id: ListId) -> Result<Option<List>> {
    tx.query_opt(READ, &[Param::Int(account.0), Param::Int(id.0)], list).await
}

/// Reads lists in the order of `ids`, deleted or not, none for those that do not exist.
pub async fn read_many(database: &Database, account: AccountId, ids: &[ListId]) -> Result<Vec<Option<List>>> {
    let rows: Vec<_> = ids.iter().map(|id| [Param::Int(account.0), Param::Int(id.0)]).collect();
    database.query_many(READ, &rows, list).await
}

/// Reads one list, deleted or not, and keeps others from changing it until the transaction ends.
///
/// Records are locked before lists, and lists in the order of their ids.
pub async fn lock(tx: &mut Tx, account: AccountId, id: ListId) -> Result<Option<List>> {
    tx.query_opt(LOCK, &[Param::Int(account.0), Param::Int(id.0)], list).await
}

/// All lists that are not deleted, in the order of their ids, without their filters.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<List>> {
    let sql = concat!(columns!("NULL"), "WHERE account_id = $1 AND deleted_at IS NULL ORDER BY id");
    database.query(sql, &[Param::Int(account.0)], list).await
}

/// The lists that follow their filters or wait to be filled, in the order of their ids, as a transaction sees them.
pub async fn followed(tx: &mut Tx, account: AccountId) -> Result<Vec<List>> {
    let sql = concat!(
        columns!("filters"),
        "WHERE account_id = $1 AND (kind = $2 OR status = $3) AND deleted_at IS NULL ORDER BY id"
    );
    let (kind, status) = (ListKind::Dynamic.as_str(), ListStatus::Processing.as_str());
    tx.query(sql, &[Param::Int(account.0), Param::Text(kind), Param::Text(status)], list).await
}

/// The lists that may have to become static by now.
pub async fn converting(database: &Database, account: AccountId, now: Timestamp) -> Result<Vec<ListId>> {
    let sql = "SELECT id FROM lists WHERE account_id = $1 AND converts_at <= $2 AND deleted_at IS NULL \
               ORDER BY converts_at, id";
    database.query(sql, &[Param::Int(account.0), Param::Int(now.0)], |row| row.int(0).map(ListId)).await
}

/// Looks at a list again at another moment than was noted, unless it changed meanwhile.
pub async fn postpone(
    tx: &mut Tx,
    account: AccountId,
    id: ListId,
    (noted, next): (Timestamp, Timestamp),
) -> Result<()> {
    tx.execute(
        "UPDATE lists SET converts_at = $1 WHERE account_id = $2 AND id = $3 AND converts_at = $4",
        &[Param::Int(next.0), Param::Int(account.0), Param::Int(id.0), Param::Int(noted.0)],
    )
    .await?;
    Ok(())
}

/// The highest id that any list of the account has or had.
///
/// The caller keeps others from making one at the same time.
pub async fn highest_id(tx: &mut Tx, account: AccountId) -> Result<Option<ListId>> {
    let sql = "SELECT max(id) FROM lists WHERE account_id = $1";
    let highest = tx.query_opt(sql, &[Param::Int(account.0)], |row| row.opt_int(0)).await?.flatten();
    Ok(highest.map(ListId))
}

/// Whether any list that is not deleted stands in a folder.
pub async fn any_in_folder(tx: &mut Tx, account: AccountId, folder: i64) -> Result<bool> {
    let sql = "SELECT 1 FROM lists WHERE account_id = $1 AND folder_id = $2 AND deleted_at IS NULL LIMIT 1";
    Ok(tx.query_opt(sql, &[Param::Int(account.0), Param::Int(folder)], |_| Ok(())).await?.is_some())
}

/// Inserts a new list.
pub async fn insert(tx: &mut Tx, account: AccountId, list: &List) -> Result<()> {
    tx.execute(
        "INSERT INTO lists (account_id, id, object_type, name, kind, status, folder_id, version, size, \
         created_at, updated_at, filters_updated_at, created_by, updated_by, built_to, settings, filters) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, $13, 0, $14, $15)",
        &[
            Param::Int(account.0),
            Param::Int(list.id.0),
            Param::Int(list.object_type.code()),
            Param::Text(&list.name),
            Param::Text(list.kind.as_str()),
            Param::Text(list.status.as_str()),
            Param::Int(list.folder),
            Param::Int(list.version),
            Param::Int(list.created_at.0),
            Param::Int(list.updated_at.0),
            Param::Int(list.filters_updated_at.0),
            Param::opt(list.created_by.map(|user| user.0)),
            Param::opt(list.updated_by.map(|user| user.0)),
            Param::Text(&list.settings),
            text(list.filters.as_deref()),
        ],
    )
    .await?;
    Ok(())
}

/// Writes everything about a locked list but what follows from its members.
pub async fn update(tx: &mut Tx, account: AccountId, list: &List) -> Result<()> {
    tx.execute(
        "UPDATE lists SET name = $1, kind = $2, status = $3, folder_id = $4, version = $5, updated_at = $6, \
         filters_updated_at = $7, updated_by = $8, deleted_at = $9, built_to = $10, conversion = $11, \
         converts_at = $12, converted_at = $13, filters = $14 WHERE account_id = $15 AND id = $16",
        &[
            Param::Text(&list.name),
            Param::Text(list.kind.as_str()),
            Param::Text(list.status.as_str()),
            Param::Int(list.folder),
            Param::Int(list.version),
            Param::Int(list.updated_at.0),
            Param::Int(list.filters_updated_at.0),
            Param::opt(list.updated_by.map(|user| user.0)),
            Param::opt(list.deleted_at.map(|at| at.0)),
            Param::Int(list.built_to),
            text(list.conversion.as_deref()),
            Param::opt(list.converts_at.map(|at| at.0)),
            Param::opt(list.converted_at.map(|at| at.0)),
            text(list.filters.as_deref()),
            Param::Int(account.0),
            Param::Int(list.id.0),
        ],
    )
    .await?;
    Ok(())
}

fn text(value: Option<&str>) -> Param<'_> {
    value.map_or(Param::Null, Param::Text)
}
