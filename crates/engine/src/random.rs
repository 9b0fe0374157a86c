//! Text that nobody can guess, from the machine's source of randomness.

use std::fmt::Write as _;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};

use crate::Result;

/// So many bytes that nobody can guess.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| {
        linchpin_store::Error::Unusable(format!("the machine gives no random bytes: {error}").into())
    })?;
    Ok(bytes)
}

/// 256 random bits in hexadecimal digits: what sessions and links are known by.
pub(crate) fn key() -> Result<String> {
    Ok(hex(&bytes::<32>()?))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// 128 random bits in the form of a UUID, in which HubSpot shows its tokens, client ids and secrets.
pub(crate) fn uuid() -> Result<String> {
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes::<16>()?.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(text)
}

/// A name that no other process has; nothing depends on whether somebody can guess it.
pub(crate) fn name() -> String {
    let part = || RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", part(), part())
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn random_text_has_the_form_of_a_uuid() {
        let text = uuid().expect("random bytes");
        let lengths: Vec<_> = text.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert!(text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()));
        assert_ne!(text, uuid().expect("random bytes"));
    }
}
