//! Text that is shown once and must not be printed by accident.

use std::fmt;

/// A token, key or password on its way to whoever it is for.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// A secret of this text.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The text, for whoever it is for.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The last characters, by which people tell secrets apart that they do not see.
    pub(crate) fn hint(&self) -> &str {
        &self.0[self.0.len().saturating_sub(4)..]
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}
