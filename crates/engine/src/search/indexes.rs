//! All indexes of this process, each opened, built or brought up to date when somebody needs it.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use linchpin_domain::{AccountId, ObjectType, ObjectTypeId};
use linchpin_store::{Database, Error as StoreError, news};

use super::Settings;
use super::answering::{Answering, Reached};
use super::build::unwatched;
use super::counters::Counters;
use super::follow::Followed;
use super::home::Home;
use super::kept::Kept;
use super::mapping::Mapping;
use crate::schema::Schemas;
use crate::{Error, Result};

/// All indexes of this process.
pub(crate) struct Indexes {
    pub(super) database: Arc<Database>,
    pub(super) schemas: Arc<Schemas>,
    pub(super) settings: Settings,
    pub(super) counters: Counters,
    places: Mutex<BTreeMap<(AccountId, ObjectTypeId), Arc<Spot>>>,
}

/// The place of one index, open or not.
pub(super) struct Spot {
    pub(super) account: AccountId,
    pub(super) object_type: &'static ObjectType,
    pub(super) home: Home,
    state: RwLock<State>,
    /// Held by whoever opens, builds or writes the index.
    pub(super) turn: tokio::sync::Mutex<()>,
}

/// What is known of an index.
#[derive(Default)]
enum State {
    /// It was not opened so far, or there is none.
    #[default]
    Unknown,
    /// It is open.
    Open(Arc<Answering>),
    /// It was closed, and shows everything up to this change.
    Closed(i64),
}

impl Spot {
    /// The index, if it is open.
    pub(super) fn answering(&self) -> Option<Arc<Answering>> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Open(answering) => Some(Arc::clone(answering)),
            State::Unknown | State::Closed(_) => None,
        }
    }

    /// The newest change that the index shows, open or not; none if there may be no index.
    pub(super) fn sequence(&self) -> Option<i64> {
        match &*self.state.read().unwrap_or_else(PoisonError::into_inner) {
            State::Open(answering) => Some(answering.sequence()),
            State::Closed(sequence) => Some(*sequence),
            State::Unknown => None,
        }
    }

    /// Lets an index answer from now on.
    pub(super) fn set(&self, answering: Arc<Answering>) {
        self.change(State::Open(answering));
    }

    /// Closes the index, which is opened again when somebody searches or when there is something to follow.
    pub(super) fn close(&self) {
        if let Some(sequence) = self.sequence() {
            self.change(State::Closed(sequence));
        }
    }

    fn change(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
    }
}

impl Indexes {
    /// No index is open yet.
    pub(crate) fn new(database: Arc<Database>, schemas: Arc<Schemas>, settings: Settings) -> Self {
        Self { database, schemas, settings, counters: Counters::default(), places: Mutex::default() }
    }

    /// The place of the index of a type.
    pub(super) fn spot(&self, account: AccountId, object_type: &'static ObjectType) -> Arc<Spot> {
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        let spot = places.entry((account, object_type.id)).or_insert_with(|| {
            Arc::new(Spot {
                account,
                object_type,
                home: Home::of(self.settings.folder.as_deref(), account, object_type.id),
                state: RwLock::default(),
                turn: tokio::sync::Mutex::default(),
            })
        });
        Arc::clone(spot)
    }

    /// All places that were asked for so far.
    pub(super) fn spots(&self) -> Vec<Arc<Spot>> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Brings an index to at least this change, or to what was committed when this began.
    ///
    /// Whoever comes while others do so waits for its turn, and finds the work done by then or does it for all who
    /// wait behind it. It is done even if whoever asked goes away.
    pub(super) async fn bring(self: &Arc<Self>, spot: Arc<Spot>, wanted: i64) -> Result<Arc<Answering>> {
        let indexes = Arc::clone(self);
        let task = tokio::spawn(async move {
            let _turn = spot.turn.lock().await;
            match spot.answering() {
                Some(answering) if answering.sequence() >= wanted => Ok(answering),
                _ => indexes.catch_up(&spot, wanted).await,
            }
        });
        ended(task.await)
    }

    /// Opens or builds an index that is not open, and brings it to the wanted change; whoever calls has the turn.
    async fn catch_up(&self, spot: &Spot, wanted: i64) -> Result<Arc<Answering>> {
        let outcome = self.try_to_catch_up(spot, wanted).await;
        match &outcome {
            Ok(_) => {}
            // The type is archived or deleted: nobody can search it, and it would be built anew if it came back.
            Err(Error::UnknownObjectType(_)) => self.remove(spot).await?,
            // What was brought in but not committed goes with the open index.
            Err(_) => spot.close(),
        }
        outcome
    }

    async fn try_to_catch_up(&self, spot: &Spot, wanted: i64) -> Result<Arc<Answering>> {
        let open = match spot.answering() {
            Some(answering) => Some(answering),
            None => self.open(spot).await?,
        };
        let mut answering = match open {
            Some(answering) => answering,
            None => self.build(spot, &unwatched).await?,
        };
        while self.follow(spot, &answering, wanted).await? == Followed::Outgrown {
            answering = self.build(spot, &unwatched).await?;
        }
        spot.set(Arc::clone(&answering));
        Ok(answering)
    }

    /// Opens the index that is kept, if it is of use.
    pub(super) async fn open(&self, spot: &Spot) -> Result<Option<Arc<Answering>>> {
        let home = spot.home.clone();
        let Some(index) = blocking(move || Ok(home.open()?)).await? else { return Ok(None) };
        let Some(kept) = Kept::parse(&index.last_commit().shape) else { return Ok(None) };
        let schema = self.schemas.fresh(&self.database, spot.account, spot.object_type).await?;
        let (sequence, version) = (index.cursor(), schema.version);
        let mapping = Mapping::new(schema);
        let mark = news::mark(&self.database, spot.account, sequence).await?;
        if !mapping.is_served_by(&kept.shape) || mark != kept.mark() {
            return Ok(None);
        }
        let to_forget = kept.to_forget();
        let reached = Reached { sequence, mark, version, mapping: Arc::new(mapping), to_forget };
        Ok(Some(Arc::new(Answering::new(index, reached))))
    }

    /// Closes an index and removes its files, so that it is built anew when somebody needs it; whoever calls has the
    /// turn.
    pub(super) async fn remove(&self, spot: &Spot) -> Result<()> {
        spot.change(State::Unknown);
        self.clear(spot.account, spot.object_type.id).await
    }

    /// Closes all indexes of an account that is deleted, and removes their files.
    pub(crate) async fn remove_account(&self, account: AccountId) -> Result<()> {
        for spot in self.spots().into_iter().filter(|spot| spot.account == account) {
            let _turn = spot.turn.lock().await;
            self.remove(&spot).await?;
        }
        let mut places = self.places.lock().unwrap_or_else(PoisonError::into_inner);
        places.retain(|(of, _), _| *of != account);
        Ok(())
    }

    /// Removes the files of an index.
    pub(super) async fn clear(&self, account: AccountId, object_type: ObjectTypeId) -> Result<()> {
        let home = Home::of(self.settings.folder.as_deref(), account, object_type);
        blocking(move || Ok(home.clear().map_err(linchpin_search::Error::from)?)).await
    }
}

/// Does what waits for the disk or takes long where nobody else is kept waiting.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    ended(tokio::task::spawn_blocking(work).await)
}

/// What a task came to; one that panicked has failed.
fn ended<T>(outcome: Result<Result<T>, tokio::task::JoinError>) -> Result<T> {
    outcome.unwrap_or_else(|error| Err(StoreError::Panicked(error.to_string().into()).into()))
}
