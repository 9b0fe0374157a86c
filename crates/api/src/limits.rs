//! Limits: which budget a call draws from, and the headers that tell what is left of it.

mod numbers;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use linchpin_domain::quota::Budget;
use linchpin_engine::quota::{BURST_MS, Left, Turn};
use linchpin_wire::operation::Limit;
use numbers::{Purpose, large, small};

use crate::app::App;
use crate::auth::Principal;
use crate::error::Failure;

const DAILY: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-daily");
const DAILY_REMAINING: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-daily-remaining");
const INTERVAL: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-interval-milliseconds");
const MAX: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-max");
const REMAINING: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-remaining");
const SECONDLY: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-secondly");
const SECONDLY_REMAINING: HeaderName = HeaderName::from_static("x-hubspot-ratelimit-secondly-remaining");

/// The budget of an operation; none where calls are neither counted nor refused.
fn budget(limit: Limit) -> Option<Budget> {
    match limit {
        Limit::Standard => Some(Budget::Standard),
        Limit::Associations => Some(Budget::Associations),
        Limit::Search => Some(Budget::Search),
        Limit::Journal => Some(Budget::Journal),
        Limit::JournalSubscriptions => Some(Budget::JournalSubscriptions),
        Limit::JournalSnapshots => Some(Budget::JournalSnapshots),
        Limit::Exempt => None,
    }
}

/// What an answer tells of limits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown {
    limit: Limit,
    turn: Turn,
}

impl Shown {
    /// Nothing: no budget was drawn from.
    pub(crate) const NOTHING: Self =
        Self { limit: Limit::Exempt, turn: Turn { exceeded: None, burst: None, daily: None } };
}

/// Draws one call of a caller from the budget of an operation; a failure beside what to show says that it is empty.
pub(crate) async fn draw(app: &App, limit: Limit, principal: &Principal) -> (Shown, Option<Failure>) {
    let Some(budget) = budget(limit) else { return (Shown::NOTHING, None) };
    match app.engine.admit(principal, budget).await {
        Ok(turn) => (Shown { limit, turn }, turn.exceeded.map(Failure::too_many_calls)),
        Err(error) => (Shown::NOTHING, Some(error.into())),
    }
}

/// Adds the headers.
pub(crate) fn headers(Shown { limit, turn }: Shown, headers: &mut HeaderMap) {
    if let Some(Left { limit, left }) = turn.daily {
        headers.insert(DAILY, large(Purpose::Limit, limit));
        headers.insert(DAILY_REMAINING, large(Purpose::Left, left));
    }
    // What is exempt from the ten seconds that most calls share does not show them.
    let Some(Left { limit: max, left }) = turn.burst.filter(|_| limit == Limit::Standard) else { return };
    const { assert!(BURST_MS == 10_000, "what the header says") };
    headers.insert(INTERVAL, const { HeaderValue::from_static("10000") });
    headers.insert(MAX, small(max));
    headers.insert(REMAINING, small(left));
    // Deprecated, still sent and not enforced: a tenth of the others.
    headers.insert(SECONDLY, small(max / 10));
    headers.insert(SECONDLY_REMAINING, small(left / 10));
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use linchpin_engine::quota::{Left, Turn};
    use linchpin_wire::operation::Limit;

    use super::{Shown, headers};

    /// The headers of a turn, in the order of their names and without what those have in common.
    fn shown(limit: Limit, turn: Turn) -> Vec<String> {
        let mut map = HeaderMap::new();
        headers(Shown { limit, turn }, &mut map);
        let short = |name: &str| name.replace("x-hubspot-ratelimit-", "");
        let mut shown: Vec<_> = map
            .iter()
            .map(|(name, value)| format!("{}: {}", short(name.as_str()), value.to_str().unwrap()))
            .collect();
        shown.sort();
        shown
    }

    #[test]
    fn what_is_shown_depends_on_what_is_limited() {
        let burst = Some(Left { limit: 110, left: 108 });
        let daily = Some(Left { limit: 250_000, left: 249_999 });
        let both = ["daily-remaining: 249999", "daily: 250000"];
        // Recorded of a public app.
        let recorded = [
            "interval-milliseconds: 10000",
            "max: 110",
            "remaining: 108",
            "secondly-remaining: 10",
            "secondly: 11",
        ];
        let of = |burst, daily| Turn { exceeded: None, burst, daily };
        assert_eq!(shown(Limit::Standard, of(burst, None)), recorded);
        assert_eq!(shown(Limit::Standard, of(burst, daily)), [&both[..], &recorded].concat());
        assert_eq!(shown(Limit::Search, of(None, daily)), both);
        assert_eq!(shown(Limit::Associations, of(burst, daily)), both);
        assert_eq!(shown(Limit::Standard, Turn::default()), [""; 0]);
    }
}
