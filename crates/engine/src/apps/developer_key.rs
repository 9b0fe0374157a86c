//! Developer keys: an account has one, by which it manages what its apps consist of, and which opens no records.

use std::time::Duration;

use linchpin_domain::{AccountId, AppId};
use linchpin_store::tokens as rows;

use super::tokens::FreshToken;
use super::{AppToken, deed};
use crate::audit::{self, Action, Actor};
use crate::{Credential, Engine, Error, Result, Secret};

/// The key belongs to no app.
const NO_APP: AppId = AppId(0);

impl Engine {
    /// The newest developer key of an account, without the key.
    pub async fn developer_key(&self, account: AccountId) -> Result<Option<AppToken>> {
        Ok(self.live_tokens(account, NO_APP, Credential::Developer).await?.pop())
    }

    /// Makes a developer key and lets the one before work for `grace` only; it is shown here and never again.
    pub async fn rotate_developer_key(&self, by: impl Into<Actor>, grace: Duration) -> Result<Secret> {
        let actor = by.into();
        let account = actor.account;
        let (end, now) = (self.end_of(account, grace).await?, self.now(account));
        let fresh = FreshToken::new(self, Credential::Developer)?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                rows::end_of_app(tx, account, NO_APP, Credential::Developer.as_str(), end).await?;
                fresh.keep(tx, account, NO_APP, "", now).await?;
                audit::append(tx, actor, now, deed(audit::DEVELOPER_KEY, Action::Update, "")).await?;
                Ok(fresh)
            })
        });
        let fresh = work.await?;
        self.access.forget_app(account, NO_APP);
        Ok(fresh.into_secret())
    }
}
