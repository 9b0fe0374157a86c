//! Whose certificates are believed.

use std::sync::Arc;

use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

/// The authorities whose certificates are believed.
#[derive(Debug, Clone, Default)]
pub struct Trust {
    authorities: Vec<CertificateDer<'static>>,
}

/// Why authorities cannot be trusted.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The text holds no certificates.
    #[error("this is no certificate in PEM")]
    NoCertificate,
    /// The TLS library refuses one.
    #[error("the certificate of an authority cannot be used: {0}")]
    Refused(#[from] rustls::Error),
}

impl Trust {
    /// The authorities that the machine trusts.
    ///
    /// Where there are none, everything by TLS fails: that is said once, for it is what containers lack.
    pub fn of_machine() -> Self {
        let found = rustls_native_certs::load_native_certs();
        if found.certs.is_empty() {
            tracing::warn!("this machine trusts no authorities: webhooks reach no https URL");
        }
        Self { authorities: found.certs }
    }

    /// Trusts the authorities of a text in PEM as well.
    pub fn add_pem(&mut self, pem: &str) -> Result<(), TrustError> {
        let added: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        let added = added.map_err(|_| TrustError::NoCertificate)?;
        if added.is_empty() {
            return Err(TrustError::NoCertificate);
        }
        // Those that the machine trusts were looked at by others; these are a person's.
        added.iter().try_for_each(|one| RootCertStore::empty().add(one.clone()))?;
        self.authorities.extend(added);
        Ok(())
    }

    pub(super) fn config(self) -> Result<Arc<ClientConfig>, TrustError> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(self.authorities);
        let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])?
            .with_root_certificates(roots)
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Arc::new(config))
    }
}

#[cfg(test)]
mod tests {
    use super::{Trust, TrustError};

    #[test]
    fn what_is_no_certificate_is_refused() {
        for text in ["", "x", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"] {
            assert!(matches!(Trust::default().add_pem(text), Err(TrustError::NoCertificate)), "{text:?}");
        }
    }
}
