//! The certificate authority of a data folder, which vouches for a server that stands in for HubSpot's hosts.
//!
//! It is made at the first use and trusted by whoever puts it among the trusted ones of a machine or program.
//! It can vouch for HubSpot's names and for this machine only, so that trusting it opens nothing else.

use anyhow::{Context as _, Result};
use linchpin_domain::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, NameConstraints, date_time_ymd,
};
use tokio_rustls::rustls::crypto::CryptoProvider;
use tokio_rustls::rustls::pki_types::PrivatePkcs8KeyDer;
use tokio_rustls::rustls::sign::CertifiedKey;

use super::hosts::DOMAINS;
use crate::data_folder::{DataFolder, hex};

/// How long the authority is good for.
const AUTHORITY_YEARS: i32 = 10;
/// How long a server's certificate is good for: Apple's systems take none for longer than 825 days.
const SERVER_DAYS: i64 = 365;
/// When the next one is made.
const RENEW_DAYS: i64 = 300;
/// Certificates begin so much earlier, for clocks differ.
const EARLIER_DAYS: i64 = 1;
const MS_PER_DAY: i64 = 86_400_000;

/// Makes certificates for servers; its key is in a file that only the owner of the folder may read.
pub(crate) struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// The day on which the newest certificate was made.
    made_at: Option<Timestamp>,
}

impl Authority {
    /// The authority of the folder, which is made when there is none.
    pub(crate) fn open(folder: &DataFolder, now: Timestamp) -> Result<Self> {
        let key = KeyPair::generate().context("cannot make a key")?;
        let kept = folder.keep_first(&folder.authority_key_file(), &key.serialize_pem())?;
        let damaged = || format!("{} is damaged", folder.authority_key_file().display());
        let key = KeyPair::from_pem(&kept).with_context(damaged)?;
        let params = authority(&key, now);
        // Whoever trusts it has this very file, so it is made once; another one of the same key would do as well.
        let certificate = params.self_signed(&key).context("cannot make the authority's certificate")?;
        folder.keep_first(&folder.authority_file(), &certificate.pem())?;
        Ok(Self { issuer: Issuer::new(params, key), made_at: None })
    }

    /// A certificate for the server, if it needs another one than it got last time.
    pub(super) fn next(&mut self, provider: &CryptoProvider, now: Timestamp) -> Result<Option<CertifiedKey>> {
        if self.made_at.is_some_and(|made_at| now.0 - made_at.0 < RENEW_DAYS * MS_PER_DAY) {
            return Ok(None);
        }
        let key = KeyPair::generate().context("cannot make a key")?;
        let certificate = server(now)?.signed_by(&key, &self.issuer).context("cannot make a certificate")?;
        let secret = PrivatePkcs8KeyDer::from(key.serialize_der());
        let chain = vec![certificate.der().clone()];
        let certified = CertifiedKey::from_der(chain, secret.into(), provider)?;
        self.made_at = Some(now);
        Ok(Some(certified))
    }
}

/// What the authority is, but for its signature; the same for the same key, apart from its days.
fn authority(key: &KeyPair, now: Timestamp) -> CertificateParams {
    let mut params = CertificateParams::default();
    // Machines that trust several of them tell them apart by name.
    let id = hex(&params.key_identifier(key)[..4]);
    params.distinguished_name.remove(DnType::CommonName);
    params.distinguished_name.push(DnType::CommonName, format!("Linchpin local authority {id}"));
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let domains = DOMAINS.into_iter().chain(["localhost"]).map(|name| GeneralSubtree::DnsName(name.into()));
    let addresses = [
        CidrSubnet::from_v4_prefix([127, 0, 0, 0], 8),
        CidrSubnet::from_v6_prefix([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], 128),
    ];
    let permitted_subtrees = domains.chain(addresses.map(GeneralSubtree::IpAddress)).collect();
    params.name_constraints = Some(NameConstraints { permitted_subtrees, excluded_subtrees: Vec::new() });
    let (year, month, day) = civil(now, -EARLIER_DAYS);
    params.not_before = date_time_ymd(year, month, day);
    // The 29th of February is not in every year.
    params.not_after = date_time_ymd(year + AUTHORITY_YEARS, month, day.min(28));
    params
}

/// What a server's certificate is.
fn server(now: Timestamp) -> Result<CertificateParams> {
    let below = DOMAINS.map(|domain| format!("*.{domain}"));
    let names = DOMAINS.map(str::to_owned).into_iter().chain(below);
    let names = names.chain(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
    let mut params = CertificateParams::new(names.collect::<Vec<_>>()).context("a host has no name")?;
    params.distinguished_name.remove(DnType::CommonName);
    params.distinguished_name.push(DnType::CommonName, "Linchpin");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let (year, month, day) = civil(now, -EARLIER_DAYS);
    params.not_before = date_time_ymd(year, month, day);
    let (year, month, day) = civil(now, SERVER_DAYS - EARLIER_DAYS);
    params.not_after = date_time_ymd(year, month, day);
    Ok(params)
}

/// Year, month and day in UTC, so many days later.
fn civil(now: Timestamp, days: i64) -> (i32, u8, u8) {
    let date = Timestamp(now.0 + days * MS_PER_DAY).to_date();
    let mut parts = date.split('-');
    let mut part = || parts.next().and_then(|part| part.parse::<i32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(), part(), part()) else {
        unreachable!("a date is a year, a month and a day")
    };
    (year, month as u8, day as u8)
}
