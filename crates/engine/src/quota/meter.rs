//! The counters of an account: its day, its seconds, and those of its apps.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use linchpin_domain::calendar::Zone;
use linchpin_domain::quota::{AppKind, Budget};
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::api_usage::Usage;
use linchpin_store::call_windows::Place;

use super::gate::Gate;

/// What the store calls the limit of ten seconds that most calls share.
pub(super) const BURST: &str = "burst";
/// What it calls that of calls about associations.
pub(super) const ASSOCIATIONS: &str = "associations";
/// What it calls that of searches.
pub(super) const SEARCHES: &str = "searches";
/// What it calls that of reading the webhooks journal.
pub(super) const JOURNAL: &str = "journal";
/// What it calls that of subscriptions of the journal.
pub(super) const JOURNAL_SUBSCRIPTIONS: &str = "journal_subscriptions";
/// What it calls that of snapshots for the journal.
pub(super) const JOURNAL_SNAPSHOTS: &str = "journal_snapshots";
/// The app of what all apps of an account share.
pub(super) const ALL_APPS: AppId = AppId(0);

/// What is counted together in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Calls of private apps.
    Private,
    /// Calls of public apps.
    Public,
    /// Calls of private apps about associations.
    Associations,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Private, Self::Public, Self::Associations];

    /// The kind of a call; none of those that count for no day.
    pub(super) const fn of(app: AppKind, budget: Budget) -> Option<Self> {
        Some(match (app, budget) {
            (_, Budget::Journal | Budget::JournalSubscriptions | Budget::JournalSnapshots) => return None,
            (AppKind::Public, _) => Self::Public,
            (AppKind::Private, Budget::Associations) => Self::Associations,
            (AppKind::Private, Budget::Standard | Budget::Search) => Self::Private,
        })
    }

    /// The name that the store knows it by.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Public => "public",
            Self::Associations => "associations",
        }
    }
}

/// The counters of an account on this server.
///
/// A call adds to numbers that it shares with nobody for longer than that takes; only windows of enforced limits and
/// midnight take locks.
#[derive(Default)]
pub(super) struct Meter {
    /// The first instant of the day.
    day_starts: AtomicI64,
    /// The first instant of the next day.
    day_ends: AtomicI64,
    /// The calls of the day by kind, with those of other servers as far as they are known.
    used: [AtomicU64; 3],
    day: Mutex<Day>,
    /// What searches of the account pass.
    pub(super) searches: Arc<Gate>,
    apps: RwLock<HashMap<AppId, Arc<AppMeter>>>,
    /// Held while counts are written, so that each is written once.
    pub(super) writing: tokio::sync::Mutex<()>,
}

/// What is known of a day.
#[derive(Default)]
struct Day {
    /// Its date, such as 20260304; 0 before the first call.
    date: i64,
    /// The calls by kind that the database knows of.
    known: [u64; 3],
    /// Calls of days that ended before they were written.
    late: Vec<Usage>,
}

/// The counters of an app in an account.
#[derive(Default)]
pub(super) struct AppMeter {
    /// What most of its calls pass.
    pub(super) burst: Arc<Gate>,
    /// What those about associations pass.
    pub(super) associations: Arc<Gate>,
    /// What those pass that read the webhooks journal.
    pub(super) journal: Arc<Gate>,
    /// What those about subscriptions of the journal pass.
    pub(super) journal_subscriptions: Arc<Gate>,
    /// What those for snapshots pass.
    pub(super) journal_snapshots: Arc<Gate>,
    /// Calls by kind that are not in the database yet.
    pending: [AtomicU64; 3],
}

impl AppMeter {
    /// Notes a call.
    pub(super) fn count(&self, kind: Kind) {
        self.pending[kind as usize].fetch_add(1, Ordering::Relaxed);
    }
}

impl Meter {
    /// A meter that goes on where the database says that the day stands.
    pub(super) fn new(zone: &Zone, now: Timestamp, rows: &[Usage]) -> Self {
        let meter = Self::default();
        meter.turn(zone, now);
        let date = meter.date();
        meter.learn(date, rows, &[]);
        meter
    }

    /// Whether it is the day that is counted.
    fn is_today(&self, now: Timestamp) -> bool {
        (self.day_starts.load(Ordering::Acquire)..self.day_ends.load(Ordering::Acquire)).contains(&now.0)
    }

