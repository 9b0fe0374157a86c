//! Records with everything that filters ask of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use linchpin_domain::filter::{Facts, Link};
use linchpin_domain::formula::Row;
use linchpin_domain::{AccountId, ListId, ObjectTypeId, Properties, RecordId, Timestamp};
use linchpin_store::associations::{self, Direction};
use linchpin_store::port::BoxFuture;
use linchpin_store::records::{self, StoredRecord};
use linchpin_store::{Tx, changes, list_memberships, properties_text};

use super::needs::Needs;
use crate::Result;
use crate::objects::{history, scope};
use crate::schema::TypeSchema;

/// Associations of a record that are read at once.
const PAGE: usize = 1_000;

/// The schemas of the types that are read.
pub(super) type Schemas = BTreeMap<ObjectTypeId, Arc<TypeSchema>>;

/// A live record with everything that filters ask of it.
pub(super) struct Known {
    id: RecordId,
    /// Its values, columns and calculated ones included.
    values: Properties,
    past: BTreeMap<Cow<'static, str>, Past>,
    lists: Vec<ListId>,
    neighbours: Vec<(Link, Vec<Arc<Known>>)>,
}

/// What a property was before.
struct Past {
    values: Vec<String>,
    updated_at: Option<Timestamp>,
}

impl Facts for Known {
    fn id(&self) -> RecordId {
        self.id
    }

    fn value(&self, property: &str) -> Option<Cow<'_, str>> {
        self.values.filled(property).map(Cow::Borrowed)
    }

    fn ever(&self, property: &str, passes: &mut dyn FnMut(&str) -> bool) -> bool {
        let before = self.past.get(property).into_iter().flat_map(|past| &past.values).map(String::as_str);
        self.values.filled(property).into_iter().chain(before).any(passes)
    }

    fn updated_at(&self, property: &str) -> Option<Timestamp> {
        self.past.get(property)?.updated_at
    }

    fn is_member(&self, list: ListId) -> bool {
        self.lists.binary_search(&list).is_ok()
    }

    fn visit_neighbours(&self, link: &Link, visit: &mut dyn FnMut(&dyn Facts) -> bool) {
        let found = self.neighbours.iter().find(|(known, _)| known == link);
        let mut neighbours = found.into_iter().flat_map(|(_, neighbours)| neighbours);
        while neighbours.next().is_some_and(|neighbour| visit(neighbour.as_ref())) {}
    }
}

/// Reads the live ones among records of a type, with what has to be known of them.
pub(super) fn read<'a>(
    tx: &'a mut Tx,
    account: AccountId,
    schemas: &'a Schemas,
    (object_type, ids): (ObjectTypeId, &'a [RecordId]),
    needs: &'a Needs,
) -> BoxFuture<'a, Result<HashMap<RecordId, Arc<Known>>>> {
    Box::pin(async move {
        let Some(schema) = schemas.get(&object_type) else { return Ok(HashMap::new()) };
        let stored = records::read_many_in(tx, scope(account, schema.object_type, false), ids).await?;
        let mut found = Vec::new();
        for stored in stored.iter().flatten() {
            let (id, values) = (stored.id, values(schema, stored)?);
            found.push(Known {
                id,
                values,
                past: BTreeMap::new(),
                lists: Vec::new(),
                neighbours: Vec::new(),
            });
        }
        if needs.lists {
            read_lists(tx, account, object_type, &mut found).await?;
        }
        if !needs.past.is_empty() {
            for (known, stored) in found.iter_mut().zip(stored.iter().flatten()) {
                known.past = past(tx, account, schema, stored, &needs.past).await?;
            }
        }
        for (link, inner) in &needs.links {
            let leads = leads(tx, account, object_type, link, &found).await?;
            let targets: BTreeSet<RecordId> = leads.iter().flatten().copied().collect();
            let targets: Vec<_> = targets.into_iter().collect();
            let others = read(tx, account, schemas, (link.to(), &targets), inner).await?;
            for (known, leads) in found.iter_mut().zip(leads) {
                let live = leads.iter().filter_map(|id| others.get(id).cloned());
                known.neighbours.push((link.clone(), live.collect()));
            }
        }
        Ok(found.into_iter().map(|known| (known.id, Arc::new(known))).collect())
    })
}

/// The values of a record as reads show them.
fn values(schema: &TypeSchema, stored: &StoredRecord) -> Result<Properties> {
    let object_type = schema.object_type;
    let mut values = properties_text::parse(&stored.properties, object_type.usual)?;
    let StoredRecord { id, created_at, updated_at, .. } = *stored;
    schema.calculations.apply(Row { object_type, id, created_at, updated_at }, &mut values);
    values.insert("hs_object_id", id.to_string());
    values.insert(object_type.created_property, created_at.to_iso());
    values.insert(object_type.modified_property, updated_at.to_iso());
    Ok(values)
}

async fn read_lists(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    found: &mut [Known],
) -> Result<()> {
    let ids: Vec<_> = found.iter().map(|known| known.id).collect();
    let lists = list_memberships::lists_of(tx, account, object_type, &ids).await?;
    for (known, lists) in found.iter_mut().zip(lists) {
        known.lists = lists.into_iter().map(|(list, _)| list).collect();
    }
    Ok(())
}

/// What some properties of a record were before.
async fn past(
    tx: &mut Tx,
    account: AccountId,
    schema: &TypeSchema,
    stored: &StoredRecord,
    names: &BTreeSet<Cow<'static, str>>,
) -> Result<BTreeMap<Cow<'static, str>, Past>> {
    let mut log = Vec::new();
    for id in history::ids_of(schema.object_type, stored)? {
        log.extend(changes::of_record_in(tx, account, schema.object_type.id, id).await?);
    }
    let log = history::readable(log)?;
    let past = |name: &Cow<'static, str>| {
        let versions = history::versions(schema, &log, name);
        let updated_at = versions.first().map(|version| version.at);
        let values = versions.into_iter().map(|version| version.value).collect();
        (name.clone(), Past { values, updated_at })
    };
    Ok(names.iter().map(past).collect())
}

/// The records that each of some records leads to by a link, live or not.
async fn leads(
    tx: &mut Tx,
    account: AccountId,
    from: ObjectTypeId,
    link: &Link,
    found: &[Known],
) -> Result<Vec<Vec<RecordId>>> {
    let (to, meaning) = match link {
        Link::Property { name, .. } => {
            let id =
                |known: &Known| known.values.filled(name).and_then(RecordId::parse).into_iter().collect();
            return Ok(found.iter().map(id).collect());
        }
        Link::Association { to, meaning } => (*to, *meaning),
    };
    let direction = Direction { account, from, to };
    let mut leads = vec![Vec::new(); found.len()];
    let mut open: Vec<_> =
        found.iter().enumerate().map(|(at, known)| (at, (known.id, RecordId(0)))).collect();
    while !open.is_empty() {
        let starts: Vec<_> = open.iter().map(|(_, start)| *start).collect();
        let pages = associations::pages_in(tx, direction, &starts, PAGE).await?;
        let mut next = Vec::new();
        for ((at, (id, _)), page) in open.into_iter().zip(pages) {
            if let Some(last) = page.last().filter(|_| page.len() == PAGE) {
                next.push((at, (id, RecordId(last.to.0 + 1))));
            }
            let meant = page.iter().filter(|row| meaning.is_none_or(|meaning| row.types.contains(&meaning)));
            leads[at].extend(meant.map(|row| row.to));
        }
        open = next;
    }
    Ok(leads)
}
