//! What becomes of sending a delivery: it is done, it is sent again later, or it is given up.

use std::time::Duration;

use linchpin_domain::account::Setting;
use linchpin_domain::{Timestamp, retry};
use linchpin_store::Error as StoreError;
use linchpin_store::webhook_deliveries::outcome::{self as rows, OutcomeRow};

use super::{Exchange, Queue};
use crate::{Engine, Result};

/// The longest that a receiver can ask to be left in peace: as long as the plan takes altogether.
const MAX_RETRY_AFTER_MS: i64 = 24 * 60 * 60 * 1_000;

/// A delivery that was sent once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The queue.
    pub queue: Queue,
    /// The delivery.
    pub id: i64,
    /// How many events it holds.
    pub n_events: usize,
    /// How often it was sent before.
    pub attempts_before: i64,
    /// When it was sent, by the clock of the account.
    pub sent_at: Timestamp,
    /// How long it took.
    pub took: Duration,
    /// Where it went.
    pub url: String,
    /// The headers that were sent, of each a line.
    pub headers: String,
    /// What came back.
    pub answered: Answered,
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answered {
    /// The status, if an answer came.
    pub status: Option<u16>,
    /// Why none came, or why it does not count.
    pub error: Option<String>,
    /// Its headers, of each a line.
    pub headers: String,
    /// How it begins.
    pub body: Option<String>,
    /// How long it asks to be left in peace.
    pub retry_after: Option<Duration>,
}

impl Answered {
    /// Whether the receiver took the events.
    pub fn is_success(&self) -> bool {
        self.error.is_none() && self.status.is_some_and(|status| (200..300).contains(&status))
    }
}

/// What a delivery is after it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The receiver took it.
    Delivered,
    /// It is sent again at this moment, by the clock of the account.
    Again(Timestamp),
    /// It was sent as often as it is ever sent.
    GivenUp,
}

impl Verdict {
    /// What becomes of an attempt that ended now, by an account's plan of retries.
    fn of(attempt: &Attempt, plan: &str, now: Timestamp) -> Self {
        if attempt.answered.is_success() {
            return Self::Delivered;
        }
        let Some(pause) = retry::pause_ms(plan, attempt.id, attempt.attempts_before as usize + 1) else {
            return Self::GivenUp;
        };
        let asked = attempt.answered.retry_after.unwrap_or_default();
        let asked = i64::try_from(asked.as_millis()).unwrap_or(i64::MAX);
        // What is due at the beginning of time was never sent.
        let pause = pause.max(asked.min(MAX_RETRY_AFTER_MS)).max(1);
        Self::Again(Timestamp(now.0.saturating_add(pause)))
    }

    fn state(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Again(_) => "waiting",
            Self::GivenUp => "failed",
        }
    }
}

impl Engine {
    /// Notes what became of deliveries, all in one transaction, and says so of each.
    pub async fn record_attempts(&self, attempts: Vec<Attempt>) -> Result<Vec<Verdict>> {
        let (mut verdicts, mut rows) =
            (Vec::with_capacity(attempts.len()), Vec::with_capacity(attempts.len()));
        for attempt in &attempts {
            let settings = self.account_settings(attempt.queue.account).await?;
            let now = self.now(attempt.queue.account);
            let verdict = Verdict::of(attempt, settings.get(Setting::WebhookRetrySeconds), now);
            verdicts.push(verdict);
            rows.push(row(attempt, verdict));
        }
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move { rows::put_many(tx, &rows).await })
        });
        work.await?;
        for (attempt, verdict) in attempts.iter().zip(&verdicts) {
            self.sending.count(attempt, *verdict);
        }
        Ok(verdicts)
    }
}

fn row(attempt: &Attempt, verdict: Verdict) -> OutcomeRow {
    let answered = &attempt.answered;
    // PostgreSQL's texts hold no zero bytes.
    let kept = |text: &Option<String>| text.as_ref().map(|text| text.replace('\0', "\u{fffd}"));
    OutcomeRow {
        account: attempt.queue.account,
        app: attempt.queue.app,
        id: attempt.id,
        state: verdict.state(),
        due_at: match verdict {
            Verdict::Again(at) => Some(at),
            Verdict::Delivered | Verdict::GivenUp => None,
        },
        attempts_before: attempt.attempts_before,
        sent_at: attempt.sent_at,
        duration_us: attempt.took.as_micros() as i64,
        status: answered.status,
        error: kept(&answered.error),
        response: kept(&answered.body),
        exchange: Exchange::write(&attempt.url, &attempt.headers, &answered.headers),
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{AccountId, AppId};

    use super::*;

    fn check(status: Option<u16>, error: Option<&str>, before: i64, asked: Option<u64>, expected: Verdict) {
        let attempt = Attempt {
            queue: Queue { account: AccountId(1), app: AppId(2) },
            id: 7,
            n_events: 1,
            attempts_before: before,
            sent_at: Timestamp(900),
            took: Duration::from_millis(100),
            url: "http://localhost/".to_owned(),
            headers: String::new(),
            answered: Answered {
                status,
                error: error.map(str::to_owned),
                retry_after: asked.map(Duration::from_secs),
                ..Answered::default()
            },
        };
        let verdict = Verdict::of(&attempt, "0,0", Timestamp(1_000));
        assert_eq!(verdict, expected, "{status:?} {error:?} {before} {asked:?}");
    }

    #[test]
    fn what_comes_back_decides() {
        let again = |at| Verdict::Again(Timestamp(at));
        check(Some(200), None, 0, None, Verdict::Delivered);
        check(Some(204), None, 5, None, Verdict::Delivered);
        check(Some(200), Some("the answer ends in the middle"), 0, None, again(1_001));
        check(None, Some("connection refused"), 0, None, again(1_001));
        for status in [301, 400, 404, 410, 429, 500, 503] {
            check(Some(status), None, 0, None, again(1_001));
            check(Some(status), None, 1, None, again(1_001));
            check(Some(status), None, 2, None, Verdict::GivenUp);
        }
        check(Some(429), None, 0, Some(3), again(4_000));
        check(Some(503), None, 0, Some(u64::MAX / 1_000), again(1_000 + MAX_RETRY_AFTER_MS));
    }
}
