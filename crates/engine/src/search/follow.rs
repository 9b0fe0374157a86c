//! Following the log: what happened since the index was last brought up to date.

use std::sync::Arc;
use std::time::Instant;

use linchpin_store::changes::Kind;
use linchpin_store::news::{self, News};

use super::answering::{Answering, Reached, touches};
use super::indexes::{Indexes, Spot, blocking};
use super::mapping::Mapping;
use crate::{Result, TypeSchema};

/// How many changes of other types an index follows before it commits how far it is, so that no start reads more of
/// the log.
pub(super) const IDLE_COMMIT: i64 = 100_000;
/// How many changes of its own type are followed before building the index anew may be quicker.
const BACKLOG: usize = 100_000;

/// What following came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Followed {
    /// The index shows what was wanted, or everything that was committed.
    UpToDate,
    /// The index has to be built anew: because of the schema, or because that is quicker.
    Outgrown,
}

impl Indexes {
    /// Brings an index to the wanted change at least, or up to date with everything that is committed; whoever calls
    /// has the turn.
    ///
    /// It goes no further than to the part of the log that has the wanted change: where others write faster than it
    /// follows, it would never end.
    pub(super) async fn follow(
        &self,
        spot: &Spot,
        answering: &Arc<Answering>,
        wanted: i64,
    ) -> Result<Followed> {
        let started = Instant::now();
        let object_type = spot.object_type.id;
        let (mut reached, mut n_applied) = (answering.reached(), 0);
        loop {
            let news = news::after(&self.database, spot.account, object_type, reached.sequence).await?;
            let is_newest = news.len() < news::PART;
            if !self.learn(spot, &news, &mut reached).await? {
                return Ok(Followed::Outgrown);
            }
            if let Some(last) = news.last() {
                (reached.sequence, reached.mark) = (last.sequence, Some(last.mark));
                reached.version = if is_newest { last.schema_version } else { reached.version };
            }
            let is_enough = is_newest || reached.sequence >= wanted;
            let n_touching = news.iter().filter(|news| touches(news, object_type)).count();
            n_applied += n_touching;
            if n_applied > BACKLOG && n_applied as u64 > answering.index.documents() {
                return Ok(Followed::Outgrown);
            }
            let is_far = reached.sequence - answering.index.cursor() >= IDLE_COMMIT;
            let commits = is_enough && (n_applied > 0 || is_far);
            if n_touching > 0 || commits {
                let (index, part) = (Arc::clone(answering), reached.clone());
                let work = move || {
                    index.apply(object_type, &news, &part.mapping)?;
                    if commits { index.commit(part) } else { Ok(()) }
                };
                blocking(work).await?;
            }
            if is_enough {
                if commits {
                    self.counters.refreshed(started.elapsed());
                } else {
                    answering.reach(reached);
                }
                return Ok(Followed::UpToDate);
            }
        }
    }

    /// Learns from changes of the schema, from deletions for privacy, and from an account that became what it was once;
    /// false when the documents that there are no longer are as they have to be.
    async fn learn(&self, spot: &Spot, news: &[News], reached: &mut Reached) -> Result<bool> {
        if news.iter().any(|news| news.kind == Kind::Reset) {
            return Ok(false);
        }
        let object_type = spot.object_type.id;
        let own = || news.iter().filter(|news| news.mark.object_type == object_type);
        let forgotten = own().filter(|news| news.kind == Kind::PrivacyDelete);
        for news in forgotten {
            reached.to_forget.push(news.mark.record);
            reached.to_forget.extend(news.text.as_deref().map(crate::objects::gone).unwrap_or_default());
        }
        let Some(changed) = own().rfind(|news| news.kind == Kind::Schema) else { return Ok(true) };
        let mapping = Mapping::new(self.schema_since(spot, changed.schema_version).await?);
        let serves = reached.mapping.serves(&mapping);
        reached.mapping = Arc::new(mapping);
        Ok(serves)
    }

    /// The schema of a type, at least of this version.
    async fn schema_since(&self, spot: &Spot, version: i64) -> Result<Arc<TypeSchema>> {
        loop {
            let schema = self.schemas.fresh(&self.database, spot.account, spot.object_type).await?;
            if schema.version >= version {
                return Ok(schema);
            }
            // A reader of SQLite may show what was before a commit until that is answered, which it is about to be.
            tokio::task::yield_now().await;
        }
    }
}
