//! Limits tracking.

use std::sync::Arc;

use linchpin_domain::{ObjectType, limits};
use linchpin_engine::associations::Ends;
use linchpin_engine::limits::{HeavyRecord, LabelUsage, TypeNearLimit, TypeUsage};
use linchpin_engine::objects;
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
    Ok(Reply::ok(&by_origin(&usages, limits::CUSTOM_OBJECT_TYPES * limits::PIPELINES as i64)))
}

async fn custom_properties(app: Arc<App>, call: Call) -> Outcome {
    let usages = app.engine.property_usage(call.principal()).await?;
    let types = usages.iter().map(type_limit).collect();
    Ok(Reply::ok(&wire::OverallLimit::of(limits::ALL_CUSTOM_PROPERTIES, total(&usages), types)))
}

async fn calculated_properties(app: Arc<App>, call: Call) -> Outcome {
    let usages = app.engine.calculated_usage(call.principal()).await?;
    let types = usages.iter().map(type_usage).collect();
    Ok(Reply::ok(&wire::OverallLimit::of(limits::CALCULATED_PROPERTIES, total(&usages), types)))
}

async fn custom_object_types(_app: Arc<App>, _call: Call) -> Outcome {
    // No account has any yet: their definitions are not served.
    Ok(Reply::ok(&wire::Usage::of(limits::CUSTOM_OBJECT_TYPES, 0)))
}

async fn labels(app: Arc<App>, call: Call) -> Outcome {
    let asked = |name: &str| call.query.text(name).map(objects::object_type).transpose();
    let (from, to) = (asked("fromObjectTypeId")?, asked("toObjectTypeId")?);
    let usages = app.engine.label_usage(call.principal(), from, to).await?;
    let results = usages.into_iter().map(|LabelUsage { ends, labels, usage }| wire::LabelLimit {
        from_object_type: name(ends.from),
        to_object_type: name(ends.to),
        all_labels: labels,
        usage: wire::Usage::of(limits::ASSOCIATION_LABELS as i64, usage),
    });
    Ok(Reply::ok(&Page::whole(results.collect())))
}

async fn records_from(app: Arc<App>, call: Call) -> Outcome {
    let near = app.engine.types_near_limit_from(call.principal()).await?;
    Ok(Reply::ok(&Page::whole(near.iter().map(near_limit).collect())))
}

async fn records_to(app: Arc<App>, call: Call) -> Outcome {
    let from = objects::object_type(call.parameter("fromObjectTypeId"))?;
    let near = app.engine.types_near_limit_to(call.principal(), from).await?;
    Ok(Reply::ok(&Page::whole(near.iter().map(near_limit).collect())))
}

async fn records_between(app: Arc<App>, call: Call) -> Outcome {
    let ends = Ends {
        from: objects::object_type(call.parameter("fromObjectTypeId"))?,
        to: objects::object_type(call.parameter("toObjectTypeId"))?,
    };
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
    wire::RecordLimits {
        hubspot_defined_object_types: usages.iter().map(type_limit).collect(),
        custom_object_types: wire::CustomObjects::of(custom_limit, 0, Vec::new()),
    }
}

fn total(usages: &[TypeUsage]) -> i64 {
    usages.iter().map(|usage| usage.usage).sum()
}

fn name(object_type: &ObjectType) -> wire::ObjectTypeName {
    wire::ObjectTypeName {
        object_type_id: object_type.id.to_string(),
        singular_label: object_type.labels.0.to_owned(),
        plural_label: object_type.labels.1.to_owned(),
    }
}

fn type_limit(usage: &TypeUsage) -> wire::TypeLimit {
    let object_type = name(usage.object_type);
    wire::TypeLimit { object_type, usage: wire::Usage::of(usage.limit, usage.usage) }
}

fn type_usage(usage: &TypeUsage) -> wire::TypeUsage {
    wire::TypeUsage { object_type: name(usage.object_type), usage: usage.usage }
}

fn near_limit(near: &TypeNearLimit) -> wire::ObjectTypeNearLimit {
    wire::ObjectTypeNearLimit {
        object_type: name(near.object_type),
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
        percentage: wire::Usage::of(record.limit, record.usage).percentage,
    }
}
