//! Lists whose filters say something else because the schema changed: a property, or one that it is calculated of, got
//! another type or formula, came back or went.
//!
//! No record changes with it, so that everything has to be asked again.

use std::collections::BTreeSet;
use std::sync::Arc;

use linchpin_domain::{AccountId, ListId, ListKind, ListStatus, ObjectTypeId};
use linchpin_store::changes::{Kind, Line};
use linchpin_store::{Tx, lists};
use serde_json::Value;

use super::plans::Plans;
use super::triggers::Trigger;
use crate::effects::nobody;
use crate::lists::log::{self, Action};
use crate::objects::{Context, Tries};
use crate::{Engine, Result};

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
            if !tries.again(&outcome) {
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
    let account = context.principal.account;
    for id in ids {
        let list = lists::lock(tx, account, *id).await?;
        let Some(mut list) = list.filter(|list| list.deleted_at.is_none()) else { continue };
        let is_waiting = list.status == ListStatus::Processing && list.built_to == 0;
        if list.kind == ListKind::Dynamic && !is_waiting {
            (list.status, list.built_to) = (ListStatus::Processing, 0);
            lists::update(tx, account, &list).await?;
            log::append(tx, &context.principal, context.version(), (Action::Update, &list)).await?;
        }
    }
    Ok(())
}
