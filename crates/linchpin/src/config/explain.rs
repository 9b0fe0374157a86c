//! What is wrong with a configuration, in words that say where to look.

use anyhow::anyhow;
use figment::error::Kind;

use super::{Layer, PREFIX};

/// Words a failure to read the configuration.
pub(super) fn explain(error: &figment::Error) -> anyhow::Error {
    let source = error.metadata.as_ref().map_or("", |metadata| metadata.name.as_ref());
    let key = error.path.last().map(String::as_str).unwrap_or_default();
    match &error.kind {
        Kind::UnknownField(unknown, known) => {
            let known = known.join(", ");
            anyhow!("{}: there is no such setting; the settings are {known}", place(source, unknown))
        }
        kind if key.is_empty() => anyhow!("{source}: {kind}"),
        kind => anyhow!("{}: {kind}", place(source, key)),
    }
}

/// The setting as it is called where it was made.
fn place(source: &str, key: &str) -> String {
    match source {
        Layer::ENVIRONMENT => format!("environment variable {PREFIX}{}", key.to_ascii_uppercase()),
        Layer::COMMAND_LINE => format!("--{}", key.replace('_', "-")),
        file => format!("{file}: setting {key:?}"),
    }
}
