//! How often somebody may try to sign in.
//!
//! An attempt is counted before it is looked at, so that many at once are not looked at before the first is counted.
//! What is counted stands in the database: other processes and the next start go on from there.

use linchpin_domain::Timestamp;
use linchpin_store::login_attempts as rows;

use super::{PersonRefusal, Visitor, folded};
use crate::{Engine, Error, Result};

/// For how long attempts count, from the first one on.
pub const WINDOW_MS: i64 = 15 * 60 * 1_000;
/// Attempts with one e-mail address in that time.
pub const MAX_BY_EMAIL: i64 = 10;
/// Attempts from one network address in that time; many people may share one.
pub const MAX_BY_ADDRESS: i64 = 50;

impl Engine {
    /// Counts an attempt, or refuses it when there were too many.
    pub(super) async fn count_attempt(&self, email: &str, visitor: &Visitor) -> Result<()> {
        for (subject, max) in
            [(self.by_address(visitor), MAX_BY_ADDRESS), (self.by_email(email), MAX_BY_EMAIL)]
        {
            let now = self.clock.now();
            let horizon = Timestamp(now.0 - WINDOW_MS);
            let work = self.database.transaction::<_, Error, _>(move |tx| {
                Box::pin(async move { Ok(rows::count(tx, &subject, now, horizon).await?) })
            });
            let attempts = work.await?;
            if attempts.count > max {
                return Err(PersonRefusal::TooManyAttempts {
                    until: Timestamp(attempts.since.0 + WINDOW_MS),
                }
                .into());
            }
        }
        Ok(())
    }

    /// Forgets the attempts of somebody who knew the password.
    pub(super) async fn forgive_attempts(&self, email: &str, visitor: &Visitor) -> Result<()> {
        let (email, address) = (self.by_email(email), self.by_address(visitor));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                rows::forget(tx, &email).await?;
                // Others may come from the same address and still be guessing.
                Ok(rows::uncount(tx, &address).await?)
            })
        });
        work.await
    }

    fn by_email(&self, email: &str) -> Vec<u8> {
        self.access.key.hash(&format!("attempts by e-mail {}", folded(email)))
    }

    fn by_address(&self, visitor: &Visitor) -> Vec<u8> {
        self.access.key.hash(&format!("attempts by address {}", visitor.ip_address))
    }
}
