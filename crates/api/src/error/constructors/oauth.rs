//! The failures of OAuth.

use linchpin_engine::oauth::OAuthRefusal;

use super::{Case, Failure};

impl Failure {
    /// There is no live access token of this text, which no message repeats.
    pub fn access_token_not_found() -> Self {
        Self::new(Case::AccessTokenNotFound, &[])
    }

    /// There is no live refresh token of this text, which no message repeats.
    pub fn refresh_token_not_found() -> Self {
        Self::new(Case::RefreshTokenNotFound, &[])
    }

    /// Nobody can let the app in as it asks for; the reason in a sentence.
    pub fn authorization_refused(reason: &str) -> Self {
        Self::new(Case::AuthorizationRefused, &[("reason", reason)])
    }

    /// No token is named.
    pub fn no_token() -> Self {
        Self::new(Case::TokenMissing, &[])
    }

    /// An app gets no tokens.
    pub fn refused_tokens(refusal: &OAuthRefusal) -> Self {
        let case = match refusal {
            OAuthRefusal::UnknownClient => Case::ClientUnknown,
            OAuthRefusal::WrongSecret => Case::ClientSecretWrong,
            OAuthRefusal::UnknownGrant => Case::GrantTypeUnknown,
            OAuthRefusal::UnknownCode => Case::AuthCodeUnknown,
            OAuthRefusal::ExpiredCode => Case::AuthCodeExpired,
            OAuthRefusal::NoRedirectUrl => Case::RedirectUrlMissing,
            OAuthRefusal::OtherRedirectUrl => Case::RedirectUrlDiffers,
            OAuthRefusal::WrongVerifier => Case::CodeVerifierWrong,
            OAuthRefusal::UnknownRefreshToken => Case::RefreshTokenUnknown,
            OAuthRefusal::NoToken => Case::TokenMissing,
            OAuthRefusal::Scopes(names) => {
                return Self::new(Case::ScopesNotGranted, &[("scopes", &names.join(" "))]);
            }
        };
        Self::new(case, &[])
    }
}
