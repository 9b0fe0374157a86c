//! What fills itself on companies.

use super::{Write, derive, lifecycle};
use crate::Properties;

/// What nearly every company shows; see [`crate::ObjectType::usual`].
pub(crate) const USUAL: &[(&str, &str)] = &[
    ("hs_annual_revenue_currency_code", "USD"),
    ("hs_num_blockers", "0"),
    ("hs_num_child_companies", "0"),
    ("hs_num_contacts_with_buying_roles", "0"),
    ("hs_num_decision_makers", "0"),
    ("hs_num_open_deals", "0"),
    ("hs_object_source", "INTEGRATION"),
    ("hs_object_source_label", "INTEGRATION"),
    ("hs_pipeline", "companies-lifecycle-pipeline"),
    ("lifecyclestage", "lead"),
];

pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    lifecycle::apply(write, new);
    // The website follows the domain until somebody sets, or clears, a website.
    if write.changes(new, "domain") && new.get("website").is_none() {
        let domain = new.filled("domain").map(str::to_owned);
        derive(new, "website", domain);
    }
    let label = new.filled("name").or_else(|| new.filled("domain")).map(str::to_owned);
    derive(new, "hs_task_label", label);
}
