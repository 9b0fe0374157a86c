//! The best documents of a segment in some order, found without looking at all that match.

use std::ops::Range;

use tantivy::DocId;

use crate::segment::{Ranks, Segment};
use crate::set::Set;
use crate::zones::ZONE_DOCS;

/// A document that may be on the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Candidate {
    /// Its place in the order: the rank, turned over where the largest comes first.
    pub(crate) key: u64,
    /// The record's id.
    pub(crate) id: u64,
    /// The document.
    pub(crate) doc: DocId,
}

/// Collects the best documents of a segment.
pub(crate) struct Best<'a> {
    segment: &'a Segment,
    ranks: &'a Ranks,
    descending: bool,
    limit: usize,
    /// Documents with a larger key, or with the same and a larger id, are not wanted.
    worst: (u64, u64),
    found: Vec<Candidate>,
    /// From how many on the worst of those that were found are dropped.
    most: usize,
}

impl<'a> Best<'a> {
    /// The best of so many, by ranks of which some may be worse than all that are wanted.
    pub(crate) fn new(
        segment: &'a Segment,
        ranks: &'a Ranks,
        descending: bool,
        limit: usize,
        worst_rank: Option<u64>,
    ) -> Self {
        let worst = worst_rank.map_or(u64::MAX, |rank| key(rank, descending));
        let most = most(limit);
        Self { segment, ranks, descending, limit, worst: (worst, u64::MAX), found: Vec::new(), most }
    }

    /// The best of some documents, in order.
    pub(crate) fn of(mut self, docs: &Set) -> Vec<Candidate> {
        match docs {
            Set::Few(docs) => {
                for docs in docs.chunks(ZONE_DOCS as usize) {
                    self.offer(docs);
                }
            }
            docs => self.visit_zones(docs),
        }
        self.shrink();
        self.found.sort_unstable_by_key(|candidate| (candidate.key, candidate.id));
        self.found
    }

    fn visit_zones(&mut self, docs: &Set) {
        let segment = self.segment;
        let ids = segment.ids.zones(segment.n_docs);
        let zones = self.ranks.zones(segment.n_docs);
        let mut buffer = Vec::with_capacity(ZONE_DOCS as usize);
        for &zone in zones.best_first(self.descending) {
            let best = if self.descending { zones.largest(zone) } else { zones.smallest(zone) };
            let best = key(best, self.descending);
            if best > self.worst.0 {
                break;
            }
            if (best, ids.smallest(zone)) > self.worst {
                continue;
            }
            buffer.clear();
            docs.visit(range(zone), |doc| buffer.push(doc));
            self.offer(&buffer);
        }
    }

    /// Looks at no more documents than a zone has.
    fn offer(&mut self, docs: &[DocId]) {
        let mut ranks = [None; ZONE_DOCS as usize];
        self.ranks.column.first_vals(docs, &mut ranks[..docs.len()]);
        for (&doc, rank) in docs.iter().zip(ranks) {
            let Some(rank) = rank else { continue };
            let key = key(rank, self.descending);
            if key > self.worst.0 {
                continue;
            }
            let id = self.segment.record(doc).0 as u64;
            if (key, id) <= self.worst {
                self.found.push(Candidate { key, id, doc });
            }
        }
        if self.found.len() >= self.most {
            self.shrink();
        }
    }

    /// Drops those that are not among the best.
    fn shrink(&mut self) {
        if self.found.len() <= self.limit {
            return;
        }
        let order = |candidate: &Candidate| (candidate.key, candidate.id);
        let (_, last, _) = self.found.select_nth_unstable_by_key(self.limit - 1, order);
        let last = order(last);
        if self.ranks.exact.is_some() {
            // Numbers at one place may differ, so that their ids do not decide.
            self.worst = (last.0, u64::MAX);
            self.found.retain(|candidate| candidate.key <= last.0);
        } else {
            self.worst = last;
            self.found.truncate(self.limit);
        }
        self.most = most(self.found.len());
    }
}

/// From how many on it is worth dropping all but so many.
fn most(limit: usize) -> usize {
    2 * limit.max(ZONE_DOCS as usize / 2)
}

/// The place of a rank in the order.
fn key(rank: u64, descending: bool) -> u64 {
    if descending { !rank } else { rank }
}

fn range(zone: u32) -> Range<DocId> {
    zone * ZONE_DOCS..(zone + 1) * ZONE_DOCS
}

impl Candidate {
    /// The rank that its key was made of.
    pub(crate) fn rank(&self, descending: bool) -> u64 {
        key(self.key, descending)
    }
}
