//! Passwords, kept as argon2id hashes.

use std::sync::OnceLock;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::{PersonRefusal, folded};
use crate::{Error, Result, random};

/// The shortest password.
pub const MIN_PASSWORD_CHARS: usize = 10;
/// The longest password.
pub const MAX_PASSWORD_CHARS: usize = 256;
/// Passwords hashed at the same time: each takes its memory and a core for as long as it lasts.
const AT_ONCE: usize = 2;

/// What one guess costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
}

impl Cost {
    /// What a server asks for: OWASP's first choice for argon2id.
    pub const SAFE: Self = Self { memory_kib: 19 * 1024, passes: 2 };
    /// What tests ask for, which have no time and no secrets.
    pub const LEAST: Self = Self { memory_kib: Params::MIN_M_COST, passes: 1 };

    fn hasher(self) -> Argon2<'static> {
        let params = Params::new(self.memory_kib, self.passes, 1, None);
        let params = params.expect("both costs are in the bounds of argon2");
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }
}

/// Hashes and compares passwords.
pub(crate) struct Passwords {
    cost: Cost,
    turns: Semaphore,
    /// The hash of a password that nobody has: comparing with it takes as long as with anybody's.
    decoy: OnceLock<String>,
}

impl Passwords {
    /// Passwords whose guesses cost so much.
    pub(crate) fn new(cost: Cost) -> Self {
        Self { cost, turns: Semaphore::new(AT_ONCE), decoy: OnceLock::new() }
    }

    /// Refuses passwords that are too easy to guess.
    pub(super) fn check(password: &str, address: &str) -> Result<(), PersonRefusal> {
        let fits = (MIN_PASSWORD_CHARS..=MAX_PASSWORD_CHARS).contains(&password.chars().count());
        let is_address = folded(password) == folded(address);
        if fits && !is_address { Ok(()) } else { Err(PersonRefusal::WeakPassword) }
    }

    /// The hash of a password.
    pub(super) async fn hash(&self, password: &str) -> Result<String> {
        let salt = random::bytes::<16>()?;
        let (cost, password) = (self.cost, password.to_owned());
        self.blocking(move || {
            let hash = cost.hasher().hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).map_err(|error| failed(&error))
        })
        .await?
    }

    /// Whether the password is the one of this hash; where there is no hash, it takes as long to say no.
    pub(super) async fn verify(&self, password: &str, hash: Option<&str>) -> Result<bool> {
        let hash = match hash {
            Some(hash) => hash.to_owned(),
            None => self.decoy().await?,
        };
        // Nobody has a longer one; hashing megabytes would be work for nothing.
        let password = password.chars().take(MAX_PASSWORD_CHARS + 1).collect::<String>();
        let cost = self.cost;
        self.blocking(move || cost.hasher().verify_password(password.as_bytes(), hash.as_str()).is_ok()).await
    }

    async fn decoy(&self) -> Result<String> {
        if let Some(decoy) = self.decoy.get() {
            return Ok(decoy.clone());
        }
        let decoy = self.hash(&random::key()?).await?;
        Ok(self.decoy.get_or_init(|| decoy).clone())
    }

    /// Runs what takes long where nobody waits for the thread.
    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let _turn = self.turns.acquire().await.map_err(|error| failed(&error))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| failed(&error))
    }
}

/// Hashing failed, which is nobody's fault outside of the server.
fn failed(error: &dyn std::fmt::Display) -> Error {
    linchpin_store::Error::Unusable(format!("cannot hash a password: {error}").into()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn passwords_are_compared_with_their_hashes() {
        let passwords = Passwords::new(Cost::LEAST);
        let hash = passwords.hash("correct horse").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert_ne!(hash, passwords.hash("correct horse").await.unwrap());
        for (password, hash, expected) in [
            ("correct horse", Some(hash.as_str()), true),
            ("correct horsf", Some(hash.as_str()), false),
            ("correct horse", None, false),
            ("correct horse", Some("damaged"), false),
        ] {
            assert_eq!(passwords.verify(password, hash).await.unwrap(), expected, "{password} {hash:?}");
        }
    }

    #[test]
    fn passwords_are_long_and_no_addresses() {
        for (password, expected) in [
            ("ten chars.", true),
            ("nine char", false),
            ("ADA.lovelace@example.com", false),
            ("ünïcödé pä", true),
            (&"x".repeat(257), false),
        ] {
            assert_eq!(
                Passwords::check(password, "ada.lovelace@example.com").is_ok(),
                expected,
                "{password}"
            );
        }
    }

    #[test]
    fn a_server_asks_for_what_is_recommended() {
        let hasher = Cost::SAFE.hasher();
        assert_eq!((hasher.params().m_cost(), hasher.params().t_cost()), (19_456, 2));
    }
}
