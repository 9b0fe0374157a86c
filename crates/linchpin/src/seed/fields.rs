//! The values of a record that is being made up.

use std::borrow::Cow;

use linchpin_domain::Input;
use linchpin_engine::objects::Values;

/// The values of one record.
#[derive(Debug, Default)]
pub(crate) struct Fields(Values<'static>);

impl Fields {
    /// No values, with room for many.
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(16))
    }

    /// Adds a value.
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<Cow<'static, str>>) {
        self.0.push((Cow::Borrowed(name), Input::Text(value.into())));
    }

    /// The values as the engine takes them.
    pub(crate) fn into_values(self) -> Values<'static> {
        self.0
    }

    /// The values as text, for tests to look at.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> Vec<(String, String)> {
        self.0.iter().map(|(name, value)| (name.to_string(), value.as_str().to_owned())).collect()
    }
}
