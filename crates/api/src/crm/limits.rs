//! Limits tracking.

use std::sync::Arc;

use linchpin_domain::{ObjectType, limits};
use linchpin_engine::associations::Ends;
use linchpin_engine::limits::{HeavyRecord, LabelUsage, NamedType, TypeNearLimit, TypeUsage};
use linchpin_engine::object_types::MAX_OBJECT_TYPES;
use linchpin_wire::crm::limits as wire;
use linchpin_wire::page::Page;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Records that an answer names at most, of each sort.
const SAMPLES: usize = 10;

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::RECORDS, records);
    table.serve(&wire::PIPELINES, pipelines);
    table.serve(&wire::CUSTOM_PROPERTIES, custom_properties);
    table.serve(&wire::CALCULATED_PROPERTIES, calculated_properties);
    table.serve(&wire::CUSTOM_OBJECT_TYPES, custom_object_types);
    table.serve(&wire::LABELS, labels);
    table.serve(&wire::RECORDS_FROM, records_from);
    table.serve(&wire::RECORDS_TO, records_to);
    table.serve(&wire::RECORDS_BETWEEN, records_between);
}

async fn records(app: Arc<App>, call: Call) -> Outcome {
    let usages = app.engine.record_usage(call.principal()).await?;
    Ok(Reply::ok(&by_origin(&usages, limits::CUSTOM_RECORDS)))
}

async fn pipelines(app: Arc<App>, call: Call) -> Outcome {
    let usages = app.engine.pipeline_usage(call.principal()).await?;
    Ok(Reply::ok(&by_origin(&usages, (MAX_OBJECT_TYPES * limits::PIPELINES) as i64)))
}

async fn custom_properties(app: Arc<App>, call: Call) -> Outcome {
    let usages = app.engine.property_usage(call.principal()).await?;
    let types = usages.iter().map(type_limit).collect();
    Ok(Reply::ok(&overall(limits::ALL_CUSTOM_PROPERTIES, total(&usages), types)))
}

async fn calculated_properties(app: Arc<App>, call: Call) -> Outcome {
    let usages = app.engine.calculated_usage(call.principal()).await?;
    let types = usages.iter().map(type_usage).collect();
    Ok(Reply::ok(&overall(limits::CALCULATED_PROPERTIES, total(&usages), types)))
}

async fn custom_object_types(app: Arc<App>, call: Call) -> Outcome {
    let usage = app.engine.custom_type_usage(call.principal()).await?;
    Ok(Reply::ok(&used(MAX_OBJECT_TYPES as i64, usage)))
}

async fn labels(app: Arc<App>, call: Call) -> Outcome {
    let from = asked(&app, &call, "fromObjectTypeId").await?;
    let to = asked(&app, &call, "toObjectTypeId").await?;
    let usages = app.engine.label_usage(call.principal(), from, to).await?;
    let results = usages.into_iter().map(|LabelUsage { from, to, labels, usage }| wire::LabelLimit {
        from_object_type: name(&from),
        to_object_type: name(&to),
        all_labels: labels,
        usage: used(limits::ASSOCIATION_LABELS as i64, usage),
    });
    Ok(Reply::ok(&Page::whole(results.collect())))
}

async fn records_from(app: Arc<App>, call: Call) -> Outcome {
    let near = app.engine.types_near_limit_from(call.principal()).await?;
    Ok(Reply::ok(&Page::whole(near.iter().map(near_limit).collect())))
}

async fn records_to(app: Arc<App>, call: Call) -> Outcome {
    let near = app.engine.types_near_limit_to(call.principal(), call.object_type()?).await?;
    Ok(Reply::ok(&Page::whole(near.iter().map(near_limit).collect())))
}

async fn records_between(app: Arc<App>, call: Call) -> Outcome {
    let to = app.engine.object_type(call.principal().account, call.parameter("toObjectTypeId")).await?;
    let ends = Ends { from: call.object_type()?, to };
    let (limit, heavy) = app.engine.records_near_limit(call.principal(), ends).await?;
    let (at_limit, near_limit): (Vec<_>, Vec<_>) = heavy.iter().partition(|record| record.is_at_limit());
    Ok::<_, Failure>(Reply::ok(&wire::AssociationLimitBody {
        limit,
        total_records_at_limit: at_limit.len() as i32,
        total_records_near_limit: near_limit.len() as i32,
        at_limit_from_record_samples: at_limit.into_iter().take(SAMPLES).map(at_limit_sample).collect(),
        near_limit_from_record_samples: near_limit.into_iter().take(SAMPLES).map(near_limit_sample).collect(),
    }))
}

/// HubSpot's object types with a limit each, and the account's own with a limit that they share.
fn by_origin(usages: &[TypeUsage], custom_limit: i64) -> wire::RecordLimits {
    let is_standard = |usage: &&TypeUsage| usage.named.object_type.id.is_standard();
    let (standard, custom): (Vec<_>, Vec<_>) = usages.iter().partition(is_standard);
    let custom_usage = custom.iter().map(|usage| usage.usage).sum();
    let custom = custom.into_iter().map(type_usage).collect();
    wire::RecordLimits {
        hubspot_defined_object_types: standard.into_iter().map(type_limit).collect(),
        custom_object_types: overall(custom_limit, custom_usage, custom),
    }
}

/// What is used of a limit.
fn used(limit: i64, usage: i64) -> wire::Usage {
    wire::Usage { limit, usage, percentage: limits::percentage(limit, usage) }
}

/// What is used of a limit that object types share.
fn overall<T>(limit: i64, usage: i64, by_object_type: Vec<T>) -> wire::OverallLimit<T> {
    wire::OverallLimit {
        overall_limit: limit,
        overall_usage: usage,
        overall_percentage: limits::percentage(limit, usage),
        by_object_type,
    }
}

fn total(usages: &[TypeUsage]) -> i64 {
    usages.iter().map(|usage| usage.usage).sum()
}

/// The object type that a query parameter names, if it does.
async fn asked(app: &App, call: &Call, parameter: &str) -> Result<Option<&'static ObjectType>, Failure> {
    match call.query.text(parameter) {
        Some(name) => Ok(Some(app.engine.object_type(call.principal().account, name).await?)),
        None => Ok(None),
    }
}

fn name(named: &NamedType) -> wire::ObjectTypeName {
    wire::ObjectTypeName {
        object_type_id: named.object_type.id.to_string(),
        singular_label: named.singular.to_string(),
        plural_label: named.plural.to_string(),
    }
}

fn type_limit(usage: &TypeUsage) -> wire::TypeLimit {
    wire::TypeLimit { object_type: name(&usage.named), usage: used(usage.limit, usage.usage) }
}

fn type_usage(usage: &TypeUsage) -> wire::TypeUsage {
    wire::TypeUsage { object_type: name(&usage.named), usage: usage.usage }
}

fn near_limit(near: &TypeNearLimit) -> wire::ObjectTypeNearLimit {
    wire::ObjectTypeNearLimit {
        object_type: name(&near.named),
        has_records_at_limit: near.at_limit,
        has_records_near_limit: near.near_limit,
    }
}

fn at_limit_sample(record: &HeavyRecord) -> wire::AtLimitSample {
    wire::AtLimitSample { object_id: record.id.0, label: record.title.clone() }
}

fn near_limit_sample(record: &HeavyRecord) -> wire::NearLimitSample {
    wire::NearLimitSample {
        object_id: record.id.0,
        label: record.title.clone(),
        usage: record.usage,
        percentage: record.percentage(),
    }
}
