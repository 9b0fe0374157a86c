//! Companies by the domains of e-mail addresses: noting which companies have which, and associating contacts with
//! them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use linchpin_domain::{ObjectTypeId, Properties, RecordId, company_domain, object_type};
use linchpin_store::associations::Direction;
use linchpin_store::changes::Kind;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Result as StoreResult, Tx, company_domains, properties_text};

use super::{Entry, What};
use crate::Result;
use crate::associations::associate_plainly;
use crate::objects::{Context, scope};

const CONTACT: ObjectTypeId = ObjectTypeId::standard(1);
const COMPANY: ObjectTypeId = ObjectTypeId::standard(2);

/// Associates contacts whose addresses are new with the companies of their domains, and makes those that are
/// missing; returns what was done.
pub(super) async fn follow(tx: &mut Tx, context: &Context, log: &[Entry]) -> Result<Vec<Entry>> {
    note(tx, context, log).await?;
    let contacts = contacts(log)?;
    let (Some(labels), false) = (&context.labels, contacts.is_empty()) else { return Ok(Vec::new()) };
    let account = context.principal.account;
    let domains: Vec<_> = contacts.keys().cloned().collect();
    company_domains::claim(tx, account, &domains).await?;
    let known = known(tx, context, &domains).await?;
    let missing = domains.iter().filter(|domain| !known.contains_key(*domain));
    let made: Vec<_> = missing.cloned().zip(context.spare_ids.iter().copied()).collect();
    let mut entries = make(tx, context, &made).await?;
    let companies: BTreeMap<_, _> = known.into_iter().chain(made).collect();
    let mut pairs = Vec::new();
    for (domain, of_domain) in contacts {
        let company = companies.get(&domain).copied();
        pairs.extend(company.into_iter().flat_map(|company| of_domain.iter().map(move |id| (*id, company))));
    }
    let direction = Direction { account, from: CONTACT, to: COMPANY };
    entries.extend(associate_plainly(tx, labels, direction, &pairs).await?);
    Ok(entries)
}

/// Notes the domains of companies that are new or have others than before.
async fn note(tx: &mut Tx, context: &Context, log: &[Entry]) -> Result<()> {
    let mut noted = Vec::new();
    for entry in log.iter().filter(|entry| entry.object_type == COMPANY) {
        let now = match &entry.what {
            What::New => of_company(&created(entry)?),
            What::Values { before, after: Some(after) } => {
                let now = of_company(&after.values);
                let known = before.as_ref().map(|before| of_company(&before.values)).unwrap_or_default();
                now.into_iter().filter(|domain| !known.contains(domain)).collect()
            }
            What::Merge { after, .. } => of_company(&after.values),
            What::Values { after: None, .. } | What::Gone | What::Pair(_) | What::Membership => Vec::new(),
        };
        noted.extend(now.into_iter().map(|domain| (domain, entry.record)));
    }
    Ok(company_domains::put_many(tx, context.principal.account, &noted).await?)
}

/// The contacts whose address is new, by the domain of a company that it is of.
fn contacts(log: &[Entry]) -> StoreResult<BTreeMap<String, Vec<RecordId>>> {
    let mut contacts: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for entry in log.iter().filter(|entry| entry.object_type == CONTACT) {
        let domain = match &entry.what {
            What::New => of_contact(&created(entry)?),
            What::Values { before: Some(before), after: Some(after) } => {
                let known = of_contact(&before.values);
                of_contact(&after.values).filter(|domain| known.as_ref() != Some(domain))
            }
            What::Values { .. } | What::Merge { .. } | What::Gone | What::Pair(_) | What::Membership => None,
        };
        if let Some(domain) = domain {
            contacts.entry(domain).or_default().push(entry.record);
        }
    }
    Ok(contacts)
}

/// The values of a record that an entry says is new.
fn created(entry: &Entry) -> StoreResult<Properties> {
    let usual = object_type::by_id(entry.object_type).map(|row| row.usual).unwrap_or_default();
    properties_text::parse(&entry.text, usual)
}

fn of_contact(values: &Properties) -> Option<String> {
    values.filled("email").and_then(company_domain::of_email)
}

/// The domains of a company with these values.
pub(crate) fn of_company(values: &Properties) -> Vec<String> {
    company_domain::of_company(values.filled("domain"), values.filled("hs_additional_domains"))
}

/// The oldest live company of each domain that has one.
async fn known(tx: &mut Tx, context: &Context, domains: &[String]) -> Result<BTreeMap<String, RecordId>> {
    let account = context.principal.account;
    let companies = context.neighbour(COMPANY)?;
    let mut known = BTreeMap::new();
    for domain in domains {
        let hinted = company_domains::find(tx, account, domain).await?;
        let found = records::lock_many(tx, scope(account, companies.object_type(), false), &hinted).await?;
        for record in found.into_iter().flatten() {
            // It may have had the domain once.
            if of_company(&companies.values(&record)?).contains(domain) {
                known.insert(domain.clone(), record.id);
                break;
            }
        }
    }
    Ok(known)
}

/// Makes companies of these domains under these ids.
async fn make(tx: &mut Tx, context: &Context, new: &[(String, RecordId)]) -> Result<Vec<Entry>> {
    let companies: Cow<'_, Context> = context.neighbour(COMPANY)?;
    let (object_type, now) = (companies.object_type(), context.now);
    let mut stored = Vec::with_capacity(new.len());
    for (domain, id) in new {
        let mut properties = Properties::new();
        // Nobody said how the company is called.
        properties.insert("name", domain.as_str());
        properties.insert("domain", domain.as_str());
        companies.automate(*id, now, None, &mut properties);
        let properties = properties_text::write(&properties, object_type.usual);
        stored.push(StoredRecord {
            id: *id,
            created_at: now,
            updated_at: now,
            archived_at: None,
            properties,
        });
    }
    records::insert_many(tx, context.principal.account, object_type.id, &stored).await?;
    company_domains::put_many(tx, context.principal.account, new).await?;
    let entry = |record: StoredRecord| Entry {
        object_type: object_type.id,
        record: record.id,
        kind: Kind::Create,
        text: record.properties,
        what: What::New,
    };
    Ok(stored.into_iter().map(entry).collect())
}
