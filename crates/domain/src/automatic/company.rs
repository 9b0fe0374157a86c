//! What fills itself on companies.

use super::{Write, derive, lifecycle, set_default};
use crate::Properties;

/// What a new company shows, whatever was sent.
const ON_CREATE: [(&str, &str); 6] = [
    ("hs_annual_revenue_currency_code", "USD"),
    ("hs_num_blockers", "0"),
    ("hs_num_child_companies", "0"),
    ("hs_num_contacts_with_buying_roles", "0"),
    ("hs_num_decision_makers", "0"),
    ("hs_num_open_deals", "0"),
];

pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create() {
        for (name, value) in ON_CREATE {
            set_default(new, name, value);
        }
    }
    lifecycle::apply(write, new, "companies-lifecycle-pipeline");
    // The website follows the domain until somebody sets, or clears, a website.
    if write.changes(new, "domain") && new.get("website").is_none() {
        let domain = new.filled("domain").map(str::to_owned);
        derive(new, "website", domain);
    }
    let label = new.filled("name").or_else(|| new.filled("domain")).map(str::to_owned);
    derive(new, "hs_task_label", label);
}
