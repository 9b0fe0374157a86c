//! The configuration: one struct, filled from defaults, a TOML file, the environment and the command line.

mod explain;
mod values;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use figment::providers::{Format as _, Toml};
use figment::value::{Dict, Map, Value};
use figment::{Figment, Metadata, Profile, Provider};
use serde::{Deserialize, Serialize};

use crate::cli::{CommonFlags, ServeFlags};

pub(crate) use values::{LogFormat, LogLevel, SearchMode, Secret};

/// The name of the file that is read when no other is named, inside the data folder.
const FILE_NAME: &str = "linchpin.toml";
/// What the environment variables of settings start with.
const PREFIX: &str = "LINCHPIN_";
/// Variables with that prefix which are no settings: people and tests keep in them how to reach a server, and a
/// server that starts in the same shell must not stumble over them.
const NO_SETTINGS: [&str; 8] = [
    "LINCHPIN_ACCOUNT_ID",
    "LINCHPIN_BASE_URL",
    "LINCHPIN_SCREENSHOTS",
    "LINCHPIN_SETUP_URL",
    "LINCHPIN_TEST_CA",
    "LINCHPIN_TEST_DROP_IN",
    "LINCHPIN_TEST_POSTGRES",
    "LINCHPIN_TOKEN",
];

/// Everything that can be set.
///
/// A field is a key of the TOML file, its upper-case name behind `LINCHPIN_` is an environment variable, and with
/// dashes it is a flag.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting that people know by its name")]
pub(crate) struct Config {
    /// The folder that holds the database, the server's key and the first token.
    pub(crate) data: PathBuf,
    /// The address to take calls on, as `HOST:PORT`; port 0 picks a free one.
    pub(crate) listen: String,
    /// The operator's own certificate chain, as a PEM file, with which that address speaks TLS.
    pub(crate) tls_cert: Option<PathBuf>,
    /// The private key that goes with it, as a PEM file.
    pub(crate) tls_key: Option<PathBuf>,
    /// Whether the server also stands in for HubSpot's hosts.
    pub(crate) drop_in: bool,
    /// The address to do that on, as `HOST:PORT`; port 0 picks a free one.
    pub(crate) drop_in_listen: String,
    /// Whether webhooks may reach private networks.
    pub(crate) allow_private_networks: bool,
    /// The certificates of authorities that webhooks believe as well, as a PEM file.
    pub(crate) webhook_ca: Option<PathBuf>,
    /// A PostgreSQL database, as a URL, in place of the one in the data folder.
    pub(crate) database_url: Option<Secret>,
    /// How many PostgreSQL connections may be open.
    pub(crate) database_connections: usize,
    /// What a search sees: `read-your-writes` for everything that was committed when it arrived, or `eventual`.
    pub(crate) search: SearchMode,
    /// Whether an empty account is filled with a small believable CRM.
    pub(crate) sample_data: bool,
    /// Whether one JSON line on standard output says that calls are accepted.
    pub(crate) ready_json: bool,
    /// What is important enough to be logged: a level, or levels by part as in `warn,linchpin_api=debug`.
    pub(crate) log_level: LogLevel,
    /// How log lines look: `human` or `json`.
    pub(crate) log_format: LogFormat,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data: PathBuf::from("linchpin-data"),
            listen: "127.0.0.1:8080".to_owned(),
            tls_cert: None,
            tls_key: None,
            drop_in: false,
            drop_in_listen: "127.0.0.1:443".to_owned(),
            allow_private_networks: false,
            webhook_ca: None,
            database_url: None,
            database_connections: 16,
            search: SearchMode::ReadYourWrites,
            sample_data: false,
            ready_json: false,
            log_level: LogLevel::default(),
            log_format: LogFormat::Human,
        }
    }
}

/// The flags that are settings.
#[derive(Serialize)]
struct Flags<'a> {
    #[serde(flatten)]
    common: &'a CommonFlags,
    #[serde(flatten)]
    serve: Option<&'a ServeFlags>,
}

impl Config {
    /// Reads the configuration of this process.
    pub(crate) fn load(common: &CommonFlags, serve: Option<&ServeFlags>) -> Result<Self> {
        Self::from_layers(common, serve, std::env::vars_os())
    }

    fn from_layers(
        common: &CommonFlags,
        serve: Option<&ServeFlags>,
        variables: impl Iterator<Item = (OsString, OsString)>,
    ) -> Result<Self> {
        let mut environment = Layer::of_environment(variables)?;
        let named = common.config.clone().or_else(|| environment.path("config"));
        environment.values.remove("config");
        let file = named.or_else(|| file_in_data_folder(common, &environment));
        let mut layers = Figment::new();
        if let Some(file) = file {
            layers = layers.merge(Layer::of_file(&file)?);
        }
        layers = layers.merge(environment).merge(Layer::of_flags(&Flags { common, serve })?);
        layers.extract_lossy().map_err(|error| explain::explain(&error))
    }
}

/// The file in the data folder, if there is one.
///
/// The file cannot say where the folder is that it lies in; when it names another one, that one holds the data.
fn file_in_data_folder(common: &CommonFlags, environment: &Layer) -> Option<PathBuf> {
    let folder = common.data.clone().or_else(|| environment.path("data"));
    let file = folder.unwrap_or_else(|| Config::default().data).join(FILE_NAME);
    file.is_file().then_some(file)
}

/// Settings from one source.
///
/// It stands in for figment's own providers: theirs for the environment guesses the type of a value from its text,
/// and a folder named `1` is still a folder.
struct Layer {
    /// The source, as messages name it.
    name: String,
    values: Dict,
}

impl Layer {
    /// The name of the layer of environment variables.
    const ENVIRONMENT: &'static str = "the environment";
    /// The name of the layer of flags.
    const COMMAND_LINE: &'static str = "the command line";

    fn of_file(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path);
        let text = text.with_context(|| format!("cannot read the configuration file {name}"))?;
        let values = Toml::from_str(&text);
        let values = values.with_context(|| format!("the configuration file {name} is not TOML"))?;
        Ok(Self { name, values })
    }

    fn of_environment(variables: impl Iterator<Item = (OsString, OsString)>) -> Result<Self> {
        let mut values = Dict::new();
        for (name, value) in variables {
            let Some(name) = name.to_str() else { continue };
            if let Some(key) = name.strip_prefix(PREFIX)
                && !NO_SETTINGS.contains(&name)
            {
                let value = value.to_str();
                let value = value.with_context(|| format!("environment variable {name}: not UTF-8"))?;
                values.insert(key.to_ascii_lowercase(), value.into());
            }
        }
        Ok(Self { name: Self::ENVIRONMENT.to_owned(), values })
    }

    fn of_flags(flags: &Flags<'_>) -> Result<Self> {
        let values = Value::serialize(flags)?.into_dict().unwrap_or_default();
        Ok(Self { name: Self::COMMAND_LINE.to_owned(), values })
    }

    fn path(&self, key: &str) -> Option<PathBuf> {
        self.values.get(key).and_then(Value::as_str).map(PathBuf::from)
    }
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, figment::Error> {
        Ok(Profile::Default.collect(self.values.clone()))
    }
}

#[cfg(test)]
mod tests;
