//! Keeping indexes up to date that nobody searches right now.
//!
//! Only indexes that exist are followed.
//! Whether anything was committed is asked of a counter in memory where no other nodes write ([`Lookout`]), and of the
//! accounts' newest numbers where they do, in one statement; writers tell nobody, so that they pay for nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use linchpin_domain::{AccountId, ObjectType, ObjectTypeId, object_type};
use linchpin_store::changes::{self, EVERYTHING};
use linchpin_store::news::{self, Mark};

use super::answering::Answering;
use super::follow::IDLE_COMMIT;
use super::home;
use super::indexes::{Indexes, Spot, blocking};
use crate::changes::Lookout;
use crate::{Engine, Error, Result};

/// How often the log is looked at.
const INTERVAL: Duration = Duration::from_millis(500);
/// How long nothing is written before the index gives the memory for writing back: long enough for the merges to end
/// that followed the last write, for who writes meanwhile waits for them.
const RESTS_AFTER: Duration = Duration::from_secs(30);
/// How long nobody uses an index before it is closed.
const CLOSES_AFTER: Duration = Duration::from_mins(15);

impl Engine {
    /// Keeps the indexes that there are up to date; ends only with its caller.
    pub async fn keep_searchable(self: Arc<Self>) {
        if let Err(error) = self.adopt().await {
            tracing::error!(%error, "cannot look for search indexes");
        }
        let mut ticks = tokio::time::interval(INTERVAL);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut lookout = Lookout::default();
        loop {
            ticks.tick().await;
            if lookout.is_due(&self.database)
                && let Err(error) = self.indexes.follow_all().await
            {
                lookout.look_again();
                tracing::error!(%error, "cannot look for changes to search for");
            }
            self.indexes.tidy().await;
        }
    }

    /// Opens the indexes that are kept in the folder, so that they are followed and forget what they have to.
    async fn adopt(&self) -> Result<()> {
        for (account, object_type) in self.kept_indexes().await? {
            if let Err(error) = self.indexes.adopt(account, object_type).await {
                tracing::error!(%error, %account, plural = object_type.plural, "cannot open a search index");
            }
        }
        Ok(())
    }

    /// The accounts and types for which the folder holds an index; those of types that are archived or deleted are
    /// removed.
    pub(super) async fn kept_indexes(&self) -> Result<Vec<(AccountId, &'static ObjectType)>> {
        let Some(root) = self.indexes.settings.folder.clone() else { return Ok(Vec::new()) };
        let found = blocking(move || Ok(home::all(&root).map_err(linchpin_search::Error::from)?)).await?;
        let accounts: BTreeSet<_> = self.accounts().await?.into_iter().map(|account| account.id).collect();
        let mut kept = Vec::new();
        for (account, id) in found.into_iter().filter(|(account, _)| accounts.contains(account)) {
            match self.type_of_id(account, id).await? {
                Some(object_type) => kept.push((account, object_type)),
                None => self.indexes.clear(account, id).await?,
            }
        }
        Ok(kept)
    }

    async fn type_of_id(&self, account: AccountId, id: ObjectTypeId) -> Result<Option<&'static ObjectType>> {
        match object_type::by_id(id) {
            Some(standard) => Ok(Some(standard)),
            None => Ok(self.own_types(account).await?.by_id(id)),
        }
    }
}

impl Indexes {
    /// Opens a kept index and brings it up to date; one that is of no use is removed and built when somebody searches.
    async fn adopt(self: &Arc<Self>, account: AccountId, object_type: &'static ObjectType) -> Result<()> {
        let spot = self.spot(account, object_type);
        let turn = spot.turn.lock().await;
        if spot.answering().is_some() {
            return Ok(());
        }
        match self.open(&spot).await? {
            Some(answering) => spot.set(answering),
            None => return self.remove(&spot).await,
        }
        drop(turn);
        self.bring(spot, i64::MAX).await.map(|_| ())
    }

    /// Brings all indexes up to date that are behind the log, also those that were closed because nobody used them.
    async fn follow_all(self: &Arc<Self>) -> Result<()> {
        let spots = self.spots();
        if spots.is_empty() {
            return Ok(());
        }
        let newest: HashMap<_, _> = changes::newest_of_all(&self.database).await?.into_iter().collect();
        let mut behind: BTreeMap<AccountId, Vec<Known>> = BTreeMap::new();
        for spot in spots {
            let newest = newest.get(&spot.account).copied().unwrap_or_default();
            if let Some(sequence) = spot.sequence().filter(|sequence| *sequence < newest) {
                behind.entry(spot.account).or_default().push((spot, sequence));
            }
        }
        let mut left = 0;
        for (account, known) in behind {
            left = left.max(self.follow_account(known, newest[&account]).await?);
        }
        self.counters.behind(left);
        Ok(())
    }

