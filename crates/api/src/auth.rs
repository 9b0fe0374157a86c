//! Who calls, and whether they may.

use std::sync::Arc;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use linchpin_domain::ObjectType;
use linchpin_engine::Credential;
use linchpin_wire::operation::{Access, Operation, Scopes};

use crate::app::App;
use crate::error::{Failure, legacy};

/// On whose behalf a call is made.
pub type Principal = Arc<linchpin_engine::Principal>;

/// The headers in which HubSpot's SDKs send a token without a scheme.
const TOKEN_HEADERS: [&str; 2] = ["private-app", "private-app-legacy"];

/// Finds out who calls; no operation that asks for scopes is reached without.
pub(crate) async fn authenticate(app: &App, headers: &HeaderMap) -> Result<Principal, Failure> {
    let token = token(headers).ok_or_else(Failure::invalid_authentication)?;
    let principal = app.engine.authenticate(token).await?;
    // A developer key is no token: it opens no records.
    let principal = principal.filter(|principal| principal.credential != Credential::Developer);
    principal.ok_or_else(Failure::invalid_authentication)
}

/// The token that the headers carry.
fn token(headers: &HeaderMap) -> Option<&str> {
    let bearer = headers.get(AUTHORIZATION).and_then(|value| bearer(value.to_str().ok()?));
    let bare = || TOKEN_HEADERS.iter().find_map(|name| headers.get(*name)?.to_str().ok());
    bearer.or_else(bare).map(str::trim).filter(|token| !token.is_empty())
}

/// The token of a `Bearer` header; the scheme's case does not matter.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.trim_start().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token)
}

/// Refuses a caller who lacks the operation's scopes; `object_type` is the one that the path names.
pub(crate) fn authorize(
    operation: &Operation,
    object_type: Option<&ObjectType>,
    principal: &Principal,
) -> Result<(), Failure> {
    let wanted = wanted(operation.scopes, object_type);
    if principal.scopes.allow_any(wanted) {
        return Ok(());
    }
    match (operation.scopes, object_type) {
        // Recorded for HubSpot's own types: reading a schema without a scope is refused in words of its own.
        (Scopes::ForSchema(Access::Read), Some(object_type)) if object_type.id.is_standard() => {
            let scope = format!("{}-read", object_type.plural);
            Err(Failure::no_view_permission(&legacy(object_type), &scope))
        }
        _ => Err(Failure::missing_scopes(wanted.iter().copied())),
    }
}

/// The scopes any one of which suffices; none when the operation asks for none, or when the type is unknown and
/// the handler will say so.
fn wanted(scopes: Scopes, object_type: Option<&ObjectType>) -> &'static [&'static str] {
    match (scopes, object_type) {
        (Scopes::Listed(scopes), _) => scopes,
        (Scopes::ForObjectType(Access::Read), Some(object_type)) => object_type.read_scopes,
        (Scopes::ForObjectType(Access::Write), Some(object_type)) => object_type.write_scopes,
        (Scopes::ForSchema(Access::Read), Some(object_type)) => object_type.schema_read_scopes,
        (Scopes::ForSchema(Access::Write), Some(object_type)) => object_type.schema_write_scopes,
        (Scopes::Public | Scopes::Any | Scopes::ForObjectType(_) | Scopes::ForSchema(_), _) => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use axum::http::HeaderMap;
    use linchpin_domain::{AccountId, AppId, object_type};
    use linchpin_engine::{Credential, Principal};
    use linchpin_wire::crm::{objects, properties};
    use linchpin_wire::operation::Operation;

    use super::{authorize, token};
    use crate::error::Case;

    #[test]
    fn a_token_comes_in_one_of_three_headers() {
        for (name, value, expected) in [
            ("authorization", "Bearer pat-1", Some("pat-1")),
            ("authorization", "bearer  pat-1 ", Some("pat-1")),
            ("authorization", "Basic abc", None),
            ("authorization", "pat-1", None),
            ("authorization", "Bearer ", None),
            ("private-app", "pat-1", Some("pat-1")),
            ("private-app-legacy", "pat-1", Some("pat-1")),
            ("x-token", "pat-1", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(name, value.parse().unwrap());
            assert_eq!(token(&headers), expected, "{name}: {value}");
        }
    }

    /// Which failure a caller with these scopes gets.
    fn check(operation: &Operation, object_type: &str, scopes: &str, expected: Option<Case>) {
        let principal = Arc::new(Principal {
            account: AccountId(1),
            app: AppId(2),
            credential: Credential::PrivateApp,
            user: None,
            scopes: linchpin_engine::Scopes::parse(scopes),
        });
        let failure = authorize(operation, object_type::find(object_type), &principal).err();
        assert_eq!(
            failure.map(|failure| failure.case()),
            expected,
            "{} {object_type} {scopes}",
            operation.id
        );
    }

    #[test]
    fn scopes_follow_the_object_type_of_the_path() {
        check(&objects::READ, "contacts", "crm.objects.contacts.read", None);
        check(&objects::READ, "0-1", "crm.objects.contacts.read", None);
        check(&objects::READ, "companies", "crm.objects.contacts.read", Some(Case::MissingScopes));
        check(&objects::CREATE, "contacts", "crm.objects.contacts.read", Some(Case::MissingScopes));
        check(&objects::CREATE, "contacts", "*", None);
        check(&properties::LIST, "companies", "crm.objects.deals.read", Some(Case::NoViewPermission));
        check(&properties::CREATE, "companies", "crm.objects.companies.read", Some(Case::MissingScopes));
    }

    #[test]
    fn an_unknown_type_is_left_to_the_handler() {
        check(&objects::READ, "unicorns", "", None);
    }
}
