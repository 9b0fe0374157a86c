//! How records join and leave lists, whoever lets them.

use std::collections::{BTreeMap, BTreeSet};

use linchpin_domain::{ListId, ObjectTypeId};
use linchpin_store::changes::Kind;
use linchpin_store::list_memberships::{self as rows, Membership, Resize};
use linchpin_store::{Result, Tx};

use crate::effects::{Entry, What};
use crate::objects::Context;

/// Which records of one type join which lists, and which leave which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Moves {
    /// Those that join; the ones that are members already stay what they are.
    pub(crate) joining: BTreeSet<Membership>,
    /// Those that leave; the ones that are no members stay what they are.
    pub(crate) leaving: BTreeSet<Membership>,
}

impl Moves {
    /// Whether nobody joins or leaves.
    pub(crate) fn is_empty(&self) -> bool {
        self.joining.is_empty() && self.leaving.is_empty()
    }

    /// Lets the records leave and join, in this order, keeps the sizes of the lists exact, and returns what the log is
    /// to say: one entry for each record that was not where it is now.
    pub(crate) async fn apply(
        &self,
        tx: &mut Tx,
        context: &Context,
        object_type: ObjectTypeId,
    ) -> Result<Vec<Entry>> {
        let (account, now) = (context.principal.account, context.now);
        let leaving: Vec<_> = self.leaving.iter().copied().collect();
        let joining: Vec<_> = self.joining.iter().copied().collect();
        let left = effective(&leaving, rows::remove_many(tx, account, &leaving).await?);
        let joined = effective(&joining, rows::add_many(tx, account, &joining, now).await?);
        rows::resize_many(tx, account, &resizes(&joined, &left), (now, context.zone().day(now).start))
            .await?;
        let left = left.iter().map(|member| entry(object_type, Kind::Leave, *member));
        Ok(left.chain(joined.iter().map(|member| entry(object_type, Kind::Join, *member))).collect())
    }
}

/// Those that changed something.
fn effective(wanted: &[Membership], changed: Vec<bool>) -> Vec<Membership> {
    wanted.iter().zip(changed).filter(|(_, changed)| *changed).map(|(member, _)| *member).collect()
}

/// How the lists' sizes change.
fn resizes(joined: &[Membership], left: &[Membership]) -> Vec<Resize> {
    let mut counts: BTreeMap<ListId, (i64, i64)> = BTreeMap::new();
    for (list, _) in joined {
        counts.entry(*list).or_default().0 += 1;
    }
    for (list, _) in left {
        counts.entry(*list).or_default().1 += 1;
    }
    counts.into_iter().map(|(list, (n_added, n_removed))| Resize { list, n_added, n_removed }).collect()
}

fn entry(object_type: ObjectTypeId, kind: Kind, (list, record): Membership) -> Entry {
    Entry { object_type, record, kind, text: text(list), what: What::Membership }
}

/// A list as the changes of its members name it.
pub(super) fn text(list: ListId) -> String {
    format!(r#"{{"list":"{list}"}}"#)
}
