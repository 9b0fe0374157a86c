//! Where the events of a queue go, and how they are signed.

use linchpin_domain::webhook::{Health, Period};
use linchpin_store::webhook_queues::target as rows;

use super::Queue;
use crate::apps::AppKind;
use crate::{Engine, Result, Secret};

/// Where the events of a queue go.
#[derive(Debug, Clone)]
pub enum Target {
    /// To an app.
    Open(Sending),
    /// Nowhere for now.
    Paused,
    /// Nowhere any more, for this reason.
    Ended(&'static str),
}

/// How events are sent to an app.
#[derive(Debug, Clone)]
pub struct Sending {
    /// Where to.
    pub url: String,
    /// How many requests at most.
    pub pace: Pace,
    /// How well it did when that was last written down.
    pub health: Health,
    /// What they are signed with.
    pub secret: Secret,
}

/// How many requests there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// So many,
    pub max_requests: usize,
    /// in this time; without one, at a time.
    pub period: Option<Period>,
}

impl Engine {
    /// Where the events of a queue go at this moment.
    pub async fn webhook_target(&self, queue: Queue) -> Result<Target> {
        let row = rows::read(&self.database, queue.account, queue.app).await?;
        let row = match row {
            Some(row) if row.kind.is_some() && !row.is_archived => row,
            _ => return Ok(Target::Ended("the app was archived")),
        };
        if row.kind.as_deref() == Some(AppKind::Public.as_str()) && !row.is_installed {
            return Ok(Target::Ended("the app was uninstalled"));
        }
        let Some(settings) = row.settings else {
            return Ok(Target::Ended("the app has no webhook settings any more"));
        };
        if settings.is_paused {
            return Ok(Target::Paused);
        }
        let Some(sealed) = row.sealed_secret else {
            return Ok(Target::Ended("the app has no client secret"));
        };
        let secret = self.open_secret(queue.app, &sealed)?;
        let pace = Pace {
            max_requests: settings.max_concurrent_requests.max(1) as usize,
            period: settings.period.as_deref().and_then(Period::parse),
        };
        Ok(Target::Open(Sending { url: settings.url, pace, health: row.health, secret }))
    }
}
