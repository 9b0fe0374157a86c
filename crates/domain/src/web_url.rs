//! URLs of web servers, as far as it matters where they lead.

use std::net::Ipv6Addr;

/// The longest that is kept.
const MAX_BYTES: usize = 2_000;

/// Where a URL leads.
pub(crate) struct WebUrl<'a> {
    /// Whether it begins with `https://`.
    pub(crate) is_encrypted: bool,
    /// The host, in its brackets where it is an address with colons.
    pub(crate) host: &'a str,
    /// Whether it names a place in a page.
    pub(crate) has_fragment: bool,
}

/// Reads a URL; none of what is not absolute, is too long, or names more than a host and a port to go to.
pub(crate) fn parse(url: &str) -> Option<WebUrl<'_>> {
    if url.len() > MAX_BYTES || !url.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
        return None;
    }
    let (scheme, rest) = url.split_once("://")?;
    let is_encrypted = scheme.eq_ignore_ascii_case("https");
    let is_web = is_encrypted || scheme.eq_ignore_ascii_case("http");
    let (host, port) = split(rest.split(['/', '?', '#']).next().unwrap_or_default())?;
    let is_port = port.is_none_or(|port| {
        port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse().is_ok_and(|port: u16| port > 0)
    });
    let has_fragment = url.contains('#');
    (is_web && is_port && is_host(host)).then_some(WebUrl { is_encrypted, host, has_fragment })
}

/// The host, and the port if there is one.
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

/// What stands in the brackets of a host.
pub(crate) fn bracketed(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
}
