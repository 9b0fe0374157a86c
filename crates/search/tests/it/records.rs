//! Records in memory, which say what an index has to find.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use linchpin_domain::RecordId;
use linchpin_domain::filter::{Facts, Filter, Key, Kind};
use linchpin_search::{Commit, Document, Found, Index, Query, Sort, Value};

/// The properties that records have here, and how their values are read.
pub(crate) const PROPERTIES: [(&str, Kind); 6] = [
    ("text", Kind::Text),
    ("choice", Kind::Choice),
    ("choices", Kind::Choices),
    ("number", Kind::Number),
    ("instant", Kind::Instant),
    ("text.2", Kind::Text),
];

/// The values of a record by property.
pub(crate) type Values = BTreeMap<&'static str, String>;

/// All records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Records(pub(crate) BTreeMap<i64, Values>);

/// One of them.
struct Record<'a>(i64, &'a Values);

impl Facts for Record<'_> {
    fn id(&self) -> RecordId {
        RecordId(self.0)
    }

    fn value(&self, property: &str) -> Option<Cow<'_, str>> {
        self.1.get(property).filter(|value| !value.is_empty()).map(|value| Cow::Borrowed(value.as_str()))
    }
}

/// How a property's values are read.
pub(crate) fn kind(property: &str) -> Kind {
    PROPERTIES.iter().find(|(name, _)| *name == property).expect("it is one of them").1
}

/// The record as the index takes it.
pub(crate) fn document(id: i64, values: &Values) -> Document<'_> {
    let values = values.iter().map(|(property, text)| Value { property, kind: kind(property), text });
    Document { id: RecordId(id), values: values.collect() }
}

impl Records {
    /// The ids of those of which a filter is true.
    pub(crate) fn matching(&self, filter: &Filter) -> Vec<RecordId> {
        let matches = |&(id, values): &(&i64, &Values)| filter.matches(&Record(*id, values));
        self.0.iter().filter(matches).map(|(id, _)| RecordId(*id)).collect()
    }

    /// What has to be found.
    pub(crate) fn find(&self, query: &Query<'_>) -> Found {
        let ids = self.matching(query.filter);
        let total = ids.len() as u64;
        let ids = self.sorted(ids, query.sort);
        Found { total, ids: ids.into_iter().skip(query.offset).take(query.limit).collect() }
    }

    /// Records in order.
    pub(crate) fn sorted(&self, ids: Vec<RecordId>, sort: Sort<'_>) -> Vec<RecordId> {
        let key = |id: RecordId| {
            let value = self.0[&id.0].get(sort.property).filter(|value| !value.is_empty())?;
            kind(sort.property).order(value)
        };
        let mut keyed: Vec<_> = ids.into_iter().map(|id| (key(id), id)).collect();
        keyed.sort_by(|left, right| compare(left, right, sort.descending));
        keyed.into_iter().map(|(_, id)| id).collect()
    }
}

/// What a record is ordered by.
type Keyed = (Option<Key>, RecordId);

fn compare((left, left_id): &Keyed, (right, right_id): &Keyed, descending: bool) -> Ordering {
    let keys = match (left, right) {
        (Some(left), Some(right)) => {
            let order = left.compare(right).expect("the keys of one property are of one kind");
            if descending { order.reverse() } else { order }
        }
        (left, right) => right.is_some().cmp(&left.is_some()),
    };
    keys.then(left_id.cmp(right_id))
}

/// Shows what was written.
pub(crate) fn commit(index: &Index, cursor: i64) {
    index.commit(Commit { cursor, shape: "shape".into(), complete: true }).expect("the folder is ours");
}
