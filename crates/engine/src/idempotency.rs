//! Calls that may come twice: the first one is done, its repetitions get what it came to.

use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::Tx;
use linchpin_store::idempotency_keys::{self as rows, Claimed};
use sha2::{Digest as _, Sha256};

use crate::{Engine, Error, Principal, Result};

/// How long a key means the call that it came with.
const KEPT_MS: i64 = 24 * 60 * 60 * 1_000;
/// After how long a call without an answer counts as one that nobody is working on any more.
///
/// A call ends well before, whether its client waits or not; only with its process it ends unanswered. Then nobody
/// knows whether it was done, and its repetition is: refusing it for a day would leave the client with nothing.
const ABANDONED_MS: i64 = 5 * 60 * 1_000;
/// Keys that are deleted in one transaction.
const PART: i64 = 1_000;
/// How often expired keys are looked for.
const INTERVAL: std::time::Duration = std::time::Duration::from_mins(10);

/// A key that a call has claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedKey {
    account: AccountId,
    key: Vec<u8>,
    request: Vec<u8>,
    at: Timestamp,
}

/// What a key says of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repetition {
    /// It is the first of its kind, and what it comes to is to be kept.
    First(ClaimedKey),
    /// It is being done.
    Pending,
    /// The key came with another call.
    Other,
    /// It was done: the status and the answer, unless that was not kept.
    Done(u16, Option<String>),
}

impl Engine {
    /// Claims a key for a call, whose `parts` say all that it asks for.
    pub async fn claim_call(&self, principal: &Principal, key: &str, parts: &[&[u8]]) -> Result<Repetition> {
        let sender = [principal.app.0, principal.user.map_or(0, |user| user.0)];
        let claimed = ClaimedKey {
            account: principal.account,
            key: self.access.key.hash(&format!("idempotency key {sender:?} {key}")),
            request: self.access.key.hash(&format!("idempotent request {}", digest(parts))),
            at: self.clock.now(),
        };
        let (expired, abandoned) = (before(claimed.at, KEPT_MS), before(claimed.at, ABANDONED_MS));
        let claim = claimed.clone();
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::claim(tx, claim.row(), expired, abandoned).await?) })
        });
        Ok(match work.await? {
            Claimed::First => Repetition::First(claimed),
            Claimed::Pending => Repetition::Pending,
            Claimed::Other => Repetition::Other,
            Claimed::Answered(status, answer) => {
                let answer = answer.and_then(|sealed| self.access.key.open(&claimed.purpose(), &sealed));
                Repetition::Done(status, answer)
            }
        })
    }

    /// Keeps what a call came to for its repetitions; without an answer, its status alone.
    pub async fn keep_answer(&self, claimed: ClaimedKey, status: u16, answer: Option<&str>) -> Result<()> {
        let sealed = answer.map(|answer| self.access.key.seal(&claimed.purpose(), answer)).transpose()?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::answer(tx, claimed.row(), status, sealed.as_deref()).await?) })
        });
        work.await
    }

    /// Gives a key up: its call came to nothing and may be made again.
    pub async fn give_call_up(&self, claimed: ClaimedKey) -> Result<()> {
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::give_up(tx, claimed.row()).await?) })
        });
        work.await
    }

    /// Deletes keys after their day, as long as the server runs.
    pub async fn forget_idempotency_keys(self: std::sync::Arc<Self>) {
        loop {
            if let Err(error) = self.forget_idempotency_keys_now().await {
                tracing::error!(%error, "cannot delete expired idempotency keys");
            }
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// Deletes the keys of all accounts whose day is over, part by part.
    pub async fn forget_idempotency_keys_now(&self) -> Result<()> {
        let expired = before(self.clock.now(), KEPT_MS);
        // A look that writes nothing: in most accounts there are none.
        for account in rows::with_expired(&self.database, expired).await? {
            let mut more = true;
            while more {
                let work = self.database.transaction::<_, Error, _>(move |tx| {
                    Box::pin(async move { Ok(rows::delete_expired(tx, account, expired, PART).await?) })
                });
                more = work.await?;
            }
        }
        Ok(())
    }
}

/// Takes away what was answered in an account, for somebody's privacy: repetitions still are not done again.
pub(crate) async fn forget_answers(tx: &mut Tx, account: AccountId) -> Result<()> {
    Ok(rows::forget_answers(tx, account).await?)
}

impl ClaimedKey {
    fn row(&self) -> rows::Claim<'_> {
        rows::Claim { account: self.account, key: &self.key, request: &self.request, at: self.at }
    }

    /// What the answer is sealed for.
    fn purpose(&self) -> String {
        format!("answer {} {}", self.account, hex(&self.key))
    }
}

fn before(now: Timestamp, milliseconds: i64) -> Timestamp {
    Timestamp(now.0 - milliseconds)
}

/// A digest that is the same for the same parts only: each counts with its length.
fn digest(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part);
    }
    hex(&digest.finalize())
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn the_borders_of_parts_count() {
        assert_eq!(digest(&[b"ab", b"c"]), digest(&[b"ab", b"c"]));
        assert_ne!(digest(&[b"ab", b"c"]), digest(&[b"a", b"bc"]));
        assert_ne!(digest(&[b"abc"]), digest(&[b"abc", b""]));
    }
}
