//! Merged records: which record their ids lead to.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId};

use crate::{Database, Param, Result, Tx};

/// Lets ids lead to a record, whatever they led to before.
pub async fn put_many(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
    survivor: RecordId,
) -> Result<()> {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| {
            let object_type = Param::Int(object_type.code());
            [Param::Int(account.0), object_type, Param::Int(id.0), Param::Int(survivor.0)]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO merged_records (account_id, object_type, id, survivor_id) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (account_id, object_type, id) DO UPDATE SET survivor_id = $4",
        &rows,
    )
    .await?;
    Ok(())
}

/// Forgets that these ids led anywhere.
pub async fn delete_many(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
) -> Result<()> {
    tx.execute_many(
        "DELETE FROM merged_records WHERE account_id = $1 AND object_type = $2 AND id = $3",
        &rows(account, object_type, ids),
    )
    .await?;
    Ok(())
}

/// Where ids lead, none for those that were never merged.
pub async fn find_many(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
) -> Result<Vec<Option<RecordId>>> {
    let rows = rows(account, object_type, ids);
    database
        .query_many(
            "SELECT survivor_id FROM merged_records WHERE account_id = $1 AND object_type = $2 AND id = $3",
            &rows,
            |row| row.int(0).map(RecordId),
        )
        .await
}

fn rows<'a>(account: AccountId, object_type: ObjectTypeId, ids: &[RecordId]) -> Vec<[Param<'a>; 3]> {
    ids.iter().map(|id| [Param::Int(account.0), Param::Int(object_type.code()), Param::Int(id.0)]).collect()
}
