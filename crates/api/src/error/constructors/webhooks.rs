//! The failures of webhooks: where apps want their events, and which.

use linchpin_wire::error::ErrorDetail;

use super::{Case, Failure};

impl Failure {
    /// The app does not say where it wants its events.
    pub fn webhook_settings_not_found() -> Self {
        Self::new(Case::WebhookSettingsNotFound, &[])
    }

    /// The app has no such subscription.
    pub fn webhook_subscription_not_found(id: &str) -> Self {
        Self::new(Case::WebhookSubscriptionNotFound, &[("id", id)]).with_context("subscriptionId", [id])
    }

    /// The app has this subscription already.
    pub fn webhook_subscription_exists(id: &str) -> Self {
        Self::new(Case::WebhookSubscriptionExists, &[("id", id)]).with_context("subscriptionId", [id])
    }

    /// The app has as many subscriptions as it may.
    pub fn too_many_webhook_subscriptions(max: usize) -> Self {
        Self::new(Case::TooManyWebhookSubscriptions, &[("max", &max.to_string())])
    }

    /// The app has none of the scopes any one of which would let it be told.
    pub fn webhook_scopes_missing(scopes: &[&str]) -> Self {
        let named = scopes.iter().copied();
        Self::new(Case::WebhookScopesMissing, &[("scopes", &scopes.join(", "))])
            .with_context("requiredScopes", named)
    }

    /// A field of settings or of a subscription cannot be as it was given.
    pub fn invalid_webhook(field: &'static str, reason: &str) -> Self {
        let detail = ErrorDetail {
            message: reason.to_owned().into(),
            field: Some(field.into()),
            ..ErrorDetail::default()
        };
        Self::new(Case::InvalidWebhook, &[("reason", reason)]).errors(vec![detail])
    }
}
