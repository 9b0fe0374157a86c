//! Public apps: what OAuth knows of them.

use linchpin_domain::{AccountId, AppId};
use linchpin_store::apps::{self as rows, AppContent};

use super::{App, AppKind, AppRefusal, AppScopes, content, deed, secret};
use crate::audit::{self, Action, Actor};
use crate::{Engine, Result, Scopes, Secret, random};

/// A public app to make.
pub struct NewPublicApp<'a, By = AccountId> {
    /// The account that makes it, or who does so there.
    pub account: By,
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
    pub async fn create_public_app(
        &self,
        new: NewPublicApp<'_, impl Into<Actor>>,
    ) -> Result<ClientCredentials> {
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
        let actor = new.account.into();
        let (account, now) = (actor.account, self.now(actor.account));
        let (key, secret) = (self.access.key.clone(), client_secret.clone());
        let work = self.database.transaction::<_, crate::Error, _>(move |tx| {
            Box::pin(async move {
                let app = rows::next_id(tx).await?;
                content.client_secret = Some(secret::seal(&key, app, &secret)?);
                rows::create(tx, account, app, &content, now).await?;
                audit::append(tx, actor, now, deed("", Action::Create, &app.to_string())).await?;
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
