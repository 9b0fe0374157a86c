//! What follows from time alone: what a record shows as still to come, such as its next activity, comes.
//!
//! Whenever a record begins to show such a moment, a row says so in the same commit; once it has come, everything
//! timed about the record is made anew from all of its children.
//! A row may be too much, for the record may show something else by then: looking again changes nothing then.

use std::collections::BTreeMap;

use linchpin_domain::{AccountId, ObjectTypeId, Properties, RecordId, Timestamp, rollup};
use linchpin_store::Tx;
use linchpin_store::due_effects::{self, Due};

use super::moves::Moves;
use super::{follow, later};
use crate::objects::{Context, Tries};
use crate::{Engine, Result};

/// Records that are looked at again in one transaction.
const PART: usize = 100;

/// When a record has to be looked at again because of what it now shows and did not show before.
pub(super) fn due(
    (object_type, record): (ObjectTypeId, RecordId),
    before: &Properties,
    after: &Properties,
    now: Timestamp,
) -> impl Iterator<Item = Due> {
    let moments = rollup::of_parent(object_type).filter_map(move |rollup| {
        let at = rollup.comes_at(after)?;
        (at > now && rollup.comes_at(before) != Some(at)).then_some(at)
    });
    moments.map(move |at| Due { at, object_type, record })
}

impl Engine {
    /// Brings the records of an account up to date that show something as still to come that has come.
    pub(super) async fn follow_time(&self, account: AccountId) -> Result<()> {
        loop {
            let due = due_effects::list(&self.database, account, self.now(account), PART).await?;
            if due.is_empty() {
                return Ok(());
            }
            let mut by_type: BTreeMap<ObjectTypeId, Vec<Due>> = BTreeMap::new();
            for due in due {
                by_type.entry(due.object_type).or_default().push(due);
            }
            for (object_type, due) in by_type {
                self.look_again(account, object_type, due).await?;
            }
        }
    }

    async fn look_again(&self, account: AccountId, object_type: ObjectTypeId, due: Vec<Due>) -> Result<()> {
        let (principal, object_type) = (later::nobody(account), later::shown_by(object_type)?);
        let mut tries = Tries::default();
        loop {
            let context = self.write_context(&principal, object_type, &tries).await?;
            let due = due.clone();
            let work =
                self.database.transaction(move |tx| Box::pin(async move { again(tx, &context, &due).await }));
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }
}

async fn again(tx: &mut Tx, context: &Context, due: &[Due]) -> Result<()> {
    let moves = Moves::timed(context.object_type().id, due.iter().map(|due| due.record));
    due_effects::delete_many(tx, context.principal.account, due).await?;
    follow(tx, context, moves, Vec::new(), 0).await
}
