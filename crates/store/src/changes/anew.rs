//! The log of an account that begins anew: because the account becomes what it was, or empty.
//!
//! Numbers are never given twice, so that nobody who follows the log takes one change for another.
//! A log that begins anew therefore begins behind the newest number that there was, with a change that says so; the
//! changes of a snapshot follow it, renumbered, and whoever followed the account until then reads all of it.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId};

use super::{Kind, NewChange, Origin, Place, insert, no_state};
use crate::{Param, Result, Tx};

/// The object type of a change that concerns all of them.
pub const EVERYTHING: ObjectTypeId = ObjectTypeId::standard(0);

/// The columns of a change but for its account and its number.
macro_rules! columns {
    () => {
        "object_type, record_id, kind, at, source, source_id, user_id, properties"
    };
}

/// Copies the log of an account into that of another number, which has none; without where it began.
pub async fn keep(tx: &mut Tx, account: AccountId, to: AccountId) -> Result<()> {
    tx.execute(
        concat!(
            "INSERT INTO changes (account_id, sequence, ",
            columns!(),
            ") SELECT CAST($1 AS BIGINT), sequence, ",
            columns!(),
            " FROM changes WHERE account_id = $2 AND kind <> 'reset'"
        ),
        &[Param::Int(to.0), Param::Int(account.0)],
    )
    .await?;
    Ok(())
}

/// Deletes a log.
pub async fn clear(tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.execute("DELETE FROM changes WHERE account_id = $1", &[Param::Int(account.0)]).await?;
    Ok(())
}

/// Begins the log of an account anew, with that which was kept under another number, if there is one; returns by how
/// much the numbers of its changes moved.
///
/// `describe` gets the last of them, and makes the text of the change that stands before all.
pub async fn begin_anew(
    tx: &mut Tx,
    Place { account, at }: Place,
    kept: Option<AccountId>,
    origin: &Origin,
    describe: impl FnOnce(i64) -> String + Send,
) -> Result<i64> {
    let newest = "UPDATE account_states SET last_sequence = last_sequence + 1 WHERE account_id = $1 \
                  RETURNING last_sequence";
    let first = tx.query_opt(newest, &[Param::Int(account.0)], |row| row.int(0)).await?;
    let first = first.ok_or_else(|| no_state(account))?;
    clear(tx, account).await?;
    let (shift, last) = match kept {
        Some(kept) => bring_back(tx, account, kept, first).await?,
        None => (first, first),
    };
    let text = describe(last);
    let change = NewChange {
        object_type: EVERYTHING,
        record: RecordId(0),
        kind: Kind::Reset,
        properties: &text,
        origin,
    };
    insert(tx, Place { account, at }, first, &[change]).await?;
    let sql = "UPDATE account_states SET last_sequence = $1 WHERE account_id = $2";
    tx.execute(sql, &[Param::Int(last), Param::Int(account.0)]).await?;
    Ok(shift)
}

/// Copies a log that was kept behind a number; returns by how much its numbers moved, and its last number.
async fn bring_back(tx: &mut Tx, account: AccountId, kept: AccountId, behind: i64) -> Result<(i64, i64)> {
    let sql = "SELECT MIN(sequence), MAX(sequence) FROM changes WHERE account_id = $1";
    let bounds =
        tx.query_opt(sql, &[Param::Int(kept.0)], |row| Ok((row.opt_int(0)?, row.opt_int(1)?))).await?;
    let Some((Some(first), Some(last))) = bounds else { return Ok((behind, behind)) };
    let shift = behind + 1 - first;
    tx.execute(
        concat!(
            "INSERT INTO changes (account_id, sequence, ",
            columns!(),
            ") SELECT CAST($1 AS BIGINT), sequence + CAST($2 AS BIGINT), ",
            columns!(),
            " FROM changes WHERE account_id = $3"
        ),
        &[Param::Int(account.0), Param::Int(shift), Param::Int(kept.0)],
    )
    .await?;
    Ok((shift, last + shift))
}
