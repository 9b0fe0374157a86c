//! The operator's own certificate, in files that may change while the server runs.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use tokio_rustls::rustls::crypto::CryptoProvider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;

/// Two PEM files, and what was read from them last.
pub(crate) struct Files {
    certificate: PathBuf,
    key: PathBuf,
    seen: Option<[Vec<u8>; 2]>,
}

impl Files {
    /// A chain, the server's own certificate first, and its private key.
    pub(crate) fn new(certificate: &Path, key: &Path) -> Self {
        Self { certificate: certificate.to_owned(), key: key.to_owned(), seen: None }
    }

    /// What the files hold, if that is other than what they held last time.
    ///
    /// Files of which one was replaced already and the other one not yet do not go together; that is said, and they
    /// are read again at the next look.
    pub(super) fn next(&mut self, provider: &CryptoProvider) -> Result<Option<CertifiedKey>> {
        let texts = [read(&self.certificate)?, read(&self.key)?];
        if self.seen.as_ref() == Some(&texts) {
            return Ok(None);
        }
        let [certificate, key] = [self.certificate.display(), self.key.display()];
        let chain = CertificateDer::pem_slice_iter(&texts[0]).collect::<Result<Vec<_>, _>>();
        let chain = chain.with_context(|| format!("{certificate} is damaged"))?;
        ensure!(!chain.is_empty(), "{certificate} holds no certificate in PEM");
        let secret = PrivateKeyDer::from_pem_slice(&texts[1]);
        let secret = secret.with_context(|| format!("{key} holds no private key in PEM"))?;
        let certified = CertifiedKey::from_der(chain, secret, provider);
        let certified = certified.with_context(|| format!("{certificate} and {key} do not go together"))?;
        self.seen = Some(texts);
        Ok(Some(certified))
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
