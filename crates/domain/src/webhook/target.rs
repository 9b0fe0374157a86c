//! Target URLs: where an app wants its events.

use std::fmt;
use std::net::IpAddr;

use crate::web_url::{self, WebUrl, bracketed};

/// Why nothing can be sent to a URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetViolation {
    /// It is no absolute URL of a web server, or too long.
    NotAbsolute,
    /// It goes over the network without encryption.
    NotEncrypted,
    /// It names a place in a page.
    Fragment,
}

impl fmt::Display for TargetViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotAbsolute => "it is not an absolute URL",
            Self::NotEncrypted => "it does not begin with https://, as all but those of this machine must",
            Self::Fragment => "it has a fragment",
        })
    }
}

/// Refuses URLs that nothing can be sent to; whether an address may be reached is decided when it is.
pub fn check_target(url: &str) -> Result<(), TargetViolation> {
    let url = web_url::parse(url).ok_or(TargetViolation::NotAbsolute)?;
    match url {
        WebUrl { has_fragment: true, .. } => Err(TargetViolation::Fragment),
        WebUrl { is_encrypted: false, host, .. } if !is_local(host) => Err(TargetViolation::NotEncrypted),
        _ => Ok(()),
    }
}

/// Whether a host is this machine, which is reached without any network.
fn is_local(host: &str) -> bool {
    let host = bracketed(host).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::TargetViolation::{self, Fragment, NotAbsolute, NotEncrypted};
    use super::check_target;

    #[test]
    fn targets_are_checked() {
        let cases: &[(&str, Option<TargetViolation>)] = &[
            ("https://example.com/hooks", None),
            ("HTTPS://EXAMPLE.com:8443/hooks?from=crm", None),
            ("https://93.184.215.14/hooks", None),
            ("https://[2001:db8::1]:8443/hooks", None),
            ("https://hooks.internal", None),
            ("http://localhost:3000/hooks", None),
            ("http://127.0.0.1:3000/hooks", None),
            ("http://127.1.2.3/", None),
            ("http://[::1]:3000", None),
            ("http://example.com/hooks", Some(NotEncrypted)),
            ("http://localhost.example.com/", Some(NotEncrypted)),
            ("http://192.168.1.2/hooks", Some(NotEncrypted)),
            ("http://[2001:db8::1]/", Some(NotEncrypted)),
            ("https://example.com/hooks#part", Some(Fragment)),
            ("https://user:secret@example.com/hooks", Some(NotAbsolute)),
            ("https://example.com\\@evil.example/", Some(NotAbsolute)),
            ("https://example.com:0/", Some(NotAbsolute)),
            ("https://example.com:/", Some(NotAbsolute)),
            ("https://[::1/", Some(NotAbsolute)),
            ("https://[::1]x/", Some(NotAbsolute)),
            ("https://exam ple.com/", Some(NotAbsolute)),
            ("https:///hooks", Some(NotAbsolute)),
            ("ftp://example.com/", Some(NotAbsolute)),
            ("example.com/hooks", Some(NotAbsolute)),
            ("", Some(NotAbsolute)),
        ];
        for (url, expected) in cases {
            assert_eq!(check_target(url).err(), *expected, "{url}");
        }
        assert_eq!(check_target(&format!("https://example.com/{}", "x".repeat(2_000))), Err(NotAbsolute));
    }
}
