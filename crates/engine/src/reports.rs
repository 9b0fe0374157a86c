//! Reports: what HubSpot sends by e-mail is kept, until newer ones take its place.

use std::fmt::Write as _;

use linchpin_domain::{ObjectTypeId, Timestamp};
use linchpin_store::reports as rows;

use crate::limits::{HeavyRecord, HeavyWalk};
use crate::owners::{Owner, OwnerKey};
use crate::{Engine, Error, Principal, Result};

pub use linchpin_store::reports::Report;

/// Reports that an account keeps.
const MAX_REPORTS: i64 = 100;
/// Lines of one report: it is written in one transaction, and others wait meanwhile.
const MAX_ROWS: usize = 100_000;
/// What reports of records that are near a limit of associations are called.
const HIGH_USAGE: &str = "associations-high-usage";
/// The first line of such a report.
const HEADER: &str = "fromObjectTypeId,fromRecordId,toObjectTypeId,associations,limit,percentage\n";

impl Engine {
    /// Reports to a user which live records are associated with nearly as many others as they may be; tells to whom,
    /// and when it was asked for.
    ///
    /// It counts before it answers, as limits tracking does, which takes the same time: so an answer stands for a
    /// report that is there. Counting later would need the state of a job, and let what follows from writes wait.
    pub async fn report_high_usage(&self, principal: &Principal, user: &str) -> Result<(Owner, Timestamp)> {
        let (account, created_at) = (principal.account, self.now(principal.account));
        let owner = self.read_owner(principal, OwnerKey::User(user), false).await?;
        let mut lines = HighUsage::default();
        for from in self.live_types(account).await? {
            let mut walk = HeavyWalk::begin(self, account, from).await?;
            while !lines.is_full()
                && let Some(part) = walk.next().await?
            {
                lines.add(from.id, &part);
            }
        }
        let n_rows = lines.n_rows as i64;
        let content = HEADER.to_owned() + &lines.text;
        let new = rows::NewReport { kind: HIGH_USAGE, user: owner.user, created_at, n_rows, content };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::create(tx, account, &new, MAX_REPORTS).await?) })
        });
        work.await?;
        Ok((owner, created_at))
    }

    /// The reports of an account, the newest first.
    pub async fn list_reports(&self, principal: &Principal) -> Result<Vec<Report>> {
        Ok(rows::list(&self.database, principal.account).await?)
    }

    /// The content of a report, as CSV with a header.
    pub async fn read_report(&self, principal: &Principal, id: &str) -> Result<String> {
        let found = match id.parse() {
            Ok(id) => rows::content(&self.database, principal.account, id).await?,
            Err(_) => None,
        };
        found.ok_or_else(|| Error::ReportNotFound(id.to_owned()))
    }
}

/// The lines of a report of high usage.
#[derive(Default)]
struct HighUsage {
    text: String,
    n_rows: usize,
}

impl HighUsage {
    fn is_full(&self) -> bool {
        self.n_rows == MAX_ROWS
    }

    /// Adds records of one object type, as far as there is room; numbers and ids need no quotes.
    fn add(&mut self, from: ObjectTypeId, records: &[HeavyRecord]) {
        for record in records.iter().take(MAX_ROWS - self.n_rows) {
            let HeavyRecord { id, to, usage, limit, .. } = record;
            // Writing to a string cannot fail.
            let _ = writeln!(self.text, "{from},{id},{to},{usage},{limit},{}", record.percentage());
            self.n_rows += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::RecordId;

    use super::*;

    #[test]
    fn a_report_ends_with_its_last_line() {
        let (contact, company) = (ObjectTypeId::standard(1), ObjectTypeId::standard(2));
        let record = HeavyRecord { id: RecordId(7), to: company, usage: 5, limit: 6, title: String::new() };
        let mut lines = HighUsage::default();
        lines.add(contact, std::slice::from_ref(&record));
        assert_eq!(lines.text, "0-1,7,0-2,5,6,83.33\n");
        assert!(!lines.is_full());
        lines.add(contact, &vec![record; MAX_ROWS]);
        assert!(lines.is_full());
        assert_eq!((lines.n_rows, lines.text.lines().count()), (MAX_ROWS, MAX_ROWS));
    }
}
