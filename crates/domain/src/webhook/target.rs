//! Target URLs: where an app wants its events.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

/// The longest that is kept.
const MAX_BYTES: usize = 2_000;

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
    use TargetViolation::{Fragment, NotAbsolute, NotEncrypted};
    if url.len() > MAX_BYTES || !url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
        return Err(NotAbsolute);
    }
    let (scheme, rest) = url.split_once("://").ok_or(NotAbsolute)?;
    if url.contains('#') {
        return Err(Fragment);
    }
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let (host, port) = split(authority).ok_or(NotAbsolute)?;
    let is_port = port.is_none_or(|port| {
        port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse().is_ok_and(|port: u16| port > 0)
    });
    if !is_port || !is_host(host) {
        return Err(NotAbsolute);
    }
    match scheme.to_ascii_lowercase().as_str() {
        "https" => Ok(()),
        "http" if is_local(host) => Ok(()),
        "http" => Err(NotEncrypted),
        _ => Err(NotAbsolute),
    }
}

/// The host, in its brackets where it is an address with colons, and the port.
fn split(authority: &str) -> Option<(&str, Option<&str>)> {
    let after_host = if authority.starts_with('[') { authority.find(']')? + 1 } else { 0 };
    match authority[after_host..].find(':') {
        Some(colon) => {
            let (host, port) = authority.split_at(after_host + colon);
            Some((host, Some(&port[1..])))
        }
        None => Some((authority, None)),
    }
}

fn is_host(host: &str) -> bool {
    if let Some(address) = bracketed(host) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
    };
    host.len() <= 253 && host.strip_suffix('.').unwrap_or(host).split('.').all(is_label)
}

/// Whether a host is this machine, which is reached without any network.
fn is_local(host: &str) -> bool {
    let host = bracketed(host).unwrap_or(host);
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn bracketed(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
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
