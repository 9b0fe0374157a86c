//! What accounts have set about tests, in memory.
//!
//! It is read whenever somebody who calls is looked up and the version of the account's schema moved, which is within a
//! second wherever it was set.
//! Where nobody has set anything, a call looks at one number.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use linchpin_domain::account::Setting;
use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::tools::{self as rows, ToolRow};
use linchpin_store::{Tx, schema};

use super::Logging;
use super::clock::{self, AccountClock};
use super::faults::{self, Armed};
use crate::{Engine, Error, Result};

/// What accounts have set, as far as they are known here.
#[derive(Default)]
pub(crate) struct State {
    accounts: RwLock<HashMap<AccountId, Arc<OfAccount>>>,
    /// How many of them have a clock of their own.
    n_clocks: AtomicUsize,
    /// How many of them have faults.
    n_faulty: AtomicUsize,
    /// How many of them want to see all calls.
    n_logging_reads: AtomicUsize,
}

/// What an account has set.
#[derive(Default)]
pub(crate) struct OfAccount {
    /// The version of the account's schema at or after which this was read.
    version: i64,
    pub(super) clock: Option<AccountClock>,
    pub(super) faults: Vec<Arc<Armed>>,
    logging: Logging,
}

impl State {
    /// What an account has set, if it is known.
    pub(super) fn of(&self, account: AccountId) -> Option<Arc<OfAccount>> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner).get(&account).cloned()
    }

    /// What an account has set, if any account has faults.
    pub(super) fn of_faulty(&self, account: AccountId) -> Option<Arc<OfAccount>> {
        if self.n_faulty.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.of(account)
    }

    /// The clock of an account, if it has one of its own.
    fn clock(&self, account: AccountId) -> Option<AccountClock> {
        if self.n_clocks.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.of(account)?.clock
    }

    /// The latest that any account's own clock shows.
    fn latest(&self, machine: Timestamp) -> Option<Timestamp> {
        if self.n_clocks.load(Ordering::Relaxed) == 0 {
            return None;
        }
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.values().filter_map(|known| Some(known.clock?.at(machine))).max()
    }

    /// The accounts of which it is known here that they have a clock of their own.
    fn accounts_with_clocks(&self) -> Vec<AccountId> {
        if self.n_clocks.load(Ordering::Relaxed) == 0 {
            return Vec::new();
        }
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.iter().filter(|(_, known)| known.clock.is_some()).map(|(account, _)| *account).collect()
    }

    /// What the log of an account wants to know of calls, if that is known.
    pub(super) fn logging(&self, account: AccountId) -> Option<Logging> {
        Some(self.of(account)?.logging)
    }

    /// [`Self::logging`], if any account wants to know of calls that only read.
    pub(super) fn logging_reads(&self, account: AccountId) -> Option<Logging> {
        if self.n_logging_reads.load(Ordering::Relaxed) == 0 {
            return None;
        }
        self.logging(account).filter(|logging| logging.has_reads())
    }

    fn is_as_of(&self, account: AccountId, version: i64) -> bool {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.get(&account).is_some_and(|known| known.version >= version)
    }

    /// Keeps what was read; faults that were not set anew go on counting.
    fn keep(&self, account: AccountId, version: i64, rows: &[ToolRow], logging: Logging) {
        let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
        let before = accounts.get(&account).cloned().unwrap_or_default();
        if before.version > version {
            return;
        }
        let clock = rows.iter().find(|row| row.kind == clock::KIND).and_then(clock::parse);
        let set = rows.iter().filter(|row| row.kind == faults::KIND);
        let faults: Vec<_> = set.filter_map(|row| faults::arm(row, &before.faults)).collect();
        let count = |counter: &AtomicUsize, was: bool, is: bool| match (was, is) {
            (false, true) => drop(counter.fetch_add(1, Ordering::Relaxed)),
            (true, false) => drop(counter.fetch_sub(1, Ordering::Relaxed)),
            _ => {}
        };
        count(&self.n_clocks, before.clock.is_some(), clock.is_some());
        count(&self.n_faulty, !before.faults.is_empty(), !faults.is_empty());
        count(&self.n_logging_reads, before.logging.has_reads(), logging.has_reads());
        accounts.insert(account, Arc::new(OfAccount { version, clock, faults, logging }));
    }
}

impl Engine {
    /// The time in an account: the machine's, unless the account has a clock of its own.
    pub fn now(&self, account: AccountId) -> Timestamp {
        let machine = self.clock.now();
        self.tools.clock(account).map_or(machine, |clock| clock.at(machine))
    }

    /// The latest time in any account.
    pub(crate) fn latest_now(&self) -> Timestamp {
        let machine = self.clock.now();
        self.tools.latest(machine).map_or(machine, |latest| latest.max(machine))
    }

    /// [`Self::now`] for whoever does something in an account without having been let in.
    pub(crate) async fn now_in(&self, account: AccountId) -> Result<Timestamp> {
        self.refresh_tools_now(account).await?;
        Ok(self.now(account))
    }

    /// Reads what an account has set, unless it is known as of this version of its schema.
    pub(crate) async fn refresh_tools(&self, account: AccountId, version: i64) -> Result<()> {
        if !self.tools.is_as_of(account, version) {
            let rows = rows::all(&self.database, account).await?;
            let settings = self.account_settings(account).await?;
            let logging = Logging::parse(settings.get(Setting::CallLog));
            self.tools.keep(account, version, &rows, logging);
        }
        Ok(())
    }

    /// [`Self::refresh_tools`] for whoever does something in an account without having been let in.
    pub(crate) async fn refresh_tools_now(&self, account: AccountId) -> Result<()> {
        let version = schema::version(&self.database, account).await?.unwrap_or_default();
        self.refresh_tools(account, version).await
    }

    /// Learns of the clocks that accounts have of their own, for whoever does something in accounts that nobody calls.
    ///
    /// Accounts whose clocks are known here already are asked as well: another node may have let them go on.
    pub async fn refresh_clocks(&self) -> Result<()> {
        let mut accounts = rows::accounts_with_clocks(&self.database).await?;
        accounts.extend(self.tools.accounts_with_clocks());
        accounts.sort_unstable();
        accounts.dedup();
        for account in accounts {
            self.refresh_tools_now(account).await?;
        }
        Ok(())
    }

    /// Changes what an account has set: this process knows at once, others within a second.
    pub(super) async fn change_tools<T: Send + 'static>(
        &self,
        account: AccountId,
        work: impl for<'t> FnOnce(&'t mut Tx, i64) -> linchpin_store::port::BoxFuture<'t, Result<T>>
        + Send
        + 'static,
    ) -> Result<T> {
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                let version = schema::raise_version(tx, account).await?;
                Ok((work(tx, version).await?, version))
            })
        });
        let (done, version) = work.await?;
        self.schemas.seen_version(account, version);
        self.refresh_tools(account, version).await?;
        Ok(done)
    }
}
