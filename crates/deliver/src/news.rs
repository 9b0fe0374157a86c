//! How well receivers do, as long as that is not written down: only what turns is written down at once, the rest when
//! there is something else to write about the queue.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use linchpin_domain::webhook::Health;
use linchpin_engine::webhooks::Queue;

/// What is not written down yet about the receivers of queues that this node holds.
#[derive(Default)]
pub(crate) struct News(Mutex<HashMap<Queue, Health>>);

impl News {
    /// Takes note of how well the receiver of a queue does.
    pub(crate) fn note(&self, queue: Queue, health: Health) {
        self.lock().insert(queue, health);
    }

    /// What is not written down about one.
    pub(crate) fn of(&self, queue: Queue) -> Option<Health> {
        self.lock().get(&queue).copied()
    }

    /// What is not written down.
    pub(crate) fn all(&self) -> Vec<(Queue, Health)> {
        self.lock().iter().map(|(queue, health)| (*queue, *health)).collect()
    }

    /// This was written down; what came meanwhile was not.
    pub(crate) fn written(&self, queue: Queue, health: Health) {
        let mut news = self.lock();
        if news.get(&queue) == Some(&health) {
            news.remove(&queue);
        }
    }

    /// Nobody sends any more what is in a queue.
    pub(crate) fn forget(&self, queue: Queue) {
        self.lock().remove(&queue);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Queue, Health>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{AccountId, AppId};

    use super::*;

    #[test]
    fn what_came_meanwhile_stays_news() {
        let (news, queue) = (News::default(), Queue { account: AccountId(1), app: AppId(2) });
        let health = |failures| Health { failures, failing_since: None };
        news.note(queue, health(1));
        assert_eq!(news.all(), [(queue, health(1))]);
        news.note(queue, health(2));
        news.written(queue, health(1));
        assert_eq!(news.of(queue), Some(health(2)));
        news.written(queue, health(2));
        assert_eq!(news.of(queue), None);
        news.note(queue, health(3));
        news.forget(queue);
        assert!(news.all().is_empty());
    }
}
