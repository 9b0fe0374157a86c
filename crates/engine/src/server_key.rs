//! The server's own key: what is compared is kept as its hash, and what is needed again is kept sealed.

use hmac::{Hmac, KeyInit as _, Mac as _};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::Sha256;

use crate::{Result, random};

/// The key under which tokens and blocked addresses are hashed, and secrets sealed.
#[derive(Clone)]
pub struct ServerKey([u8; 32]);

impl ServerKey {
    /// A key from its 32 bytes.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A key from the machine's source of randomness.
    pub fn random() -> std::io::Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(std::io::Error::other)?;
        Ok(Self(bytes))
    }

    /// The bytes, to be kept where nobody else reads.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn hash(&self, text: &str) -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// Encrypts a text so that only this key opens it, and only for the same purpose.
    ///
    /// The purpose names the row as well, as in `client secret 2000001`: what was copied to another row does not open.
    pub(crate) fn seal(&self, purpose: &str, text: &str) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE_LEN] = random::bytes()?;
        let mut sealed = text.as_bytes().to_vec();
        self.cipher(purpose)
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed)
            .expect("a text in memory is not too long to encrypt");
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// The text that was sealed for this purpose; none when it was not, or under another key.
    pub(crate) fn open(&self, purpose: &str, sealed: &[u8]) -> Option<String> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_LEN>()?;
        let mut text = sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let text = self.cipher(purpose).open_in_place(nonce, Aad::empty(), &mut text).ok()?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// A cipher with a key of its own for each purpose, so that random nonces never meet twice under one key.
    fn cipher(&self, purpose: &str) -> LessSafeKey {
        // No text that is hashed begins with a zero byte: a hash in the database is never a key.
        let key = self.hash(&format!("\0seal {purpose}"));
        let key = UnboundKey::new(&CHACHA20_POLY1305, &key).expect("the hash is as long as a key");
        LessSafeKey::new(key)
    }
}

#[cfg(test)]
mod tests {
    use super::ServerKey;

    #[test]
    fn what_is_sealed_opens_for_the_same_purpose_and_key_only() {
        let key = ServerKey::new([7; 32]);
        let sealed = key.seal("client secret 1", "s3cret").expect("seals");
        assert!(!sealed.windows(6).any(|window| window == b"s3cret"));
        assert_eq!(key.open("client secret 1", &sealed).as_deref(), Some("s3cret"));
        assert_eq!(key.open("client secret 2", &sealed), None);
        assert_eq!(ServerKey::new([8; 32]).open("client secret 1", &sealed), None);
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert_eq!(key.open("client secret 1", &damaged), None, "byte {at}");
        }
        assert_eq!(key.open("client secret 1", &sealed[..11]), None);
        assert_ne!(key.seal("client secret 1", "s3cret").expect("seals"), sealed);
    }
}
