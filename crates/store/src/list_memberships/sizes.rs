//! How large lists are and were.

use linchpin_domain::{AccountId, ListId, Timestamp};

use crate::{Database, Param, Result, Tx};

/// How the size of one list changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resize {
    /// The list.
    pub list: ListId,
    /// Records that joined.
    pub n_added: i64,
    /// Records that left.
    pub n_removed: i64,
}

/// Changes the sizes of lists with their members, in the order of their ids; `day` is the first moment of that day.
pub async fn resize_many(
    tx: &mut Tx,
    account: AccountId,
    resizes: &[Resize],
    (at, day): (Timestamp, Timestamp),
) -> Result<()> {
    debug_assert!(resizes.is_sorted_by_key(|resize| resize.list), "lists are locked in ascending order");
    let moment = |n: i64| Param::opt((n > 0).then_some(at.0));
    let rows: Vec<_> = resizes
        .iter()
        .map(|resize| {
            [
                Param::Int(resize.n_added - resize.n_removed),
                moment(resize.n_added),
                moment(resize.n_removed),
                Param::Int(account.0),
                Param::Int(resize.list.0),
            ]
        })
        .collect();
    tx.execute_many(
        "UPDATE lists SET size = size + $1, last_added_at = COALESCE($2, last_added_at), \
         last_removed_at = COALESCE($3, last_removed_at) WHERE account_id = $4 AND id = $5",
        &rows,
    )
    .await?;
    let day = Param::Int(day.0);
    let rows: Vec<_> =
        resizes.iter().map(|resize| [day, Param::Int(account.0), Param::Int(resize.list.0)]).collect();
    tx.execute_many(
        "INSERT INTO list_sizes (account_id, list_id, day, size) SELECT account_id, id, CAST($1 AS BIGINT), size \
         FROM lists WHERE account_id = $2 AND id = $3 \
         ON CONFLICT (account_id, list_id, day) DO UPDATE SET size = excluded.size",
        &rows,
    )
    .await?;
    Ok(())
}

/// How many members a list had at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeOfDay {
    /// The first moment of the day, where the account was then.
    pub day: Timestamp,
    /// The members at its end.
    pub size: i64,
}

/// The sizes of a list at the ends of those days on which they changed, from one moment to another.
pub async fn sizes_between(
    database: &Database,
    account: AccountId,
    list: ListId,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<SizeOfDay>> {
    database
        .query(
            "SELECT day, size FROM list_sizes WHERE account_id = $1 AND list_id = $2 AND day >= $3 AND day <= $4 \
             ORDER BY day",
            &[Param::Int(account.0), Param::Int(list.0), Param::Int(from.0), Param::Int(to.0)],
            |row| Ok(SizeOfDay { day: Timestamp(row.int(0)?), size: row.int(1)? }),
        )
        .await
}
