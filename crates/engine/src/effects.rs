//! What follows from a write: the rollups of its neighbours, and what follows from those in turn.
//!
//! Every transaction that writes records or associations ends in [`finish`]: it is told what was done, works out
//! which neighbours show something else because of it, rewrites those as an update would, goes on with what follows
//! from that, and appends all of it to the change log.
//! Where a record has very many neighbours, the first of them change with it and the others soon after ([`later`]); what a
//! record shows as still to come is looked at again when it comes ([`due`]).
//! What follows is read off the entries and the table in `domain::rollup` alone, so that whatever writes only has to
//! say what it did.

mod apply;
mod companies;
mod due;
mod entry;
mod later;
mod lists;
mod merged;
mod moves;
mod rates;
mod recount;
mod touched;

use linchpin_domain::feature::Feature;
use linchpin_domain::{ObjectTypeId, RecordId};
use linchpin_store::changes::{self, NewChange, Origin, Place};
use linchpin_store::{Tx, pending_effects};

use crate::Result;
use crate::objects::Context;
use moves::Moves;

pub(crate) use companies::of_company as company_domains;
pub(crate) use entry::{Entry, PairChange, What};
pub(crate) use later::{Backlog, nobody};

/// HubSpot's word for the source of values that nobody sets.
pub(crate) const CALCULATED: &str = "CALCULATED";

/// A record of some type.
type Key = (ObjectTypeId, RecordId);

/// Does what follows from a transaction's entries and logs everything, as the last thing that it does.
pub(crate) async fn finish(tx: &mut Tx, context: &Context, mut entries: Vec<Entry>) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let n_written = entries.len();
    if context.has(Feature::CompanyAssociation) {
        let followed = companies::follow(tx, context, &entries).await?;
        entries.extend(followed);
    }
    let moves = Moves::of(tx, context, &entries).await?;
    follow(tx, context, moves, entries, n_written).await
}

/// Logs what nobody wrote: what followed from the log itself.
pub(crate) async fn log_what_followed(tx: &mut Tx, context: &Context, entries: &[Entry]) -> Result<()> {
    append(tx, context, entries, 0).await
}

/// Does what follows from entries and logs everything; those behind the first `n_written` followed from others.
async fn follow(
    tx: &mut Tx,
    context: &Context,
    mut moves: Moves,
    mut log: Vec<Entry>,
    n_written: usize,
) -> Result<()> {
    let mut left = std::mem::take(&mut moves.left);
    // It ends, for the table leads from one type to another and never back.
    while !moves.is_empty() {
        let followed = apply::apply(tx, context, moves).await?;
        moves = Moves::of(tx, context, &followed).await?;
        left.append(&mut moves.left);
        log.extend(followed);
    }
    let account = context.principal.account;
    if !left.is_empty() {
        pending_effects::put_many(tx, account, &left).await?;
    }
    let left_lists = lists::follow(tx, context, &log).await?;
    log.extend(left_lists);
    append(tx, context, &log, n_written).await?;
    if !left.is_empty() {
        context.backlog.add(account);
    }
    Ok(())
}

/// Logs what was written, in the name of who wrote, and what followed.
async fn append(tx: &mut Tx, context: &Context, log: &[Entry], n_written: usize) -> Result<()> {
    if log.is_empty() {
        return Ok(());
    }
    let writer = context.principal.origin();
    let calculated = Origin { source: CALCULATED.to_owned(), source_id: String::new(), user: None };
    let changes: Vec<_> = log
        .iter()
        .enumerate()
        .map(|(at, entry)| NewChange {
            object_type: entry.object_type,
            record: entry.record,
            kind: entry.kind,
            properties: &entry.text,
            origin: if at < n_written { &writer } else { &calculated },
        })
        .collect();
    let place = Place { account: context.principal.account, at: context.now };
    Ok(changes::append(tx, place, context.version(), &changes).await?)
}
