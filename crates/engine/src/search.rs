//! Stand-in.

mod request;

use linchpin_domain::filter::{Facts, Filter, Kind};
use linchpin_domain::{ObjectType, RecordId};
use std::borrow::Cow;

use crate::objects::{PageRequest, Reading, Record, Selection};
use crate::{Engine, Principal, Result};
pub use request::{Condition, SearchRefusal, SearchRequest};

#[derive(Debug, Clone)]
pub struct Search<'a> {
    pub filter: Filter,
    pub sort: Option<Sort>,
    pub offset: usize,
    pub limit: usize,
    pub properties: Vec<&'a str>,
}
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    pub property: String,
    pub descending: bool,
}
#[derive(Debug, Clone)]
pub struct SearchPage {
    pub total: u64,
    pub records: Vec<Record>,
    pub selection: Selection,
}
struct F(RecordId, Vec<(String, String)>);
impl Facts for F {
    fn id(&self) -> RecordId {
        self.0
    }
    fn value(&self, p: &str) -> Option<Cow<'_, str>> {
        self.1.iter().find(|(n, _)| n == p).map(|(_, v)| Cow::Borrowed(v.as_str()))
    }
}
impl Engine {
    pub async fn search_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        search: Search<'_>,
    ) -> Result<SearchPage> {
        let reading = Reading { properties: search.properties.clone(), ..Reading::default() };
        let page = self
            .list_records(principal, object_type, PageRequest { from: RecordId(0), limit: 100_000 }, &reading)
            .await?;
        let schema = self.schema(principal.account, object_type).await?;
        let sort = search
            .sort
            .unwrap_or(Sort { property: object_type.created_property.to_owned(), descending: false });
        let kind = schema.get(&sort.property).map_or(Kind::Text, Kind::of);
        let mut found = Vec::new();
        for record in page.records {
            let s = &record.stored;
            let mut values = vec![
                ("hs_object_id".to_owned(), s.id.to_string()),
                (object_type.created_property.to_owned(), s.created_at.to_iso()),
                (object_type.modified_property.to_owned(), s.updated_at.to_iso()),
            ];
            for (n, v) in linchpin_store::properties_text::parse(&s.properties, object_type.usual)?.iter() {
                values.push((n.to_owned(), v.to_owned()));
            }
            let f = F(s.id, values);
            if search.filter.matches(&f) {
                let key = f.value(&sort.property).and_then(|v| kind.order(&v));
                found.push((key, record));
            }
        }
        found.sort_by(|(a, x), (b, y)| {
            match (a, b) {
                (Some(a), Some(b)) => {
                    let o = a.compare(b).unwrap();
                    if sort.descending { o.reverse() } else { o }
                }
                (None, None) => std::cmp::Ordering::Equal,
                (None, _) => std::cmp::Ordering::Greater,
                (_, None) => std::cmp::Ordering::Less,
            }
            .then(x.stored.id.cmp(&y.stored.id))
        });
        let total = found.len() as u64;
        let records = found.into_iter().skip(search.offset).take(search.limit).map(|(_, r)| r).collect();
        Ok(SearchPage { total, records, selection: page.selection })
    }
}
