//! Public apps: what OAuth knows of them.

use linchpin_domain::{AccountId, AppId};
use linchpin_store::apps as rows;
use linchpin_store::{Error as StoreError, apps::AppContent};

use super::{App, AppKind, AppRefusal, AppScopes, content, deed};
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
                content.client_secret = Some(key.seal(&purpose(app), secret.expose())?);
                rows::create(tx, account, app, &content, now).await?;
                audit::append(tx, actor, now, deed("", Action::Create, &app.to_string())).await?;
                Ok(app)
            })
        });
        Ok(ClientCredentials { app: work.await?, client_id, client_secret })
    }

    /// Gives a public app another secret; the one before is worthless at once, this one is shown here and never again.
    pub async fn rotate_client_secret(&self, by: impl Into<Actor>, id: AppId) -> Result<ClientCredentials> {
        let actor = by.into();
        let client_id = self.app(actor.account, id).await?.client_id.ok_or(AppRefusal::NoClientSecret)?;
        let client_secret = Secret::new(random::uuid()?);
        let sealed = self.access.key.seal(&purpose(id), client_secret.expose())?;
        let columns = rows::AppChange { client_secret: Some(sealed), ..rows::AppChange::default() };
        self.change_columns(actor, id, columns, audit::CLIENT_SECRET).await?;
        Ok(ClientCredentials { app: id, client_id, client_secret })
    }

    /// The public app of this client id; none when there is no such app, or it is archived.
    pub async fn find_app_by_client_id(&self, client_id: &str) -> Result<Option<App>> {
        rows::find(&self.database, client_id).await?.map(content::app).transpose()
    }

    /// Whether this is the secret of a public app; how long the answer takes says nothing about how much of it is right.
    pub fn app_secret_is(&self, app: &App, secret: &str) -> Result<bool> {
        let Some(sealed) = &app.sealed_secret else { return Ok(false) };
        let key = &self.access.key;
        let known = key.open(&purpose(app.id), sealed).ok_or_else(|| {
            StoreError::Corrupt(
                format!("the secret of app {} does not open with this server.key", app.id).into(),
            )
        })?;
        Ok(key.hash(&known) == key.hash(secret))
    }
}

/// What the secret of an app is sealed for.
fn purpose(app: AppId) -> String {
    format!("client secret {app}")
}
