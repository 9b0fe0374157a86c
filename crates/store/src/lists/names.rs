//! The names that live lists hold, in lower case, so that no two of one type share one.

use linchpin_domain::{AccountId, ListId, ObjectTypeId};

use crate::{Database, Param, Result, Tx};

fn params(account: AccountId, object_type: ObjectTypeId, name: &str) -> [Param<'_>; 3] {
    [Param::Int(account.0), Param::Int(object_type.code()), Param::Text(name)]
}

/// Gives a name to a list, unless another one has it.
pub async fn claim_name(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    name: &str,
    id: ListId,
) -> Result<bool> {
    let [account, object_type, name] = params(account, object_type, name);
    let claimed = tx
        .execute(
            "INSERT INTO list_names (account_id, object_type, name, list_id) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account_id, object_type, name) DO NOTHING",
            &[account, object_type, name, Param::Int(id.0)],
        )
        .await?;
    Ok(claimed == 1)
}

/// Lets others have a name.
pub async fn release_name(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    name: &str,
) -> Result<()> {
    let sql = "DELETE FROM list_names WHERE account_id = $1 AND object_type = $2 AND name = $3";
    tx.execute(sql, &params(account, object_type, name)).await?;
    Ok(())
}

/// The live list that has a name.
pub async fn find_name(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
    name: &str,
) -> Result<Option<ListId>> {
    let sql = "SELECT list_id FROM list_names WHERE account_id = $1 AND object_type = $2 AND name = $3";
    database.query_opt(sql, &params(account, object_type, name), |row| row.int(0).map(ListId)).await
}
