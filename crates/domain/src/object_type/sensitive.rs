//! Which scopes sensitive values ask for, in the order in which refusals name them.
//!
//! The names behind `.v2` are those that HubSpot's refusals name; the others are those that its guide lets apps ask
//! for.
//! Either will do.

use super::ObjectType;
use crate::DataSensitivity;

/// The scopes that values of one sensitivity ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueScopes {
    /// Any one of these allows seeing the values.
    pub read: &'static [&'static str],
    /// Any one of these allows changing them, and the definitions of the properties that hold them.
    pub write: &'static [&'static str],
}

impl ObjectType {
    /// The scopes for values of this sensitivity; none where the type has no such values, or where they need none.
    pub const fn value_scopes(&self, sensitivity: DataSensitivity) -> Option<ValueScopes> {
        match sensitivity {
            DataSensitivity::NonSensitive => None,
            DataSensitivity::Sensitive => self.sensitive_scopes,
            DataSensitivity::HighlySensitive => self.highly_sensitive_scopes,
        }
    }
}

pub(super) const CONTACTS: (ValueScopes, ValueScopes) = (
    ValueScopes {
        read: &["crm.objects.contacts.sensitive.read.v2", "crm.objects.contacts.sensitive.read"],
        write: &["crm.objects.contacts.sensitive.write.v2", "crm.objects.contacts.sensitive.write"],
    },
    ValueScopes {
        read: &[
            "crm.objects.contacts.highly_sensitive.read.v2",
            "crm.objects.contacts.highly_sensitive.read",
        ],
        write: &[
            "crm.objects.contacts.highly_sensitive.write.v2",
            "crm.objects.contacts.highly_sensitive.write",
        ],
    },
);

pub(super) const COMPANIES: (ValueScopes, ValueScopes) = (
    ValueScopes {
        read: &["crm.objects.companies.sensitive.read.v2", "crm.objects.companies.sensitive.read"],
        write: &["crm.objects.companies.sensitive.write.v2", "crm.objects.companies.sensitive.write"],
    },
    ValueScopes {
        read: &[
            "crm.objects.companies.highly_sensitive.read.v2",
            "crm.objects.companies.highly_sensitive.read",
        ],
        write: &[
            "crm.objects.companies.highly_sensitive.write.v2",
            "crm.objects.companies.highly_sensitive.write",
        ],
    },
);

pub(super) const DEALS: (ValueScopes, ValueScopes) = (
    ValueScopes {
        read: &["crm.objects.deals.sensitive.read.v2", "crm.objects.deals.sensitive.read"],
        write: &["crm.objects.deals.sensitive.write.v2", "crm.objects.deals.sensitive.write"],
    },
    ValueScopes {
        read: &["crm.objects.deals.highly_sensitive.read.v2", "crm.objects.deals.highly_sensitive.read"],
        write: &["crm.objects.deals.highly_sensitive.write.v2", "crm.objects.deals.highly_sensitive.write"],
    },
);

pub(super) const CUSTOM: (ValueScopes, ValueScopes) = (
    ValueScopes {
        read: &["crm.objects.custom.sensitive.read.v2", "crm.objects.custom.sensitive.read"],
        write: &["crm.objects.custom.sensitive.write.v2", "crm.objects.custom.sensitive.write"],
    },
    ValueScopes {
        read: &["crm.objects.custom.highly_sensitive.read.v2", "crm.objects.custom.highly_sensitive.read"],
        write: &["crm.objects.custom.highly_sensitive.write.v2", "crm.objects.custom.highly_sensitive.write"],
    },
);

/// The older scopes of tickets do not tell reading from writing.
pub(super) const TICKETS: (ValueScopes, ValueScopes) = (
    ValueScopes {
        read: &["tickets.sensitive.v2", "tickets.sensitive", "crm.objects.tickets.sensitive.read"],
        write: &["tickets.sensitive.v2", "tickets.sensitive", "crm.objects.tickets.sensitive.write"],
    },
    ValueScopes {
        read: &[
            "tickets.highly_sensitive.v2",
            "tickets.highly_sensitive",
            "crm.objects.tickets.highly_sensitive.read",
        ],
        write: &[
            "tickets.highly_sensitive.v2",
            "tickets.highly_sensitive",
            "crm.objects.tickets.highly_sensitive.write",
        ],
    },
);

pub(super) const PROJECTS: (ValueScopes, ValueScopes) = (
    ValueScopes {
        read: &["crm.objects.projects.sensitive.read"],
        write: &["crm.objects.projects.sensitive.write"],
    },
    ValueScopes {
        read: &["crm.objects.projects.highly_sensitive.read"],
        write: &["crm.objects.projects.highly_sensitive.write"],
    },
);

/// There are none for highly sensitive values of appointments.
pub(super) const APPOINTMENTS: ValueScopes = ValueScopes {
    read: &["crm.objects.appointments.sensitive.read.v2", "crm.objects.appointments.sensitive.read"],
    write: &["crm.objects.appointments.sensitive.write.v2", "crm.objects.appointments.sensitive.write"],
};

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::object_type::{custom, standard_types};
    use crate::{AccountId, DataSensitivity, ObjectTypeId, scope};

    #[test]
    fn the_scopes_are_those_that_apps_can_ask_for() {
        let custom = [custom(AccountId(1), ObjectTypeId::custom(1), "cars")];
        let rows = standard_types().iter().chain(custom);
        let levels = [DataSensitivity::Sensitive, DataSensitivity::HighlySensitive];
        let of_types: BTreeSet<_> = rows
            .flat_map(|row| levels.into_iter().filter_map(|level| row.value_scopes(level)))
            .flat_map(|scopes| [scopes.read, scopes.write].concat())
            .collect();
        let all = scope::all().iter().map(|scope| scope.name);
        let known: BTreeSet<_> = all.filter(|name| name.contains("sensitive")).collect();
        assert_eq!(of_types, known);
    }
}
