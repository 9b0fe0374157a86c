//! Making rollups of one parent anew from all of its children, page by page.

use std::collections::BTreeSet;

use linchpin_domain::rollup::{Contribution, Link, Rollup, Seen, Total};
use linchpin_domain::{ObjectTypeId, RecordId};
use linchpin_store::Tx;
use linchpin_store::associations::{self as rows, Direction};

use super::touched::snapshots;
use crate::Result;
use crate::objects::Context;

/// The children that are looked at together.
const PAGE: usize = 500;

/// What these rollups of a locked record come to; those are left out whose sum is beyond any amount.
pub(super) async fn recount(
    tx: &mut Tx,
    context: &Context,
    parent: RecordId,
    rollups: &[&'static Rollup],
) -> Result<Vec<Total>> {
    let mut totals: Vec<_> = rollups.iter().map(|rollup| Some(Total::empty(rollup))).collect();
    let sources = rollups.iter().flat_map(|rollup| rollup.sources);
    let children: BTreeSet<_> = sources.map(|source| source.child).collect();
    for child in children {
        let links: Vec<_> = rollups.iter().map(|rollup| link(rollup, child)).collect();
        add_children(tx, context, (parent, child), &links, &mut totals).await?;
    }
    Ok(totals.into_iter().flatten().collect())
}

/// How records of a type are children in a rollup, if they are.
fn link(rollup: &'static Rollup, child: ObjectTypeId) -> Option<Link> {
    let source = rollup.sources.iter().find(|source| source.child == child)?;
    Some(Link { rollup, source })
}

/// Adds all children of one type to the totals, each of which has its link at the same place.
async fn add_children(
    tx: &mut Tx,
    context: &Context,
    (parent, child): (RecordId, ObjectTypeId),
    links: &[Option<Link>],
    totals: &mut [Option<Total>],
) -> Result<()> {
    let direction =
        Direction { account: context.principal.account, from: context.object_type().id, to: child };
    let mut next = Some(RecordId(0));
    while let Some(start) = next {
        let page = rows::pages_in(tx, direction, &[(parent, start)], PAGE).await?.concat();
        next = page.last().filter(|_| page.len() == PAGE).map(|last| RecordId(last.to.0 + 1));
        let ids: Vec<_> = page.iter().map(|row| row.to).collect();
        let children = snapshots(tx, context, child, &ids).await?;
        let mut page = page.into_iter();
        for child in children {
            // Both are in the order of their ids; the rows of archived records are passed over.
            let Some(row) = page.find(|row| row.to == child.id) else { continue };
            for (link, total) in links.iter().zip(totals.iter_mut()) {
                let contribution = link
                    .filter(|link| link.counts(&row.types, Seen::ByParent))
                    .and_then(|link| Some((link, Contribution::of(&link, &child, context.now)?)));
                if let (Some((link, contribution)), Some(sum)) = (contribution, total.as_mut())
                    && !sum.add(link.source, &contribution)
                {
                    *total = None;
                }
            }
        }
    }
    Ok(())
}