    /// Begins the next day at midnight, or whichever day it is when the account's clock was set.
    pub(super) fn turn(&self, zone: &Zone, now: Timestamp) {
        if self.is_today(now) {
            return;
        }
        let mut day = self.lock();
        if self.is_today(now) {
            return;
        }
        let today = zone.day(now);
        if day.date != today.date {
            let late = self.take_pending(day.date);
            *day =
                Day { date: today.date, known: [0; 3], late: [std::mem::take(&mut day.late), late].concat() };
            for used in &self.used {
                used.store(0, Ordering::Relaxed);
            }
        }
        self.day_starts.store(today.start.0, Ordering::Release);
        self.day_ends.store(today.end.0, Ordering::Release);
    }

    /// The day that is counted.
    pub(super) fn date(&self) -> i64 {
        self.lock().date
    }

    /// When the day ends.
    pub(super) fn day_ends(&self) -> Timestamp {
        Timestamp(self.day_ends.load(Ordering::Acquire))
    }

    /// The calls of the day.
    pub(super) fn used(&self, kind: Kind) -> u64 {
        self.used[kind as usize].load(Ordering::Relaxed)
    }

    /// Adds a call to the day unless it is full, and tells how many there were before.
    pub(super) fn take(&self, kind: Kind, limit: Option<u64>) -> Result<u64, u64> {
        let before = self.used[kind as usize].fetch_add(1, Ordering::Relaxed);
        if limit.is_some_and(|limit| before >= limit) {
            self.used[kind as usize].fetch_sub(1, Ordering::Relaxed);
            return Err(before);
        }
        Ok(before)
    }

    /// The counters of an app.
    pub(super) fn app(&self, app: AppId) -> Arc<AppMeter> {
        if let Some(found) = self.apps.read().unwrap_or_else(PoisonError::into_inner).get(&app) {
            return Arc::clone(found);
        }
        let mut apps = self.apps.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(apps.entry(app).or_default())
    }

    /// Everything that calls of the account pass.
    pub(super) fn gates(&self, account: AccountId) -> Vec<(Arc<Gate>, Place)> {
        let place = |app, kind| Place { account, app, kind };
        let apps = self.apps.read().unwrap_or_else(PoisonError::into_inner);
        let of_apps = apps.iter().flat_map(|(app, meter)| {
            [
                (&meter.burst, place(*app, BURST)),
                (&meter.associations, place(*app, ASSOCIATIONS)),
                (&meter.journal, place(*app, JOURNAL)),
                (&meter.journal_subscriptions, place(*app, JOURNAL_SUBSCRIPTIONS)),
                (&meter.journal_snapshots, place(*app, JOURNAL_SNAPSHOTS)),
            ]
        });
        let all = of_apps.chain([(&self.searches, place(ALL_APPS, SEARCHES))]);
        all.map(|(gate, place)| (Arc::clone(gate), place)).collect()
    }

    /// The calls that the database does not know of, which count as written from here on, and the day that it is.
    pub(super) fn unwritten(&self) -> (i64, Vec<Usage>) {
        let mut day = self.lock();
        let mut usage = std::mem::take(&mut day.late);
        usage.extend(self.take_pending(day.date));
        (day.date, usage)
    }

    /// Lets calls wait that could not be written.
    pub(super) fn put_back(&self, usage: Vec<Usage>) {
        self.lock().late.extend(usage);
    }

    /// Learns what the database has of a day, of which `written` was written just before.
    pub(super) fn learn(&self, date: i64, rows: &[Usage], written: &[Usage]) {
        let mut day = self.lock();
        if day.date != date {
            return;
        }
        for kind in Kind::ALL {
            let sum = |usage: &[Usage]| {
                let of_kind = usage.iter().filter(|usage| usage.kind == kind.as_str() && usage.day == date);
                of_kind.map(|usage| usage.calls.unsigned_abs()).sum::<u64>()
            };
            let index = kind as usize;
            let of_others = sum(rows).saturating_sub(day.known[index] + sum(written));
            self.used[index].fetch_add(of_others, Ordering::Relaxed);
            day.known[index] = sum(rows);
        }
    }

    fn take_pending(&self, date: i64) -> Vec<Usage> {
        let apps = self.apps.read().unwrap_or_else(PoisonError::into_inner);
        let pending = apps.iter().flat_map(|(app, meter)| {
            Kind::ALL.map(|kind| {
                let calls = meter.pending[kind as usize].swap(0, Ordering::Relaxed);
                Usage { app: *app, day: date, kind: kind.as_str().to_owned(), calls: calls.cast_signed() }
            })
        });
        pending.filter(|usage| usage.calls > 0).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Day> {
        self.day.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
