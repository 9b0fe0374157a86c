//! What users of an account may do: named sets of permissions.

use std::collections::BTreeSet;

use crate::object_type::STANDARD;

/// What a user of an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything, with the server's own settings of the account.
    SuperAdmin,
    /// Everything in the CRM, its schema and the account's settings; neither apps nor the server.
    Admin,
    /// Records, lists and what belongs to them.
    Member,
    /// Looking at what members write.
    Viewer,
    /// Contacts: what HubSpot gives users for whom nothing else is said (documented).
    ContactsOnly,
}

/// The scopes for what belongs to records, beside those that the table of object types names.
const BESIDE_RECORDS: [&str; 6] = [
    "crm.export",
    "crm.import",
    "crm.lists.read",
    "crm.lists.write",
    "crm.objects.owners.read",
    "crm.schemas.custom.read",
];
/// The scopes for the settings of an account.
const SETTINGS: [&str; 10] = [
    "account-info.security.read",
    "business_units_view.read",
    "settings.billing.write",
    "settings.currencies.read",
    "settings.currencies.write",
    "settings.users.read",
    "settings.users.teams.read",
    "settings.users.teams.write",
    "settings.users.write",
    "tax_rates.read",
];

impl Role {
    /// Every role, the mightiest first.
    pub const ALL: [Self; 5] =
        [Self::SuperAdmin, Self::Admin, Self::Member, Self::Viewer, Self::ContactsOnly];

    /// The name that commands and the store know it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SuperAdmin => "super-admin",
            Self::Admin => "admin",
            Self::Member => "member",
            Self::Viewer => "viewer",
            Self::ContactsOnly => "contacts-only",
        }
    }

    /// The role of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// What people call it.
    pub const fn label(self) -> &'static str {
        match self {
            Self::SuperAdmin => "Super Admin",
            Self::Admin => "Admin",
            Self::Member => "Member",
            Self::Viewer => "Viewer",
            Self::ContactsOnly => "Contacts only",
        }
    }

    /// Its number among the roles that users can be given; a super admin is not given a role but made one, and who
    /// is given none may see contacts.
    pub const fn id(self) -> Option<i64> {
        match self {
            Self::Admin => Some(1_000_001),
            Self::Member => Some(1_000_002),
            Self::Viewer => Some(1_000_003),
            Self::SuperAdmin | Self::ContactsOnly => None,
        }
    }

    /// The role of this number.
    pub fn of_id(id: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == Some(id))
    }

    /// The scopes that it gives; none means every scope there is or will be.
    pub fn scopes(self) -> Option<BTreeSet<&'static str>> {
        match self {
            Self::SuperAdmin => None,
            Self::Admin => Some(of_crm().chain(SETTINGS).collect()),
            Self::Member => Some(of_crm().filter(|scope| is_read(scope) || !is_of_schema(scope)).collect()),
            Self::Viewer => Some(of_crm().filter(|scope| is_read(scope)).collect()),
            Self::ContactsOnly => Some(of_crm().filter(|scope| scope.contains(".contacts.")).collect()),
        }
    }
}

/// Every scope for records, their schema and what belongs to them.
fn of_crm() -> impl Iterator<Item = &'static str> {
    let of_types = STANDARD.iter().flat_map(|row| {
        [row.read_scopes, row.write_scopes, row.schema_read_scopes, row.schema_write_scopes].concat()
    });
    of_types.chain(BESIDE_RECORDS)
}

/// Whether the scope allows nothing but looking; older ones, such as `tickets`, do not tell reading from writing.
fn is_read(scope: &str) -> bool {
    scope.rsplit_once('.').is_some_and(|(_, access)| access == "read")
}

/// Whether the scope is about what members find as it is: definitions, and users.
fn is_of_schema(scope: &str) -> bool {
    scope.starts_with("crm.schemas.")
        || scope.starts_with("crm.pipelines.")
        || scope == "crm.objects.users.write"
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn roles_are_found_by_name_and_number() {
        for role in Role::ALL {
            assert_eq!(Role::parse(role.as_str()), Some(role));
            assert_eq!(role.id().and_then(Role::of_id), role.id().map(|_| role));
        }
        assert_eq!((Role::parse("emperor"), Role::of_id(7)), (None, None));
    }

    #[test]
    fn each_role_may_what_its_name_says() {
        for (scope, expected) in [
            ("crm.objects.contacts.read", [true; 4]),
            ("crm.objects.contacts.write", [true, true, false, true]),
            ("crm.objects.deals.read", [true, true, true, false]),
            ("crm.objects.deals.write", [true, true, false, false]),
            ("tickets", [true, true, false, false]),
            ("crm.schemas.deals.read", [true, true, true, false]),
            ("crm.schemas.deals.write", [true, false, false, false]),
            ("crm.objects.users.write", [true, false, false, false]),
            ("settings.users.write", [true, false, false, false]),
            ("linchpin.admin", [false; 4]),
        ] {
            let given = [Role::Admin, Role::Member, Role::Viewer, Role::ContactsOnly]
                .map(|role| role.scopes().is_some_and(|scopes| scopes.contains(scope)));
            assert_eq!(given, expected, "{scope}");
        }
        assert_eq!(Role::SuperAdmin.scopes(), None);
    }
}
