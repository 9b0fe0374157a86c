//! Deliveries that are sent once more.

use linchpin_domain::{AccountId, AppId};
use linchpin_store::Error as StoreError;
use linchpin_store::webhook_deliveries::asked::{self as rows, Again, Range};
use linchpin_store::webhook_deliveries::reading;

use super::{State, reach};
use crate::tools::Thing;
use crate::{Engine, Principal, Result};

/// Deliveries that are sent once more in one call at most.
pub const MAX_AGAIN: usize = 1_000;

/// Which deliveries to send once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replay {
    /// The account that the events are of; the caller's own if there is none.
    pub account: Option<AccountId>,
    /// The app that they are for.
    pub app: AppId,
    /// Those with a number between these two, both included.
    pub ids: (i64, i64),
    /// Those in this state.
    pub state: Option<State>,
}

impl Engine {
    /// Sends a delivery once more.
    pub async fn replay_webhook_delivery(
        &self,
        principal: &Principal,
        account: Option<AccountId>,
        id: &str,
    ) -> Result<Again> {
        let delivery = self.read_webhook_delivery(principal, account, id).await?.delivery;
        let ids = (delivery.row.id, delivery.row.id);
        self.send_again(delivery.account, Replay { account, app: delivery.row.app, ids, state: None }).await
    }

    /// Sends deliveries once more, the oldest [`MAX_AGAIN`] of a range: those that wait are due at once, others are
    /// repeated by new ones with the same events.
    pub async fn replay_webhook_deliveries(&self, principal: &Principal, replay: Replay) -> Result<Again> {
        let reach = reach(principal, replay.account);
        if !reading::apps(&self.database, reach).await?.contains(&replay.app) {
            return Err(Thing::Queue.not_found(&replay.app.to_string()).into());
        }
        self.send_again(reach.account, replay).await
    }

    async fn send_again(&self, account: AccountId, replay: Replay) -> Result<Again> {
        let range = Range {
            app: replay.app,
            state: replay.state.map_or("", State::as_str),
            ids: replay.ids,
            limit: MAX_AGAIN,
        };
        let now = self.now(account);
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { rows::send(tx, account, range, now).await })
        });
        Ok(work.await?)
    }
}
