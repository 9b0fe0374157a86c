//! Knowing without asking the database that there is nothing new in it.

use linchpin_store::Database;

/// What somebody knows who looks into the database again and again.
#[derive(Debug, Default)]
pub(crate) struct Lookout {
    /// The commits that were noticed before the last look.
    seen: Option<u64>,
}

impl Lookout {
    /// Whether something may have been committed since this was last asked; always, where other nodes commit too.
    pub(crate) fn is_due(&mut self, database: &Database) -> bool {
        let noticed = database.noticed_commits();
        noticed.is_none() || std::mem::replace(&mut self.seen, noticed) != noticed
    }

    /// Lets the next look be due: this one failed.
    pub(crate) fn look_again(&mut self) {
        self.seen = None;
    }
}
