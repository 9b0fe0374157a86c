//! What tokens stand for, as it travels.

use linchpin_domain::base64;
use linchpin_engine::oauth::{AccessTokenFacts, RefreshTokenFacts};
use linchpin_wire::oauth as wire;

use crate::Reply;

/// An access token, as version 1 tells it.
pub(super) fn access_token(token: &str, facts: &AccessTokenFacts) -> Reply {
    let scopes = scopes(facts);
    Reply::ok(&wire::AccessTokenBody {
        token,
        user: facts.email.as_deref(),
        hub_domain: &facts.domain,
        scopes: &facts.scopes,
        signed_access_token: signed(facts, &scopes),
        token_type: "access",
        user_id: user_id(facts),
        is_private_distribution: false,
        hub_id: facts.account.0,
        expires_in: facts.expires_in,
        app_id: facts.app.0,
    })
}

/// A refresh token, as version 1 tells it.
pub(super) fn refresh_token(token: &str, facts: &RefreshTokenFacts) -> Reply {
    Reply::ok(&wire::RefreshTokenBody {
        token,
        user: facts.email.as_deref(),
        hub_domain: &facts.domain,
        scopes: &facts.scopes,
        token_type: "refresh",
        user_id: facts.user.0,
        hub_id: facts.account.0,
        client_id: &facts.client_id,
    })
}

/// An access token, as newer versions tell the app that has it.
pub(super) fn introspected_access_token(token: &str, client_id: &str, facts: &AccessTokenFacts) -> Reply {
    let scopes = scopes(facts);
    Reply::ok(&wire::IntrospectionBody {
        active: true,
        token,
        hub_id: facts.account.0,
        user_id: user_id(facts),
        client_id,
        app_id: facts.app.0,
        user: facts.email.as_deref(),
        hub_domain: &facts.domain,
        scopes: &facts.scopes,
        access: Some(wire::IntrospectedAccess {
            signed_access_token: signed(facts, &scopes),
            expires_in: facts.expires_in,
            is_private_distribution: false,
        }),
        token_use: if facts.user.is_some() { "access_token" } else { "client_credentials" },
        token_type: "Bearer",
    })
}

/// A refresh token, as newer versions tell the app that has it.
pub(super) fn introspected_refresh_token(token: &str, facts: &RefreshTokenFacts) -> Reply {
    Reply::ok(&wire::IntrospectionBody {
        active: true,
        token,
        hub_id: facts.account.0,
        user_id: facts.user.0,
        client_id: &facts.client_id,
        app_id: facts.app.0,
        user: facts.email.as_deref(),
        hub_domain: &facts.domain,
        scopes: &facts.scopes,
        access: None,
        token_use: "refresh_token",
        token_type: "Bearer",
    })
}

fn signed<'a>(facts: &'a AccessTokenFacts, scopes: &'a str) -> wire::SignedAccessToken<'a> {
    wire::SignedAccessToken {
        expires_at: facts.expires_at.0,
        scopes,
        hub_id: facts.account.0,
        user_id: user_id(facts),
        app_id: facts.app.0,
        signature: &facts.signature.0,
        scope_to_scope_group_pks: "",
        new_signature: &facts.signature.0,
        hublet: &facts.region,
        trial_scopes: "",
        trial_scope_to_scope_group_pks: "",
        is_user_level: false,
        installing_user_id: user_id(facts),
        is_service_account: false,
        is_private_distribution: false,
    }
}

/// The scopes as the signed part has them: HubSpot's are a set of bits, ours their names, both in base64.
fn scopes(facts: &AccessTokenFacts) -> String {
    base64::encode(facts.scopes.join(" ").as_bytes())
}

fn user_id(facts: &AccessTokenFacts) -> i64 {
    facts.user.map_or(0, |user| user.0)
}
