//! The webhooks journal: what happens in accounts, for apps that come and read it.
//!
//! A reader turns the change log of each account that an app subscribed to into files of events (`follow`), in the
//! transaction that moves its cursor; files stay for three days, and apps read them in the order of their commits.

mod definition;
mod events;
mod follow;
mod reading;
mod redaction;
mod snapshots;
mod subscriptions;

use linchpin_store::journal::AppKey;

use crate::{Engine, Principal, Result};

pub use definition::{Definition, Override};
pub use events::{Event, PairEvent};
pub use linchpin_store::journal::{Snapshot, Wanted};
pub use reading::{Published, SignedFile};
pub use snapshots::NewSnapshot;
pub use subscriptions::{Condition, Filter, Subscription};

/// Why the journal does not do what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalRefusal {
    /// What a path or body names is not there.
    #[error("there is no {kind} {id:?}")]
    NotFound {
        /// What it would be, as words in a sentence.
        kind: &'static str,
        /// How the caller named it.
        id: String,
    },
    /// What is asked for cannot be; the text says why.
    #[error("{0}")]
    Invalid(String),
}

impl JournalRefusal {
    fn not_found(kind: &'static str, id: &str) -> Self {
        Self::NotFound { kind, id: id.to_owned() }
    }
}

impl Engine {
    /// The app that calls, which the caller's account must have made: the journal is the app's, not an account's.
    async fn journal_of(&self, principal: &Principal) -> Result<AppKey> {
        let app = self.app(principal.account, principal.app).await?;
        Ok(AppKey { owner: app.account, app: app.id })
    }
}
