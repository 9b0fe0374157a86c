//! Telling those who follow change logs what other processes append.

use std::collections::HashMap;

use linchpin_domain::AccountId;

use super::newest_of_all;
use crate::{Database, Result};

/// Looks at the logs of an embedded database for all who follow one in this process.
///
/// Commits of this process are told as they happen ([`Database::grown_logs`]); whoever looks may tell them once more.
#[derive(Debug, Default)]
pub struct Watcher {
    /// The newest change of each account when it was last told.
    told: HashMap<AccountId, i64>,
    /// It was noticed that something was committed, but not yet read what.
    is_behind: bool,
}

impl Watcher {
    /// Tells the accounts whose logs grew since the last look; the first look tells all of them.
    pub async fn look(&mut self, database: &Database) -> Result<()> {
        self.is_behind |= database.notice_others()?;
        if !self.is_behind {
            return Ok(());
        }
        let newest = newest_of_all(database).await?;
        self.is_behind = false;
        let has_grown = |(account, newest): (AccountId, i64)| {
            (self.told.insert(account, newest) != Some(newest)).then_some(account)
        };
        database.tell_grown_logs(newest.into_iter().filter_map(has_grown).collect());
        Ok(())
    }
}
