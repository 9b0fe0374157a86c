//! What servers have taken of the limits that they share.

use linchpin_domain::{AccountId, AppId};

use crate::{Error, Param, Result, Tx};

/// A limit that servers share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Whose it is.
    pub account: AccountId,
    /// The app that it is for; 0 where it is for all of them.
    pub app: AppId,
    /// Which of its limits.
    pub kind: &'static str,
}

impl Place {
    fn params(&self) -> [Param<'_>; 3] {
        [Param::Int(self.account.0), Param::Int(self.app.0), Param::Text(self.kind)]
    }
}

/// Reads what was written about a limit, of which no other transaction can read it until this one ends; empty at first.
pub async fn lock(tx: &mut Tx, place: Place) -> Result<String> {
    let sql = "INSERT INTO call_windows (account_id, app_id, kind, ledger) VALUES ($1, $2, $3, '') \
               ON CONFLICT (account_id, app_id, kind) DO UPDATE SET ledger = call_windows.ledger RETURNING ledger";
    let ledger = tx.query_opt(sql, &place.params(), |row| Ok(row.text(0)?.to_owned())).await?;
    ledger.ok_or_else(|| Error::Corrupt("no ledger came back".into()))
}

/// Writes what the next one reads.
pub async fn write(tx: &mut Tx, place: Place, ledger: &str) -> Result<()> {
    let [account, app, kind] = place.params();
    let sql = "UPDATE call_windows SET ledger = $1 WHERE account_id = $2 AND app_id = $3 AND kind = $4";
    tx.execute(sql, &[Param::Text(ledger), account, app, kind]).await?;
    Ok(())
}
