//! The types of settings that are more than text and numbers.

use std::fmt;

use linchpin_engine::search::Freshness;
use serde::Deserialize;
use tracing_subscriber::filter::{LevelFilter, Targets};

/// A text that is never printed.
#[derive(Clone, Deserialize)]
pub(crate) struct Secret(String);

impl Secret {
    /// The text, for the one place that needs it.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret")
    }
}

/// What is important enough to be logged.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct LogLevel(Targets);

impl LogLevel {
    /// The filter that lets the important pass.
    pub(crate) fn filter(&self) -> Targets {
        self.0.clone()
    }
}

impl Default for LogLevel {
    fn default() -> Self {
        Self(Targets::new().with_default(LevelFilter::INFO))
    }
}

impl TryFrom<String> for LogLevel {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        // A lone word would otherwise be read as the name of a part of the program.
        let parts_are_plausible =
            text.split(',').all(|part| part.contains('=') || part.trim().parse::<LevelFilter>().is_ok());
        match text.parse() {
            Ok(targets) if parts_are_plausible => Ok(Self(targets)),
            _ => Err(format!("{text:?} is not a log level: error, warn, info, debug, trace or off")),
        }
    }
}

/// What a search sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SearchMode {
    /// Everything that was committed when it arrived.
    ReadYourWrites,
    /// What the index holds, which follows within about a second.
    Eventual,
}

impl From<SearchMode> for Freshness {
    fn from(mode: SearchMode) -> Self {
        match mode {
            SearchMode::ReadYourWrites => Self::ReadYourWrites,
            SearchMode::Eventual => Self::Eventual,
        }
    }
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogFormat {
    /// Text for people, coloured on a terminal.
    Human,
    /// One JSON object per line.
    Json,
}
