//! Indexes that bare Tantivy writes: documents of Linchpin's own making, with nothing around the writer.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use linchpin_domain::RecordId;
use linchpin_domain::filter::Kind;
use linchpin_search::bare::{Bare, Written};
use linchpin_search::{Document, Value};
use rusqlite::{Connection, Statement};

use crate::questions::property;
use crate::seeded::{DATABASE, Scratch, bytes};

/// The id of no contact.
const NOBODY: RecordId = RecordId(9_007_199_254_740_991);
/// What an index knows of a contact that is none.
const ANYBODY: [(&str, Kind, &str); 14] = [
    ("hs_object_id", Kind::Number, "9007199254740991"),
    ("createdate", Kind::Instant, "2026-01-01T00:00:00Z"),
    ("lastmodifieddate", Kind::Instant, "2026-01-01T00:00:00Z"),
    ("email", Kind::Text, "anybody.at.all@anywhere.example.org"),
    ("firstname", Kind::Text, "Anybody"),
    ("lastname", Kind::Text, "At All"),
    ("jobtitle", Kind::Text, "Freshness Tester"),
    ("company", Kind::Text, "Anywhere Labs"),
    ("phone", Kind::Text, "+1 212 555 0100"),
    ("address", Kind::Text, "1 Main Street"),
    ("city", Kind::Text, "New York"),
    ("country", Kind::Text, "United States"),
    ("lifecyclestage", Kind::Choice, "customer"),
    ("hs_lead_status", Kind::Choice, "NEW"),
];

/// A copy of an index that Tantivy alone writes to.
pub(crate) struct BareIndex {
    index: Bare,
    _folder: Scratch,
}

impl BareIndex {
    /// Copies an index to which nobody writes.
    pub(crate) fn copy_of(folder: &Path, bench_folder: &Path) -> Result<Self> {
        let copy = Scratch::copy_of(folder, bench_folder)?;
        let mut bare = Self { index: Bare::open(&copy.path())?, _folder: copy };
        // So that the first one that is measured replaces one as all others do.
        bare.replace_one()?;
        Ok(bare)
    }

    /// Replaces a document, makes that durable and visible, and returns how long it took.
    pub(crate) fn replace_one(&mut self) -> Result<Duration> {
        let values = ANYBODY.map(|(property, kind, text)| Value { property, kind, text });
        let document = Written::of(&Document { id: NOBODY, values: values.to_vec() });
        let started = Instant::now();
        self.index.remove(NOBODY);
        self.index.add(document)?;
        self.index.commit()?;
        Ok(started.elapsed())
    }
}

/// How many documents are held in memory at once.
const HELD: usize = 250_000;

/// The properties that `linchpin seed` sends of a contact, of which one has some 14, and those that are columns of its
/// record; all others fill themselves.
const SENT: [&str; 20] = [
    "address",
    "city",
    "closedate",
    "company",
    "country",
    "createdate",
    "email",
    "firstname",
    "hs_buying_role",
    "hs_language",
    "hs_lead_status",
    "hs_object_id",
    "jobtitle",
    "lastmodifieddate",
    "lastname",
    "lifecyclestage",
    "linkedinconnections",
    "phone",
    "state",
    "zip",
];

/// What is indexed of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// All that it shows.
    All,
    /// What was sent of it.
    Sent,
}

/// What an index took.
pub(crate) struct Built {
    /// How many contacts it has.
    pub(crate) n_contacts: u64,
    /// How long the indexing took.
    pub(crate) elapsed: Duration,
    /// How large its files are.
    pub(crate) bytes: u64,
}

/// Indexes all contacts of a folder anew from documents in memory.
pub(crate) fn build(folder: &Path, bench_folder: &Path, shown: Shown) -> Result<Built> {
    let place = Scratch::new(bench_folder)?;
    std::fs::create_dir(place.path())?;
    let mut index = Bare::open(&place.path())?;
    let connection = Connection::open(folder.join(DATABASE))?;
    let mut statement = connection.prepare(
        "SELECT id, created_at, updated_at, properties FROM records \
         WHERE object_type = 1 AND archived = 0 AND id > $1 ORDER BY id LIMIT $2",
    )?;
    let (mut n_contacts, mut last, mut elapsed) = (0, 0, Duration::ZERO);
    loop {
        let rows = read(&mut statement, &mut last, shown)?;
        if rows.is_empty() {
            break;
        }
        n_contacts += rows.len() as u64;
        let started = Instant::now();
        for row in rows {
            index.add(row)?;
        }
        elapsed += started.elapsed();
    }
    let started = Instant::now();
    index.commit()?;
    index.finish()?;
    let elapsed = elapsed + started.elapsed();
    Ok(Built { n_contacts, elapsed, bytes: bytes(&place.path())? })
}

fn read(statement: &mut Statement<'_>, last: &mut i64, shown: Shown) -> Result<Vec<Written>> {
    let mut rows = statement.query((*last, HELD as i64))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        *last = row.get(0)?;
        let moments = [row.get(1)?, row.get(2)?];
        all.push(document(*last, moments, row.get_ref(3)?.as_str()?, shown)?);
    }
    Ok(all)
}

/// The document of a contact as it is stored, with what nearly every one has.
fn document(id: i64, moments: [i64; 2], stored: &str, shown: Shown) -> Result<Written> {
    let stored: serde_json::Map<String, serde_json::Value> = serde_json::from_str(stored)?;
    let [created, modified] = moments.map(|moment| linchpin_domain::Timestamp(moment).to_iso());
    let id_text = id.to_string();
    let columns =
        [("hs_object_id", id_text.as_str()), ("createdate", &created), ("lastmodifieddate", &modified)];
    let usual = contacts()?.usual.iter().copied().filter(|(name, _)| !stored.contains_key(*name));
    let texts = stored.iter().filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let value = |(name, text)| -> Result<Value<'_>> {
        Ok(Value { property: name, kind: Kind::of(property(name)?), text })
    };
    let all = columns.into_iter().chain(usual).chain(texts);
    let wanted = all.filter(|(name, _)| shown == Shown::All || SENT.contains(name));
    let values = wanted.map(value).collect::<Result<_>>()?;
    Ok(Written::of(&Document { id: RecordId(id), values }))
}

fn contacts() -> Result<&'static linchpin_domain::ObjectType> {
    linchpin_domain::object_type::find("contacts").context("contacts are a type")
}
