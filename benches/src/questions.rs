//! What searches ask, each told once: as a request, as a filter, as a query of bare Tantivy and as SQL.

pub(crate) mod bare;
mod filter;
pub(crate) mod http;
pub(crate) mod sql;
mod table;

use std::path::Path;

use anyhow::{Context as _, Result};
use linchpin_domain::filter::Kind;
use linchpin_domain::{Property, catalogue, object_type};
use rusqlite::Connection;

use crate::seeded;

/// Records of a page: as many as every side answers with.
pub(crate) const PAGE: u32 = 100;

/// A question as the table tells it: operands may depend on the data.
struct Row {
    name: &'static str,
    groups: &'static [&'static [Condition]],
    sort: Sort,
}

/// A test of one property.
struct Condition {
    property: &'static str,
    operator: Operator,
    operands: &'static [Operand],
}

/// What a property is compared by, under the names of HubSpot's operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Eq,
    Neq,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    In,
    NotIn,
    HasProperty,
    NotHasProperty,
    ContainsToken,
    NotContainsToken,
}

/// What a property is compared with.
enum Operand {
    /// This text.
    Text(&'static str),
    /// The moment before which this many percent of the contacts were created.
    Created(u8),
    /// The id of the contact before which this many percent of the contacts stand.
    Id(u8),
    /// That one's address.
    Email(u8),
    /// The tokens of that one's domain, behind any mailbox.
    AnyAtDomain(u8),
}

/// What matches are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sort {
    /// The property's name.
    pub(crate) property: &'static str,
    /// Whether the largest value comes first.
    pub(crate) descending: bool,
}

/// A question about the contacts of one folder.
#[derive(Debug)]
pub(crate) struct Question {
    /// How it is called in the notes.
    pub(crate) name: &'static str,
    /// Conditions of which all must hold in any of the groups.
    pub(crate) groups: Vec<Vec<Asked>>,
    /// What the matches are ordered by.
    pub(crate) sort: Sort,
}

/// A condition whose operands are known.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The definition of the property.
    pub(crate) property: &'static Property,
    /// The operator.
    pub(crate) operator: Operator,
    /// What stands on its right, in the order of the operator.
    pub(crate) operands: Vec<String>,
}

impl Asked {
    /// How the property's values are compared.
    pub(crate) fn kind(&self) -> Kind {
        Kind::of(self.property)
    }

    /// The only operand, or the first.
    pub(crate) fn operand(&self) -> &str {
        self.operands.first().map_or("", String::as_str)
    }
}

/// The question that most contacts are an answer to by a single value, in the order of their creation.
pub(crate) const MOST_BY_CREATION: &str = "most, newest first";
/// The same in the order of their last modification.
pub(crate) const MOST_BY_MODIFICATION: &str = "most, last modified first";

/// All questions about the contacts of a folder that nobody serves.
pub(crate) fn all(folder: &Path) -> Result<Vec<Question>> {
    let contacts = Contacts::read(folder)?;
    table::ROWS.iter().map(|row| row.resolve(&contacts)).collect()
}

/// The definition of a property of contacts.
pub(crate) fn property(name: &str) -> Result<&'static Property> {
    let contacts = object_type::find("contacts").context("contacts are a type")?;
    catalogue::catalogue(contacts.id).get(name).with_context(|| format!("contacts have no {name}"))
}

impl Row {
    fn resolve(&self, contacts: &Contacts) -> Result<Question> {
        let asked = |condition: &Condition| -> Result<Asked> {
            Ok(Asked {
                property: property(condition.property)?,
                operator: condition.operator,
                operands: condition.operands.iter().map(|operand| contacts.resolve(operand)).collect(),
            })
        };
        let groups = self.groups.iter().map(|group| group.iter().map(asked).collect());
        Ok(Question { name: self.name, groups: groups.collect::<Result<_>>()?, sort: self.sort })
    }
}

/// What operands are taken from: a contact for each percent.
struct Contacts {
    ids: Vec<i64>,
    created: Vec<i64>,
    emails: Vec<String>,
}

impl Contacts {
    fn read(folder: &Path) -> Result<Self> {
        let ids = seeded::contact_ids(folder)?;
        let connection = Connection::open(folder.join(seeded::DATABASE))?;
        let mut find = connection.prepare(
            "SELECT created_at, properties ->> 'email' FROM records \
             WHERE account_id = (SELECT id FROM accounts) AND object_type = 1 AND archived = 0 AND id = $1",
        )?;
        let mut contacts = Self { ids: Vec::new(), created: Vec::new(), emails: Vec::new() };
        for percent in 0..100 {
            let id = ids[ids.len() * percent / 100];
            let (created, email) = find.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            contacts.ids.push(id);
            contacts.created.push(created);
            contacts.emails.push(email);
        }
        // Ids and moments ascend together but for batches that were written at once.
        contacts.created.sort_unstable();
        Ok(contacts)
    }

    fn resolve(&self, operand: &Operand) -> String {
        match *operand {
            Operand::Text(text) => text.to_owned(),
            Operand::Created(percent) => self.created[usize::from(percent)].to_string(),
            Operand::Id(percent) => self.ids[usize::from(percent)].to_string(),
            Operand::Email(percent) => self.emails[usize::from(percent)].clone(),
            Operand::AnyAtDomain(percent) => {
                let email = &self.emails[usize::from(percent)];
                format!("*@{}", email.rsplit_once('@').map_or(email.as_str(), |(_, domain)| domain))
            }
        }
    }
}
