//! Public apps: what OAuth knows of them.

use linchpin_domain::{AccountId, AppId};
use linchpin_store::apps::{self as rows, AppContent};

use super::{App, AppKind, AppRefusal, AppScopes, content, secret};
use crate::{Engine, Result, Scopes, Secret, random};

/// A public app to make.
pub struct NewPublicApp<'a> {
    /// The account that makes it.
    pub account: AccountId,
    /// What people call it.
    pub name: &'a str,
    /// What it asks to be allowed.
    pub scopes: AppScopes,
    /// Where it may send people back to.
    pub redirect_urls: &'a [String],
}

/// How a public app shows who it is, with the only sight of its secret.
#[derive(Debug, Clone)]
pub struct ClientCredentials {
    /// The app.
    pub app: AppId,
    /// The name by which OAuth knows it.
    pub client_id: String,
    /// Its secret.
    pub client_secret: Secret,
}

impl Engine {
    /// Makes a public app; its secret is shown here and never again.
    pub async fn create_public_app(&self, new: NewPublicApp<'_>) -> Result<ClientCredentials> {
        let AppScopes { required, conditional, optional } = new.scopes;
        if required == Scopes::All {
            return Err(AppRefusal::PublicWithAllScopes.into());
        }
        let (client_id, client_secret) = (random::uuid()?, Secret::new(random::uuid()?));
        let mut content = AppContent {
            client_id: Some(client_id.clone()),
            conditional_scopes: content::joined(&conditional)?,
            optional_scopes: content::joined(&optional)?,
            redirect_urls: content::redirect_lines(new.redirect_urls)?,
            ..content::content(AppKind::Public, new.name, &required)?
        };
        let (account, now) = (new.account, self.now(new.account));
        let (key, secret) = (self.access.key.clone(), client_secret.clone());
        let work = self.database.transaction::<_, crate::Error, _>(move |tx| {
            Box::pin(async move {
                let app = rows::next_id(tx).await?;
                content.client_secret = Some(secret::seal(&key, app, &secret)?);
                rows::create(tx, account, app, &content, now).await?;
                Ok(app)
            })
        });
        Ok(ClientCredentials { app: work.await?, client_id, client_secret })
    }

    /// The public app of this client id; none when there is no such app, or it is archived.
    pub async fn find_app_by_client_id(&self, client_id: &str) -> Result<Option<App>> {
        rows::find(&self.database, client_id).await?.map(content::app).transpose()
    }
}
