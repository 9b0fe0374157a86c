//! Private apps.

use linchpin_domain::{AccountId, AppId};
use linchpin_store::{Error as StoreError, apps as rows, tokens};

use super::{AppKind, content};
use crate::{Credential, Engine, Result, Scopes, Secret, random};

/// A private app to make.
pub struct NewPrivateApp<'a> {
    /// The account that gets it.
    pub account: AccountId,
    /// What people call it.
    pub name: &'a str,
    /// What its token may do.
    pub scopes: Scopes,
}

/// A private app that was made, with the only sight of its token.
#[derive(Debug, Clone)]
pub struct PrivateApp {
    /// The app.
    pub app: AppId,
    /// Its token.
    pub token: Secret,
}

impl Engine {
    /// Makes a private app with one token; the token is shown here and never again.
    pub async fn create_private_app(&self, new: NewPrivateApp<'_>) -> Result<PrivateApp> {
        let content = content::content(AppKind::Private, new.name, &new.scopes)?;
        let token = new_token()?;
        let (hash, hint) = (self.access.key.hash(token.expose()), token.hint().to_owned());
        let (account, now) = (new.account, self.clock.now());
        let work = self.database.transaction::<_, StoreError, _>(move |tx| {
            Box::pin(async move {
                let app = rows::next_id(tx).await?;
                rows::create(tx, account, app, &content, now).await?;
                let token = tokens::NewToken {
                    hash: &hash,
                    account,
                    app,
                    credential: Credential::PrivateApp.as_str(),
                    user: None,
                    scopes: &content.required_scopes,
                    expires_at: None,
                    hint: &hint,
                };
                tokens::create(tx, token, now).await?;
                Ok(app)
            })
        });
        Ok(PrivateApp { app: work.await?, token })
    }
}

/// A token in the form that HubSpot gives private apps.
fn new_token() -> Result<Secret> {
    Ok(Secret::new(format!("pat-na1-{}", random::uuid()?)))
}
