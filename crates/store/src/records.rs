//! Records: one row each, their values as one text.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp};

use crate::{Database, Param, Result, Row, Sql, Tx, properties_text};

/// A record as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its id, unique in its account.
    pub id: RecordId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When a value last changed.
    pub updated_at: Timestamp,
    /// When it was archived, if it is.
    pub archived_at: Option<Timestamp>,
    /// Its values, see [`crate::properties_text`].
    pub properties: String,
}

/// Which records of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// The account.
    pub account: AccountId,
    /// The object type.
    pub object_type: ObjectTypeId,
    /// Archived records or live ones.
    pub archived: bool,
}

impl Scope {
    fn params<'a>(self, id: RecordId) -> [Param<'a>; 4] {
        [
            Param::Int(self.account.0),
            Param::Int(self.object_type.code()),
            Param::Int(self.archived.into()),
            Param::Int(id.0),
        ]
    }
}

const READ: &str = "SELECT id, created_at, updated_at, archived_at, properties FROM records \
     WHERE account_id = $1 AND object_type = $2 AND archived = $3 AND id = $4";

/// SQLite has one writer and so needs no row locks.
const READ_LOCKED: Sql = Sql {
    sqlite: READ,
    postgres: "SELECT id, created_at, updated_at, archived_at, properties FROM records \
               WHERE account_id = $1 AND object_type = $2 AND archived = $3 AND id = $4 FOR UPDATE",
};

const PAGE: &str = "SELECT id, created_at, updated_at, archived_at, properties FROM records \
     WHERE account_id = $1 AND object_type = $2 AND archived = $3 AND id >= $4 ORDER BY id LIMIT $5";

fn stored(row: &Row<'_>) -> Result<StoredRecord> {
    Ok(StoredRecord {
        id: RecordId(row.int(0)?),
        created_at: Timestamp(row.int(1)?),
        updated_at: Timestamp(row.int(2)?),
        archived_at: row.opt_int(3)?.map(Timestamp),
        properties: row.text(4)?.to_owned(),
    })
}

/// Reads one record.
pub async fn read(database: &Database, scope: Scope, id: RecordId) -> Result<Option<StoredRecord>> {
    database.query_opt(READ, &scope.params(id), stored).await
}

/// Reads records in the order of `ids`, none for those that do not exist.
pub async fn read_many(
    database: &Database,
    scope: Scope,
    ids: &[RecordId],
) -> Result<Vec<Option<StoredRecord>>> {
    let rows: Vec<_> = ids.iter().map(|id| scope.params(*id)).collect();
    database.query_many(READ, &rows, stored).await
}

/// [`read_many`] inside a transaction.
pub async fn read_many_in(tx: &mut Tx, scope: Scope, ids: &[RecordId]) -> Result<Vec<Option<StoredRecord>>> {
    let rows: Vec<_> = ids.iter().map(|id| scope.params(*id)).collect();
    tx.query_many(READ, &rows, stored).await
}

/// Reads records and keeps others from changing them until the transaction ends.
///
/// `ids` must ascend, so that transactions which meet wait for each other in one direction only.
pub async fn lock_many(tx: &mut Tx, scope: Scope, ids: &[RecordId]) -> Result<Vec<Option<StoredRecord>>> {
    debug_assert!(ids.is_sorted(), "rows are locked in ascending order");
    let rows: Vec<_> = ids.iter().map(|id| scope.params(*id)).collect();
    tx.query_many(READ_LOCKED, &rows, stored).await
}

/// Keeps others from changing any record of an account until the transaction ends, in the order in which writers lock
/// theirs.
pub async fn lock_all(tx: &mut Tx, account: AccountId) -> Result<()> {
    // SQLite has one writer and so needs no row locks.
    if !tx.is_embedded() {
        let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM records WHERE account_id = $1 \
                   ORDER BY object_type, archived, id FOR UPDATE) AS locked";
        tx.query_opt(sql, &[Param::Int(account.0)], |_| Ok(())).await?;
    }
    Ok(())
}

/// Reads up to `limit` records in the order of their ids, from `from` on.
pub async fn page(
    database: &Database,
    scope: Scope,
    from: RecordId,
    limit: usize,
) -> Result<Vec<StoredRecord>> {
    let [account, object_type, archived, id] = scope.params(from);
    database.query(PAGE, &[account, object_type, archived, id, Param::Int(limit as i64)], stored).await
}

/// [`page`] inside a transaction.
pub async fn page_in(tx: &mut Tx, scope: Scope, from: RecordId, limit: usize) -> Result<Vec<StoredRecord>> {
    let [account, object_type, archived, id] = scope.params(from);
    tx.query(PAGE, &[account, object_type, archived, id, Param::Int(limit as i64)], stored).await
}

/// Counts up to `limit` records from `from` on, and names the last of them; none when there are none.
///
/// It reads the key alone.
pub async fn count(
    database: &Database,
    scope: Scope,
    from: RecordId,
    limit: usize,
) -> Result<Option<(i64, RecordId)>> {
    let [account, object_type, archived, id] = scope.params(from);
    let counted = database
        .query_opt(
            "SELECT COUNT(*), MAX(id) FROM (SELECT id FROM records WHERE account_id = $1 AND object_type = $2 \
             AND archived = $3 AND id >= $4 ORDER BY id LIMIT $5) AS page",
            &[account, object_type, archived, id, Param::Int(limit as i64)],
            |row| Ok((row.int(0)?, row.opt_int(1)?)),
        )
        .await?;
    Ok(counted.and_then(|(count, last)| Some((count, RecordId(last?)))))
}

