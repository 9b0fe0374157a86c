//! Keeping the members of lists what their filters say.
//!
//! A reader follows the account's change log with a cursor that moves in the transaction that lets records join and
//! leave.
//! From the lines of the log it works out which lists have to be asked about which records ([`triggers`]), reads what
//! those lists ask for ([`known`]), and asks.
//! A list that is new, or whose filters are, is filled from the search index, part by part ([`build`]), while the
//! reader already follows it; what only time does is found in the index too ([`time`]).
//! Everything may be done twice: records join and leave where that changes something, and one node at a time moves an
//! account's cursor.

mod affected;
mod build;
mod known;
mod needs;
mod plans;
pub(crate) mod refill;
mod step;
mod time;
mod triggers;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use linchpin_domain::AccountId;
use linchpin_store::{changes, lists};

use crate::{Engine, Result};
use plans::Plans;

/// The reader's name beside its cursor.
pub(crate) const READER: &str = "lists";
/// How often the log is looked at.
const INTERVAL: Duration = Duration::from_millis(200);
/// How often it is looked for what only time does.
const CLOCK: Duration = Duration::from_mins(1);

/// What following needs to remember of each account.
#[derive(Default)]
pub(crate) struct Following {
    accounts: Mutex<HashMap<AccountId, Arc<tokio::sync::Mutex<Followed>>>>,
}

/// What is remembered of an account.
#[derive(Default)]
struct Followed {
    /// The newest change that was there when nothing was left to do.
    seen: Option<i64>,
    /// What its lists ask, as of the last change of any of them.
    plans: Option<Arc<Plans>>,
}

impl Following {
    fn of(&self, account: AccountId) -> Arc<tokio::sync::Mutex<Followed>> {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(accounts.entry(account).or_default())
    }
}

impl Engine {
    /// Keeps the members of lists what their filters say; ends only with its caller.
    pub async fn follow_lists(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(INTERVAL);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut seen, mut timed) = (None, tokio::time::Instant::now());
        loop {
            ticks.tick().await;
            let commits = self.counters().commits;
            let is_time = timed.elapsed() >= CLOCK;
            // Without other nodes nothing is new unless this one committed something.
            if is_time || !self.database.is_embedded() || seen != Some(commits) {
                seen = Some(commits);
                self.follow_lists_now().await;
            }
            if is_time {
                timed = tokio::time::Instant::now();
                self.follow_lists_through_time().await;
            }
        }
    }

    /// Brings the members of all lists up to date with everything that is committed.
    pub async fn follow_lists_now(&self) {
        let accounts = match self.accounts_with_lists().await {
            Ok(accounts) => accounts,
            Err(error) => return tracing::error!(%error, "cannot look for lists to follow"),
        };
        for account in accounts {
            if let Err(error) = self.follow_lists_of(account).await {
                tracing::error!(%error, %account, "cannot bring lists up to date");
            }
        }
    }

    /// The accounts that have lists.
    async fn accounts_with_lists(&self) -> Result<Vec<AccountId>> {
        let accounts: Vec<_> = self.accounts().await?.into_iter().map(|account| account.id).collect();
        let newest = lists::newest(&self.database, &accounts).await?;
        let with_lists = accounts.into_iter().zip(newest).filter(|(_, newest)| newest.is_some());
        Ok(with_lists.map(|(account, _)| account).collect())
    }

    /// Lets records join and leave lists because time has passed.
    pub async fn follow_lists_through_time(&self) {
        let accounts = match self.accounts_with_lists().await {
            Ok(accounts) => accounts,
            Err(error) => return tracing::error!(%error, "cannot look for lists to follow"),
        };
        for account in accounts {
            if let Err(error) = self.follow_time_in_lists(account).await {
                tracing::error!(%error, %account, "cannot move members of lists with time");
            }
        }
    }

    /// Follows the log of an account to its end, and fills the lists that wait for it.
    async fn follow_lists_of(&self, account: AccountId) -> Result<()> {
        let following = self.following.of(account);
        let mut followed = following.lock().await;
        loop {
            let newest = changes::last_sequence(&self.database, account).await?;
            if followed.seen == Some(newest) {
                return Ok(());
            }
            let plans = self.plans(account, &mut followed).await?;
            if plans.is_empty() {
                // Nobody follows anything: the cursor moves when the first list comes.
                (followed.seen, followed.plans) = (Some(newest), None);
                return Ok(());
            }
            let done = self.follow_some_lines(account, &plans).await?;
            if done.is_outdated {
                followed.plans = None;
            } else if done.n_lines == 0 {
                if self.fill_some(account, &plans).await? {
                    followed.plans = None;
                } else {
                    followed.seen = Some(plans.cursor());
                }
            }
        }
    }

    /// What the lists of an account ask; from memory, until one of them or the schema changes.
    async fn plans(&self, account: AccountId, followed: &mut Followed) -> Result<Arc<Plans>> {
        if let Some(plans) = &followed.plans {
            return Ok(Arc::clone(plans));
        }
        let plans = Arc::new(self.read_plans(account).await?);
        followed.plans = Some(Arc::clone(&plans));
        Ok(plans)
    }
}
