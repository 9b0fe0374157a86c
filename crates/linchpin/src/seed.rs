//! Realistic, reproducible records in any number.
//!
//! Record *k* of a kind depends on the seed, the kind and *k* alone: more records never change the first ones, and
//! the same seed gives the same values on every machine and in every version.
//! Nobody can be reached by accident: addresses lie under example.com, example.net and example.org, and telephone
//! numbers in ranges that are kept free for fiction.

mod businesses;
mod companies;
mod contacts;
mod deals;
mod fields;
mod names;
mod places;
mod random;

use anyhow::{Context as _, Result};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use linchpin_domain::{ObjectType, object_type};
use linchpin_engine::objects::NewRecord;
use linchpin_engine::{Engine, Error, Principal};

use crate::progress::Progress;

pub(crate) use fields::Fields;

/// Records in one transaction: many enough to share a commit, and a divisor of the blocks in which ids are taken.
const BATCH: u64 = 1_024;
/// Batches under way at once: while one is written, the next ones are made and checked.
const UNDER_WAY: usize = 4;

/// What a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A person, employed by one of the companies.
    Contact,
    /// A company.
    Company,
    /// A deal with one of the companies.
    Deal,
}

impl Kind {
    /// The type of the records.
    fn object_type(self) -> Result<&'static ObjectType> {
        object_type::find(self.plural()).with_context(|| format!("there is no object type {}", self.plural()))
    }

    fn plural(self) -> &'static str {
        match self {
            Self::Contact => "contacts",
            Self::Company => "companies",
            Self::Deal => "deals",
        }
    }

    /// Record `k` of this kind.
    fn record(self, seed: u64, k: u64) -> Fields {
        match self {
            Self::Contact => contacts::contact(seed, k),
            Self::Company => companies::company(seed, k),
            Self::Deal => deals::deal(seed, k),
        }
    }
}

/// Where records go.
pub(crate) struct Seeding<'a> {
    /// The use cases that write them.
    pub(crate) engine: &'a Engine,
    /// On whose behalf.
    pub(crate) principal: &'a Principal,
    /// What the records depend on.
    pub(crate) seed: u64,
}

impl Seeding<'_> {
    /// Writes the first `count` records of a kind.
    pub(crate) async fn write(&self, kind: Kind, count: u64) -> Result<()> {
        let mut progress = Progress::new(kind.plural(), count);
        let batches = stream::iter((0..count).step_by(BATCH as usize))
            .map(|from| self.write_batch(kind, from..count.min(from + BATCH)))
            .buffered(UNDER_WAY);
        let written = batches.try_for_each(|n_written| {
            progress.add(n_written);
            std::future::ready(Ok(()))
        });
        written.await?;
        progress.end();
        Ok(())
    }

    async fn write_batch(&self, kind: Kind, range: std::ops::Range<u64>) -> Result<u64> {
        let n_records = range.end - range.start;
        let new = range
            .clone()
            .map(|k| NewRecord {
                values: kind.record(self.seed, k).into_values(),
                associations: Vec::new(),
                trace_id: None,
            })
            .collect();
        let written = self.engine.create_records(self.principal, kind.object_type()?, new).await;
        written.map_err(|error| {
            let taken = matches!(error, Error::AlreadyExists { .. });
            let error = anyhow::Error::new(error);
            let what = format!("cannot write the {} {} to {}", kind.plural(), range.start, range.end - 1);
            if taken {
                error.context(format!("{what}: seed {} was written before", self.seed))
            } else {
                error.context(what)
            }
        })?;
        Ok(n_records)
    }
}

#[cfg(test)]
mod tests;
