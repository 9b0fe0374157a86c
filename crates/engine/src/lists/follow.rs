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

use crate::changes::Lookout;
use crate::{Engine, Result};
use plans::Plans;
use step::Done;

/// The reader's name beside its cursor.
pub(crate) const READER: &str = "lists";
/// How often the log is looked at.
const INTERVAL: Duration = Duration::from_millis(200);
/// How often it is looked for what only time does.
const CLOCK: Duration = Duration::from_mins(1);

/// What following needs to remember of each account.
#[derive(Default)]
pub(crate) struct Following {
    accounts: Mutex<HashMap<AccountId, Arc<Followed>>>,
    /// The newest change of each account when nothing was left to do in it.
    seen: Mutex<HashMap<AccountId, i64>>,
}

/// What the lists of an account ask, as of the last change of any of them; held by whoever follows the account.
type Followed = tokio::sync::Mutex<Option<Arc<Plans>>>;

impl Following {
    fn of(&self, account: AccountId) -> Arc<Followed> {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(accounts.entry(account).or_default())
    }

    /// Whether there was something to follow in an account.
    fn knows(&self, account: AccountId) -> bool {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).contains_key(&account)
    }

    /// Forgets what the lists of an account asked: there is none that asks anything.
    fn forget(&self, account: AccountId) {
        self.accounts.lock().unwrap_or_else(PoisonError::into_inner).remove(&account);
    }

    /// Of accounts with their newest changes those in which something may be left to do.
    fn behind(&self, newest: Vec<(AccountId, i64)>) -> Vec<AccountId> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_behind =
            |(account, newest): (AccountId, i64)| (seen.get(&account) != Some(&newest)).then_some(account);
        newest.into_iter().filter_map(is_behind).collect()
    }

    /// Notes the change up to which nothing is left to do in an account.
    fn seen(&self, account: AccountId, sequence: i64) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).insert(account, sequence);
    }
}

impl Engine {
    /// Keeps the members of lists what their filters say; ends only with its caller.
    pub async fn follow_lists(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(INTERVAL);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let (mut lookout, mut timed, mut is_more) = (Lookout::default(), tokio::time::Instant::now(), false);
        loop {
            if !is_more {
                ticks.tick().await;
            }
            let is_time = timed.elapsed() >= CLOCK;
            if lookout.is_due(&self.database) || is_more || is_time {
                is_more = self.follow_lists_for_a_turn().await;
            }
            if is_time {
                timed = tokio::time::Instant::now();
                self.follow_lists_through_time().await;
            }
        }
    }

    /// Brings the members of all lists up to date with everything that is committed.
    pub async fn follow_lists_now(&self) {
        while self.follow_lists_for_a_turn().await {}
    }

    /// Gives each account a turn in which there is something to do, so that none waits for the end of another one's
    /// work; false when nothing is left.
    ///
    /// One statement tells which accounts these are: the others cost a comparison in memory.
    async fn follow_lists_for_a_turn(&self) -> bool {
        let newest = match changes::newest_of_all(&self.database).await {
            Ok(newest) => newest,
            Err(error) => {
                tracing::error!(%error, "cannot look for lists to follow");
                return false;
            }
        };
        let mut is_more = false;
        for account in self.following.behind(newest) {
            match self.follow_lists_of(account).await {
                Ok(is_left) => is_more |= is_left,
                Err(error) => tracing::error!(%error, %account, "cannot bring lists up to date"),
            }
        }
        is_more
    }

    /// Lets records join and leave lists because time has passed.
    pub async fn follow_lists_through_time(&self) {
        let accounts = match self.accounts().await {
            Ok(accounts) => accounts.into_iter().map(|account| account.id),
            Err(error) => return tracing::error!(%error, "cannot look for lists to follow"),
        };
        for account in accounts.filter(|account| self.following.knows(*account)) {
            if let Err(error) = self.follow_time_in_lists(account).await {
                tracing::error!(%error, %account, "cannot move members of lists with time");
            }
        }
    }

    /// Follows the log of an account to what is its end now, and fills the lists that wait for it for a while; whether
    /// something is left to do.
    async fn follow_lists_of(&self, account: AccountId) -> Result<bool> {
        let newest = changes::last_sequence(&self.database, account).await?;
        if !lists::any(&self.database, account).await? {
            self.following.seen(account, newest);
            return Ok(false);
        }
        let following = self.following.of(account);
        let mut followed = following.lock().await;
        loop {
            let plans = self.plans(account, &mut followed).await?;
            if plans.is_empty() {
                // Nobody follows anything: the cursor moves when the first list comes.
                self.following.seen(account, newest);
                self.following.forget(account);
                return Ok(false);
            }
            let is_behind = plans.cursor() < newest;
            let done =
                if is_behind { self.follow_some_lines(account, &plans).await? } else { Done::default() };
            if done.is_outdated {
                *followed = None;
            } else if done.n_lines == 0 {
                if self.fill_some(account, &plans).await? {
                    *followed = None;
                    return Ok(true);
                }
                self.following.seen(account, plans.cursor());
                return Ok(changes::last_sequence(&self.database, account).await? > plans.cursor());
            }
        }
    }

    /// What the lists of an account ask; from memory, until one of them or the schema changes.
    async fn plans(&self, account: AccountId, followed: &mut Option<Arc<Plans>>) -> Result<Arc<Plans>> {
        if let Some(plans) = followed {
            return Ok(Arc::clone(plans));
        }
        let plans = Arc::new(self.read_plans(account).await?);
        // Where there is nothing to follow, nobody looks for the line of the log that says that there is.
        *followed = (!plans.is_empty()).then(|| Arc::clone(&plans));
        Ok(plans)
    }
}
