//! What fills itself on contacts.

use super::{Write, derive, lifecycle};
use crate::Properties;

/// What nearly every contact shows; see [`crate::ObjectType::usual`].
pub(crate) const USUAL: &[(&str, &str)] = &[
    ("hs_associated_target_accounts", "0"),
    ("hs_currently_enrolled_in_prospecting_agent", "false"),
    ("hs_is_contact", "true"),
    ("hs_is_unworked", "true"),
    ("hs_membership_has_accessed_private_content", "0"),
    ("hs_object_source", "INTEGRATION"),
    ("hs_object_source_label", "INTEGRATION"),
    ("hs_pipeline", "contacts-lifecycle-pipeline"),
    ("hs_prospecting_agent_actively_enrolled_count", "0"),
    ("hs_prospecting_agent_total_enrolled_count", "0"),
    ("hs_registered_member", "0"),
    ("hs_sequences_actively_enrolled_count", "0"),
    ("lifecyclestage", "lead"),
    ("num_notes", "0"),
];

pub(crate) fn apply(write: &Write<'_>, new: &mut Properties) {
    if write.is_create() {
        new.insert("hs_all_contact_vids", write.id.to_string());
    }
    lifecycle::apply(write, new);
    date_stage(write, new);
    if write.changes(new, "email") {
        let domain =
            new.filled("email").and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain.to_owned());
        derive(new, "hs_email_domain", domain);
    }
    if write.changes(new, "associatedcompanyid") {
        new.insert("associatedcompanylastupdated", write.now.0.to_string());
    }
    name(write, new);
    for (source, target) in [
        ("phone", "hs_searchable_calculated_phone_number"),
        ("mobilephone", "hs_searchable_calculated_mobile_number"),
    ] {
        if write.changes(new, source) {
            let digits = new.filled(source).map(searchable_digits).filter(|digits| !digits.is_empty());
            derive(new, target, digits);
        }
    }
}

/// Notes the day on which the contact became what it is.
///
/// A 2026 capture prints one of these dates as epoch milliseconds; we keep ISO like every other instant, as in 2024.
fn date_stage(write: &Write<'_>, new: &mut Properties) {
    if !write.changes(new, "lifecyclestage") {
        return;
    }
    let name = match new.filled("lifecyclestage") {
        Some("subscriber") => "hs_lifecyclestage_subscriber_date",
        Some("lead") => "hs_lifecyclestage_lead_date",
        Some("marketingqualifiedlead") => "hs_lifecyclestage_marketingqualifiedlead_date",
        Some("salesqualifiedlead") => "hs_lifecyclestage_salesqualifiedlead_date",
        Some("opportunity") => "hs_lifecyclestage_opportunity_date",
        Some("customer") => "hs_lifecyclestage_customer_date",
        Some("evangelist") => "hs_lifecyclestage_evangelist_date",
        Some("other") => "hs_lifecyclestage_other_date",
        _ => return,
    };
    new.insert(name, write.now.to_iso());
}

fn name(write: &Write<'_>, new: &mut Properties) {
    if !["firstname", "lastname", "email"].into_iter().any(|name| write.changes(new, name)) {
        return;
    }
    let full = match (new.filled("firstname"), new.filled("lastname")) {
        (Some(first), Some(last)) => Some(format!("{first} {last}")),
        (Some(name), None) | (None, Some(name)) => Some(name.to_owned()),
        (None, None) => new.filled("email").map(str::to_owned),
    };
    derive(new, "hs_full_name_or_email", full);
}

/// The digits by which a telephone number is found: `15551234` for `+1 555-1234` (recorded 2026).
///
/// A complete North American number loses its country code, for it is the national number that people search.
pub(crate) fn searchable_digits(phone: &str) -> String {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let is_complete = phone.trim_start().starts_with('+') && digits.len() == 11;
    match digits.strip_prefix('1') {
        Some(national) if is_complete => national.to_owned(),
        _ => digits,
    }
}
