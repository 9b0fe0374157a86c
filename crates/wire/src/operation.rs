//! An operation: one thing a caller can ask for, under every path it is known by.

use crate::version::Version;

/// An HTTP method that HubSpot's operations use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// Every method, in the order in which an `Allow` header lists them.
    pub const ALL: [Self; 5] = [Self::Post, Self::Get, Self::Put, Self::Patch, Self::Delete];

    /// The method's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// The method of that name, if operations use it.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// Whether an operation looks or changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// The operation only looks.
    Read,
    /// The operation changes something.
    Write,
}

/// Which scopes a caller needs; where a plain list is meant, any one of it suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scopes {
    /// No credentials are asked for.
    Public,
    /// Valid credentials suffice, whatever their scopes.
    Any,
    /// The record scopes of the object type that the path names in `{objectType}`, `{objectTypeId}` or `{fromObjectType}`.
    ForObjectType(Access),
    /// The schema scopes of the object type that the path names in `{objectType}`, `{objectTypeId}` or `{fromObjectType}`.
    ForSchema(Access),
    /// A record scope of any object type: what concerns all types at once is open to whoever works with one of them.
    ForAnyObjectType,
    /// These scopes.
    Listed(&'static [&'static str]),
    /// The account's developer key, or any one of these scopes.
    DeveloperOr(&'static [&'static str]),
    /// Every scope of any one of these alternatives.
    Together(&'static [&'static [&'static str]]),
}

impl Scopes {
    /// What concerns the server and its apps instead of what is in the CRM; HubSpot has no such scope.
    pub const ADMIN: Self = Self::Listed(&["linchpin.admin"]);
}

/// Which budget a call draws from, and so which rate-limit headers its answer carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// The rolling ten seconds and the day.
    Standard,
    /// The associations' own ten seconds and day.
    Associations,
    /// Search's own per-second budget; it counts toward the day.
    Search,
    /// The budget of a second that an app has for reading the webhooks journal; it counts toward nothing else.
    Journal,
    /// The like for the journal's subscriptions.
    JournalSubscriptions,
    /// The like for its snapshots.
    JournalSnapshots,
    /// No budget: the call is neither counted nor refused.
    Exempt,
}

/// One thing a caller can ask for.
///
/// The same operation is known by several paths: each version has one, and some versions have two, because
/// HubSpot's own SDKs and specifications disagree about where the version stands.
/// Paths are listed whole, never assembled, so that searching for a path finds its operation.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Operation {
    /// Our name for it, as in `spec/operations.tsv`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// Every path, with the version it belongs to; `{name}` stands for one segment.
    pub paths: &'static [(Version, &'static str)],
    /// What the caller must be allowed to do.
    pub scopes: Scopes,
    /// The budget that a call draws from.
    pub limit: Limit,
}

impl Operation {
    /// Whether path, query, bodies and answers hold tokens or secrets, so that no log may show them and no cache may
    /// keep them.
    pub fn is_secret(&self) -> bool {
        const FAMILIES: [&str; 6] = [
            "oauth.",
            "legacy.oauth.",
            "linchpin.apps.",
            "linchpin.developer_key.",
            "linchpin.journal_files.",
            "linchpin.oauth.",
        ];
        FAMILIES.iter().any(|family| self.id.starts_with(family))
    }

    /// Whether it is the server's own and no part of HubSpot's API.
    pub fn is_own(&self) -> bool {
        self.id.starts_with("linchpin.")
    }

    /// The names of the path parameters, in order; every path has the same ones.
    pub fn parameters(&self) -> Vec<&'static str> {
        self.paths.first().map(|(_, path)| parameters(path)).unwrap_or_default()
    }
}

/// The names of the parameters of one path template.
fn parameters(path: &'static str) -> Vec<&'static str> {
    path.split('/').filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}')).collect()
}

#[cfg(test)]
mod tests {
    use super::{Operation, parameters};
    use crate::account::{activity, audit, details, settings, usage as calls_made};
    use crate::apps;
    use crate::crm::associations::{batch, labels, limits, single, usage};
    use crate::crm::lists::{definitions, folders, memberships};
    use crate::crm::properties::legacy;
    use crate::crm::{
        features, limits as tracked, object_library, objects, owners, pipelines, properties, reports,
        schemas, validations,
    };
    use crate::oauth;
    use crate::people::{teams, users};
    use crate::settings::{business_units, currencies, tax_rates};
    use crate::tools::{accounts, authorizations, calls, changes, clock, faults, snapshots};
    use crate::version::Version;
    use crate::webhooks;
    use crate::webhooks_journal;

    /// Every operation that is declared.
    fn all() -> impl Iterator<Item = &'static Operation> {
        let records = [objects::ALL, properties::ALL, pipelines::ALL, owners::ALL, schemas::ALL];
        let associations = [labels::ALL, limits::ALL, batch::ALL, single::ALL, usage::ALL];
        let rules = [features::ALL, validations::ALL, object_library::ALL, tracked::ALL, reports::ALL];
        let legacy = [legacy::definitions::ALL, legacy::groups::ALL, pipelines::legacy::ALL];
        let lists = [definitions::ALL, folders::ALL, memberships::ALL];
        let money = [currencies::ALL, tax_rates::ALL, business_units::ALL];
        let account = [activity::ALL, audit::ALL, details::ALL, settings::ALL, calls_made::ALL];
        let apps = [
            apps::definitions::ALL,
            apps::tokens::ALL,
            apps::installs::ALL,
            apps::developer_key::ALL,
            oauth::ALL,
        ];
        let people = [users::ALL, teams::ALL];
        let webhooks = [
            webhooks::settings::ALL,
            webhooks::subscriptions::ALL,
            webhooks::deliveries::ALL,
            webhooks::apps::ALL,
        ];
        let journal = [
            webhooks_journal::files::ALL,
            webhooks_journal::journal::ALL,
            webhooks_journal::local::ALL,
            webhooks_journal::snapshots::ALL,
            webhooks_journal::subscriptions::ALL,
        ];
        let tools = [accounts::ALL, authorizations::ALL, calls::ALL, clock::ALL, faults::ALL, snapshots::ALL];
        let tools = tools.into_iter().chain([changes::ALL]);
        records
            .into_iter()
            .chain(associations)
            .chain(rules)
            .chain(lists)
            .chain(account)
            .chain(money)
            .chain(legacy)
            .chain(apps)
            .chain(tools)
            .chain(people)
            .chain(webhooks)
            .chain(journal)
            .flatten()
    }

    #[test]
    fn paths_of_one_operation_take_the_same_parameters_and_name_their_version_once() {
        for operation in all() {
            for (version, path) in operation.paths {
                assert_eq!(parameters(path), operation.parameters(), "{path}");
                // The stream of changes is known by a path that will not change with versions.
                if operation.id == changes::LIST.id && *path == "/_linchpin/changes" {
                    continue;
                }
                let versions: Vec<_> = path.split('/').filter_map(Version::parse).collect();
                assert_eq!(versions, [*version], "{path}");
            }
        }
    }

    #[test]
    fn no_method_and_path_is_declared_twice() {
        let mut pairs: Vec<_> = all()
            .flat_map(|operation| operation.paths.iter().map(|(_, path)| (operation.method, *path)))
            .collect();
        let n_declared = pairs.len();
        pairs.sort_unstable();
        pairs.dedup();
        assert_eq!(pairs.len(), n_declared);
    }
}
