//! Whether a caller may call.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use linchpin_domain::{ObjectType, object_type};
use linchpin_engine::Credential;
use linchpin_wire::operation::{Access, Operation, Scopes};

use crate::auth::Principal;
use crate::error::{Failure, legacy};

/// The record scopes of all object types, custom ones too, in the order of their names.
static OF_ANY_OBJECT_TYPE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let types = object_type::standard_types().iter();
    let standard = types.flat_map(|row| row.read_scopes.iter().chain(row.write_scopes));
    let custom = ["crm.objects.custom.read", "crm.objects.custom.write"];
    let all: BTreeSet<_> = standard.copied().chain(custom).collect();
    all.into_iter().collect()
});

/// What a caller has to hold.
#[derive(Clone, Copy)]
enum Wanted {
    /// Any one of these; nothing when there are none.
    AnyOf(&'static [&'static str]),
    /// All of any one of these.
    Together(&'static [&'static [&'static str]]),
}

impl Wanted {
    fn is_held_by(self, principal: &Principal) -> bool {
        match self {
            Self::AnyOf(scopes) => principal.scopes.allow_any(scopes),
            Self::Together(alternatives) => {
                alternatives.iter().any(|scopes| principal.scopes.allow_all(scopes))
            }
        }
    }

    /// The names of the scopes, each once.
    fn names(self) -> Vec<&'static str> {
        let alternatives = match self {
            Self::AnyOf(scopes) => return scopes.to_vec(),
            Self::Together(alternatives) => alternatives,
        };
        let mut names = Vec::new();
        for scope in alternatives.iter().copied().flatten() {
            if !names.contains(scope) {
                names.push(*scope);
            }
        }
        names
    }
}

/// Refuses a caller who lacks the operation's scopes; `object_type` is the one that the path names.
pub(crate) fn authorize(
    operation: &Operation,
    object_type: Option<&ObjectType>,
    principal: &Principal,
) -> Result<(), Failure> {
    // A developer key comes only this far with operations that take one, and needs no scopes for them.
    let wanted = wanted(operation.scopes, object_type);
    if principal.credential == Credential::Developer || wanted.is_held_by(principal) {
        return Ok(());
    }
    match (operation.scopes, object_type) {
        // Recorded for HubSpot's own types: reading a schema without a scope is refused in words of its own.
        (Scopes::ForSchema(Access::Read), Some(object_type)) if object_type.id.is_standard() => {
            let scope = format!("{}-read", object_type.plural);
            Err(Failure::no_view_permission(&legacy(object_type), &scope))
        }
        _ => Err(Failure::missing_scopes(wanted.names())),
    }
}

/// What an operation wants of its caller; nothing when it asks for none, or when the type is unknown and the handler
/// will say so.
fn wanted(scopes: Scopes, object_type: Option<&ObjectType>) -> Wanted {
    Wanted::AnyOf(match (scopes, object_type) {
        (Scopes::Together(alternatives), _) => return Wanted::Together(alternatives),
        (Scopes::Listed(scopes) | Scopes::DeveloperOr(scopes), _) => scopes,
        (Scopes::ForAnyObjectType, _) => &OF_ANY_OBJECT_TYPE,
        (Scopes::ForObjectType(Access::Read), Some(object_type)) => object_type.read_scopes,
        (Scopes::ForObjectType(Access::Write), Some(object_type)) => object_type.write_scopes,
        (Scopes::ForSchema(Access::Read), Some(object_type)) => object_type.schema_read_scopes,
        (Scopes::ForSchema(Access::Write), Some(object_type)) => object_type.schema_write_scopes,
        (Scopes::Public | Scopes::Any | Scopes::ForObjectType(_) | Scopes::ForSchema(_), _) => &[],
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use linchpin_domain::{AccountId, AppId, object_type};
    use linchpin_engine::{Credential, Principal};
    use linchpin_wire::crm::lists::definitions;
    use linchpin_wire::crm::{limits, objects, properties};
    use linchpin_wire::operation::Operation;

    use super::authorize;
    use crate::error::Case;

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
    fn alternatives_want_all_of_their_scopes() {
        for (scopes, expected) in [
            ("crm.lists.read crm.lists.write", None),
            ("crm.lists.read cms.membership.access_groups.write", None),
            ("crm.segments.read crm.lists.write", None),
            ("crm.lists.write", Some(Case::MissingScopes)),
            ("crm.lists.read", Some(Case::MissingScopes)),
            ("crm.lists.write cms.membership.access_groups.write", Some(Case::MissingScopes)),
        ] {
            check(&definitions::ARCHIVE, "", scopes, expected);
        }
        check(&definitions::CREATE, "", "crm.lists.write", None);
    }

    #[test]
    fn what_concerns_all_types_is_open_to_whoever_works_with_one() {
        for (scopes, expected) in [
            ("crm.objects.deals.write", None),
            ("crm.objects.custom.read", None),
            ("tickets", None),
            ("oauth", Some(Case::MissingScopes)),
        ] {
            check(&limits::RECORDS, "", scopes, expected);
        }
    }

    #[test]
    fn an_unknown_type_is_left_to_the_handler() {
        check(&objects::READ, "unicorns", "", None);
    }
}
