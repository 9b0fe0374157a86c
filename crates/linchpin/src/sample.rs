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

/// The object types with their records, in the order in which they are written: later ones name earlier ones.
const TABLES: [(&str, &str); 8] = [
    ("companies", include_str!("sample/companies.tsv")),
    ("contacts", include_str!("sample/contacts.tsv")),
    ("deals", include_str!("sample/deals.tsv")),
    ("tickets", include_str!("sample/tickets.tsv")),
    ("products", include_str!("sample/products.tsv")),
    ("line_items", include_str!("sample/line_items.tsv")),
    ("notes", include_str!("sample/notes.tsv")),
    ("tasks", include_str!("sample/tasks.tsv")),
];

/// Fills the account, unless it has records of these types already.
pub(crate) async fn fill(engine: &Engine, principal: &Principal) -> Result<()> {
    if has_records(engine, principal).await? {
        tracing::info!("the account has records already; no sample data were added");
        return Ok(());
    }
    let mut known = Known::new(engine.clock().now());
    for (plural, text) in TABLES {
        let object_type = find(plural);
        let rows = table::read(object_type, text, &known);
        let (names, new): (Vec<_>, Vec<_>) = rows
            .into_iter()
            .map(|row| {
                let values = row.fields.into_values();
                (row.name, NewRecord { values, associations: row.associations, trace_id: None })
            })
            .unzip();
        let written = engine.create_records(principal, object_type, new).await;
        let written = written.with_context(|| format!("cannot write the sample {plural}"))?;
        for (name, record) in names.into_iter().zip(written.results) {
            known.note(object_type, name, record.id);
        }
    }
    tracing::info!("filled the account with sample data");
    Ok(())
}

async fn has_records(engine: &Engine, principal: &Principal) -> Result<bool> {
    let first = PageRequest { from: RecordId(1), limit: 1 };
    for (plural, _) in TABLES {
        let page = engine.list_records(principal, find(plural), first, &Reading::default()).await?;
        if !page.records.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn find(plural: &str) -> &'static ObjectType {
    object_type::find(plural).expect("the sample has only types that HubSpot has")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use linchpin_domain::{Properties, Timestamp, TypeDefinition, catalogue, value};

    use super::*;
    use crate::seed::Fields;

    /// Every table with its rows, as they are read when all before them are written.
    fn tables() -> Vec<(&'static str, Vec<table::Row>)> {
        let mut known = Known::new(Timestamp(1_790_000_000_000));
        let mut ids = (1..).map(RecordId);
        TABLES
            .iter()
            .map(|(plural, text)| {
                let rows = table::read(find(plural), text, &known);
                for row in &rows {
                    known.note(find(plural), row.name.clone(), ids.next().unwrap());
                }
                (*plural, rows)
            })
            .collect()
    }

    fn records(plural: &str) -> Vec<Fields> {
        let table = tables().into_iter().find(|(known, _)| *known == plural);
        table.unwrap().1.into_iter().map(|row| row.fields).collect()
    }

    #[test]
    fn nobody_stands_alone() {
        for (plural, rows) in tables() {
            for row in rows {
                let is_catalogue = ["companies", "products"].contains(&plural);
                assert_eq!(row.associations.is_empty(), is_catalogue, "{plural}: {row:?}");
            }
        }
    }

    #[test]
    fn there_are_as_many_as_promised() {
        let counts: Vec<_> = tables().iter().map(|(plural, rows)| (*plural, rows.len())).collect();
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
            let object_type = find(plural);
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
