//! Faults that tests inject into calls: how they are set, and what they do to a call.

mod strike;

use std::sync::Arc;

use linchpin_engine::quota::Exceeded;
use linchpin_engine::tools::{Effect, Fault, ShownFault};
use linchpin_wire::input::TextInput;
use linchpin_wire::page::Page;
use linchpin_wire::tools::faults as wire;

use crate::{App, Call, Failure, Outcome, Reply, Table};

pub use strike::Dropped;
pub(crate) use strike::{Cut, Struck, strike};

/// The limits that a call can be told to have reached.
const LIMITS: [Exceeded; 3] = [Exceeded::Burst, Exceeded::Second, Exceeded::Daily];

/// What a call can be answered with instead.
const STATUSES: [(Effect, u16); 5] = [
    (Effect::OverLimit(Exceeded::Burst), 429),
    (Effect::Internal, 500),
    (Effect::BadGateway, 502),
    (Effect::Unavailable, 503),
    (Effect::GatewayTimeout, 504),
];

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::PUT, put);
    table.serve(&wire::DELETE, delete);
    table.serve(&wire::DELETE_ALL, delete_all);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let faults = app.engine.list_faults(call.principal()).await?;
    Ok(Reply::ok(&Page::whole(faults.iter().map(shown).collect())))
}

async fn put(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::FaultInput<'_> = call.json()?;
    let number = |number: Option<i64>| number.map(|number| u64::try_from(number).unwrap_or_default());
    let fault = Fault {
        app: input.app,
        operation: input.operation.map(TextInput::into_string),
        percent: number(input.percent).unwrap_or(100),
        times: number(input.times),
        effect: effect(&input.effect)?,
    };
    let set = app.engine.put_fault(call.principal(), call.parameter("name"), fault).await?;
    Ok(Reply::ok(&shown(&set)))
}

async fn delete(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_fault(call.principal(), call.parameter("name")).await?;
    Ok(Reply::no_content())
}

async fn delete_all(app: Arc<App>, call: Call) -> Outcome {
    app.engine.delete_faults(call.principal()).await?;
    Ok(Reply::no_content())
}

/// The one effect that an input names.
fn effect(input: &wire::EffectInput<'_>) -> Result<Effect, Failure> {
    let refused = || {
        Failure::tool_refused(
            "An effect is one of status, latencyMs, drop and truncate; policyName goes with 429.",
        )
    };
    let status = match (input.status, input.policy_name.as_deref()) {
        (None, None) => None,
        (Some(429), Some(name)) => Some(Effect::OverLimit(limit(name)?)),
        (Some(status), None) => {
            let known = STATUSES.iter().find(|(_, known)| i64::from(*known) == status);
            let unknown = || Failure::tool_refused("status is 429, 500, 502, 503 or 504.");
            Some(known.ok_or_else(unknown)?.0)
        }
        _ => return Err(refused()),
    };
    let delay = input.latency_ms.map(|ms| Effect::Delay(u64::try_from(ms).unwrap_or_default()));
    let drop = (input.drop == Some(true)).then_some(Effect::Drop);
    let truncate = (input.truncate == Some(true)).then_some(Effect::Truncate);
    let mut named = [status, delay, drop, truncate].into_iter().flatten();
    match (named.next(), named.next()) {
        (Some(effect), None) => Ok(effect),
        _ => Err(refused()),
    }
}

/// The limit that HubSpot calls so.
fn limit(name: &str) -> Result<Exceeded, Failure> {
    let known = LIMITS.into_iter().find(|limit| policy_name(*limit) == Some(name));
    known.ok_or_else(|| Failure::tool_refused("policyName is TEN_SECONDLY_ROLLING, SECONDLY or DAILY."))
}

/// HubSpot's name of a limit.
fn policy_name(limit: Exceeded) -> Option<&'static str> {
    Failure::too_many_calls(limit).policy()
}

fn shown(ShownFault { name, fault, n_struck }: &ShownFault) -> wire::FaultBody<'_> {
    let effect = match fault.effect {
        Effect::OverLimit(limit) => {
            wire::EffectBody { status: Some(429), policy_name: policy_name(limit), ..Default::default() }
        }
        Effect::Delay(ms) => wire::EffectBody { latency_ms: Some(ms), ..Default::default() },
        Effect::Drop => wire::EffectBody { drop: true, ..Default::default() },
        Effect::Truncate => wire::EffectBody { truncate: true, ..Default::default() },
        effect => {
            let known = STATUSES.iter().find(|(known, _)| *known == effect);
            wire::EffectBody { status: known.map(|(_, status)| *status), ..Default::default() }
        }
    };
    wire::FaultBody {
        name,
        app: fault.app,
        operation: fault.operation.as_deref(),
        percent: fault.percent,
        times: fault.times,
        effect,
        struck: *n_struck,
    }
}
