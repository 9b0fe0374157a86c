//! Refusals of webhooks, as failures.

use linchpin_engine::webhooks::WebhookRefusal;

use super::sentence;
use crate::Failure;

/// What goes wrong with the webhooks of apps.
pub(super) fn webhook(refusal: &WebhookRefusal) -> Failure {
    let invalid = |field| Failure::invalid_webhook(field, &sentence(&refusal.to_string()));
    match refusal {
        WebhookRefusal::NoSettings => Failure::webhook_settings_not_found(),
        WebhookRefusal::NotFound(id) => Failure::webhook_subscription_not_found(id),
        WebhookRefusal::Exists(id) => Failure::webhook_subscription_exists(&id.to_string()),
        WebhookRefusal::TooMany(max) => Failure::too_many_webhook_subscriptions(*max),
        WebhookRefusal::MissingScopes(scopes) => Failure::webhook_scopes_missing(scopes),
        WebhookRefusal::Target { .. } => invalid("targetUrl"),
        WebhookRefusal::Throttling => invalid("maxConcurrentRequests"),
        WebhookRefusal::Topic(violation) => invalid(violation.field()),
        WebhookRefusal::NoTrial(_) => invalid("eventType"),
    }
}
