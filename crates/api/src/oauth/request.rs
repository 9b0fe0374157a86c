//! What apps send to the token endpoints: a form, and how they show who they are.

use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use linchpin_domain::base64;
use linchpin_engine::oauth::Client;

use crate::query::{Query, decode_form};
use crate::{Call, Failure};

/// The names that a token goes by: the standard's, and HubSpot's documented ones.
const TOKEN_NAMES: [&str; 3] = ["token", "access_token", "refresh_token"];

/// What an app sent.
pub(super) struct Request<'a> {
    form: Query,
    /// Some clients of version 1 put the secret and the refresh token here.
    query: &'a Query,
    /// The client id and secret of a `Basic` header.
    basic: Option<(String, String)>,
}

impl<'a> Request<'a> {
    /// Reads the form.
    pub(super) fn read(call: &'a Call) -> Result<Self, Failure> {
        let content_type = call.header(CONTENT_TYPE).unwrap_or_default();
        if !content_type.is_empty()
            && !content_type.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded")
        {
            return Err(Failure::unsupported_media_type());
        }
        let form = Query::parse(&String::from_utf8_lossy(&call.body))?;
        Ok(Self { form, query: &call.query, basic: call.header(AUTHORIZATION).and_then(basic) })
    }

    /// A field, wherever it stands.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.form.text(name).or_else(|| self.query.text(name))
    }

    /// How the app shows who it is: by the form, or by a `Basic` header, as generic libraries do.
    pub(super) fn client(&self) -> Client<'_> {
        let (id, secret) = self.basic.as_ref().map(|(id, secret)| (id.as_str(), secret.as_str())).unzip();
        Client { id: self.text("client_id").or(id), secret: self.text("client_secret").or(secret) }
    }

    /// The token that is asked about.
    pub(super) fn token(&self) -> Option<&str> {
        TOKEN_NAMES.iter().find_map(|name| self.text(name))
    }
}

/// The two parts of a `Basic` header, each of which is encoded as in a form (RFC 6749, 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, text) = header.trim().split_once(' ')?;
    let text = scheme.eq_ignore_ascii_case("basic").then(|| base64::decode(text.trim()))??;
    let text = String::from_utf8(text).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((decode_form(id).into_owned(), decode_form(secret).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::basic;

    #[test]
    fn basic_headers_hold_two_encoded_parts() {
        for (header, expected) in [
            ("Basic aWQ6c2VjcmV0", Some(("id", "secret"))),
            ("basic  aWQ6cyUzQWU=", Some(("id", "s:e"))),
            ("Basic aWQ=", None),
            ("Basic ???", None),
            ("Bearer aWQ6c2VjcmV0", None),
            ("Basic", None),
        ] {
            let found = basic(header);
            let found = found.as_ref().map(|(id, secret)| (id.as_str(), secret.as_str()));
            assert_eq!(found, expected, "{header}");
        }
    }
}
