//! What tests set about accounts.

use linchpin_domain::AccountId;

use crate::{Database, Param, Result, Tx};

/// Something that is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToolRow {
    /// What kind of thing.
    pub kind: String,
    /// Which of its kind.
    pub name: String,
    /// The version of the account's schema when it was set.
    pub revision: i64,
    /// What it is, as JSON.
    pub definition: String,
    /// How often it struck since it was set, as far as that is counted.
    pub struck: i64,
}

/// Everything that is set about an account.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<ToolRow>> {
    database
        .query(
            "SELECT kind, name, revision, definition, struck FROM account_tools WHERE account_id = $1 ORDER BY kind, name",
            &[Param::Int(account.0)],
            |row| {
                Ok(ToolRow {
                    kind: row.text(0)?.to_owned(),
                    name: row.text(1)?.to_owned(),
                    revision: row.int(2)?,
                    definition: row.text(3)?.to_owned(),
                    struck: row.int(4)?,
                })
            },
        )
        .await
}

/// The accounts that have a clock of their own; this finds them.
pub async fn accounts_with_clocks(database: &Database) -> Result<Vec<AccountId>> {
    let sql = "SELECT account_id FROM account_tools WHERE kind = 'clock'";
    database.query(sql, &[], |row| Ok(AccountId(row.int(0)?))).await
}

/// Sets something, new or not; it has not struck yet.
pub async fn put(tx: &mut Tx, account: AccountId, row: &ToolRow) -> Result<()> {
    tx.execute(
        "INSERT INTO account_tools (account_id, kind, name, revision, definition) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (account_id, kind, name) DO UPDATE SET revision = $4, definition = $5, struck = 0",
        &[
            Param::Int(account.0),
            Param::Text(&row.kind),
            Param::Text(&row.name),
            Param::Int(row.revision),
            Param::Text(&row.definition),
        ],
    )
    .await?;
    Ok(())
}

/// Counts that something struck once more, unless it did so `times` often or was set anew; whether it may.
pub async fn strike(tx: &mut Tx, account: AccountId, row: &ToolRow, times: i64) -> Result<bool> {
    let sql = "UPDATE account_tools SET struck = struck + 1 \
               WHERE account_id = $1 AND kind = $2 AND name = $3 AND revision = $4 AND struck < $5";
    let params = [
        Param::Int(account.0),
        Param::Text(&row.kind),
        Param::Text(&row.name),
        Param::Int(row.revision),
        Param::Int(times),
    ];
    Ok(tx.execute(sql, &params).await? > 0)
}

/// Ends what is set; false if it is not.
pub async fn delete(tx: &mut Tx, account: AccountId, kind: &str, name: &str) -> Result<bool> {
    let params = [Param::Int(account.0), Param::Text(kind), Param::Text(name)];
    let sql = "DELETE FROM account_tools WHERE account_id = $1 AND kind = $2 AND name = $3";
    Ok(tx.execute(sql, &params).await? > 0)
}

/// Ends everything of a kind.
pub async fn delete_all(tx: &mut Tx, account: AccountId, kind: &str) -> Result<()> {
    let sql = "DELETE FROM account_tools WHERE account_id = $1 AND kind = $2";
    tx.execute(sql, &[Param::Int(account.0), Param::Text(kind)]).await?;
    Ok(())
}
