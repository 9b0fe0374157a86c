//! Secrets that are handed out: what sessions and links are known by.

use std::fmt::Write as _;

use crate::Result;

/// 32 random bytes in hexadecimal digits.
pub(super) fn new() -> Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| {
        linchpin_store::Error::Unusable(format!("the machine gives no random bytes: {error}").into())
    })?;
    Ok(hex(&bytes))
}

/// Bytes in hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
