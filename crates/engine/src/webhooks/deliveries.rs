//! Deliveries as people look at them: what was sent to apps, what waits, and what is to be sent once more.
//!
//! They are seen by the account that the events are of, and by the one that made the app.

mod read;
mod replay;
mod trial;

use linchpin_domain::webhook::{EventType, Health};
use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::webhook_deliveries::reading::{self, Reach};

use super::{Event, Exchange, What};
use crate::Principal;

pub use linchpin_store::webhook_deliveries::asked::Again;
pub use linchpin_store::webhook_deliveries::reading::{Attempt, Queue};
pub use replay::{MAX_AGAIN, Replay};
pub use trial::TrialEvent;

/// How far a delivery has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is to be sent, or sent again.
    Waiting,
    /// Its receiver took it.
    Delivered,
    /// It was sent in vain for the last time.
    Failed,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Delivered, Self::Failed];

    /// The name that the store knows it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// The state of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.as_str() == name)
    }
}

/// Which deliveries to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The account that the events are of; the caller's own if there is none.
    pub account: Option<AccountId>,
    /// Those to this app.
    pub app: Option<AppId>,
    /// Those in this state.
    pub state: Option<State>,
    /// Those with an event of this type.
    pub event_type: Option<EventType>,
    /// Those with an event about the record of this id.
    pub object: Option<i64>,
    /// Those that were made between these two moments, both included.
    pub created: (Timestamp, Timestamp),
    /// Those before this number.
    pub before: i64,
    /// At most so many.
    pub limit: usize,
}

impl Wanted {
    /// The newest deliveries of all.
    pub const fn newest(limit: usize) -> Self {
        Self {
            account: None,
            app: None,
            state: None,
            event_type: None,
            object: None,
            created: (Timestamp(i64::MIN), Timestamp(i64::MAX)),
            before: i64::MAX,
            limit,
        }
    }
}

/// A delivery with its events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The account that the events are of.
    pub account: AccountId,
    /// The delivery as it is kept.
    pub row: reading::Delivery,
    /// Its events.
    pub events: Vec<Event>,
}

/// A delivery with all that is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detailed {
    /// The delivery.
    pub delivery: Delivery,
    /// The times that it was sent, the first one first, each with what was said then, where that was kept.
    pub attempts: Vec<(Attempt, Option<Exchange>)>,
    /// How well its receiver does.
    pub health: Health,
}

/// Some deliveries, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The deliveries.
    pub deliveries: Vec<Delivery>,
    /// The number before which the next page begins, if there is one; a page may be short and have one all the same.
    pub next: Option<i64>,
}

/// What of an account its caller may see: everything of its own, and what concerns the apps that it made elsewhere.
fn reach(principal: &Principal, account: Option<AccountId>) -> Reach {
    match account {
        Some(other) if other != principal.account => Reach { account: other, maker: Some(principal.account) },
        _ => Reach { account: principal.account, maker: None },
    }
}

impl What {
    /// Whether it happened to the record of this id, or is about it.
    fn concerns(&self, object: i64) -> bool {
        match self {
            Self::Created(id) | Self::Deleted(id) | Self::Restored(id) | Self::PrivacyDeleted(id) => {
                *id == object
            }
            Self::PropertyChanged { id, .. } => *id == object,
            Self::Merged { primary, merged, new, .. } => {
                *primary == object || *new == object || merged.contains(&object)
            }
            Self::AssociationChanged { from, to, .. } => *from == object || *to == object,
        }
    }
}
