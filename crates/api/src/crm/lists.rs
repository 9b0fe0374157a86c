//! Lists of records, their folders and their members.

mod convert;
mod folders;
mod memberships;

use std::sync::Arc;

use linchpin_domain::list::{ListConversion, TimeUnit};
use linchpin_domain::{ListId, ListKind, Timestamp};
use linchpin_engine::lists::{ListSearch, NewList, ScheduledConversion};
use linchpin_wire::crm::lists::{
    ConversionBody, ConversionInput, FiltersInput, IdsInput, ListInput, ListReply, ListsReply, MappingBody,
    MappingsBody, SearchBody, SearchInput, UpdatedListReply, definitions as wire,
};
use linchpin_wire::input::TextInput;
use serde_json::Value;

use crate::{App, Call, Failure, Outcome, Reply, Table};
use convert::{conversion_time, found_body, history_body, list_body, settings};

/// Lists that a search shows when the caller does not say.
const DEFAULT_COUNT: i32 = 20;
/// Lists that a search shows at most.
const MAX_COUNT: i32 = 500;
/// Ids of the oldest version that are looked up at once.
const MAX_MAPPINGS: usize = 10_000;

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::CREATE, create);
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
    table.serve(&wire::READ_BY_NAME, read_by_name);
    table.serve(&wire::SEARCH, search);
    table.serve(&wire::UPDATE_NAME, update_name);
    table.serve(&wire::UPDATE_FILTERS, update_filters);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::RESTORE, restore);
    table.serve(&wire::HISTORY, history);
    table.serve(&wire::READ_CONVERSION, read_conversion);
    table.serve(&wire::SCHEDULE_CONVERSION, schedule_conversion);
    table.serve(&wire::CANCEL_CONVERSION, cancel_conversion);
    table.serve(&wire::READ_MAPPING, read_mapping);
    table.serve(&wire::READ_MAPPINGS, read_mappings);
    folders::serve(table);
    memberships::serve(table);
}

