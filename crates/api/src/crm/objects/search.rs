//! Searching for records.

use std::sync::Arc;

use linchpin_domain::filter::Operator;
use linchpin_engine::search::{Condition, SearchRequest, Sort};
use linchpin_wire::crm::objects as wire;
use linchpin_wire::page::{NextPage, Paging, TotalPage};

use super::{DEFAULT_LIMIT, Renderer};
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Records on a page of a search at most (documented).
const MAX_LIMIT: u32 = 200;

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::SEARCH, search);
}

async fn search(app: Arc<App>, call: Call) -> Outcome {
    let object_type = call.object_type()?;
    let input: wire::SearchInput<'_> = call.json()?;
    let request = request(&input)?;
    let end = request.offset + request.limit;
    let page = app.engine.search(call.principal(), object_type, &request).await?;
    let results = Renderer::new(&call, object_type).found(&page.records, &page.selection)?;
    // The next page is that of a bare offset: recorded answers of today have no link.
    let next = (page.total > end as u64).then(|| NextPage { after: end.to_string(), link: None });
    Ok(Reply::ok(&TotalPage { total: page.total, results, paging: next.map(|next| Paging { next }) }))
}

/// The search that a body stands for.
fn request<'a>(input: &'a wire::SearchInput<'a>) -> Result<SearchRequest<'a>, Failure> {
    let mut groups: Vec<_> = input.filter_groups.iter().map(|group| conditions(&group.filters)).collect();
    if !input.filters.is_empty() {
        groups.push(conditions(&input.filters));
    }
    let limit = input.limit.unwrap_or(DEFAULT_LIMIT as i32);
    if !(1..=MAX_LIMIT as i32).contains(&limit) {
        return Err(Failure::limit_out_of_range(limit.into(), MAX_LIMIT));
    }
    let after = input.after.unwrap_or_default();
    Ok(SearchRequest {
        groups,
        query: input.query.as_deref().filter(|query| !query.trim().is_empty()),
        sort: input.sorts.first().map(sort),
        properties: input.properties.iter().map(|name| &**name).collect(),
        offset: after.try_into().map_err(|_| Failure::negative_offset(after))?,
        limit: limit as usize,
    })
}

fn sort(input: &wire::SortInput<'_>) -> Sort {
    Sort { property: input.property_name.to_string(), descending: input.descending }
}

fn conditions<'a>(filters: &'a [wire::FilterInput<'a>]) -> Vec<Condition<'a>> {
    let condition = |filter: &'a wire::FilterInput<'a>| Condition {
        property: &filter.property_name,
        operator: operator(&filter.operator),
    };
    filters.iter().map(condition).collect()
}

fn operator<'a>(input: &'a wire::OperatorInput<'a>) -> Operator<'a> {
    use wire::OperatorInput as In;
    match input {
        In::Eq(value) => Operator::Equal(value),
        In::Neq(value) => Operator::NotEqual(value),
        In::Lt(value) => Operator::Less(value),
        In::Lte(value) => Operator::AtMost(value),
        In::Gt(value) => Operator::Greater(value),
        In::Gte(value) => Operator::AtLeast(value),
        In::Between(low, high) => Operator::Between(low, high),
        In::In(values) => Operator::OneOf(values.iter().map(|value| &**value).collect()),
        In::NotIn(values) => Operator::NoneOf(values.iter().map(|value| &**value).collect()),
        In::HasProperty => Operator::Known,
        In::NotHasProperty => Operator::Unknown,
        In::ContainsToken(value) => Operator::HasToken(value),
        In::NotContainsToken(value) => Operator::HasNoToken(value),
    }
}
