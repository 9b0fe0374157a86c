//! Where apps want their events.

use std::sync::Arc;

use linchpin_domain::webhook::{Period, Throttling};
use linchpin_engine::webhooks::WebhookSettings;
use linchpin_wire::webhooks::settings as wire;

use crate::apps::app_id;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::READ, read);
    table.serve(&wire::REPLACE, replace);
    table.serve(&wire::ARCHIVE, archive);
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.webhook_settings(call.principal().account, app_id(&call)?).await?;
    Ok(Reply::ok(&body(&found)))
}

async fn replace(app: Arc<App>, call: Call) -> Outcome {
    let id = app_id(&call)?;
    let input: wire::SettingsInput<'_> = call.json()?;
    let throttling = throttling(&input.throttling)?;
    let by = call.principal().as_ref().into();
    let put = app.engine.put_webhook_settings(by, id, &input.target_url, throttling).await?;
    Ok(Reply::ok(&body(&put)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_webhook_settings(call.principal().as_ref().into(), app_id(&call)?).await?;
    Ok(Reply::no_content())
}

fn throttling(input: &wire::ThrottlingInput<'_>) -> Result<Throttling, Failure> {
    let period = match input.period.as_deref() {
        None => None,
        Some(name) => Some(Period::parse(name).ok_or_else(|| {
            Failure::invalid_webhook("period", "The period is SECONDLY or ROLLING_MINUTE.")
        })?),
    };
    Ok(Throttling { max_concurrent_requests: input.max_concurrent_requests.into(), period })
}

fn body(settings: &WebhookSettings) -> wire::SettingsBody<'_> {
    wire::SettingsBody {
        target_url: &settings.target_url,
        throttling: wire::ThrottlingBody {
            period: settings.throttling.period.map(Period::as_str),
            max_concurrent_requests: settings.throttling.max_concurrent_requests,
        },
        created_at: settings.created_at.to_iso(),
        updated_at: settings.updated_at.to_iso(),
    }
}
