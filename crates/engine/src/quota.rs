//! Limits: whether a caller may make one more call, and how many were made.
//!
//! Counting happens in memory; every few seconds and at the end counts are added to the database, which brings along
//! those of other servers. So a day outlasts restarts, and no call waits for the database.
//! What holds for seconds is shared with other servers by way of the database too, in parts that each of them takes
//! before it needs them; a server that is alone asks nobody.

mod gate;
mod keeping;
mod ledger;
mod meter;
mod nodes;
mod window;

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use linchpin_domain::account::Settings;
use linchpin_domain::quota::{AppKind, Budget, Plan, Tier};
use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::api_usage;
use linchpin_store::call_windows::Place;

use crate::{Credential, Engine, Principal, Result};
use gate::{Gate, Passage};
use ledger::Bounds;
use meter::{
    ALL_APPS, ASSOCIATIONS, AppMeter, BURST, JOURNAL, JOURNAL_SNAPSHOTS, JOURNAL_SUBSCRIPTIONS, Kind, Meter,
    SEARCHES,
};
use serde::{Deserialize, Serialize};

pub use linchpin_store::api_usage::Usage;

/// The stretch in which an app's calls are limited.
pub const BURST_MS: i64 = 10_000;
/// The stretch in which an account's searches and an app's calls about the journal are limited.
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
    /// That of a second.
    #[serde(alias = "searches")]
    Second,
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
    nodes: nodes::Nodes,
}

impl Quotas {
    fn find(&self, account: AccountId) -> Option<Arc<Meter>> {
        self.accounts.read().unwrap_or_else(PoisonError::into_inner).get(&account).cloned()
    }

    /// Everything that calls passed since the start.
    fn gates(&self) -> Vec<(Arc<Gate>, Place)> {
        let accounts = self.accounts.read().unwrap_or_else(PoisonError::into_inner);
        accounts.iter().flat_map(|(account, meter)| meter.gates(*account)).collect()
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
        let call = Asked { principal, kind, budget, plan: settings.plan() };
        Ok(self.put(&call, &meter, &meter.app(principal.app)).await)
    }

    /// Puts a call to the limits of its app and account.
    async fn put(&self, call: &Asked<'_>, meter: &Meter, app: &AppMeter) -> Turn {
        let Some(counted) = Kind::of(call.kind, call.budget) else {
            return self.put_uncounted(call, meter, app).await;
        };
        let (burst, daily) =
            (call.plan.burst(call.kind, call.budget), call.plan.daily(call.kind, call.budget));
        if call.plan.tier == Tier::Off {
            // Counted for those who look at it; what is shown is a full quota less this one call.
            let _ = meter.take(counted, None);
            app.count(counted);
            let full = |limit: u64| Left { limit, left: limit - 1 };
            return Turn { exceeded: None, burst: burst.map(u64::from).map(full), daily: daily.map(full) };
        }
        let (gate, passage, reached) = call.way(meter, app);
        let (mut exceeded, mut left_in_burst) = (None, 0);
        if daily.is_some_and(|limit| meter.used(counted) >= limit) {
            exceeded = Some(Exceeded::Daily);
            left_in_burst = gate.left(self.clock.now().0, passage.bounds);
        } else {
            match self.pass(gate, passage).await {
                None => exceeded = Some(reached),
                Some(left) => {
                    left_in_burst = left;
                    match meter.take(counted, daily) {
                        Ok(_) => app.count(counted),
                        Err(_) => exceeded = Some(Exceeded::Daily),
                    }
                }
            }
        }
        Turn {
            exceeded,
            burst: burst.map(|limit| Left { limit: limit.into(), left: left_in_burst.into() }),
            daily: daily.map(|limit| Left { limit, left: limit.saturating_sub(meter.used(counted)) }),
        }
    }

    /// Puts a call that counts for no day to the limit of its second.
    async fn put_uncounted(&self, call: &Asked<'_>, meter: &Meter, app: &AppMeter) -> Turn {
        let (gate, passage, reached) = call.way(meter, app);
        let is_refused = call.plan.tier != Tier::Off && self.pass(gate, passage).await.is_none();
        Turn { exceeded: is_refused.then_some(reached), ..Turn::default() }
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
struct Asked<'a> {
    principal: &'a Principal,
    kind: AppKind,
    budget: Budget,
    plan: Plan,
}

impl Asked<'_> {
    /// What it has to pass, and the limit that it would break there: that of ten seconds, or of one where there is none.
    fn way<'m>(&self, meter: &'m Meter, app: &'m AppMeter) -> (&'m Arc<Gate>, Passage, Exceeded) {
        let (gate, of, kind) = match self.budget {
            Budget::Standard => (&app.burst, self.principal.app, BURST),
            Budget::Associations => (&app.associations, self.principal.app, ASSOCIATIONS),
            Budget::Search => (&meter.searches, ALL_APPS, SEARCHES),
            Budget::Journal => (&app.journal, self.principal.app, JOURNAL),
            Budget::JournalSubscriptions => {
                (&app.journal_subscriptions, self.principal.app, JOURNAL_SUBSCRIPTIONS)
            }
            Budget::JournalSnapshots => (&app.journal_snapshots, self.principal.app, JOURNAL_SNAPSHOTS),
        };
        let in_a_second = || self.plan.in_a_second(self.budget).unwrap_or(u32::MAX);
        let (span_ms, limit, reached) = match self.plan.burst(self.kind, self.budget) {
            Some(limit) => (BURST_MS, limit, Exceeded::Burst),
            None => (SECOND_MS, in_a_second(), Exceeded::Second),
        };
        let place = Place { account: self.principal.account, app: of, kind };
        (gate, Passage { place, bounds: Bounds { span_ms, limit } }, reached)
    }
}
