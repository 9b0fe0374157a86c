//! A data folder with its open database: what every command works on.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use linchpin_engine::apps::NewPrivateApp;
use linchpin_engine::{Clock, Engine, Principal, Scopes, search};
use linchpin_store::port::Location;
use linchpin_store::{Database, migrations};

use crate::config::Config;
use crate::data_folder::{DataFolder, FolderLock};

/// What the first account is called.
const DEFAULT_ACCOUNT: &str = "Linchpin";
/// What its private app is called.
const DEFAULT_APP: &str = "Default";

/// A data folder with its open database.
pub(crate) struct Installation {
    /// The folder.
    pub(crate) folder: DataFolder,
    /// The use cases over its database.
    pub(crate) engine: Arc<Engine>,
}

/// The default app, as it is handed to people.
pub(crate) struct DefaultApp {
    /// On whose behalf its calls are made.
    pub(crate) principal: Arc<Principal>,
    /// Its token.
    pub(crate) token: String,
    /// Whether it was made just now, so that nobody has seen the token yet.
    pub(crate) is_new: bool,
}

impl Installation {
    /// Opens the database of a folder that this process holds, and brings its schema up to date.
    pub(crate) async fn open(config: &Config, folder: DataFolder, _held: &FolderLock) -> Result<Self> {
        let (installation, database) = Self::connect(config, folder).await?;
        let now = installation.engine.clock().now();
        migrations::apply(&database, now).await.context("cannot bring the database up to date")?;
        Ok(installation)
    }

    /// Opens the database beside a server that may be running.
    ///
    /// The schema is brought up to date only when no server runs: it would not like to have it changed.
    pub(crate) async fn open_beside(config: &Config) -> Result<Self> {
        let folder = DataFolder::open(&config.data)?;
        match folder.try_lock()? {
            Some(lock) => Self::open(config, folder, &lock).await,
            None => Ok(Self::connect(config, folder).await?.0),
        }
    }

    async fn connect(config: &Config, folder: DataFolder) -> Result<(Self, Arc<Database>)> {
        let key = folder.server_key()?;
        let database = Arc::new(open_database(config, &folder).await?);
        let searching = search::Settings { folder: Some(folder.search()), freshness: config.search.into() };
        let engine = Arc::new(Engine::new(Arc::clone(&database), key, Clock::System, searching));
        Ok((Self { folder, engine }, database))
    }

    /// The app whose token the folder keeps; made, with an account for it, when there is none.
    ///
    /// A kept token that the database does not know gives way to a new one: the folder is older than the database.
    pub(crate) async fn default_app(&self) -> Result<DefaultApp> {
        if let Some(token) = self.folder.token()?
            && let Some(principal) = self.engine.authenticate(&token).await?
        {
            return Ok(DefaultApp { principal, token, is_new: false });
        }
        let account = match self.engine.accounts().await?.first() {
            Some(account) => account.id,
            None => self.engine.create_account(DEFAULT_ACCOUNT).await?,
        };
        let new = NewPrivateApp { account, name: DEFAULT_APP, scopes: Scopes::All };
        let token = self.engine.create_private_app(new).await?.token.expose().to_owned();
        self.folder.keep_token(&token)?;
        let principal = self.engine.authenticate(&token).await?;
        let principal = principal.context("the database does not know the token that it was just given")?;
        Ok(DefaultApp { principal, token, is_new: true })
    }
}

async fn open_database(config: &Config, folder: &DataFolder) -> Result<Database> {
    let opened = if let Some(url) = &config.database_url {
        let location = Location::Server { url: url.expose(), connections: config.database_connections };
        Database::open(location).await
    } else {
        Database::open(Location::File(&folder.database()?)).await
    };
    opened.context("cannot open the database")
}
