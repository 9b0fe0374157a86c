//! Redirect URLs: where a public app lets people come back to after they let it in.

use std::fmt;

use crate::web_url::{self, WebUrl, bracketed};

/// The hosts of the machine itself, which may be called without encryption.
const LOCAL: [&str; 2] = ["localhost", "127.0.0.1"];

/// Why a URL cannot be one that an app is redirected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedirectUrlViolation {
    /// It is no absolute URL, or too long.
    NotAbsolute,
    /// It goes over the network without encryption.
    NotEncrypted,
    /// It names a machine by a number.
    Address,
    /// It names a place in a page.
    Fragment,
}

impl fmt::Display for RedirectUrlViolation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotAbsolute => "it is not an absolute URL",
            Self::NotEncrypted => "it does not begin with https://, as all but those of localhost must",
            Self::Address => "it names an IP address instead of a domain",
            Self::Fragment => "it has a fragment",
        })
    }
}

/// Refuses what people must not be sent to with a code: HubSpot's documented rules.
pub fn check(url: &str) -> Result<(), RedirectUrlViolation> {
    let WebUrl { is_encrypted, host, has_fragment } =
        web_url::parse(url).ok_or(RedirectUrlViolation::NotAbsolute)?;
    let is_local = LOCAL.iter().any(|local| host.eq_ignore_ascii_case(local));
    let is_address = bracketed(host).is_some() || is_number(host) && !is_local;
    if has_fragment {
        Err(RedirectUrlViolation::Fragment)
    } else if is_address {
        Err(RedirectUrlViolation::Address)
    } else if !is_encrypted && !is_local {
        Err(RedirectUrlViolation::NotEncrypted)
    } else {
        Ok(())
    }
}

/// Whether browsers read a host as an IP address: its last part is a number, in whatever form.
fn is_number(host: &str) -> bool {
    let last = host.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
    let hex = last.strip_prefix("0x").or_else(|| last.strip_prefix("0X"));
    last.bytes().all(|byte| byte.is_ascii_digit())
        || hex.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::RedirectUrlViolation::{self, Address, Fragment, NotAbsolute, NotEncrypted};
    use super::check;

    #[test]
    fn redirect_urls_are_checked() {
        let cases: &[(&str, Option<RedirectUrlViolation>)] = &[
            ("https://example.com/oauth/callback", None),
            ("https://EXAMPLE.com:8443/cb?from=crm", None),
            ("https://app.example.co.uk", None),
            ("http://localhost:3000/cb", None),
            ("http://127.0.0.1/cb", None),
            ("https://localhost", None),
            ("http://example.com/cb", Some(NotEncrypted)),
            ("http://localhost.example.com/cb", Some(NotEncrypted)),
            ("https://93.184.215.14/cb", Some(Address)),
            ("https://1572395022/", Some(Address)),
            ("https://0x5db8d70e/", Some(Address)),
            ("https://127.0.0.2/", Some(Address)),
            ("https://[::1]/cb", Some(Address)),
            ("https://example.com/cb#part", Some(Fragment)),
            ("https://example.com@evil.example/cb", Some(NotAbsolute)),
            ("https://example.com\\@evil.example/cb", Some(NotAbsolute)),
            ("https://example.com:99999/", Some(NotAbsolute)),
            ("https://example.com:/", Some(NotAbsolute)),
            ("https://exam ple.com/", Some(NotAbsolute)),
            ("https:///cb", Some(NotAbsolute)),
            ("https://a..b/", Some(NotAbsolute)),
            ("//example.com/cb", Some(NotAbsolute)),
            ("/cb", Some(NotAbsolute)),
            ("myapp://callback", Some(NotAbsolute)),
            ("javascript:alert(1)", Some(NotAbsolute)),
            ("", Some(NotAbsolute)),
        ];
        for (url, expected) in cases {
            assert_eq!(check(url).err(), *expected, "{url}");
        }
        assert_eq!(check(&format!("https://example.com/{}", "x".repeat(2_000))), Err(NotAbsolute));
    }
}
