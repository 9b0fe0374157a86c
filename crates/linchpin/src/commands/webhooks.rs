//! `linchpin webhooks`: say where apps want their events, and which.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Result;
use linchpin_domain::webhook::{Health, Throttling, Topic};
use linchpin_domain::{AccountId, AppId};
use linchpin_engine::Engine;
use linchpin_engine::webhooks::WebhookRefusal;

use super::deliveries::operator;
use super::{account, receive};
use crate::cli::webhooks::{NewSubscription, OneSubscription, WebhookTarget, WebhooksCommand, WebhooksOf};
use crate::config::Config;
use crate::installation::Installation;

/// Runs the command; a running server follows with the next change.
pub(crate) async fn run(config: &Config, command: WebhooksCommand) -> Result<ExitCode> {
    let engine = Installation::open_beside(config).await?.engine;
    let done = match command {
        WebhooksCommand::Receive(new) => receive::receive(&engine, new).await,
        WebhooksCommand::Set(target) => set(&engine, target).await,
        WebhooksCommand::Subscribe(new) => subscribe(&engine, new).await,
        WebhooksCommand::Unsubscribe(which) => unsubscribe(&engine, which).await,
        WebhooksCommand::List(which) => list(&engine, &which).await,
    };
    engine.close().await;
    done.map(|()| ExitCode::SUCCESS)
}

async fn set(engine: &Engine, target: WebhookTarget) -> Result<()> {
    let (account, app) = find(engine, &target.which).await?;
    let throttling = Throttling { max_concurrent_requests: target.max_concurrent_requests, period: None };
    engine.put_webhook_settings(account.into(), app, &target.url, throttling).await?;
    writeln!(
        std::io::stderr(),
        "events of app {app} go to {}; `linchpin app rotate-secret {app}` prints a secret to check their \
         signatures with",
        target.url
    )?;
    Ok(())
}

async fn subscribe(engine: &Engine, new: NewSubscription) -> Result<()> {
    let (account, app) = find(engine, &new.which).await?;
    let topic = Topic::parse(&new.event_type, new.object_type.as_deref(), new.property.as_deref(), None)
        .map_err(WebhookRefusal::Topic)?;
    let made = engine.create_webhook_subscription(account.into(), app, topic, true).await?;
    writeln!(std::io::stdout(), "{}", made.id)?;
    Ok(())
}

async fn unsubscribe(engine: &Engine, which: OneSubscription) -> Result<()> {
    let (account, app) = find(engine, &which.which).await?;
    Ok(engine.delete_webhook_subscription(account.into(), app, &which.id).await?)
}

async fn list(engine: &Engine, which: &WebhooksOf) -> Result<()> {
    let (account, app) = find(engine, which).await?;
    let mut out = std::io::stdout().lock();
    for subscription in engine.webhook_subscriptions(account, app).await? {
        let state = if subscription.is_active { "on" } else { "off" };
        let Topic { event_type, object_type, property, event_name } = subscription.topic;
        let about = [object_type.map(|id| id.to_string()), property, event_name];
        let about = about.into_iter().flatten().collect::<Vec<_>>().join(" ");
        writeln!(out, "{}\t{state}\t{event_type}\t{about}", subscription.id)?;
    }
    for queue in engine.webhook_queues(&operator(account), None).await? {
        if let Some(trouble) = trouble(queue.health).filter(|_| queue.app == app) {
            // It is not among what the app subscribed to.
            writeln!(std::io::stderr(), "{trouble}")?;
        }
    }
    Ok(())
}

/// What is wrong with a receiver, if anything is.
fn trouble(health: Health) -> Option<String> {
    let n_failed = health.failures;
    match health.down_since() {
        Some(since) => {
            Some(format!("the receiver is down since {since}: {n_failed} requests failed in a row"))
        }
        None => (n_failed > 0).then(|| format!("the last {n_failed} requests failed")),
    }
}

async fn find(engine: &Engine, which: &WebhooksOf) -> Result<(AccountId, AppId)> {
    Ok((account::find(engine, which.of.account).await?, AppId(which.app)))
}

#[cfg(test)]
mod tests {
    use linchpin_domain::Timestamp;

    use super::*;

    #[test]
    fn only_receivers_that_fail_are_told_of() {
        for (failures, expected) in [
            (0, None),
            (3, Some("the last 3 requests failed")),
            (25, Some("the receiver is down since 1970-01-01T00:00:00Z: 25 requests failed in a row")),
        ] {
            let failing_since = (failures > 0).then_some(Timestamp(0));
            assert_eq!(trouble(Health { failures, failing_since }).as_deref(), expected);
        }
    }
}
