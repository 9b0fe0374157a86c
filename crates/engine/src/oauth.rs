//! OAuth 2.0: how public apps are let into accounts, and get the tokens that they call with.
//!
//! Somebody who is signed in grants what an app asks for (`authorize`); the app exchanges the code for tokens, and
//! later the refresh token for further access tokens (`exchange`); either token tells what it stands for
//! (`facts`).
//! Access tokens are tokens like all others, which end by themselves; every token is known by its keyed hash only.

mod authorize;
mod exchange;
mod facts;
mod sweep;

use linchpin_domain::{AccountId, UserId};

pub use authorize::{Authorization, AuthorizationParameters, AuthorizeRefusal};
pub use exchange::{Grant, TokenRequest};
pub use facts::{AccessTokenFacts, RefreshTokenFacts, Signature};

use crate::Secret;

/// How an app shows who it is.
#[derive(Clone, Copy)]
pub struct Client<'a> {
    /// The name by which OAuth knows it.
    pub id: Option<&'a str>,
    /// Its secret.
    pub secret: Option<&'a str>,
}

/// Tokens, with the only sight of those that are new.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The access token.
    pub access_token: Secret,
    /// The refresh token; none for an app that calls for itself.
    pub refresh_token: Option<Secret>,
    /// In how many seconds the access token ends.
    pub expires_in: i64,
    /// The account that it opens.
    pub account: AccountId,
    /// Who let the app in; nobody where an app calls for itself.
    pub user: Option<UserId>,
    /// What it allows.
    pub scopes: Vec<String>,
}

/// Why there are no tokens.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OAuthRefusal {
    /// No app has the client id, or none is named.
    #[error("the client id is missing or unknown")]
    UnknownClient,
    /// The secret is another one, or missing.
    #[error("the client secret is missing or wrong")]
    WrongSecret,
    /// The grant is none that is known.
    #[error("the grant type is missing or unknown")]
    UnknownGrant,
    /// The code is unknown, was made for another app, or was used before.
    #[error("the authorization code is unknown or used")]
    UnknownCode,
    /// The code was not used in time.
    #[error("the authorization code expired")]
    ExpiredCode,
    /// No redirect URL is named.
    #[error("the redirect URL is missing")]
    NoRedirectUrl,
    /// The code was sent elsewhere.
    #[error("the redirect URL is not the one that the code was sent to")]
    OtherRedirectUrl,
    /// The verifier is missing, or none was promised.
    #[error("the code verifier does not fit")]
    WrongVerifier,
    /// The refresh token is unknown, was made for another app, or is revoked.
    #[error("the refresh token is unknown or revoked")]
    UnknownRefreshToken,
    /// An app that calls for itself asks for what it cannot have.
    #[error("these scopes cannot be had")]
    Scopes(Vec<String>),
    /// No token is named.
    #[error("the token is missing")]
    NoToken,
}
