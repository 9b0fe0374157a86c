//! Who is in which list, and how large lists are.

mod pages;
mod sizes;

use linchpin_domain::{AccountId, ListId, ListKind, ObjectTypeId, RecordId, Timestamp};

use crate::{Database, Error, Param, Result, Tx};

pub use pages::{JoinPlace, Member, Order, Side, page};
pub use sizes::{Resize, SizeOfDay, resize_many, sizes_between};

/// A record in a list.
pub type Membership = (ListId, RecordId);

fn rows<'a>(account: AccountId, memberships: &[Membership]) -> Vec<[Param<'a>; 3]> {
    let row = |(list, record): &Membership| [Param::Int(account.0), Param::Int(list.0), Param::Int(record.0)];
    memberships.iter().map(row).collect()
}

/// Puts records into lists and says for each whether it was not there before.
///
/// `memberships` must ascend, so that transactions which meet wait for each other in one direction only; sizes are
/// for the caller to change.
pub async fn add_many(
    tx: &mut Tx,
    account: AccountId,
    memberships: &[Membership],
    at: Timestamp,
) -> Result<Vec<bool>> {
    debug_assert!(memberships.is_sorted(), "rows are written in ascending order");
    let at = Param::Int(at.0);
    let rows: Vec<_> = rows(account, memberships)
        .into_iter()
        .map(|[account, list, record]| [account, list, record, at])
        .collect();
    let added = tx
        .execute_many(
            "INSERT INTO list_memberships (account_id, list_id, record_id, added_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, list_id, record_id) DO NOTHING",
            &rows,
        )
        .await?;
    Ok(added.into_iter().map(|n_rows| n_rows == 1).collect())
}

/// Takes records out of lists and says for each whether it was there; see [`add_many`].
pub async fn remove_many(tx: &mut Tx, account: AccountId, memberships: &[Membership]) -> Result<Vec<bool>> {
    debug_assert!(memberships.is_sorted(), "rows are written in ascending order");
    let sql = "DELETE FROM list_memberships WHERE account_id = $1 AND list_id = $2 AND record_id = $3";
    let removed = tx.execute_many(sql, &rows(account, memberships)).await?;
    Ok(removed.into_iter().map(|n_rows| n_rows == 1).collect())
}

/// The lists that each of these records of one type is in, with their kinds, in the order of their ids; deleted ones
/// are among them.
pub async fn lists_of(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    records: &[RecordId],
) -> Result<Vec<Vec<(ListId, ListKind)>>> {
    let row = |id: &RecordId| [Param::Int(account.0), Param::Int(id.0), Param::Int(object_type.code())];
    let rows: Vec<_> = records.iter().map(row).collect();
    tx.query_each(
        "SELECT m.list_id, l.kind FROM list_memberships m JOIN lists l ON l.account_id = m.account_id AND l.id = m.list_id \
         WHERE m.account_id = $1 AND m.record_id = $2 AND l.object_type = $3 ORDER BY m.list_id",
        &rows,
        |row| {
            let unknown = || Error::Corrupt("a list of no known kind".into());
            Ok((ListId(row.int(0)?), ListKind::parse(row.text(1)?).ok_or_else(unknown)?))
        },
    )
    .await
}

/// A list that a record is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListOfRecord {
    /// The list.
    pub list: ListId,
    /// The version of its definition.
    pub version: i64,
    /// When the record joined.
    pub added_at: Timestamp,
}

/// The live lists that each of these records is in, in the order of their ids.
pub async fn of_records(
    database: &Database,
    account: AccountId,
    records: &[(ObjectTypeId, RecordId)],
) -> Result<Vec<Vec<ListOfRecord>>> {
    let rows: Vec<_> = records
        .iter()
        .map(|(object_type, id)| [Param::Int(account.0), Param::Int(id.0), Param::Int(object_type.code())])
        .collect();
    database
        .query_each(
            "SELECT m.list_id, l.version, m.added_at FROM list_memberships m \
             JOIN lists l ON l.account_id = m.account_id AND l.id = m.list_id WHERE m.account_id = $1 \
             AND m.record_id = $2 AND l.object_type = $3 AND l.deleted_at IS NULL ORDER BY m.list_id",
            &rows,
            |row| {
                Ok(ListOfRecord {
                    list: ListId(row.int(0)?),
                    version: row.int(1)?,
                    added_at: Timestamp(row.int(2)?),
                })
            },
        )
        .await
}
