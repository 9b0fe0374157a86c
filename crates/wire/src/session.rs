//! What a browser sends that somebody is signed in with.
//!
//! It is no part of HubSpot's API: pages for people and our own UI use it.

/// The cookie that holds a session where the server is called by https; browsers take it for this host only.
pub const SECURE_COOKIE: &str = "__Host-linchpin_session";
/// The cookie that holds a session where the server is called by http.
pub const COOKIE: &str = "linchpin_session";
/// The header that calls with a session carry which change something: other sites cannot send it.
pub const CSRF_HEADER: &str = "x-linchpin-csrf";

/// The session in the `Cookie` headers of a request.
pub fn session<'a, I: Iterator<Item = &'a str>>(headers: impl Fn() -> I) -> Option<&'a str> {
    cookie(headers(), SECURE_COOKIE).or_else(|| cookie(headers(), COOKIE))
}

/// The value of a cookie in the `Cookie` headers of a request; an empty one counts as none.
pub fn cookie<'a>(headers: impl Iterator<Item = &'a str>, name: &str) -> Option<&'a str> {
    let mut pairs = headers.flat_map(|header| header.split(';')).filter_map(|pair| pair.split_once('='));
    pairs
        .find(|(known, _)| known.trim() == name)
        .map(|(_, value)| value.trim())
        .filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::session;

    #[test]
    fn a_session_is_found_among_cookies_and_the_secure_one_counts() {
        for (headers, expected) in [
            (&["linchpin_session=a"][..], Some("a")),
            (&["x=1; linchpin_session=a; y=2"], Some("a")),
            (&["linchpin_session=a; __Host-linchpin_session=b"], Some("b")),
            (&["x=1", "linchpin_session=a"], Some("a")),
            (&["linchpin_session="], None),
            (&["xlinchpin_session=a"], None),
            (&[], None),
        ] {
            assert_eq!(session(|| headers.iter().copied()), expected, "{headers:?}");
        }
    }
}
