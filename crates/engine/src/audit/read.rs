//! Reading the audit log: two logs, merged by time.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use linchpin_domain::{AccountId, Timestamp, UserId};
use linchpin_store::audit_log::{self as rows, Part};
use linchpin_store::owners::{self, OwnerPage};

use super::told::{self, Told};
use crate::{Engine, Principal, Result};

/// Which entries a caller asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRequest {
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Up to this moment.
    pub to: Option<Timestamp>,
    /// Only what these users did; everybody when empty.
    pub users: Vec<UserId>,
    /// The newest first.
    pub newest_first: bool,
    /// Behind this entry.
    pub behind: Option<AuditCursor>,
    /// At most so many.
    pub limit: usize,
}

/// The place of an entry among all of them: by time, and within a moment by log and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct AuditCursor {
    at: Timestamp,
    log: Log,
    number: i64,
}

/// The logs that an entry can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Log {
    Audit,
    Changes,
}

impl Log {
    const ALL: [Self; 2] = [Self::Audit, Self::Changes];

    const fn letter(self) -> char {
        match self {
            Self::Audit => 'a',
            Self::Changes => 'c',
        }
    }
}

impl AuditCursor {
    /// The name of the entry, which no other one has.
    fn id(self) -> String {
        format!("{}{}", self.log.letter(), self.number)
    }

    /// Behind which number of a log to read on; `self` is the last entry that was read.
    fn number_in(self, log: Log) -> i64 {
        match log.cmp(&self.log) {
            // In either direction, all of the other log's entries of the moment are on one side of this one.
            std::cmp::Ordering::Less => i64::MAX,
            std::cmp::Ordering::Equal => self.number,
            std::cmp::Ordering::Greater => i64::MIN,
        }
    }
}

impl fmt::Display for AuditCursor {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.at.0, self.id())
    }
}

impl FromStr for AuditCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (at, id) = text.split_once('-').ok_or(())?;
        let log = Log::ALL.into_iter().find(|log| id.starts_with(log.letter())).ok_or(())?;
        let number = id[1..].parse().map_err(|_| ())?;
        Ok(Self { at: Timestamp(at.parse().map_err(|_| ())?), log, number })
    }
}

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its name, which no other entry has.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who; what nobody in the account did counts for the account's first owner.
    pub user: UserId,
    /// That user's address, if it is known.
    pub email: Option<String>,
    /// HubSpot's word for the kind of thing that it was done to.
    pub category: String,
    /// Which kind of those; may be empty.
    pub sub_category: String,
    /// HubSpot's word for what was done.
    pub action: String,
    /// What it was done to: an id or a name.
    pub target: String,
}

/// A page of the audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries, in order.
    pub entries: Vec<AuditEntry>,
    /// The last of them, if others follow.
    pub next: Option<AuditCursor>,
}

/// An entry of either log on its way.
struct Found {
    place: AuditCursor,
    user: Option<UserId>,
    /// None for lines of the change log that tell people nothing.
    told: Option<Told>,
}

impl Engine {
    /// A page of the audit log of an account.
    pub async fn audit_log(&self, principal: &Principal, request: &AuditRequest) -> Result<AuditPage> {
        let account = principal.account;
        let mut people = People::new(self, account).await?;
        let (mut entries, mut behind) = (Vec::new(), request.behind);
        loop {
            // One more than asked for says whether there is a next page.
            let found = self.audit_part(account, request, people.nobody, behind).await?;
            let is_last = found.len() <= request.limit;
            for Found { place, user, told } in found {
                let Some(told) = told else {
                    behind = Some(place);
                    continue;
                };
                if entries.len() == request.limit {
                    return Ok(AuditPage { entries, next: behind });
                }
                behind = Some(place);
                let user = user.unwrap_or(people.nobody);
                entries.push(entry(place, (user, people.email(self, user).await?), told));
            }
            if is_last {
                return Ok(AuditPage { entries, next: None });
            }
        }
    }

    /// The next entries of both logs in order, at most one more than a page has; fewer only at the end.
    async fn audit_part(
        &self,
        account: AccountId,
        request: &AuditRequest,
        nobody: UserId,
        behind: Option<AuditCursor>,
    ) -> Result<Vec<Found>> {
        let start = if request.newest_first { i64::MAX } else { i64::MIN };
        let limit = request.limit + 1;
        let mut found = Vec::new();
        let everybody = [None];
        let users: Vec<_> = request.users.iter().copied().map(Some).collect();
        for user in if users.is_empty() { &everybody[..] } else { &users } {
            let part = |log| Part {
                behind: behind.map_or((Timestamp(start), start), |cursor| (cursor.at, cursor.number_in(log))),
                from: request.from.unwrap_or(Timestamp(i64::MIN)),
                to: request.to.unwrap_or(Timestamp(i64::MAX)),
                user: *user,
                nobody,
                limit,
                newest_first: request.newest_first,
            };
            for entry in rows::entries(&self.database, account, part(Log::Audit)).await? {
                let place = AuditCursor { at: entry.at, log: Log::Audit, number: entry.id };
                found.push(Found { place, user: entry.user, told: Some(entry.into()) });
            }
            for line in rows::definitions(&self.database, account, part(Log::Changes)).await? {
                let place = AuditCursor { at: line.at, log: Log::Changes, number: line.sequence };
                found.push(Found { place, user: line.user, told: told::of(self, account, &line).await? });
            }
        }
        found.sort_unstable_by_key(|found| found.place);
        if request.newest_first {
            found.reverse();
        }
        found.truncate(limit);
        Ok(found)
    }
}

fn entry(place: AuditCursor, (user, email): (UserId, Option<String>), told: Told) -> AuditEntry {
    let Told { category, sub_category, action, target } = told;
    AuditEntry { id: place.id(), at: place.at, user, email, category, sub_category, action, target }
}

/// The users of an account, as far as they were met.
pub(crate) struct People {
    account: AccountId,
    /// Whom that counts for which nobody in the account did: private apps act for whoever set the account up.
    pub(crate) nobody: UserId,
    emails: HashMap<UserId, Option<String>>,
}

impl People {
    pub(crate) async fn new(engine: &Engine, account: AccountId) -> Result<Self> {
        let page = OwnerPage { archived: false, email: None, from: 0, limit: 1 };
        let first = owners::list(&engine.database, account, page).await?.into_iter().next();
        let nobody = first.as_ref().map_or(UserId(0), |owner| owner.user);
        let emails = first.map(|owner| (owner.user, Some(owner.email))).into_iter().collect();
        Ok(Self { account, nobody, emails })
    }

    pub(crate) async fn email(&mut self, engine: &Engine, user: UserId) -> Result<Option<String>> {
        if let Some(known) = self.emails.get(&user) {
            return Ok(known.clone());
        }
        let owner = owners::read_by_user(&engine.database, self.account, user).await?;
        let email = owner.map(|owner| owner.email);
        self.emails.insert(user, email.clone());
        Ok(email)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_travel_as_text() {
        let cursor = AuditCursor { at: Timestamp(5), log: Log::Changes, number: 7 };
        assert_eq!(cursor.to_string(), "5-c7");
        assert_eq!("5-c7".parse(), Ok(cursor));
        for text in ["", "5", "5-", "5-x7", "5-c", "-c7", "5-cx", "c7", "5-é7"] {
            assert_eq!(text.parse::<AuditCursor>(), Err(()), "{text}");
        }
    }
}
