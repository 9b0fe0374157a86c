//! How receivers know that a request comes from here: by digests that only who knows the app's secret can make.

use std::borrow::Cow;
use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use linchpin_domain::base64;
use sha2::{Digest as _, Sha256};

/// What stands in a URL in place of characters that are signed as themselves (documented); all else stays encoded.
const DECODED: [(&str, char); 12] = [
    ("3A", ':'),
    ("2F", '/'),
    ("3F", '?'),
    ("40", '@'),
    ("21", '!'),
    ("24", '$'),
    ("27", '\''),
    ("28", '('),
    ("29", ')'),
    ("2A", '*'),
    ("2C", ','),
    ("3B", ';'),
];

/// A request to sign.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// Its method.
    pub method: &'a str,
    /// The whole URL, as the app says it.
    pub uri: &'a str,
    /// Its body, empty if it has none.
    pub body: &'a [u8],
}

/// The first version, of the secret and the body, in hexadecimal digits.
pub fn v1(secret: &str, request: Request<'_>) -> String {
    sha256(&[secret.as_bytes(), request.body])
}

/// The second version, of the secret, the method, the URL and the body, in hexadecimal digits.
pub fn v2(secret: &str, request: Request<'_>) -> String {
    sha256(&[secret.as_bytes(), request.method.as_bytes(), request.uri.as_bytes(), request.body])
}

/// The third version, of the method, the URL, the body and the time in milliseconds, in base 64.
pub fn v3(secret: &str, request: Request<'_>, timestamp: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(request.method.as_bytes());
    mac.update(decoded(request.uri).as_bytes());
    mac.update(request.body);
    mac.update(timestamp.to_string().as_bytes());
    base64::encode_usual(&mac.finalize().into_bytes())
}

fn sha256(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    digest.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A URL with the characters that receivers decode before they compare.
fn decoded(uri: &str) -> Cow<'_, str> {
    if !uri.contains('%') {
        return Cow::Borrowed(uri);
    }
    let mut parts = uri.split('%');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_meant = |code: &str| part.get(..2).is_some_and(|digits| digits.eq_ignore_ascii_case(code));
        if let Some((_, character)) = DECODED.iter().find(|(code, _)| is_meant(code)) {
            text.push(*character);
            text.push_str(&part[2..]);
        } else {
            text.push('%');
            text.push_str(part);
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of the published examples.
    const SECRET: &str = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
    const EVENTS: &[u8] = br#"[{"eventId":1,"subscriptionId":12345,"portalId":62515,"occurredAt":1564113600000,"subscriptionType":"contact.creation","attemptNumber":0,"objectId":123,"changeSource":"CRM","changeFlag":"NEW","appId":54321}]"#;

    fn request<'a>(method: &'a str, body: &'a [u8]) -> Request<'a> {
        Request { method, uri: "https://www.example.com/webhook_uri", body }
    }

    #[test]
    fn published_examples_come_out() {
        assert_eq!(
            v1(SECRET, request("POST", EVENTS)),
            "232db2615f3d666fe21a8ec971ac7b5402d33b9a925784df3ca654d05f4817de"
        );
        assert_eq!(
            v2(SECRET, request("GET", b"")),
            "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e"
        );
        assert_eq!(
            v2(SECRET, request("POST", br#"{"example_field":"example_value"}"#)),
            "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900"
        );
    }

    #[test]
    fn the_third_version_is_what_any_hmac_gives() {
        // printf 'POSThttps://www.example.com/webhook_uri[]1700000000000' | openssl dgst -sha256 -hmac $SECRET -binary | base64
        assert_eq!(
            v3(SECRET, request("POST", b"[]"), 1_700_000_000_000),
            "lVxyz4wQGNgBo9WLjwN0hi9HV6eU8xD/Vj7RQk2mdL4="
        );
    }

    #[test]
    fn the_third_version_signs_decoded_urls() {
        for (uri, expected) in [
            ("https://a.example/x?y=1&z=%20", "https://a.example/x?y=1&z=%20"),
            ("https://a.example/%3A%2F%3F%40%21%24%27%28%29%2A%2C%3B", "https://a.example/:/?@!$'()*,;"),
            ("https://a.example/%3a%2f", "https://a.example/:/"),
            ("https://a.example/%253A", "https://a.example/%253A"),
            ("https://a.example/%25%3A%", "https://a.example/%25:%"),
            ("https://a.example/%C3%84%3", "https://a.example/%C3%84%3"),
            ("https://a.example/%\u{e4}", "https://a.example/%\u{e4}"),
        ] {
            assert_eq!(decoded(uri), expected);
            let request = |uri| Request { method: "POST", uri, body: b"" };
            assert_eq!(v3(SECRET, request(uri), 1), v3(SECRET, request(expected), 1), "{uri}");
        }
        assert_ne!(
            v2(SECRET, Request { method: "GET", uri: "a%3A", body: b"" }),
            v2(SECRET, Request { method: "GET", uri: "a:", body: b"" })
        );
    }
}
