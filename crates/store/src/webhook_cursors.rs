//! How far the change log of each account was turned into events.

pub mod moving;

use linchpin_domain::{AccountId, AppId};

use crate::{Param, Result, Tx};

/// Lets the turning into events begin, at the newest change, in every account in which an app lives that wants any;
/// where it goes on already, it does so from where it is.
///
/// The transaction has raised the revision before: whoever ends it in an account looks at that.
pub async fn begin(tx: &mut Tx, owner: AccountId, app: AppId) -> Result<()> {
    tx.execute(
        "INSERT INTO webhook_cursors (account_id, sequence) \
         SELECT s.account_id, s.last_sequence FROM account_states s \
         WHERE s.account_id IN \
           (SELECT a.account_id FROM apps a WHERE a.account_id = $1 AND a.id = $2 AND a.kind = 'private' \
            UNION SELECT i.account_id FROM installs i WHERE i.app_id = $2 AND i.owner_id = $1) \
         AND EXISTS (SELECT 1 FROM webhook_settings w WHERE w.account_id = $1 AND w.app_id = $2) \
         AND EXISTS (SELECT 1 FROM webhook_subscriptions w \
                     WHERE w.account_id = $1 AND w.app_id = $2 AND w.active = 1) \
         ON CONFLICT (account_id) DO NOTHING",
        &[Param::Int(owner.0), Param::Int(app.0)],
    )
    .await?;
    Ok(())
}
