//! How many requests an app takes at a time.

use std::ops::RangeInclusive;

/// How many requests for the events of one account there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Throttling {
    /// So many at a time, or within the period.
    pub max_concurrent_requests: i64,
    /// Within which time, for apps that say so.
    pub period: Option<Period>,
}

impl Throttling {
    /// How many requests an app can take: more than five, as HubSpot says, and no more than a server should have open.
    pub const MAX_CONCURRENT: RangeInclusive<i64> = 6..=1_000;

    /// Whether there may be so many.
    pub fn is_allowed(&self) -> bool {
        Self::MAX_CONCURRENT.contains(&self.max_concurrent_requests)
    }
}

impl Default for Throttling {
    /// What HubSpot says that an app begins with.
    fn default() -> Self {
        Self { max_concurrent_requests: 10, period: None }
    }
}

/// The time within which requests are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A second.
    Secondly,
    /// The last minute.
    RollingMinute,
}

impl Period {
    /// Every period.
    pub const ALL: [Self; 2] = [Self::Secondly, Self::RollingMinute];

    /// The name on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Secondly => "SECONDLY",
            Self::RollingMinute => "ROLLING_MINUTE",
        }
    }

    /// How long it is, in milliseconds.
    pub const fn ms(self) -> u64 {
        match self {
            Self::Secondly => 1_000,
            Self::RollingMinute => 60_000,
        }
    }

    /// The period of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}
