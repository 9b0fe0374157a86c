//! Zones of a segment: runs of documents of which the smallest and largest rank is known.
//!
//! A page needs few of many matches. With the zones visited best first, those that cannot hold any of them are never
//! looked at: nearly all when the order is that of the documents, as with creation and modification, and most even
//! when it is not.

use tantivy::DocId;
use tantivy::columnar::Column;

/// How many documents a zone has; a multiple of 64.
pub(crate) const ZONE_DOCS: DocId = 1024;

/// The zones of a column.
pub(crate) struct Zones {
    /// The smallest and the largest rank in each zone; a zone without ranks has the largest for its smallest.
    bounds: Vec<(u64, u64)>,
    /// The zones with ranks, by their smallest.
    rising: Vec<u32>,
    /// The zones with ranks, by their largest, the largest first.
    falling: Vec<u32>,
}

impl Zones {
    /// The zones of a column of so many documents.
    pub(crate) fn of(column: &Column<u64>, n_docs: DocId) -> Self {
        let mut ranks = vec![None; ZONE_DOCS as usize];
        let mut bounds = Vec::with_capacity(n_docs.div_ceil(ZONE_DOCS) as usize);
        for start in (0..n_docs).step_by(ZONE_DOCS as usize) {
            let docs: Vec<_> = (start..n_docs.min(start + ZONE_DOCS)).collect();
            let ranks = &mut ranks[..docs.len()];
            ranks.fill(None);
            column.first_vals(&docs, ranks);
            let widen = |(low, high): (u64, u64), rank: u64| (low.min(rank), high.max(rank));
            bounds.push(ranks.iter().flatten().copied().fold((u64::MAX, u64::MIN), widen));
        }
        let mut rising: Vec<u32> = (0..bounds.len() as u32).collect();
        rising.retain(|&zone| bounds[zone as usize].0 <= bounds[zone as usize].1);
        let mut falling = rising.clone();
        rising.sort_by_key(|&zone| bounds[zone as usize].0);
        falling.sort_by_key(|&zone| std::cmp::Reverse(bounds[zone as usize].1));
        Self { bounds, rising, falling }
    }

    /// The zones with ranks, the one with the best rank first.
    pub(crate) fn best_first(&self, descending: bool) -> &[u32] {
        if descending { &self.falling } else { &self.rising }
    }

    /// The smallest rank of a zone that has ranks.
    pub(crate) fn smallest(&self, zone: u32) -> u64 {
        self.bounds[zone as usize].0
    }

    /// The largest rank of a zone that has ranks.
    pub(crate) fn largest(&self, zone: u32) -> u64 {
        self.bounds[zone as usize].1
    }
}
