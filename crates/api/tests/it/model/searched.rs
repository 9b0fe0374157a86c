//! Whether searches find, in the right order, what a look at every record finds.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::ops::Bound;

use linchpin_domain::filter::{Facts, Filter, Key, Kind as ValueKind, Pattern, Test};
use linchpin_domain::{ObjectType, RecordId, Timestamp};
use linchpin_engine::TypeSchema;
use linchpin_engine::search::{Search, Sort};
use linchpin_testkit::TestApp;

use super::kinds::Kind;
use super::tables::{Row, Tables};
use super::world::World;

/// Every so many checks searches are compared too: an index that is some changes behind has more to follow.
const EVERY: usize = 7;
/// How many properties are asked about at a time.
const PROPERTIES: usize = 4;

/// A live record, as filters see it.
struct Live<'a> {
    id: RecordId,
    object_type: &'static ObjectType,
    row: &'a Row,
}

impl Facts for Live<'_> {
    fn id(&self) -> RecordId {
        self.id
    }

    fn value(&self, property: &str) -> Option<Cow<'_, str>> {
        match property {
            "hs_object_id" => Some(self.id.to_string().into()),
            name if name == self.object_type.created_property => {
                Some(Timestamp(self.row.created_at).to_iso().into())
            }
            name if name == self.object_type.modified_property => {
                Some(Timestamp(self.row.updated_at).to_iso().into())
            }
            name => Some(self.row.get(name).into()).filter(|value: &Cow<'_, str>| !value.is_empty()),
        }
    }
}

impl World<'_> {
    /// Compares some searches for records of two types, other ones each time.
    pub(super) async fn searches(&mut self, tables: &Tables) -> Result<(), String> {
        self.n_checks += 1;
        if !self.n_checks.is_multiple_of(EVERY) {
            return Ok(());
        }
        let turn = self.n_checks / EVERY;
        for at in [turn, turn + 5] {
            check(self.app, tables, Kind::ALL[at % Kind::ALL.len()], turn).await?;
        }
        Ok(())
    }
}

async fn check(app: &TestApp, tables: &Tables, kind: Kind, turn: usize) -> Result<(), String> {
    let fails = |error: linchpin_engine::Error| error.to_string();
    let object_type = app.engine.object_type(app.account, kind.plural()).await.map_err(fails)?;
    let schema = app.engine.schema(app.account, object_type).await.map_err(fails)?;
    let rows = tables.records.iter().filter(|(key, row)| key.0 == kind && row.archived_at.is_none());
    let live: Vec<_> = rows.map(|((_, id), row)| Live { id: *id, object_type, row }).collect();
    for (name, value_kind) in properties(&schema, &live, turn) {
        let having: Vec<_> = live.iter().filter_map(|live| live.value(&name)).collect();
        let value = having.get(turn % having.len().max(1)).map_or("1", AsRef::as_ref);
        for (at, test) in tests(value_kind, value).into_iter().enumerate() {
            let filter = Filter::property(name.clone(), value_kind, test);
            let filter = if (at + turn).is_multiple_of(3) { filter.negated() } else { filter };
            let descending = (at + turn).is_multiple_of(2);
            let mut expected: Vec<_> = live.iter().filter(|live| filter.matches(*live)).collect();
            expected.sort_by(|left, right| order(left, right, (&name, value_kind), descending));
            let expected: Vec<_> = expected.iter().map(|live| live.id).collect();
            let found = found(app, object_type, filter.clone(), (&name, descending)).await.map_err(fails)?;
            if found != expected {
                let what = format!("{filter:?} by {name}, descending: {descending}");
                return Err(format!("{kind:?} with {what}:\n  expected {expected:?}\n  found    {found:?}"));
            }
        }
    }
    Ok(())
}

/// Some of the properties that records have, with how their values are read.
fn properties(schema: &TypeSchema, live: &[Live<'_>], turn: usize) -> Vec<(String, ValueKind)> {
    let object_type = schema.object_type;
    let columns = ["hs_object_id", object_type.created_property, object_type.modified_property];
    let names: BTreeSet<_> =
        live.iter().flat_map(|live| live.row.values.keys().map(String::as_str)).chain(columns).collect();
    let known =
        names.into_iter().filter_map(|name| Some((name.to_owned(), ValueKind::of(schema.get(name)?))));
    let known: Vec<_> = known.collect();
    let some = known.iter().cycle().skip(turn * PROPERTIES % known.len());
    some.take(PROPERTIES.min(known.len())).cloned().collect()
}

/// What a value may have to pass.
fn tests(kind: ValueKind, value: &str) -> Vec<Test> {
    let keys = || kind.parts(value).filter_map(|part| kind.key(part)).collect::<Vec<_>>();
    let mut tests = vec![Test::Known, Test::OneOf(keys())];
    if let Some(key) = kind.order(value) {
        tests.push(Test::Between(Bound::Excluded(key.clone()), Bound::Unbounded));
        tests.push(Test::Between(Bound::Unbounded, Bound::Included(key)));
    }
    if kind.has_tokens() {
        tests.push(Test::Tokens(Pattern::parse(value)));
    }
    tests
}

fn order(left: &Live<'_>, right: &Live<'_>, (name, kind): (&str, ValueKind), descending: bool) -> Ordering {
    let key = |live: &Live<'_>| live.value(name).and_then(|value| kind.order(&value));
    let by_value = |left: &Key, right: &Key| left.compare(right).unwrap_or(Ordering::Equal);
    let order = match (key(left), key(right)) {
        (Some(left), Some(right)) if descending => by_value(&right, &left),
        (Some(left), Some(right)) => by_value(&left, &right),
        (left, right) => right.is_some().cmp(&left.is_some()),
    };
    order.then(left.id.cmp(&right.id))
}

async fn found(
    app: &TestApp,
    object_type: &'static ObjectType,
    filter: Filter,
    (property, descending): (&str, bool),
) -> Result<Vec<RecordId>, linchpin_engine::Error> {
    let principal = app.engine.authenticate(&app.token).await?.expect("the token is valid");
    let sort = Some(Sort { property: property.to_owned(), descending });
    let search = Search { filter, sort, offset: 0, limit: 200, properties: Vec::new() };
    let page = app.engine.search_records(&principal, object_type, search).await?;
    assert_eq!(page.total, page.records.len() as u64, "everything is on the page");
    Ok(page.records.iter().map(|record| record.stored.id).collect())
}
