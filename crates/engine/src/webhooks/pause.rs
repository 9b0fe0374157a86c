//! Apps that are sent nothing for a while.

use linchpin_domain::AppId;
use linchpin_store::webhook_settings as rows;

use super::settings::{hold, note, settings};
use super::{WebhookRefusal, WebhookSettings};
use crate::audit::{Action, Actor};
use crate::{Engine, Error, Result};

impl Engine {
    /// Sends an app nothing from now on, so that what happens waits; or sends it what waited and goes on.
    pub async fn pause_webhooks(&self, by: Actor, app: AppId, is_paused: bool) -> Result<WebhookSettings> {
        let now = self.now(by.account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                hold(tx, by.account, app).await?;
                let row = rows::pause(tx, by.account, app, is_paused, now).await?;
                let row = row.ok_or(WebhookRefusal::NoSettings)?;
                note(tx, by, now, Action::Update, app).await?;
                Ok(row)
            })
        });
        settings(work.await?)
    }
}
