//! What a transaction did, one entry for each line of the change log.

use linchpin_domain::rollup::Snapshot;
use linchpin_domain::{AssociationTypeId, ObjectTypeId, RecordId};
use linchpin_store::changes::Kind;

/// One thing that a transaction did: what the log says of it, and what others can follow from it.
pub(crate) struct Entry {
    /// The type of the record.
    pub(crate) object_type: ObjectTypeId,
    /// The record.
    pub(crate) record: RecordId,
    /// What happened.
    pub(crate) kind: Kind,
    /// What the log keeps; see [`linchpin_store::changes::NewChange::properties`].
    pub(crate) text: String,
    /// What others may show differently now.
    pub(crate) what: What,
}

/// What others may show differently because of an entry.
pub(crate) enum What {
    /// A record is new: nobody is associated with it before an entry of its own says so.
    New,
    /// A record went that nobody saw any more, for it was archived.
    Gone,
    /// The values of a record are others, or it came or went: none stands for a record that is not live.
    ///
    /// Its neighbours are found by its associations, which must still be there; those that the same transaction
    /// changed have entries of their own.
    Values {
        /// The record before the transaction.
        before: Option<Snapshot>,
        /// The record as it is now stored.
        after: Option<Snapshot>,
    },
    /// Two records became a new one, which makes its own rollups anew; the entries of its pairs and theirs come too.
    Merge {
        /// The two as they were.
        gone: [Snapshot; 2],
        /// The new one.
        after: Snapshot,
    },
    /// The record is associated with another one in another way.
    Pair(PairChange),
    /// The record joined or left a list, which no rollup shows.
    Membership,
}

/// How the types of a pair changed, as the record of the entry sees them.
pub(crate) struct PairChange {
    /// The type of the other record.
    pub(crate) to_type: ObjectTypeId,
    /// The other record.
    pub(crate) to: RecordId,
    /// The types that the two had; none where they were not associated.
    pub(crate) before: Vec<AssociationTypeId>,
    /// The types that they have now.
    pub(crate) after: Vec<AssociationTypeId>,
    /// Both records are live; what is between archived ones shows nowhere.
    pub(crate) is_live: bool,
}
