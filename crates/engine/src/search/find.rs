//! Finding records.

use linchpin_domain::filter::Filter;
use linchpin_domain::{AccountId, ObjectType};
use linchpin_search::{Error as IndexError, Found, Query};

use super::answering::Answering;
use crate::objects::{Reading, Record, Selection};
use crate::{Engine, Principal, Result, TypeSchema};

/// What to find.
#[derive(Debug, Clone)]
pub struct Search<'a> {
    /// What is true of the records.
    pub filter: Filter,
    /// Their order; by their creation if none is given.
    pub sort: Option<Sort>,
    /// How many to leave out.
    pub offset: usize,
    /// How many to show at most.
    pub limit: usize,
    /// The properties to show; none for the type's defaults.
    pub properties: Vec<&'a str>,
}

/// An order of records; those without a value come last, and of equal ones the lower id comes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The property whose values decide.
    pub property: String,
    /// The highest value first.
    pub descending: bool,
}

/// What was found.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// How many records there are, on all pages.
    pub total: u64,
    /// Those of this page; one that was archived a moment ago is not among them.
    pub records: Vec<Record>,
    /// What to show of them.
    pub selection: Selection,
}

impl Engine {
    /// Finds live records of a type.
    pub async fn search_records(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        search: Search<'_>,
    ) -> Result<SearchPage> {
        self.check_enabled(principal, &[object_type]).await?;
        let schema = self.schema(principal.account, object_type).await?;
        let found = self.find(principal.account, &schema, &search).await?;
        let reading = Reading { properties: search.properties, ..Reading::default() };
        let (records, selection) = self.found_records(principal, &schema, &found.ids, &reading).await?;
        Ok(SearchPage { total: found.total, records, selection })
    }

    /// Finds the ids of live records of a type.
    async fn find(&self, account: AccountId, schema: &TypeSchema, search: &Search<'_>) -> Result<Found> {
        let (wanted, freshness) = (Wanted::new(search, schema.object_type), self.indexes.settings.freshness);
        self.indexes.ask(account, schema, freshness, move |index| wanted.find(index)).await
    }
}

/// What is asked of an index.
struct Wanted {
    filter: Filter,
    sort: Sort,
    offset: usize,
    limit: usize,
}

impl Wanted {
    fn new(search: &Search<'_>, object_type: &ObjectType) -> Self {
        let by_creation = || Sort { property: object_type.created_property.to_owned(), descending: false };
        Self {
            filter: search.filter.clone(),
            sort: search.sort.clone().unwrap_or_else(by_creation),
            offset: search.offset,
            limit: search.limit,
        }
    }

    fn find(&self, answering: &Answering) -> Result<Found, IndexError> {
        let sort = linchpin_search::Sort { property: &self.sort.property, descending: self.sort.descending };
        let query = Query { filter: &self.filter, sort, offset: self.offset, limit: self.limit };
        answering.index.find(&query)
    }
}
