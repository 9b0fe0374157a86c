//! What follows from rates of currencies: open deals are worth something else from the moment on at which one takes effect.
//!
//! A row for each such moment says which records still wait, in the same commit as the rate; they are read page by page,
//! and those that show an old rate are rewritten as an update would.
//! Whatever is written meanwhile was validated against the schema that knows the new rates.

use linchpin_domain::{AccountId, ObjectTypeId, RecordId};
use linchpin_store::due_rates::{self, DueRates};
use linchpin_store::{Error as StoreError, Tx, records, schema};

use super::moves::Moves;
use super::{follow, later};
use crate::objects::{Context, Tries, scope};
use crate::{Engine, Result};

/// The type of the records that have amounts in other currencies.
const DEALS: ObjectTypeId = ObjectTypeId::standard(3);
/// Records that are looked at in one transaction.
const PART: usize = 200;

impl Engine {
    /// Brings the deals of an account up to date with the rates that took effect.
    pub(super) async fn follow_rates(&self, account: AccountId) -> Result<()> {
        while let Some(due) = due_rates::first(&self.database, account, self.now(account)).await? {
            let (principal, object_type) = (later::nobody(account), later::shown_by(DEALS)?);
            let mut tries = Tries::default();
            loop {
                let context = self.write_context(&principal, object_type, &tries).await?;
                let work = self
                    .database
                    .transaction(move |tx| Box::pin(async move { some(tx, &context, due).await }));
                let outcome = work.await;
                if !tries.again(&outcome).await {
                    outcome?;
                    break;
                }
            }
        }
        Ok(())
    }
}

/// Brings the next deals that wait up to date.
async fn some(tx: &mut Tx, context: &Context, due: DueRates) -> Result<()> {
    let account = context.principal.account;
    if context.version() < schema::state_in(tx, account).await?.1 {
        // Where nothing is logged, nobody else would notice that these rates are not the newest.
        return Err(StoreError::SchemaChanged.into());
    }
    let scope = scope(account, context.object_type(), false);
    let page = records::page_in(tx, scope, due.from, PART).await?;
    let next = page.last().filter(|_| page.len() == PART).map(|last| RecordId(last.id.0 + 1));
    let mut old = Vec::new();
    for record in page {
        if context.is_worth_else(&context.values(&record)?) {
            old.push(record.id);
        }
    }
    due_rates::advance(tx, account, due, next).await?;
    follow(tx, context, Moves::of_worth(DEALS, old), Vec::new(), 0).await
}
