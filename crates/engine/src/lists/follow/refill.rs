//! Lists whose filters say something else because the schema changed: a property, or one that it is calculated of, got
//! another type or formula, came back or went, or the account has another time zone.
//!
//! No record changes with it, so that everything has to be asked again.

use std::collections::BTreeSet;
use std::sync::Arc;

use linchpin_domain::{AccountId, ListId, ListKind, ListStatus, ObjectTypeId};
use linchpin_store::changes::{Kind, Line};
use linchpin_store::lists::List;
use linchpin_store::{Tx, lists};
use serde_json::Value;

use super::plans::Plans;
use super::triggers::Trigger;
use crate::effects::nobody;
use crate::lists::log::{self, Action};
use crate::objects::{Context, Tries};
use crate::{Engine, Principal, Result};

impl Engine {
    /// Lets the lists be filled anew whose filters name properties that these lines define.
    pub(super) async fn refill(&self, account: AccountId, plans: &Plans, lines: &[Line]) -> Result<()> {
        let mut plans_of: BTreeSet<usize> = BTreeSet::new();
        for (object_type, name) in lines.iter().filter_map(defined) {
            let schema = plans.schemas.get(&object_type);
            let calculated = schema.map(|schema| schema.calculations.depending(&name)).unwrap_or_default();
            for name in calculated.into_iter().chain([name.as_str()]) {
                let trigger = Trigger::Property(object_type, name.to_owned().into());
                plans_of.extend(plans.triggers.of(&trigger).iter().flat_map(|watch| &watch.plans));
            }
        }
        let ids: Arc<[ListId]> = plans_of.iter().map(|at| plans.all[*at].id()).collect();
        let Some(first) = plans_of.first() else { return Ok(()) };
        let (principal, object_type) = (nobody(account), plans.all[*first].object_type);
        let mut tries = Tries::default();
        loop {
            let context = self.write_context(&principal, object_type, &tries).await?;
            let ids = Arc::clone(&ids);
            let work = self
                .database
                .transaction(move |tx| Box::pin(async move { refill(tx, &context, &ids).await }));
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }
}

/// The property that a line defines, if it does.
fn defined(line: &Line) -> Option<(ObjectTypeId, String)> {
    if line.kind != Kind::Schema {
        return None;
    }
    let text: Value = serde_json::from_str(&line.text).ok()?;
    Some((line.object_type, text["property"]["name"].as_str()?.to_owned()))
}

async fn refill(tx: &mut Tx, context: &Context, ids: &[ListId]) -> Result<()> {
    for id in ids {
        if let Some(list) = restart(tx, context.principal.account, *id).await? {
            log_restarted(tx, &context.principal, context.version(), &[list]).await?;
        }
    }
    Ok(())
}

/// Lets a list be filled anew if it follows filters, and returns it, to be logged.
async fn restart(tx: &mut Tx, account: AccountId, id: ListId) -> Result<Option<List>> {
    let list = lists::lock(tx, account, id).await?;
    let Some(mut list) = list.filter(|list| list.deleted_at.is_none()) else { return Ok(None) };
    let is_waiting = list.status == ListStatus::Processing && list.built_to == 0;
    if list.kind != ListKind::Dynamic || is_waiting {
        return Ok(None);
    }
    (list.status, list.built_to) = (ListStatus::Processing, 0);
    lists::update(tx, account, &list).await?;
    Ok(Some(list))
}

/// Lets all lists that follow filters be filled anew, and returns them, to be logged.
pub(crate) async fn restart_all(tx: &mut Tx, account: AccountId) -> Result<Vec<List>> {
    let mut restarted = Vec::new();
    for list in lists::followed(tx, account).await? {
        restarted.extend(restart(tx, account, list.id).await?);
    }
    Ok(restarted)
}

/// Logs that lists are filled anew, which lets every node read again what they ask.
pub(crate) async fn log_restarted(
    tx: &mut Tx,
    principal: &Principal,
    schema_version: i64,
    restarted: &[List],
) -> Result<()> {
    for list in restarted {
        log::append(tx, principal, schema_version, (Action::Update, list)).await?;
    }
    Ok(())
}
