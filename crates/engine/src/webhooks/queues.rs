//! Holding queues: who holds one sends what is due in it.

use linchpin_domain::webhook::Health;
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::webhook_deliveries::taking;
use linchpin_store::webhook_queues::{health, holding};
use linchpin_store::{Error as StoreError, Tx};

use crate::{Engine, Result};

/// Queues that are taken in one look.
const AT_ONCE: usize = 500;

/// What waits for one app in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Queue {
    /// The account that the events are of.
    pub account: AccountId,
    /// The app.
    pub app: AppId,
}

impl From<(AccountId, AppId)> for Queue {
    fn from((account, app): (AccountId, AppId)) -> Self {
        Self { account, app }
    }
}

impl Queue {
    pub(super) fn key(self) -> (AccountId, AppId) {
        (self.account, self.app)
    }
}

impl Engine {
    /// Takes queues in which something is due and that nobody holds.
    ///
    /// What an account dates is compared with the account's own clock.
    pub async fn take_due_queues(&self) -> Result<Vec<Queue>> {
        let now = self.clock.now();
        let due = holding::due(&self.database, self.latest_now(), now, AT_ONCE).await?;
        let is_due = |row: &holding::DueRow| row.due_at <= self.now(row.account);
        let queues: Vec<_> = due.iter().filter(|row| is_due(row)).map(|row| (row.account, row.app)).collect();
        if queues.is_empty() {
            return Ok(Vec::new());
        }
        let hold = self.hold_from(now);
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let taken = holding::take(tx, &queues, &hold, now).await?;
                let taken = queues.into_iter().zip(taken).filter(|(_, is_taken)| *is_taken);
                Ok(taken.map(|(queue, _)| queue.into()).collect())
            })
        });
        Ok(work.await?)
    }

    /// Goes on holding queues, and returns those that another node holds by now; writes down what is new about how well
    /// the receivers of some of them do.
    pub async fn renew_queues(&self, queues: Vec<Queue>, news: &[(Queue, Health)]) -> Result<Vec<Queue>> {
        let (hold, news) = (self.hold_from(self.clock.now()), news.to_vec());
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let keys: Vec<_> = queues.iter().map(|queue| queue.key()).collect();
                let renewed = holding::renew(tx, &keys, &hold).await?;
                put_health(tx, &news, &hold.node).await?;
                let lost = queues.into_iter().zip(renewed).filter(|(_, is_held)| !is_held);
                Ok(lost.map(|(queue, _)| queue).collect())
            })
        });
        Ok(work.await?)
    }

    /// Writes down how well the receiver of a queue does that this node holds.
    pub async fn keep_health(&self, queue: Queue, health: Health) -> Result<()> {
        let node = self.node().to_owned();
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { put_health(tx, &[(queue, health)], &node).await })
        });
        Ok(work.await?)
    }

    /// Lets go of a queue, and writes down what is new about how well its receiver does; false while something is due
    /// in it, and the node goes on holding it.
    pub async fn let_queue_go(&self, queue: Queue, news: Option<Health>) -> Result<bool> {
        let (node, now) = (self.node().to_owned(), self.now_in(queue.account).await?);
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { let_go(tx, queue, news, (&node, now)).await })
        });
        Ok(work.await?)
    }

    /// Lets go of every queue that this node holds.
    pub async fn let_all_queues_go(&self) -> Result<()> {
        let node = self.node().to_owned();
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { holding::let_all_go(tx, &node).await })
        });
        Ok(work.await?)
    }

    /// Takes what former processes held for free, where a database has one process at a time.
    pub async fn void_former_holds(&self) -> Result<()> {
        if !self.database.is_embedded() {
            return Ok(());
        }
        let work = self
            .database
            .transaction::<_, StoreError, _>(|tx| Box::pin(async move { holding::void(tx).await }));
        Ok(work.await?)
    }
}

async fn put_health(tx: &mut Tx, news: &[(Queue, Health)], node: &str) -> Result<(), StoreError> {
    let news: Vec<_> = news.iter().map(|(queue, health)| (queue.key(), *health)).collect();
    health::put_many(tx, &news, node).await
}

async fn let_go(
    tx: &mut Tx,
    queue: Queue,
    news: Option<Health>,
    (node, now): (&str, Timestamp),
) -> Result<bool, StoreError> {
    if !holding::lock(tx, queue.account, queue.app, node).await? {
        // Somebody else sends by now.
        return Ok(true);
    }
    let next = taking::next_due(tx, queue.account, queue.app).await?;
    if next.is_some_and(|next| next <= now) {
        return Ok(false);
    }
    if let Some(health) = news {
        put_health(tx, &[(queue, health)], node).await?;
    }
    holding::let_go(tx, queue.account, queue.app, next).await?;
    Ok(true)
}
