//! Numbers of counters in blocks, so that who needs many of them does not wait for the counter each time.

use std::ops::Range;

use tokio::sync::Mutex;

use crate::{Database, Error, Result, counters};

/// Hands out numbers of a counter; those that are left when the process ends are never used.
pub struct NumberBlocks {
    counter: &'static str,
    /// Numbers reserved at a time.
    size: i64,
    left: Mutex<Range<i64>>,
}

impl NumberBlocks {
    /// Numbers of a counter from 1 on, of which so many are reserved at a time.
    pub fn new(counter: &'static str, size: i64) -> Self {
        Self { counter, size, left: Mutex::new(0..0) }
    }

    /// Takes `n` numbers that follow each other, behind all that this took before.
    ///
    /// The block is durable before its first number is used, so no restart hands a number out twice.
    pub async fn take(&self, database: &Database, n: usize) -> Result<Range<i64>> {
        self.take_from(database, n, false).await
    }

    /// Takes `n` numbers that follow each other, behind all that anybody took before.
    pub async fn take_newest(&self, database: &Database, n: usize) -> Result<Range<i64>> {
        self.take_from(database, n, true).await
    }

    async fn take_from(&self, database: &Database, n: usize, is_newest: bool) -> Result<Range<i64>> {
        let n = n as i64;
        let mut left = self.left.lock().await;
        if is_newest || left.end - left.start < n {
            let (counter, size) = (self.counter, self.size.max(n));
            let reserved = database.transaction::<_, Error, _>(move |tx| {
                Box::pin(async move { counters::take(tx, counter, 1, size).await })
            });
            let first = reserved.await?;
            *left = first..first + size;
        }
        let taken = left.start..left.start + n;
        left.start = taken.end;
        Ok(taken)
    }
}
