//! The handlers of who is in which list.

use std::sync::Arc;

use axum::http::StatusCode;
use linchpin_domain::{RecordId, Timestamp};
use linchpin_engine::Error;
use linchpin_engine::lists::{
    JoinPlace, ListOfRecord, Member, MembershipChange, MembershipsChanged, Order, Side,
};
use linchpin_wire::crm::lists::{
    IdsInput, MemberBody, MembersBody, MembersPaging, MembershipBody, MembershipChangeInput,
    MembershipsChangedBody, PreviousPage, RecordMembershipsBody, RecordsInput, TotalBody,
    memberships as wire,
};
use linchpin_wire::input::TextInput;

use super::super::objects::batch;
use super::id;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Members on a page when the caller does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Members on a page at most.
const MAX_LIMIT: u32 = 250;
/// Records of which a batch reads the lists, at most.
const MAX_RECORDS: usize = 1000;

pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::LIST_BY_JOINING, list_by_joining);
    table.serve(&wire::ADD, add);
    table.serve(&wire::REMOVE, remove);
    table.serve(&wire::ADD_AND_REMOVE, add_and_remove);
    table.serve(&wire::ADD_FROM, add_from);
    table.serve(&wire::CLEAR, clear);
    table.serve(&wire::OF_RECORD, of_record);
    table.serve(&wire::OF_RECORDS, of_records);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let place = RecordId::parse;
    let order = Order::Record(side(&call, place)?.unwrap_or(Side::After(RecordId(0))));
    page(&app, &call, order, |member| member.record.to_string()).await
}

async fn list_by_joining(app: Arc<App>, call: Call) -> Outcome {
    let place = |text: &str| {
        let (at, record) = text.split_once('-')?;
        Some(JoinPlace { added_at: Timestamp(at.parse().ok()?), record: RecordId::parse(record)? })
    };
    let first = JoinPlace { added_at: Timestamp(0), record: RecordId(0) };
    let order = Order::Joining(side(&call, place)?.unwrap_or(Side::After(first)));
    page(&app, &call, order, |member| format!("{}-{}", member.added_at.0, member.record)).await
}

/// Where the page begins that the caller asks for; of two ends the first one counts.
fn side<T>(call: &Call, place: impl Fn(&str) -> Option<T>) -> Result<Option<Side<T>>, Failure> {
    let read = |name: &'static str| {
        let text = call.query.text(name);
        text.map(|text| place(text).ok_or_else(|| Failure::invalid_parameter(name, text))).transpose()
    };
    Ok(match read("after")? {
        Some(place) => Some(Side::After(place)),
        None => read("before")?.map(Side::Before),
    })
}

/// A page of members, and the way on in the direction that was asked for.
async fn page(app: &App, call: &Call, order: Order, place: fn(&Member) -> String) -> Outcome {
    let limit = call.query.limit(DEFAULT_LIMIT, MAX_LIMIT)? as usize;
    let page = app.engine.list_members(call.principal(), id(call), order, limit).await?;
    let end = page.members.last().filter(|_| page.has_more).map(place);
    let descends = matches!(order, Order::Record(Side::Before(_)) | Order::Joining(Side::Before(_)));
    let paging = end.map(|end| {
        if descends {
            MembersPaging::Prev(PreviousPage { before: end, link: None })
        } else {
            MembersPaging::Next(call.paging(end).next)
        }
    });
    let member = |member: &Member| MemberBody {
        record_id: member.record.to_string(),
        membership_timestamp: member.added_at.to_iso(),
    };
    Ok(Reply::ok(&MembersBody {
        total: page.total,
        results: page.members.iter().map(member).collect(),
        paging,
    }))
}

async fn add(app: Arc<App>, call: Call) -> Outcome {
    let IdsInput(ids) = call.json()?;
    change(&app, &call, MembershipChange { add: texts(&ids), remove: Vec::new() }).await
}

async fn remove(app: Arc<App>, call: Call) -> Outcome {
    let IdsInput(ids) = call.json()?;
    change(&app, &call, MembershipChange { add: Vec::new(), remove: texts(&ids) }).await
}

async fn add_and_remove(app: Arc<App>, call: Call) -> Outcome {
    let input: MembershipChangeInput<'_> = call.json()?;
    let (add, remove) = (texts(&input.record_ids_to_add), texts(&input.record_ids_to_remove));
    change(&app, &call, MembershipChange { add, remove }).await
}

fn texts<'a>(ids: &'a [TextInput<'_>]) -> Vec<&'a str> {
    ids.iter().map(|id| &**id).collect()
}

async fn change(app: &App, call: &Call, change: MembershipChange<'_>) -> Outcome {
    let changed = app.engine.change_memberships(call.principal(), id(call), change).await?;
    let MembershipsChanged { added, removed, missing } = changed;
    Ok(Reply::ok(&MembershipsChangedBody {
        records_ids_added: added.iter().map(ToString::to_string).collect(),
        record_ids_removed: removed.iter().map(ToString::to_string).collect(),
        record_ids_missing: missing,
    }))
}

async fn add_from(app: Arc<App>, call: Call) -> Outcome {
    let source = call.parameter("sourceListId");
    app.engine.add_members_of(call.principal(), id(&call), source).await?;
    Ok(Reply::no_content())
}

async fn clear(app: Arc<App>, call: Call) -> Outcome {
    app.engine.clear_list(call.principal(), id(&call)).await?;
    Ok(Reply::no_content())
}

async fn of_record(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, record) = (call.object_type()?, call.parameter("recordId"));
    let found = app.engine.lists_of_record(call.principal(), object_type, record).await?;
    let results: Vec<_> = found.iter().map(membership).collect();
    Ok(Reply::ok(&TotalBody { total: results.len(), results }))
}

async fn of_records(app: Arc<App>, call: Call) -> Outcome {
    let started = call.now(&app);
    let input: RecordsInput<'_> = call.json()?;
    if input.inputs.len() > MAX_RECORDS {
        return Err(Failure::batch_too_large(MAX_RECORDS));
    }
    let principal = call.principal();
    let mut wanted = Vec::with_capacity(input.inputs.len());
    for record in input.inputs {
        let object_type = app.engine.object_type(principal.account, &record.object_type_id).await?;
        wanted.push((object_type, record.record_id.into_string()));
    }
    let (mut results, mut errors) = (Vec::with_capacity(wanted.len()), Vec::new());
    for found in app.engine.lists_of_records(principal, wanted).await? {
        if let Some(lists) = found.lists {
            results.push(RecordMembershipsBody {
                object_type_id: found.object_type.id.to_string(),
                record_id: found.id,
                record_list_memberships: lists.iter().map(membership).collect(),
            });
        } else {
            let missing = Error::RecordsNotFound { object_type: found.object_type, ids: vec![found.id] };
            errors.push(Failure::from(missing).into_batch_error(&call));
        }
    }
    Ok(batch((&app, &call), started, StatusCode::OK, results, errors))
}

fn membership(found: &ListOfRecord) -> MembershipBody {
    MembershipBody {
        list_id: found.list.to_string(),
        list_version: found.version,
        is_public_list: false,
        first_added_timestamp: found.first_added_at.to_iso(),
        last_added_timestamp: found.last_added_at.to_iso(),
    }
}
