//! The clock of an account.

use std::sync::Arc;

use linchpin_domain::Timestamp;
use linchpin_engine::tools::{SetClock, ShownClock};
use linchpin_wire::tools::clock as wire;

use super::body;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::READ, read);
    table.serve(&wire::SET, set);
    table.serve(&wire::UNSET, unset);
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    Ok(Reply::ok(&shown(app.engine.read_clock(call.principal()).await?)))
}

async fn set(app: Arc<App>, call: Call) -> Outcome {
    let input: wire::ClockInput<'_> = body(&call)?;
    let now = match input.now.as_deref() {
        None => None,
        Some(text) => {
            let refusal = || Failure::tool_refused("now is a moment such as 2026-03-04T05:06:07Z.");
            Some(Timestamp::parse(text).ok_or_else(refusal)?)
        }
    };
    let change = SetClock { now, advance_ms: input.advance_ms, frozen: input.frozen };
    Ok(Reply::ok(&shown(app.engine.set_clock(call.principal(), change).await?)))
}

async fn unset(app: Arc<App>, call: Call) -> Outcome {
    app.engine.unset_clock(call.principal()).await?;
    Ok(Reply::no_content())
}

fn shown(ShownClock { now, clock }: ShownClock) -> wire::ClockBody {
    let frozen = clock.frozen_at.is_some();
    wire::ClockBody { now: now.to_iso(), frozen, offset_ms: clock.offset_ms }
}
