//! Who is told that a change log grew.

use linchpin_domain::AccountId;
use tokio::sync::broadcast;

/// How many accounts a listener may be behind before it is told that it missed some.
const CAPACITY: usize = 1_024;

/// Tells readers of change logs what this process committed, so that they need not ask again and again.
pub(super) struct Grown(broadcast::Sender<AccountId>);

impl Default for Grown {
    fn default() -> Self {
        Self(broadcast::Sender::new(CAPACITY))
    }
}

impl Grown {
    pub(super) fn listen(&self) -> broadcast::Receiver<AccountId> {
        self.0.subscribe()
    }

    /// Tells of a commit; the list is empty afterwards.
    pub(super) fn tell(&self, accounts: &mut Vec<AccountId>) {
        for account in accounts.drain(..) {
            // Nobody listens where nothing goes on beside the calls, as in commands.
            let _ = self.0.send(account);
        }
    }
}
