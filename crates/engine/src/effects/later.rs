//! What follows from a write to a record with very many neighbours: the first of them change with it, the others
//! soon after, in parts.
//!
//! A row for each such record says which of its neighbours still wait, in the same commit as the write.
//! Those are brought up to date by making their rollups anew from all of their children, not by what changed: so it
//! does not matter what happens to them meanwhile, how often it is done, or on which node.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use linchpin_domain::{AccountId, AppId, ObjectType, ObjectTypeId, RecordId, object_type};
use linchpin_store::associations::{self as rows, Direction};
use linchpin_store::pending_effects::{self, Pending};
use linchpin_store::waiting::{self, Waiting};
use linchpin_store::{Error as StoreError, Tx, changes};
use tokio::sync::Notify;

use super::follow;
use super::moves::Moves;
use crate::access::{Credential, Principal, Scopes};
use crate::objects::{Context, Tries};
use crate::{Engine, Result};

/// Neighbours that are brought up to date in one transaction.
const PART: usize = 200;
/// Rows that are looked at together, so that none keeps the others waiting.
const ROWS: usize = 100;
/// How often everything is looked through without being asked: for what time does, and for a node that stopped before
/// its work was done.
const INTERVAL: Duration = Duration::from_mins(1);

/// The accounts in which something may wait.
#[derive(Default)]
pub(crate) struct Backlog {
    accounts: Mutex<BTreeSet<AccountId>>,
    added: Notify,
}

impl Backlog {
    /// Notes an account in which something waits, or will with the commit of whoever locked its state.
    pub(crate) fn add(&self, account: AccountId) {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).insert(account);
        self.added.notify_one();
    }

    fn take(&self) -> BTreeSet<AccountId> {
        std::mem::take(&mut *self.accounts.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Engine {
    /// Works off what writes leave for later, whenever they leave something; ends only with its caller.
    pub async fn follow_up(self: Arc<Self>) {
        loop {
            if let Err(error) = self.follow_up_everywhere().await {
                tracing::error!(%error, "cannot look for what writes left for later");
            }
            let next = tokio::time::Instant::now() + INTERVAL;
            // Whoever adds an account while the others are worked off has left a permit.
            while tokio::time::timeout_at(next, self.backlog.added.notified()).await.is_ok() {
                self.follow_up_now().await;
            }
        }
    }

    /// Works off what writes on this node left for later.
    pub async fn follow_up_now(&self) {
        for account in self.backlog.take() {
            self.follow_up_in(account).await;
        }
    }

    /// Works off what waits in any account, whoever left it.
    pub async fn follow_up_everywhere(&self) -> Result<()> {
        for waiting in waiting::everywhere(&self.database).await? {
            if waiting.is_pending {
                self.follow_up_in(waiting.account).await;
            } else if self.has_come(waiting).await {
                self.follow_time_in(waiting.account).await;
            }
        }
        Ok(())
    }

    /// Whether a moment for which something waits in an account has come there.
    async fn has_come(&self, Waiting { account, version, due_at, .. }: Waiting) -> bool {
        // Another node may have set its clock.
        if let Err(error) = self.refresh_tools(account, version).await {
            tracing::error!(%error, "cannot read the clock of an account");
            return false;
        }
        due_at.is_some_and(|at| at <= self.now(account))
    }

    /// Does in an account what follows from time, as its clock shows it.
    pub(crate) async fn follow_time_now(&self, account: AccountId) -> Result<()> {
        self.follow_time(account).await?;
        self.follow_rates(account).await?;
        self.convert_lists(account).await?;
        self.follow_time_in_lists(account).await
    }

    async fn follow_time_in(&self, account: AccountId) {
        if let Err(error) = self.refresh_tools_now(account).await {
            tracing::error!(%error, "cannot read the clock of an account");
        }
        if let Err(error) = self.follow_time(account).await {
            tracing::error!(%error, "cannot do what follows from time");
        }
        if let Err(error) = self.follow_rates(account).await {
            tracing::error!(%error, "cannot do what follows from rates of currencies");
        }
        if let Err(error) = self.convert_lists(account).await {
            tracing::error!(%error, "cannot convert lists");
        }
    }

    /// Works off what waits in an account, part by part, until nothing is left or nothing succeeds.
    async fn follow_up_in(&self, account: AccountId) {
        self.follow_time_in(account).await;
        loop {
            let mut progressed = false;
            let waiting = match self.waiting(account).await {
                Ok(waiting) => waiting,
                Err(error) => return tracing::error!(%error, "cannot read what writes left for later"),
            };
            for pending in waiting {
                match self.follow_some(account, pending).await {
                    Ok(()) => progressed = true,
                    Err(error) => tracing::error!(%error, ?pending, "cannot do what follows from a write"),
                }
            }
            if !progressed {
                return;
            }
        }
    }

    /// What waits in an account; writes that are about to let something wait are committed first.
    async fn waiting(&self, account: AccountId) -> Result<Vec<Pending>> {
        let work = self.database.transaction::<_, crate::Error, _>(move |tx| {
            Box::pin(async move {
                changes::settle(tx, account).await?;
                Ok(pending_effects::list(tx, account, ROWS).await?)
            })
        });
        work.await
    }

    /// Brings the next neighbours that wait up to date.
    async fn follow_some(&self, account: AccountId, pending: Pending) -> Result<()> {
        let principal = nobody(account);
        let mut tries = Tries::default();
        loop {
            let object_type = shown_by(pending.reach.parent_type)?;
            let context = self.write_context(&principal, object_type, &tries).await?;
            let work = self
                .database
                .transaction(move |tx| Box::pin(async move { some(tx, &context, pending).await }));
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }
}

/// Whoever does what nobody asked for.
pub(crate) fn nobody(account: AccountId) -> Principal {
    Principal {
        account,
        app: AppId(0),
        credential: Credential::PrivateApp,
        user: None,
        scopes: Scopes::Listed(Vec::new()),
    }
}

/// The type of records that show rollups: one of HubSpot's own.
pub(super) fn shown_by(id: ObjectTypeId) -> Result<&'static ObjectType> {
    let unknown = || StoreError::Corrupt(format!("records of type {id} show nothing of others").into());
    Ok(object_type::by_id(id).ok_or_else(unknown)?)
}

/// Makes the rollups of the next neighbours anew.
async fn some(tx: &mut Tx, context: &Context, pending: Pending) -> Result<()> {
    let account = context.principal.account;
    let Pending { reach, from, .. } = pending;
    let direction = Direction { account, from: reach.child_type, to: reach.parent_type };
    let page = rows::pages_in(tx, direction, &[(reach.child, from)], PART).await?.concat();
    let next = page.last().filter(|_| page.len() == PART).map(|last| RecordId(last.to.0 + 1));
    let parents = page.iter().map(|row| row.to);
    let moves = Moves::anew(reach.child_type, reach.parent_type, parents);
    pending_effects::advance(tx, account, pending, next).await?;
    follow(tx, context, moves, Vec::new(), 0).await
}
