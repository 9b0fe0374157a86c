//! What the management of webhooks refuses.

use linchpin_domain::webhook::{EventType, TargetViolation, Throttling, TopicViolation};

/// Why something about an app's webhooks cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WebhookRefusal {
    /// The app does not say where it wants its events.
    #[error("the app has no webhook settings")]
    NoSettings,
    /// Nothing can be sent there.
    #[error("{url:?} cannot be a target URL: {violation}")]
    Target {
        /// The URL.
        url: String,
        /// What is wrong with it.
        violation: TargetViolation,
    },
    /// There cannot be so many requests at a time.
    #[error(
        "maxConcurrentRequests must be from {} to {}",
        Throttling::MAX_CONCURRENT.start(),
        Throttling::MAX_CONCURRENT.end()
    )]
    Throttling,
    /// The app has no such subscription.
    #[error("there is no subscription {0:?}")]
    NotFound(String),
    /// Nobody can subscribe to that.
    #[error("{0}")]
    Topic(TopicViolation),
    /// The app lacks the scopes to be told, any one of which would do.
    #[error("the app needs one of the scopes {}", .0.join(", "))]
    MissingScopes(&'static [&'static str]),
    /// The app has this subscription already.
    #[error("subscription {0} is the same")]
    Exists(i64),
    /// The app has as many subscriptions as it may.
    #[error("an app cannot have more than {0} subscriptions")]
    TooMany(usize),
    /// No event of this type can be made up.
    #[error("no event {0} can be made up")]
    NoTrial(EventType),
}
