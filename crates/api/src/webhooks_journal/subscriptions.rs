//! What apps want the journal to tell.

use std::sync::Arc;

use linchpin_domain::journal::Operator;
use linchpin_engine::journal::{Condition, Definition, Filter, Override, Subscription};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;
use linchpin_wire::webhooks_journal::subscriptions as wire;

use crate::{App, Call, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::CREATE, create);
    table.serve(&wire::READ, read);
    table.serve(&wire::ARCHIVE, archive);
    table.serve(&wire::ARCHIVE_PORTAL, archive_portal);
    table.serve(&wire::CREATE_FILTER, create_filter);
    table.serve(&wire::READ_FILTER, read_filter);
    table.serve(&wire::ARCHIVE_FILTER, archive_filter);
    table.serve(&wire::LIST_FILTERS, list_filters);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.journal_subscriptions(call.principal()).await?;
    Ok(Reply::ok(&Page::whole(found.iter().map(|found| shown(&call, found)).collect())))
}

async fn create(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::SubscriptionInput<'_> = call.json()?;
    let named = input.object_type_id.as_deref().or(input.event_type_id.as_deref());
    let overrides = input.action_overrides.into_iter().flatten();
    let definition = Definition {
        subject: input.subscription_type.0.to_string(),
        actions: texts(input.actions.as_deref()),
        object_type: named.map(str::to_owned),
        objects: ids(input.object_ids.as_deref()),
        properties: texts(input.properties.as_deref()),
        associated_types: texts(input.associated_object_type_ids.as_deref()),
        lists: ids(input.list_ids.as_deref()),
        overrides: overrides.map(|(action, instead)| (action, asked_instead(&instead))).collect(),
    };
    let made = app.engine.subscribe_to_journal(call.principal(), input.portal_id, definition).await?;
    Ok(Reply::ok(&shown(&call, &made)))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.journal_subscription(call.principal(), call.parameter("subscriptionId")).await?;
    Ok(Reply::ok(&shown(&call, &found)))
}

async fn archive(app: Arc<App>, call: Call) -> Outcome {
    app.engine.unsubscribe_from_journal(call.principal(), call.parameter("subscriptionId")).await?;
    Ok(Reply::no_content())
}

async fn archive_portal(app: Arc<App>, call: Call) -> Outcome {
    app.engine.unsubscribe_from_portal(call.principal(), call.parameter("portalId")).await?;
    Ok(Reply::no_content())
}

async fn create_filter(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::FilterInput<'_> = call.json()?;
    let conditions = input.filter.conditions.iter().map(|condition| Condition {
        property: condition.property.0.to_string(),
        operator: condition.operator.0.to_string(),
        operands: match &condition.value {
            Some(value) => vec![value.0.to_string()],
            None => texts(condition.values.as_deref()),
        },
    });
    let conditions = conditions.collect();
    let filter_id = app.engine.filter_journal(call.principal(), input.subscription_id.0, conditions).await?;
    Ok(Reply::ok(&wire::NewFilterBody { filter_id }))
}

async fn read_filter(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.journal_filter(call.principal(), call.parameter("filterId")).await?;
    Ok(Reply::ok(&filter(&found)))
}

async fn archive_filter(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_journal_filter(call.principal(), call.parameter("filterId")).await?;
    Ok(Reply::no_content())
}

async fn list_filters(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.journal_filters(call.principal(), call.parameter("subscriptionId")).await?;
    Ok(Reply::ok(&found.iter().map(filter).collect::<Vec<_>>()))
}

fn asked_instead(input: &wire::OverrideInput<'_>) -> Override {
    Override {
        objects: input.object_ids.as_deref().map(|list| ids(Some(list))),
        properties: input.properties.as_deref().map(|list| texts(Some(list))),
        associated_types: input.associated_object_type_ids.as_deref().map(|list| texts(Some(list))),
        lists: input.list_ids.as_deref().map(|list| ids(Some(list))),
    }
}

/// Ids of a list that may be left out.
fn ids(list: Option<&[wire::Id]>) -> Vec<i64> {
    list.unwrap_or_default().iter().map(|id| id.0).collect()
}

/// Texts of a list that may be left out.
pub(super) fn texts(list: Option<&[TextInput<'_>]>) -> Vec<String> {
    list.unwrap_or_default().iter().map(|text| text.0.to_string()).collect()
}

fn shown<'a>(call: &Call, subscription: &'a Subscription) -> wire::SubscriptionBody<'a> {
    let Subscription { id, portal, ref definition, created_at, updated_at } = *subscription;
    let overrides = definition.overrides.iter();
    wire::SubscriptionBody {
        id,
        app_id: call.principal().app.0,
        subscription_type: &definition.subject,
        portal_id: portal.0,
        object_type_id: definition.object_type.as_deref().unwrap_or_default(),
        actions: &definition.actions,
        object_ids: &definition.objects,
        properties: &definition.properties,
        associated_object_type_ids: &definition.associated_types,
        list_ids: &definition.lists,
        action_overrides: overrides
            .map(|(action, instead)| (action.as_str(), shown_override(instead)))
            .collect(),
        created_at: created_at.to_iso(),
        updated_at: updated_at.to_iso(),
    }
}

fn shown_override(instead: &Override) -> wire::OverrideBody<'_> {
    wire::OverrideBody {
        object_ids: instead.objects.as_deref(),
        properties: instead.properties.as_deref(),
        associated_object_type_ids: instead.associated_types.as_deref(),
        list_ids: instead.lists.as_deref(),
    }
}

fn filter(filter: &Filter) -> wire::FilterBody<'_> {
    let conditions = filter.conditions.iter().map(condition).collect();
    let filter_body = wire::ConditionsBody { conditions };
    wire::FilterBody { id: filter.id, filter: filter_body, created_at: filter.created_at.0 }
}

fn condition(Condition { property, operator, operands }: &Condition) -> wire::ConditionBody<'_> {
    let takes_values = Operator::parse(operator).is_some_and(Operator::takes_values);
    wire::ConditionBody {
        filter_type: "CRM_OBJECT_PROPERTY",
        property,
        operator,
        value: operands.first().map(String::as_str).filter(|_| !takes_values),
        values: takes_values.then_some(operands.as_slice()),
    }
}
