//! Properties and property groups in the forms of versions 1 and 2, which clients read when they start.
//!
//! Some paths name the object type, older ones are about one type.

pub mod definitions;
pub mod groups;
mod output;

pub use groups::GroupInput;
pub use output::{GroupBody, OptionBody, PropertyBody};

use crate::operation::Scopes;

/// What reads the schema of contacts.
const READ_CONTACTS: Scopes =
    Scopes::Listed(&["crm.schemas.contacts.read", "crm.objects.contacts.read", "crm.objects.contacts.write"]);
/// What reads the schema of companies.
const READ_COMPANIES: Scopes = Scopes::Listed(&[
    "crm.schemas.companies.read",
    "crm.objects.companies.read",
    "crm.objects.companies.write",
]);
/// What reads the schema of deals.
const READ_DEALS: Scopes =
    Scopes::Listed(&["crm.schemas.deals.read", "crm.objects.deals.read", "crm.objects.deals.write"]);
/// What changes the schema of deals.
const WRITE_DEALS: Scopes = Scopes::Listed(&["crm.schemas.deals.write"]);
