//! Validation rules of properties.

use std::sync::Arc;

use linchpin_domain::validation::{Rule, RuleKind};
use linchpin_engine::Error;
use linchpin_engine::validations::RuleRefusal;
use linchpin_wire::crm::validations as wire;
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;

use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(crate) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
    table.serve(&wire::READ_RULE, read_rule);
    table.serve(&wire::REPLACE_RULE, replace_rule);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.list_validations(call.principal(), call.object_type()?).await?;
    let results = found.iter().map(|property| wire::ValidatedPropertyBody {
        property_name: &property.name,
        property_validation_rules: property.rules.iter().map(body).collect(),
    });
    Ok(Reply::ok(&Page::whole(results.collect())))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, property) = (call.object_type()?, call.parameter("propertyName"));
    let rules = app.engine.read_validations(call.principal(), object_type, property).await?;
    Ok(Reply::ok(&Page::whole(rules.iter().map(body).collect())))
}

async fn read_rule(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, property) = (call.object_type()?, call.parameter("propertyName"));
    let rule = app.engine.read_validation(call.principal(), object_type, (property, kind(&call)?)).await?;
    Ok(Reply::ok(&body(&rule)))
}

async fn replace_rule(app: Arc<App>, call: Call) -> Outcome {
    let (object_type, property, kind) = (call.object_type()?, call.parameter("propertyName"), kind(&call)?);
    let input: wire::RuleInput<'_> = call.json()?;
    let arguments = input.rule_arguments.into_iter().map(TextInput::into_string).collect();
    let rule = Rule::new(kind, arguments, input.should_apply_normalization)
        .map_err(|violation| Error::from(RuleRefusal::Invalid(violation)))?;
    app.engine.put_validation(call.principal(), object_type, property, rule).await?;
    Ok(Reply::no_content())
}

/// The kind of rule that the path names.
fn kind(call: &Call) -> Result<RuleKind, Failure> {
    let name = call.parameter("ruleType");
    RuleKind::parse(name).ok_or_else(|| Failure::rule_type_unknown(name))
}

fn body(rule: &Rule) -> wire::RuleBody<'_> {
    wire::RuleBody {
        rule_type: rule.kind.as_str(),
        rule_arguments: &rule.arguments,
        should_apply_normalization: rule.normalizes,
    }
}