    /// Brings indexes of one account up to date that are behind the log, and returns how far behind one is left.
    async fn follow_account(self: &Arc<Self>, known: Vec<Known>, newest: i64) -> Result<u64> {
        let Some(oldest) = known.iter().map(|(_, sequence)| *sequence).min() else { return Ok(0) };
        self.counters.behind((newest - oldest) as u64);
        // One look at what was written to tells which of several indexes have nothing to read.
        let is_worth_it = known.len() > 1 && newest - oldest <= news::PASS;
        let pass = if is_worth_it { self.pass(known[0].0.account, oldest).await? } else { None };
        let mut left = 0;
        for (spot, sequence) in known {
            if pass.as_ref().is_some_and(|pass| pass.lets(&spot)) {
                continue;
            }
            match self.bring(Arc::clone(&spot), newest).await {
                Ok(_) | Err(Error::UnknownObjectType(_)) => {}
                Err(error) => {
                    let (account, plural) = (spot.account, spot.object_type.plural);
                    tracing::error!(%error, %account, plural, "cannot bring a search index up to date");
                    left = left.max((newest - sequence) as u64);
                }
            }
        }
        Ok(left)
    }

    /// Looks at which types the changes after a number are of.
    async fn pass(&self, account: AccountId, sequence: i64) -> Result<Option<Pass>> {
        let types = news::newest_by_type(&self.database, account, sequence).await?;
        // A log that began anew concerns all of them; what else is of no type is rare.
        if types.iter().any(|(object_type, _)| *object_type == EVERYTHING) {
            return Ok(None);
        }
        let Some(newest) = types.iter().map(|(_, newest)| *newest).max() else { return Ok(None) };
        let mark = news::mark(&self.database, account, newest).await?;
        Ok(mark.map(|mark| Pass { newest, mark, types }))
    }

    /// Lets indexes forget what they have to, and rest while nobody writes or searches.
    async fn tidy(&self) {
        for spot in self.spots() {
            let Some(answering) = spot.answering() else { continue };
            let done = match forget(&spot, &answering).await {
                Ok(()) => rest(&spot, answering).await,
                failed => failed,
            };
            if let Err(error) = done {
                tracing::error!(%error, account = %spot.account, "cannot tidy a search index");
            }
        }
    }
}

/// The place of an index that there is, and the newest change that it shows.
type Known = (Arc<Spot>, i64);

/// A part of the log, by the types of its changes.
struct Pass {
    /// The newest change.
    newest: i64,
    mark: Mark,
    /// The newest change of each type.
    types: Vec<(ObjectTypeId, i64)>,
}

impl Pass {
    /// Moves an index to the end of the part, if no change that it does not show is of its type.
    fn lets(&self, spot: &Spot) -> bool {
        let (Ok(_turn), Some(answering)) = (spot.turn.try_lock(), spot.answering()) else { return false };
        let mut reached = answering.reached();
        let is_own = |(object_type, newest): &(ObjectTypeId, i64)| {
            *object_type == spot.object_type.id && *newest > reached.sequence
        };
        let is_far = self.newest - answering.index.cursor() >= IDLE_COMMIT;
        if self.types.iter().any(is_own) || is_far {
            return false;
        }
        if reached.sequence < self.newest {
            (reached.sequence, reached.mark) = (self.newest, Some(self.mark));
            answering.reach(reached);
        }
        true
    }
}

/// Takes what was deleted for privacy out of the files; searches and writers go on meanwhile.
async fn forget(spot: &Spot, answering: &Arc<Answering>) -> Result<()> {
    let to_forget = answering.reached().to_forget;
    if to_forget.is_empty() {
        return Ok(());
    }
    let (index, ids) = (Arc::clone(answering), to_forget.clone());
    if !blocking(move || Ok(index.index.forget(&ids)?)).await? {
        return Ok(());
    }
    let _turn = spot.turn.lock().await;
    if !spot.answering().is_some_and(|open| Arc::ptr_eq(&open, answering)) {
        // Another one took its place, and its files are gone.
        return Ok(());
    }
    let mut reached = answering.reached();
    reached.to_forget.retain(|id| !to_forget.contains(id));
    let index = Arc::clone(answering);
    blocking(move || index.commit(reached)).await
}

/// Lets an index give its memory back while nobody needs it.
async fn rest(spot: &Spot, answering: Arc<Answering>) -> Result<()> {
    // Whoever has the turn is writing.
    let Ok(_turn) = spot.turn.try_lock() else { return Ok(()) };
    if answering.idle() >= CLOSES_AFTER && spot.home.is_kept() {
        spot.close();
    } else if answering.ends_writing(RESTS_AFTER) {
        blocking(move || Ok(answering.index.rest()?)).await?;
    }
    Ok(())
}