/// The list that the path names.
fn id(call: &Call) -> &str {
    call.parameter("listId")
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: ListInput<'_> = call.json()?;
    let principal = call.principal();
    let object_type = app.engine.object_type(principal.account, &input.object_type_id).await?;
    let new = NewList {
        settings: settings(&input),
        name: input.name.into_string(),
        kind: input.processing_type.into_string(),
        filters: input.filter_branch.map(Value::Object),
        folder: input.list_folder_id.unwrap_or_default().into(),
    };
    let created = app.engine.create_list(principal, object_type, new).await?;
    Ok(Reply::ok(&ListReply { list: list_body(&created, true)? }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let with_filters = call.query.flag("includeFilters")?;
    let found = app.engine.read_list(call.principal(), id(&call)).await?;
    Ok(Reply::ok(&ListReply { list: list_body(&found, with_filters)? }))
}

async fn read_by_name(app: Arc<App>, call: Call) -> Outcome {
    let with_filters = call.query.flag("includeFilters")?;
    let (object_type, name) = (call.object_type()?, call.parameter("listName"));
    let found = app.engine.read_list_by_name(call.principal(), object_type, name).await?;
    Ok(Reply::ok(&ListReply { list: list_body(&found, with_filters)? }))
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let with_filters = call.query.flag("includeFilters")?;
    let found = app.engine.read_lists(call.principal(), &call.query.list("listIds")).await?;
    let lists = found.iter().map(|list| list_body(list, with_filters)).collect::<Result<_, _>>()?;
    Ok(Reply::ok(&ListsReply { lists }))
}

async fn search(app: Arc<App>, call: Call) -> Outcome {
    let input: SearchInput<'_> = call.json()?;
    let principal = call.principal();
    let object_type = match &input.object_type_id {
        Some(name) => Some(app.engine.object_type(principal.account, name).await?),
        None => None,
    };
    let kind = |name: &str| ListKind::parse(name).ok_or_else(|| Failure::unknown_processing_type(name));
    let (offset, limit) = page(&input)?;
    let search = ListSearch {
        query: input.query.map(TextInput::into_string).unwrap_or_default(),
        kinds: input.processing_types.iter().map(|name| kind(name)).collect::<Result<_, _>>()?,
        object_type,
        // What is no id names no list, but still says that not all are looked for.
        ids: input.list_ids.iter().map(|id| ListId::parse(id).unwrap_or(ListId(0))).collect(),
        sort: input.sort.map(TextInput::into_string).unwrap_or_default(),
        offset,
        limit,
    };
    let found = app.engine.search_lists(principal, &search).await?;
    let end = offset.saturating_add(found.lists.len()).min(found.total);
    let lists = found.lists.iter().map(|list| found_body(list, &input.additional_properties));
    Ok(Reply::ok(&SearchBody {
        offset: end,
        has_more: end < found.total,
        lists: lists.collect::<Result<_, _>>()?,
        total: found.total,
    }))
}

/// How many lists a search leaves out, and how many it shows.
fn page(input: &SearchInput<'_>) -> Result<(usize, usize), Failure> {
    let (offset, count) = (input.offset.unwrap_or_default(), input.count.unwrap_or(DEFAULT_COUNT));
    if !(0..=MAX_COUNT).contains(&count) {
        return Err(Failure::invalid_list(&format!(
            "The count must be between 0 and {MAX_COUNT}, but was {count}"
        )));
    }
    let offset = usize::try_from(offset)
        .map_err(|_| Failure::invalid_list(&format!("The offset must not be negative, but was {offset}")))?;
    Ok((offset, usize::try_from(count).unwrap_or_default()))
}

async fn update_name(app: Arc<App>, call: Call) -> Outcome {
    let with_filters = call.query.flag("includeFilters")?;
    let name = call.query.text("listName").unwrap_or_default();
    let renamed = app.engine.rename_list(call.principal(), id(&call), name).await?;
    Ok(Reply::ok(&UpdatedListReply { updated_list: list_body(&renamed, with_filters)? }))
}

async fn update_filters(app: Arc<App>, call: Call) -> Outcome {
    // Nothing enrolls records in workflows yet, so that whether to do so changes nothing; it has to be a flag.
    call.query.flag("enrollObjectsInWorkflows")?;
    let FiltersInput { filter_branch } = call.json()?;
    let changed =
        app.engine.change_list_filters(call.principal(), id(&call), &Value::Object(filter_branch)).await?;
    Ok(Reply::ok(&UpdatedListReply { updated_list: list_body(&changed, true)? }))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_list(call.principal(), id(&call)).await?;
    Ok(Reply::no_content())
}

async fn restore(app: Arc<App>, call: Call) -> Outcome {
    app.engine.restore_list(call.principal(), id(&call)).await?;
    Ok(Reply::no_content())
}

async fn history(app: Arc<App>, call: Call) -> Outcome {
    let moment = |name: &'static str, default: Timestamp| match call.query.text(name) {
        None => Ok(default),
        Some(text) => Timestamp::parse(text).ok_or_else(|| Failure::invalid_parameter(name, text)),
    };
    let time = (moment("startDate", Timestamp(0))?, moment("endDate", call.now(&app))?);
    let history = app.engine.list_history(call.principal(), id(&call), time).await?;
    Ok(Reply::ok(&history_body(&history)))
}

async fn read_conversion(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.read_list_conversion(call.principal(), id(&call)).await?;
    Ok(Reply::ok(&conversion_body(&call, &found)))
}

async fn schedule_conversion(app: Arc<App>, call: Call) -> Outcome {
    let input: ConversionInput<'_> = call.json()?;
    let wanted = conversion(&input)
        .ok_or_else(|| Failure::invalid_list("The conversion needs a date, or a time unit and an offset."))?;
    let scheduled = app.engine.schedule_list_conversion(call.principal(), id(&call), wanted).await?;
    Ok(Reply::ok(&conversion_body(&call, &scheduled)))
}

async fn cancel_conversion(app: Arc<App>, call: Call) -> Outcome {
    app.engine.cancel_list_conversion(call.principal(), id(&call)).await?;
    Ok(Reply::no_content())
}

/// The conversion that a caller asks for, if there is one like it.
fn conversion(input: &ConversionInput<'_>) -> Option<ListConversion> {
    match &*input.conversion_type {
        "CONVERSION_DATE" => ListConversion::on(input.year?, input.month?, input.day?),
        "INACTIVITY" => ListConversion::after(TimeUnit::parse(input.time_unit.as_deref()?)?, input.offset?),
        _ => None,
    }
}

fn conversion_body(call: &Call, conversion: &ScheduledConversion) -> ConversionBody {
    ConversionBody {
        list_id: id(call).to_owned(),
        requested_conversion_time: conversion_time(conversion.wanted),
        converted_at: conversion.converted_at.map(Timestamp::to_iso),
    }
}

async fn read_mapping(app: Arc<App>, call: Call) -> Outcome {
    let legacy = call.query.text("legacyListId").unwrap_or_default();
    let found = app.engine.read_list(call.principal(), legacy).await?;
    Ok(Reply::ok(&mapping(found.id)))
}

async fn read_mappings(app: Arc<App>, call: Call) -> Outcome {
    let IdsInput(ids) = call.json()?;
    if ids.len() > MAX_MAPPINGS {
        return Err(Failure::batch_too_large(MAX_MAPPINGS));
    }
    let ids: Vec<&str> = ids.iter().map(|id| &**id).collect();
    let found = app.engine.read_lists(call.principal(), &ids).await?;
    let is_missing = |id: &&&str| !found.iter().any(|list| ListId::parse(id) == Some(list.id));
    Ok(Reply::ok(&MappingsBody {
        missing_legacy_list_ids: ids.iter().filter(is_missing).map(ToString::to_string).collect(),
        legacy_list_ids_to_ids_mapping: found.iter().map(|list| mapping(list.id)).collect(),
    }))
}

/// Lists have the same id in every version.
fn mapping(id: ListId) -> MappingBody {
    MappingBody { list_id: id.to_string(), legacy_list_id: id.to_string() }
}
