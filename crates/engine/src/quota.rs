//! Limits: whether a caller may make one more call, and how many were made.
//!
//! Counting happens in memory; every few seconds and at the end counts are added to the database, which brings along
//! those of other servers. So a day outlasts restarts, and no call waits for the database.

mod keeping;
mod meter;
mod window;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use linchpin_domain::account::Settings;
use linchpin_domain::quota::{AppKind, Budget, Plan, Tier};
use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::api_usage;

use crate::{Credential, Engine, Principal, Result};
use meter::{AppMeter, Kind, Meter};
use serde::{Deserialize, Serialize};

pub use linchpin_store::api_usage::Usage;

/// The stretch in which an app's calls are limited.
pub const BURST_MS: i64 = 10_000;
/// The stretch in which an account's searches are limited.
const SECOND_MS: i64 = 1_000;

/// A limit, and how much of it is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// How many calls there may be.
    pub limit: u64,
    /// How many of them can still be made.
    pub left: u64,
}

/// The limit that a call would have broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exceeded {
    /// That of the last ten seconds.
    Burst,
    /// That of the day.
    Daily,
    /// That of searches in a second.
    Searches,
}

/// What came of asking for one more call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// Why it was refused; a refused call is not counted.
    pub exceeded: Option<Exceeded>,
    /// The limit of ten seconds, where there is one.
    pub burst: Option<Left>,
    /// The limit of the day, where there is one.
    pub daily: Option<Left>,
}

/// The calls of an account's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// Its date as a number, such as 20260304.
    pub date: i64,
    /// How many its private apps may make.
    pub limit: u64,
    /// How many they made, other than about associations.
    pub used: u64,
    /// When it ends.
    pub ends: Timestamp,
}

/// The counters of all accounts that were called since the start.
#[derive(Default)]
pub(crate) struct Quotas {
    accounts: RwLock<HashMap<AccountId, Arc<Meter>>>,
}

impl Quotas {
    fn find(&self, account: AccountId) -> Option<Arc<Meter>> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner).get(&account).cloned()
    }
}

impl Engine {
    /// Asks for one more call on behalf of a caller; people and developers' keys have no limits.
    pub async fn admit(&self, principal: &Principal, budget: Budget) -> Result<Turn> {
        let kind = match principal.credential {
            Credential::PrivateApp => AppKind::Private,
            Credential::OAuth => AppKind::Public,
            Credential::Developer | Credential::Session => return Ok(Turn::default()),
        };
        let settings = self.account_settings(principal.account).await?;
        let meter = self.meter(principal.account, &settings).await?;
        // The day is that of the account's clock; seconds go by as they do, even where that stands still.
        let call = Asked { kind, budget, plan: settings.plan(), now: self.clock.now().0 };
        Ok(call.put_to(&meter, &meter.app(principal.app)))
    }

    /// The calls of an account's day so far.
    pub async fn usage_today(&self, account: AccountId) -> Result<Today> {
        let settings = self.account_settings(account).await?;
        let meter = self.meter(account, &settings).await?;
        let limit = settings.plan().daily(AppKind::Private, Budget::Standard).unwrap_or(u64::MAX);
        Ok(Today { date: meter.date(), limit, used: meter.used(Kind::Private), ends: meter.day_ends() })
    }

    /// The calls of an account's day so far, by app and by what is counted together.
    pub async fn usage_by_app(&self, account: AccountId) -> Result<Vec<Usage>> {
        let today = self.usage_today(account).await?;
        self.write_usage_of(account).await?;
        Ok(api_usage::of_day(&self.database, account, today.date).await?)
    }

    /// The counters of an account, at the day that it is.
    async fn meter(&self, account: AccountId, settings: &Settings) -> Result<Arc<Meter>> {
        let now = self.now(account);
        let meter = if let Some(meter) = self.quotas.find(account) {
            meter
        } else {
            let rows = api_usage::of_day(&self.database, account, settings.zone().day(now).date).await?;
            let made = Meter::new(settings.zone(), now, &rows);
            let mut accounts = self.quotas.accounts.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(accounts.entry(account).or_insert_with(|| Arc::new(made)))
        };
        meter.turn(settings.zone(), now);
        Ok(meter)
    }
}

/// A call that somebody wants to make.
struct Asked {
    kind: AppKind,
    budget: Budget,
    plan: Plan,
    now: i64,
}

impl Asked {
    fn put_to(&self, meter: &Meter, app: &AppMeter) -> Turn {
        let kind = Kind::of(self.kind, self.budget);
        let burst = self.plan.burst(self.kind, self.budget);
        let daily = self.plan.daily(self.kind, self.budget);
        if self.plan.tier == Tier::Off {
            // Counted for those who look at it; what is shown is a full quota less this one call.
            let _ = meter.take(kind, None);
            app.count(kind);
            let full = |limit: u64| Left { limit, left: limit - 1 };
            return Turn { exceeded: None, burst: burst.map(u64::from).map(full), daily: daily.map(full) };
        }
        let day = meter.take(kind, daily);
        let (mut exceeded, mut left_in_burst) = (day.is_err().then_some(Exceeded::Daily), 0);
        if let Some(limit) = burst {
            let mut window = app.window(self.budget);
            match exceeded {
                Some(_) => left_in_burst = window.left(self.now, BURST_MS, limit),
                None => match window.take(self.now, BURST_MS, limit) {
                    Some(left) => left_in_burst = left,
                    None => exceeded = Some(Exceeded::Burst),
                },
            }
        } else if self.budget == Budget::Search
            && exceeded.is_none()
            && meter.searches().take(self.now, SECOND_MS, self.plan.searches).is_none()
        {
            exceeded = Some(Exceeded::Searches);
        }
        let used = match (day, exceeded) {
            (Ok(before), None) => {
                app.count(kind);
                before + 1
            }
            (Ok(before), Some(_)) => {
                meter.give_back(kind);
                before
            }
            (Err(before), _) => before,
        };
        Turn {
            exceeded,
            burst: burst.map(|limit| Left { limit: limit.into(), left: left_in_burst.into() }),
            daily: daily.map(|limit| Left { limit, left: limit.saturating_sub(used) }),
        }
    }
}
