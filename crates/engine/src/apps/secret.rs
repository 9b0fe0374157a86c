//! The secrets of apps: public ones show by them who they are, and what is sent to any app is signed with its own.

use linchpin_domain::AppId;
use linchpin_store::{Error as StoreError, apps as rows};

use super::App;
use crate::audit::{self, Actor};
use crate::{Engine, Result, Secret, ServerKey, random};

impl Engine {
    /// Gives an app another secret; the one before is worthless at once, this one is shown here and never again.
    pub async fn rotate_client_secret(&self, by: impl Into<Actor>, id: AppId) -> Result<Secret> {
        let secret = Secret::new(random::uuid()?);
        let sealed = seal(&self.access.key, id, &secret)?;
        let columns = rows::AppChange { client_secret: Some(sealed), ..rows::AppChange::default() };
        self.change_columns(by.into(), id, columns, audit::CLIENT_SECRET).await?;
        Ok(secret)
    }

    /// Whether this is the secret of a public app; how long the answer takes says nothing about how much of it is right.
    pub fn app_secret_is(&self, app: &App, secret: &str) -> Result<bool> {
        let Some(known) = self.app_secret(app)? else { return Ok(false) };
        let key = &self.access.key;
        Ok(key.hash(known.expose()) == key.hash(secret))
    }

    /// The secret of an app; none of a private one that is older than that they have any and never wanted events.
    pub(crate) fn app_secret(&self, app: &App) -> Result<Option<Secret>> {
        app.sealed_secret.as_ref().map(|sealed| self.open_secret(app.id, sealed)).transpose()
    }

    /// The secret of an app from what is kept of it.
    pub(crate) fn open_secret(&self, app: AppId, sealed: &[u8]) -> Result<Secret> {
        let known = self.access.key.open(&purpose(app), sealed).ok_or_else(|| {
            StoreError::Corrupt(format!("the secret of app {app} does not open with this server.key").into())
        })?;
        Ok(Secret::new(known))
    }

    /// A secret for an app that has none, sealed.
    pub(crate) fn missing_secret(&self, app: &App) -> Result<Option<Vec<u8>>> {
        if app.sealed_secret.is_some() {
            return Ok(None);
        }
        seal(&self.access.key, app.id, &Secret::new(random::uuid()?)).map(Some)
    }
}

/// The secret of an app as it is kept.
pub(super) fn seal(key: &ServerKey, app: AppId, secret: &Secret) -> Result<Vec<u8>> {
    key.seal(&purpose(app), secret.expose())
}

/// What the secret of an app is sealed for.
fn purpose(app: AppId) -> String {
    format!("client secret {app}")
}
