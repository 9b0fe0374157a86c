//! The change log, for those who keep copies of what an account holds.
//!
//! Whoever reads on behind the last change that it saw sees every change once and in order: numbers are given in the
//! order of commits, and without holes.

mod content;
mod lookout;
mod watching;

use std::time::Duration;

use linchpin_domain::AccountId;
use linchpin_store::changes as rows;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::{Engine, Result};

pub use content::{Content, Pair, Values, content};
pub use linchpin_store::changes::{Change, EVERYTHING, Kind};
pub(crate) use lookout::Lookout;

/// How often it is looked for what other nodes committed.
const INTERVAL: Duration = Duration::from_millis(250);

/// Waits for changes of one account.
#[derive(Debug)]
pub struct Follower {
    account: AccountId,
    grown: broadcast::Receiver<AccountId>,
    /// Whether it is told of every commit: no other node writes to the database.
    is_alone: bool,
}

impl Engine {
    /// The changes of an account after a number, in order, at most `limit`.
    pub async fn changes_after(&self, account: AccountId, after: i64, limit: usize) -> Result<Vec<Change>> {
        Ok(rows::after(&self.database, account, after, limit).await?)
    }

    /// The number of the newest change of an account.
    pub async fn newest_change(&self, account: AccountId) -> Result<i64> {
        Ok(rows::last_sequence(&self.database, account).await?)
    }

    /// Listens for changes of an account that are committed from now on.
    pub fn follow_changes(&self, account: AccountId) -> Follower {
        Follower { account, grown: self.database.grown_logs(), is_alone: self.database.is_embedded() }
    }
}

impl Follower {
    /// Waits until there may be a change that was not there when it was last looked.
    pub async fn changed(&mut self) {
        let told = async {
            loop {
                match self.grown.recv().await {
                    Ok(account) if account != self.account => {}
                    Ok(_) | Err(RecvError::Lagged(_)) => return,
                    // The database is gone, and with it whatever could change.
                    Err(RecvError::Closed) => std::future::pending().await,
                }
            }
        };
        if self.is_alone {
            told.await;
        } else {
            // What another node commits is told to that node only.
            let _ = tokio::time::timeout(INTERVAL, told).await;
        }
    }
}