/// Whether an object type has any live record, as a transaction sees it.
pub async fn any_in(tx: &mut Tx, account: AccountId, object_type: ObjectTypeId) -> Result<bool> {
    let sql = "SELECT 1 FROM records WHERE account_id = $1 AND object_type = $2 AND archived = 0 LIMIT 1";
    let params = [Param::Int(account.0), Param::Int(object_type.code())];
    Ok(tx.query_opt(sql, &params, |_| Ok(())).await?.is_some())
}

/// What a part of the records says about a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scanned {
    /// The last record that was looked at.
    pub last: RecordId,
    /// The first record that holds the value.
    pub found: Option<RecordId>,
}

/// The lowest id among those of a page's records whose text holds `$1`, beside the highest id of the page.
const SCAN: Sql = Sql {
    sqlite: "SELECT max(id), min(CASE WHEN instr(properties, $1) > 0 THEN id END) FROM \
             (SELECT id, properties FROM records WHERE account_id = $2 AND object_type = $3 AND archived = $4 \
             AND id >= $5 ORDER BY id LIMIT $6) AS page",
    postgres: "SELECT max(id), min(CASE WHEN strpos(properties, $1) > 0 THEN id END) FROM \
               (SELECT id, properties FROM records WHERE account_id = $2 AND object_type = $3 AND archived = $4 \
               AND id >= $5 ORDER BY id LIMIT $6) AS page",
};

/// Looks for a value in up to `limit` records from `from` on, reading every one of them; none when there are none.
///
/// No property is indexed, so this is for questions that are asked seldom, and in parts, so that others get a turn.
pub async fn scan(
    database: &Database,
    scope: Scope,
    from: RecordId,
    limit: usize,
    (name, value): (&str, &str),
) -> Result<Option<Scanned>> {
    let [account, object_type, archived, id] = scope.params(from);
    let pair = properties_text::pair(name, value);
    let params = [Param::Text(&pair), account, object_type, archived, id, Param::Int(limit as i64)];
    let scanned = database.query_opt(SCAN, &params, |row| Ok((row.opt_int(0)?, row.opt_int(1)?))).await?;
    let (last, found) = scanned.unwrap_or_default();
    Ok(last.map(|last| Scanned { last: RecordId(last), found: found.map(RecordId) }))
}

/// Inserts new records.
pub async fn insert_many(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    records: &[StoredRecord],
) -> Result<()> {
    let rows: Vec<_> = records
        .iter()
        .map(|record| {
            [
                Param::Int(account.0),
                Param::Int(object_type.code()),
                Param::Int(record.id.0),
                Param::Int(record.created_at.0),
                Param::Int(record.updated_at.0),
                Param::Text(&record.properties),
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO records (account_id, object_type, archived, id, created_at, updated_at, properties) \
         VALUES ($1, $2, 0, $3, $4, $5, $6)",
        &rows,
    )
    .await?;
    Ok(())
}

/// Writes the values and times of live records.
pub async fn update_many(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    records: &[StoredRecord],
) -> Result<()> {
    let rows: Vec<_> = records
        .iter()
        .map(|record| {
            [
                Param::Int(record.created_at.0),
                Param::Int(record.updated_at.0),
                Param::Text(&record.properties),
                Param::Int(account.0),
                Param::Int(object_type.code()),
                Param::Int(record.id.0),
            ]
        })
        .collect();
    tx.execute_many(
        "UPDATE records SET created_at = $1, updated_at = $2, properties = $3 \
         WHERE account_id = $4 AND object_type = $5 AND archived = 0 AND id = $6",
        &rows,
    )
    .await?;
    Ok(())
}

/// Archives live records.
pub async fn archive_many(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
    at: Timestamp,
) -> Result<()> {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| [Param::Int(at.0), Param::Int(account.0), Param::Int(object_type.code()), Param::Int(id.0)])
        .collect();
    tx.execute_many(
        "UPDATE records SET archived = 1, archived_at = $1 \
         WHERE account_id = $2 AND object_type = $3 AND archived = 0 AND id = $4",
        &rows,
    )
    .await?;
    Ok(())
}

/// Makes archived records live again.
pub async fn restore_many(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
    at: Timestamp,
) -> Result<()> {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| [Param::Int(at.0), Param::Int(account.0), Param::Int(object_type.code()), Param::Int(id.0)])
        .collect();
    tx.execute_many(
        "UPDATE records SET archived = 0, archived_at = NULL, updated_at = $1 \
         WHERE account_id = $2 AND object_type = $3 AND archived = 1 AND id = $4",
        &rows,
    )
    .await?;
    Ok(())
}

/// Deletes records for good.
pub async fn delete_many(tx: &mut Tx, scope: Scope, ids: &[RecordId]) -> Result<()> {
    let rows: Vec<_> = ids.iter().map(|id| scope.params(*id)).collect();
    tx.execute_many(
        "DELETE FROM records WHERE account_id = $1 AND object_type = $2 AND archived = $3 AND id = $4",
        &rows,
    )
    .await?;
    Ok(())
}
