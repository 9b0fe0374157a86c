//! Searches as clients ask for them: checked against the schema, and turned into filters.

mod associations;
mod refusal;

use linchpin_domain::filter::{self, Filter, Operator};
use linchpin_domain::{ObjectType, Property};
use linchpin_store::schema;

use super::{Search, SearchPage, Sort};
use crate::sensitive::Intent;
use crate::{Engine, Error, Principal, Result, TypeSchema};

pub use refusal::SearchRefusal;

/// Groups of conditions, at most (documented).
const MAX_GROUPS: usize = 5;
/// Conditions of one group, at most (documented).
const MAX_GROUP_FILTERS: usize = 6;
/// Conditions of all groups, at most (documented).
const MAX_FILTERS: usize = 18;
/// Characters of a query, at most (documented).
const MAX_QUERY_CHARS: usize = 3_000;
/// How far into the results a page may reach (documented).
const MAX_RESULTS: usize = 10_000;

/// A search as a client asks for it.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest<'a> {
    /// Groups of which a record has to meet one; a group without conditions asks nothing.
    pub groups: Vec<Vec<Condition<'a>>>,
    /// Words that a record has to have.
    pub query: Option<&'a str>,
    /// The order of the records; by their creation if none is given.
    pub sort: Option<Sort>,
    /// The properties to show; none for the type's defaults.
    pub properties: Vec<&'a str>,
    /// How many records to leave out.
    pub offset: usize,
    /// How many to show at most.
    pub limit: usize,
}

/// What the values of a property have to be.
#[derive(Debug, Clone)]
pub struct Condition<'a> {
    /// The property, or the type of associated records behind `associations.`.
    pub property: &'a str,
    /// What its values have to be.
    pub operator: Operator<'a>,
}

impl Engine {
    /// Finds the live records of a type that a client asks for.
    pub async fn search(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        request: &SearchRequest<'_>,
    ) -> Result<SearchPage> {
        request.check_limits()?;
        let account = principal.account;
        loop {
            let schema = self.schema(account, object_type).await?;
            let outcome = self.search_under(principal, &schema, request).await;
            if let Err(Error::RefusedSearch(_)) = outcome {
                let version = schema::version(&self.database, account).await?.unwrap_or_default();
                self.schemas.seen_version(account, version);
            }
            // Another node may just have changed what the search was checked against: whoever brings the index up to
            // date reads of it in the log, and who is about to be refused has looked.
            if self.schema(account, object_type).await?.version == schema.version {
                return outcome;
            }
        }
    }

    /// The search under one version of the schema.
    async fn search_under(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        request: &SearchRequest<'_>,
    ) -> Result<SearchPage> {
        schema.admit(principal, Intent::See, request.names())?;
        if let Some(sort) = &request.sort {
            known(schema, &sort.property)?;
        }
        let filter = self.filter(principal, schema, request).await?;
        let search = Search {
            filter,
            sort: request.sort.clone(),
            offset: request.offset,
            limit: request.limit,
            properties: request.properties.clone(),
        };
        self.search_records(principal, schema.object_type, search).await
    }

    /// The filter for the groups and the words of a search.
    async fn filter(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        request: &SearchRequest<'_>,
    ) -> Result<Filter> {
        let mut groups = Vec::with_capacity(request.groups.len());
        for group in request.groups.iter().filter(|group| !group.is_empty()) {
            let mut all = Vec::with_capacity(group.len());
            for condition in group {
                all.push(self.condition(principal, schema, condition).await?);
            }
            groups.push(Filter::All(all));
        }
        let mut all = Vec::with_capacity(2);
        if !groups.is_empty() {
            all.push(Filter::Any(groups));
        }
        if let Some(query) = request.query {
            all.push(filter::query(query, searched(schema, principal).into_iter()));
        }
        Ok(Filter::All(all))
    }

    async fn condition(
        &self,
        principal: &Principal,
        schema: &TypeSchema,
        Condition { property, operator }: &Condition<'_>,
    ) -> Result<Filter> {
        if let Some(named) = property.strip_prefix(associations::PREFIX) {
            return self.associated_with(principal, schema.object_type, named, operator).await;
        }
        if schema.object_type.unfiltered.contains(property) {
            return Err(SearchRefusal::NotFiltered((*property).to_owned()).into());
        }
        let property = known(schema, property)?;
        Ok(operator.filter(property).map_err(SearchRefusal::InvalidOperand)?)
    }
}

impl SearchRequest<'_> {
    /// What it names: the properties to find, to order and to show records by.
    fn names(&self) -> impl Iterator<Item = &str> {
        let conditions = self.groups.iter().flatten().map(|condition| condition.property);
        let sort = self.sort.iter().map(|sort| sort.property.as_str());
        conditions.chain(sort).chain(self.properties.iter().copied())
    }

    fn check_limits(&self) -> Result<(), SearchRefusal> {
        let too_many = |count, max, what| {
            if count > max { Err(SearchRefusal::TooMany { what, count, max }) } else { Ok(()) }
        };
        too_many(self.groups.len(), MAX_GROUPS, "filterGroups")?;
        for group in &self.groups {
            too_many(group.len(), MAX_GROUP_FILTERS, "filters per filterGroup")?;
        }
        too_many(self.groups.iter().map(Vec::len).sum(), MAX_FILTERS, "filters")?;
        // The length in bytes is an upper bound, so that nearly no text is counted.
        if self
            .query
            .is_some_and(|text| text.len() > MAX_QUERY_CHARS && text.chars().count() > MAX_QUERY_CHARS)
        {
            return Err(SearchRefusal::QueryTooLong(MAX_QUERY_CHARS));
        }
        if self.offset.saturating_add(self.limit) > MAX_RESULTS {
            return Err(SearchRefusal::BeyondResults(MAX_RESULTS));
        }
        Ok(())
    }
}

/// The live property of this name.
fn known<'s>(schema: &'s TypeSchema, name: &str) -> Result<&'s Property, SearchRefusal> {
    schema.get(name).ok_or_else(|| SearchRefusal::UnknownProperty(name.to_owned()))
}

/// The properties that words are looked for in, as far as the caller may see their values; where neither HubSpot nor the account names any, the one that titles
/// records.
fn searched<'s>(schema: &'s TypeSchema, principal: &Principal) -> Vec<&'s Property> {
    let definition = &schema.definition;
    let named = if definition.searchable.is_empty() {
        definition.primary_display.as_slice()
    } else {
        &definition.searchable
    };
    let seen = named.iter().filter(|name| schema.shows(principal, name));
    seen.filter_map(|name| schema.get(name)).collect()
}
