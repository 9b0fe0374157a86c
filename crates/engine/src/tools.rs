//! What no sandbox has: accounts that are made, kept, taken back and emptied in one call, a log of calls, faults that are
//! injected, and a clock that is set.

mod accounts;
mod calls;
mod clock;
mod faults;
mod snapshots;
mod state;

pub use accounts::NewAccount;
pub(crate) use calls::Queue;
pub use calls::{LoggedCall, Logging, WantedCalls};
pub use clock::{AccountClock, SetClock, Shown as ShownClock};
pub use faults::{Effect, Fault, ShownFault};
pub use linchpin_store::snapshots::Snapshot;
pub use snapshots::Reset;
pub(crate) use state::State;

/// Why a tool does not do what it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ToolRefusal {
    /// What a path names is not there.
    #[error("there is no {kind} {id:?}")]
    NotFound {
        /// What it would be.
        kind: Thing,
        /// How the caller named it.
        id: String,
    },
    /// What is asked for cannot be; the text says why.
    #[error("{0}")]
    Invalid(&'static str),
}

/// What tools make, keep and show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// An account, as far as the caller may see.
    Account,
    /// A call in the log.
    Call,
    /// Events on their way to an app.
    Delivery,
    /// A fault.
    Fault,
    /// What waits for an app, named by that.
    Queue,
    /// A snapshot.
    Snapshot,
}

impl Thing {
    /// What people call it, as a word in a sentence.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Call => "call",
            Self::Delivery => "delivery",
            Self::Fault => "fault",
            Self::Queue => "queue of the app",
            Self::Snapshot => "snapshot",
        }
    }

    /// There is none of this name.
    pub(crate) fn not_found(self, id: &str) -> ToolRefusal {
        ToolRefusal::NotFound { kind: self, id: id.to_owned() }
    }
}

impl std::fmt::Display for Thing {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.as_str())
    }
}
