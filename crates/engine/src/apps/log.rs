//! What the change log of the account that made an app says of who lets it in and takes it out.
//!
//! The log of that account has it, and not that of the other, because it is the app that wants to be told, of accounts
//! that it has never heard of.

use linchpin_domain::{AccountId, AppId, RecordId, Timestamp};
use linchpin_store::Tx;
use linchpin_store::changes::{self, EVERYTHING, Kind, NewChange, Origin, Place};
use serde_json::json;

use crate::Result;

/// Says that apps, in the order of the accounts that made them, were taken out of an account that is no more, as the last
/// thing that a transaction does; what the account had itself is gone with it.
pub(crate) async fn append_end(
    tx: &mut Tx,
    account: AccountId,
    let_in: &[(AppId, AccountId)],
    at: Timestamp,
) -> Result<()> {
    for (app, owner) in let_in.iter().filter(|(_, owner)| *owner != account) {
        append(tx, (*owner, *app), Kind::Uninstall, &[account], at).await?;
    }
    Ok(())
}

/// Says that accounts let an app in or took it out, as the last thing that a transaction does; `owner` made the app.
///
/// Who did so is nobody whom that account knows.
pub(super) async fn append(
    tx: &mut Tx,
    (owner, app): (AccountId, AppId),
    kind: Kind,
    accounts: &[AccountId],
    at: Timestamp,
) -> Result<()> {
    if accounts.is_empty() {
        return Ok(());
    }
    let origin = Origin { source: "INTEGRATION".to_owned(), source_id: app.to_string(), user: None };
    let texts: Vec<_> =
        accounts.iter().map(|account| json!({ "account": account.to_string() }).to_string()).collect();
    let changes: Vec<_> = texts
        .iter()
        .map(|text| NewChange {
            object_type: EVERYTHING,
            record: RecordId(app.0),
            kind,
            properties: text,
            origin: &origin,
        })
        .collect();
    Ok(changes::append_beside_schema(tx, Place { account: owner, at }, &changes).await?)
}
