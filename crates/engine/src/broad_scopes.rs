//! Scopes that stand for several others: HubSpot's older, broad ones, which stay valid, and names that changed.

/// A scope, and the ones that whoever has it has too.
///
/// That the older ones stay valid is documented; what each stands for is what HubSpot split it into.
const BROAD: &[(&str, &[&str])] = &[
    (
        "automation",
        &[
            "crm.objects.owners.read",
            "crm.schemas.companies.read",
            "crm.schemas.contacts.read",
            "crm.schemas.deals.read",
        ],
    ),
    (
        "contacts",
        &[
            "crm.lists.read",
            "crm.lists.write",
            "crm.objects.companies.read",
            "crm.objects.companies.write",
            "crm.objects.contacts.read",
            "crm.objects.contacts.write",
            "crm.objects.deals.read",
            "crm.objects.deals.write",
            "crm.objects.owners.read",
            "crm.schemas.companies.read",
            "crm.schemas.companies.write",
            "crm.schemas.contacts.read",
            "crm.schemas.contacts.write",
            "crm.schemas.deals.read",
            "crm.schemas.deals.write",
        ],
    ),
    ("crm.segments.read", &["crm.lists.read"]),
    ("crm.segments.write", &["crm.lists.write"]),
];

/// Whether a scope is another one or stands for it.
pub(crate) fn includes(held: &str, wanted: &str) -> bool {
    held == wanted || BROAD.iter().any(|(broad, parts)| *broad == held && parts.contains(&wanted))
}

#[cfg(test)]
mod tests {
    use super::{BROAD, includes};

    #[test]
    fn broad_scopes_include_what_they_were_split_into() {
        for (held, wanted, expected) in [
            ("contacts", "crm.objects.deals.write", true),
            ("contacts", "contacts", true),
            ("contacts", "tickets", false),
            ("crm.objects.deals.write", "contacts", false),
            ("crm.segments.read", "crm.lists.read", true),
            ("crm.segments.read", "crm.lists.write", false),
            ("automation", "crm.objects.owners.read", true),
        ] {
            assert_eq!(includes(held, wanted), expected, "{held} for {wanted}");
        }
    }

    #[test]
    fn the_table_is_in_order_and_one_level_deep() {
        assert!(BROAD.is_sorted_by_key(|(broad, _)| broad));
        for (broad, parts) in BROAD {
            assert!(parts.is_sorted(), "{broad}");
            assert!(BROAD.iter().all(|(other, _)| !parts.contains(other)), "{broad}");
        }
    }
}
