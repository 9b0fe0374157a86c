//! Records that are associated with nearly as many others as they may be, found by counting.

use std::sync::Arc;

use linchpin_domain::{AccountId, ObjectType, ObjectTypeId, RecordId, limits};
use linchpin_store::association_counts::{self as counts, Last, Tally};
use linchpin_store::{properties_text, records};

use crate::associations::Labels;
use crate::objects::scope;
use crate::{Engine, Result};

/// Associations counted at a time.
const PART: usize = 10_000;

/// A record that is associated with many others of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeavyRecord {
    /// The record.
    pub id: RecordId,
    /// The object type of the others.
    pub to: ObjectTypeId,
    /// How many they are.
    pub usage: i64,
    /// How many they may be.
    pub limit: i64,
    /// The title of the record.
    pub title: String,
}

impl HeavyRecord {
    /// Whether it can be associated with no more.
    pub fn is_at_limit(&self) -> bool {
        self.usage >= self.limit
    }

    /// How much of the limit it uses, in percent.
    pub fn percentage(&self) -> f64 {
        limits::percentage(self.limit, self.usage)
    }
}

/// A walk through all associations of the records of an object type, in parts, for nothing counts them as they come.
pub(crate) struct HeavyWalk<'a> {
    engine: &'a Engine,
    account: AccountId,
    from: &'static ObjectType,
    labels: Arc<Labels>,
    last: Last,
    /// The associations of one record may go on in the next part.
    open: Option<Tally>,
    is_done: bool,
}

impl<'a> HeavyWalk<'a> {
    /// A walk that stands before the first record.
    pub(crate) async fn begin(
        engine: &'a Engine,
        account: AccountId,
        from: &'static ObjectType,
    ) -> Result<Self> {
        let labels = engine.labels(account, 0).await?;
        Ok(Self { engine, account, from, labels, last: Last::default(), open: None, is_done: false })
    }

    /// The heavy ones among the next live records, the lowest ids first; none at the end of the walk.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<HeavyRecord>>> {
        if self.is_done {
            return Ok(None);
        }
        let direction = (self.account, self.from.id);
        let part = counts::tally(&self.engine.database, direction, self.last, PART).await?;
        let n_rows: i64 = part.iter().map(|tally| tally.count).sum();
        let mut counted = Vec::new();
        for tally in part {
            self.last = tally.last();
            match &mut self.open {
                Some(known) if (known.from, known.to_type) == (tally.from, tally.to_type) => {
                    known.count += tally.count;
                }
                _ => counted.extend(self.open.replace(tally)),
            }
        }
        self.is_done = n_rows < PART as i64;
        if self.is_done {
            counted.extend(self.open.take());
        } else {
            // The embedded store reads on this thread.
            tokio::task::yield_now().await;
        }
        counted.retain(|tally| self.is_heavy(tally));
        self.live(counted).await.map(Some)
    }

    fn is_heavy(&self, tally: &Tally) -> bool {
        tally.count * 100 >= self.limit(tally) * limits::HIGH_USAGE_PERCENT
    }

    fn limit(&self, tally: &Tally) -> i64 {
        self.labels.max_associations(self.from.id, tally.to_type)
    }

    /// Leaves out archived records and gives the others their titles.
    async fn live(&self, tallies: Vec<Tally>) -> Result<Vec<HeavyRecord>> {
        if tallies.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<_> = tallies.iter().map(|tally| tally.from).collect();
        let schema = self.engine.schema(self.account, self.from).await?;
        let title = schema.definition.primary_display.as_deref();
        let scope = scope(self.account, self.from, false);
        let found = records::read_many(&self.engine.database, scope, &ids).await?;
        let mut heavy = Vec::with_capacity(tallies.len());
        for (tally, record) in tallies.into_iter().zip(found) {
            let Some(record) = record else { continue };
            let properties = properties_text::parse(&record.properties, self.from.usual)?;
            let title = title.and_then(|name| properties.filled(name)).unwrap_or_default();
            heavy.push(HeavyRecord {
                id: tally.from,
                to: tally.to_type,
                usage: tally.count,
                limit: self.limit(&tally),
                title: title.to_owned(),
            });
        }
        Ok(heavy)
    }
}
