//! How often a caller may call: the published limits by subscription, and what counts against them.

/// What an account pays for, as far as limits go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tier {
    /// No limits: calls are counted and never refused.
    #[default]
    Off,
    /// What costs nothing.
    Free,
    /// The first that costs something.
    Starter,
    /// The middle.
    Professional,
    /// The largest.
    Enterprise,
}

impl Tier {
    /// Every tier, the smallest limits first.
    pub const ALL: [Self; 5] = [Self::Off, Self::Free, Self::Starter, Self::Professional, Self::Enterprise];

    /// The name that settings know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Free => "free",
            Self::Starter => "starter",
            Self::Professional => "professional",
            Self::Enterprise => "enterprise",
        }
    }

    /// How many currencies an account may have, its own one included (documented); any number where there is none.
    pub const fn currencies(self) -> Option<usize> {
        match self {
            Self::Off => None,
            Self::Free => Some(1),
            Self::Starter => Some(5),
            Self::Professional => Some(30),
            Self::Enterprise => Some(200),
        }
    }

    /// The tier of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}

/// What decides about the limits of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it pays for.
    pub tier: Tier,
    /// How many packs of more calls it has bought, up to [`Plan::MAX_PACKS`].
    pub packs: u8,
    /// How many searches it may make in a second.
    pub searches: u32,
}

impl Default for Plan {
    fn default() -> Self {
        Self { tier: Tier::Off, packs: 0, searches: Self::SEARCHES }
    }
}

/// By what kind of app calls are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AppKind {
    /// An app of the account's own.
    Private,
    /// One that many accounts install.
    Public,
}

/// The budget that a call draws from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Budget {
    /// What most calls draw from.
    Standard,
    /// That of associations, which is counted by itself.
    Associations,
    /// That of searches, which has no rolling window and shares the day of the standard one.
    Search,
    /// That of reading the webhooks journal, which counts for no day.
    Journal,
    /// That of subscriptions of the webhooks journal, which counts for no day.
    JournalSubscriptions,
    /// That of snapshots for the webhooks journal, which counts for no day.
    JournalSnapshots,
}

impl Plan {
    /// Packs that can be bought (documented).
    pub const MAX_PACKS: u8 = 2;
    /// Searches in a second, unless the account says otherwise (documented).
    pub const SEARCHES: u32 = 5;

    /// How many calls an app may make in any ten seconds; none where the budget has no such limit.
    pub const fn burst(self, kind: AppKind, budget: Budget) -> Option<u32> {
        use Budget::{Journal, JournalSnapshots, JournalSubscriptions, Search};
        let has_pack = self.packs > 0;
        match (budget, kind, self.tier) {
            (Search | Journal | JournalSubscriptions | JournalSnapshots, _, _) => None,
            (_, AppKind::Public, _) => Some(110),
            (Budget::Standard, _, _) if has_pack => Some(250),
            (Budget::Standard, _, Tier::Professional | Tier::Enterprise) => Some(190),
            (Budget::Associations, _, _) if has_pack => Some(200),
            (Budget::Associations, _, Tier::Professional | Tier::Enterprise) => Some(150),
            (_, _, Tier::Off | Tier::Free | Tier::Starter) => Some(100),
        }
    }

    /// How many calls may be made in any second: by the whole account of searches, by each app of what concerns the
    /// journal; none where the budget has no such limit.
    pub const fn in_a_second(self, budget: Budget) -> Option<u32> {
        match budget {
            Budget::Standard | Budget::Associations => None,
            Budget::Search => Some(self.searches),
            Budget::Journal => Some(100),
            Budget::JournalSubscriptions => Some(50),
            Budget::JournalSnapshots => Some(10),
        }
    }

    /// How many calls the private apps of the account may make together in a day; public ones may make any number.
    pub const fn daily(self, kind: AppKind, budget: Budget) -> Option<u64> {
        use Budget::{Journal, JournalSnapshots, JournalSubscriptions};
        let (is_private, packs) = (matches!(kind, AppKind::Private), self.packs as u64);
        match (budget, self.tier) {
            _ if !is_private => None,
            (Journal | JournalSubscriptions | JournalSnapshots, _) => None,
            (Budget::Associations, _) => Some(if packs > 0 { 1_000_000 } else { 500_000 }),
            (_, Tier::Off | Tier::Free | Tier::Starter) => Some(250_000 + packs * 1_000_000),
            (_, Tier::Professional) => Some(650_000 + packs * 1_000_000),
            (_, Tier::Enterprise) => Some(1_000_000 + packs * 1_000_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AppKind, Budget, Plan, Tier};

    #[test]
    fn limits_are_the_published_ones() {
        use AppKind::{Private, Public};
        use Budget::{Associations, Search, Standard};
        for (tier, packs, kind, budget, burst, daily) in [
            (Tier::Free, 0, Private, Standard, Some(100), Some(250_000)),
            (Tier::Starter, 1, Private, Standard, Some(250), Some(1_250_000)),
            (Tier::Professional, 0, Private, Standard, Some(190), Some(650_000)),
            (Tier::Enterprise, 0, Private, Standard, Some(190), Some(1_000_000)),
            (Tier::Enterprise, 2, Private, Standard, Some(250), Some(3_000_000)),
            (Tier::Enterprise, 2, Public, Standard, Some(110), None),
            (Tier::Free, 0, Private, Search, None, Some(250_000)),
            (Tier::Free, 0, Public, Search, None, None),
            (Tier::Free, 0, Private, Associations, Some(100), Some(500_000)),
            (Tier::Professional, 0, Private, Associations, Some(150), Some(500_000)),
            (Tier::Professional, 1, Private, Associations, Some(200), Some(1_000_000)),
        ] {
            let plan = Plan { tier, packs, ..Plan::default() };
            let limits = (plan.burst(kind, budget), plan.daily(kind, budget));
            assert_eq!(limits, (burst, daily), "{tier:?} {packs} {kind:?} {budget:?}");
        }
    }

    #[test]
    fn some_budgets_have_limits_of_a_second() {
        use Budget::{Associations, Journal, JournalSnapshots, JournalSubscriptions, Search, Standard};
        let plan = Plan { tier: Tier::Free, searches: 7, ..Plan::default() };
        for (budget, limit) in [
            (Standard, None),
            (Associations, None),
            (Search, Some(7)),
            (Journal, Some(100)),
            (JournalSubscriptions, Some(50)),
            (JournalSnapshots, Some(10)),
        ] {
            assert_eq!(plan.in_a_second(budget), limit, "{budget:?}");
            let is_exempt = [AppKind::Private, AppKind::Public]
                .map(|kind| (plan.burst(kind, budget), plan.daily(kind, budget)));
            let is_of_journal = matches!(budget, Journal | JournalSubscriptions | JournalSnapshots);
            assert_eq!(is_exempt == [(None, None); 2], is_of_journal, "{budget:?}");
        }
    }

    #[test]
    fn currencies_are_limited_by_tier() {
        let currencies = Tier::ALL.map(Tier::currencies);
        assert_eq!(currencies, [None, Some(1), Some(5), Some(30), Some(200)]);
    }

    #[test]
    fn tiers_are_found_by_name() {
        for tier in Tier::ALL {
            assert_eq!(Tier::parse(tier.as_str()), Some(tier));
        }
        assert_eq!(Tier::parse("gold"), None);
    }
}
