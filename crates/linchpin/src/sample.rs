//! A small believable CRM for an account that is still empty.
//!
//! Written by hand, so that names tell stories: whoever looks at deals finds the companies and people again.
//! Nobody can be reached by accident, see [`crate::seed`].

mod table;

use anyhow::{Context as _, Result};
use linchpin_domain::{ObjectType, RecordId, object_type};
use linchpin_engine::objects::{NewRecord, PageRequest, Reading};
use linchpin_engine::{Engine, Principal};

use table::Known;

/// The object types with their records, in the order in which they are written: line items name products.
const TABLES: [(&str, &str); 8] = [
    ("companies", include_str!("sample/companies.tsv")),
    ("contacts", include_str!("sample/contacts.tsv")),
    ("deals", include_str!("sample/deals.tsv")),
    ("tickets", include_str!("sample/tickets.tsv")),
    (PRODUCTS, include_str!("sample/products.tsv")),
    ("line_items", include_str!("sample/line_items.tsv")),
    ("notes", include_str!("sample/notes.tsv")),
    ("tasks", include_str!("sample/tasks.tsv")),
];

/// The type whose records others name.
const PRODUCTS: &str = "products";

/// Fills the account, unless it has records of these types already.
pub(crate) async fn fill(engine: &Engine, principal: &Principal) -> Result<()> {
    if has_records(engine, principal).await? {
        tracing::info!("the account has records already; no sample data were added");
        return Ok(());
    }
    let mut known = Known { now: engine.clock().now(), products: Vec::new() };
    for (plural, text) in TABLES {
        let records = table::read(text, &known).into_iter();
        let new = records
            .map(|fields| NewRecord {
                values: fields.into_values(),
                associations: Vec::new(),
                trace_id: None,
            })
            .collect();
        let written = engine.create_records(principal, find(plural)?, new).await;
        let written = written.with_context(|| format!("cannot write the sample {plural}"))?;
        if plural == PRODUCTS {
            known.products = written.results.iter().map(|written| written.id).collect();
        }
    }
    tracing::info!("filled the account with sample data");
    Ok(())
}

async fn has_records(engine: &Engine, principal: &Principal) -> Result<bool> {
    let first = PageRequest { from: RecordId(1), limit: 1 };
    for (plural, _) in TABLES {
        let page = engine.list_records(principal, find(plural)?, first, &Reading::default()).await?;
        if !page.records.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn find(plural: &str) -> Result<&'static ObjectType> {
    object_type::find(plural).with_context(|| format!("there is no object type {plural}"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use linchpin_domain::{Properties, Timestamp, TypeDefinition, catalogue, value};

    use super::*;
    use crate::seed::Fields;

    fn records(plural: &str) -> Vec<Fields> {
        let products = (1..=6).map(RecordId).collect();
        let known = Known { now: Timestamp(1_790_000_000_000), products };
        let (_, text) = TABLES.iter().find(|(known, _)| *known == plural).unwrap();
        table::read(text, &known)
    }

    #[test]
    fn there_are_as_many_as_promised() {
        let counts = TABLES.map(|(plural, _)| (plural, records(plural).len()));
        let expected = [
            ("companies", 12),
            ("contacts", 40),
            ("deals", 15),
            ("tickets", 12),
            ("products", 6),
            ("line_items", 9),
            ("notes", 8),
            ("tasks", 9),
        ];
        assert_eq!(counts, expected);
    }

    #[test]
    fn the_engine_would_take_every_record() {
        for (plural, _) in TABLES {
            let object_type = find(plural).unwrap();
            let catalogue = catalogue::catalogue(object_type.id);
            for fields in records(plural) {
                let mut properties = Properties::new();
                for (name, text) in fields.texts() {
                    let property = catalogue.get(&name).unwrap_or_else(|| panic!("{plural}.{name}"));
                    value::check_writable(property).unwrap();
                    let canonical = value::canonical(property, &text, None).unwrap().into_owned();
                    properties.insert(name, canonical);
                }
                let missing = TypeDefinition::of(object_type).missing(object_type, &properties);
                assert_eq!(missing, Vec::<&str>::new(), "{plural}");
            }
        }
    }

    #[test]
    fn people_work_for_the_companies_and_have_one_address_each() {
        let value = |fields: &Fields, wanted| {
            fields.texts().into_iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
        };
        let companies: HashSet<_> =
            records("companies").iter().map(|company| value(company, "name")).collect();
        let mut addresses = HashSet::new();
        for contact in records("contacts") {
            assert!(companies.contains(&value(&contact, "company")), "{contact:?}");
            assert!(addresses.insert(value(&contact, "email")), "{contact:?}");
        }
    }
}
