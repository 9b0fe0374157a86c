//! Queues that get new deliveries.

use linchpin_domain::{AccountId, AppId, Timestamp};

use crate::webhook_deliveries::AT_ONCE;
use crate::{Param, Result, Tx};

/// Who takes queues that nobody holds, and until when others leave them to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hold {
    /// The name of the node.
    pub node: String,
    /// Until when.
    pub until: Timestamp,
}

/// Notes that something is due for apps, each with the account that made it, and takes the queues that nobody holds.
///
/// Returns the apps whose queues the node holds from then on.
pub async fn fill(
    tx: &mut Tx,
    account: AccountId,
    apps: &[(AppId, AccountId)],
    now: Timestamp,
    hold: &Hold,
) -> Result<Vec<AppId>> {
    let row = |(app, owner): &(AppId, AccountId)| {
        let [account, app, owner, now] = [account.0, app.0, owner.0, now.0].map(Param::Int);
        let due_at = Param::Int(AT_ONCE.0);
        [account, app, owner, due_at, Param::Text(&hold.node), Param::Int(hold.until.0), now]
    };
    let rows: Vec<_> = apps.iter().map(row).collect();
    let holders = tx
        .query_many(
            "INSERT INTO webhook_queues (account_id, app_id, owner_id, due_at, node, held_until) \
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, app_id) DO UPDATE SET \
             due_at = $4, \
             held_until = CASE WHEN webhook_queues.node IS NULL OR webhook_queues.node = $5 \
             OR webhook_queues.held_until <= $7 THEN $6 ELSE webhook_queues.held_until END, \
             node = CASE WHEN webhook_queues.node IS NULL OR webhook_queues.node = $5 \
             OR webhook_queues.held_until <= $7 THEN $5 ELSE webhook_queues.node END RETURNING node",
            &rows,
            |row| Ok(row.opt_text(0)?.map(str::to_owned)),
        )
        .await?;
    let taken =
        apps.iter().zip(holders).filter(|(_, holder)| holder.as_ref() == Some(&Some(hold.node.clone())));
    Ok(taken.map(|((app, _), _)| *app).collect())
}
