//! What people did that concerns the security of an account: kept for 90 days, and read page by page.
//!
//! Signing in is noted here; the rest is a share of the audit log (`audit.rs`), noted together with it.

use linchpin_domain::{AccountId, Timestamp, UserId};
use linchpin_store::Tx;
use linchpin_store::activity::{self as rows, Part, SignInRow};

use super::Visitor;
use crate::audit::{self, Action, Actor, Category, Deed, People};
use crate::{Engine, Error, Result};

pub use linchpin_store::activity::{SecurityEventRow as SecurityEvent, SignInRow as SignInEvent};

/// For how long sign-ins and security events are kept (documented).
pub const ACTIVITY_KEPT_MS: i64 = 90 * 24 * 3_600_000;

/// Which of them a caller asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ActivityRequest {
    /// Only what this user did.
    pub user: Option<UserId>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Up to this moment.
    pub to: Option<Timestamp>,
    /// Behind the one with this number.
    pub after: Option<i64>,
    /// At most so many.
    pub limit: usize,
}

/// A page of them, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityPage<T> {
    /// What happened.
    pub results: Vec<T>,
    /// The number of the last one, if others follow.
    pub next: Option<i64>,
}

impl Engine {
    /// A page of the sign-ins of an account.
    pub async fn sign_ins(
        &self,
        account: AccountId,
        request: ActivityRequest,
    ) -> Result<ActivityPage<SignInEvent>> {
        let part = self.activity_part(account, request, UserId(0));
        let found = rows::sign_ins(&self.database, account, part).await?;
        Ok(page(found, request.limit, |row| row.id))
    }

    /// A page of the security events of an account; what nobody in the account did counts for its first owner.
    pub async fn security_events(
        &self,
        account: AccountId,
        request: ActivityRequest,
    ) -> Result<ActivityPage<SecurityEvent>> {
        let mut people = People::new(self, account).await?;
        let nobody = people.nobody;
        let part = self.activity_part(account, request, nobody);
        let mut found = rows::events(&self.database, account, part).await?;
        for event in found.iter_mut().filter(|event| event.user == UserId(0)) {
            event.user = nobody;
            event.email = people.email(self, nobody).await?.unwrap_or_default();
        }
        Ok(page(found, request.limit, |row| row.id))
    }

    fn activity_part(&self, account: AccountId, request: ActivityRequest, nobody: UserId) -> Part {
        let kept = Timestamp(self.now(account).0 - ACTIVITY_KEPT_MS);
        Part {
            before: request.after.unwrap_or(i64::MAX),
            from: request.from.unwrap_or(kept).max(kept),
            to: request.to.unwrap_or(Timestamp(i64::MAX)),
            user: request.user,
            nobody,
            // One more than asked for says whether there is a next page.
            limit: request.limit + 1,
        }
    }

    /// A person with a browser, in every account that the login reaches.
    pub(super) async fn person(&self, login: i64, email: &str, visitor: &Visitor) -> Result<Person> {
        let places = self.places(login).await?;
        let place = |place: super::Place| (Actor::person(place.account, place.user), self.now(place.account));
        let places = places.into_iter().map(place).collect();
        Ok(Person { places, email: email.to_owned(), visitor: visitor.clone() })
    }

    /// Notes that somebody did not know the password.
    pub(super) async fn note_failure(&self, person: Person) -> Result<()> {
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Whoever fails takes a number, known or not: how long that takes must not tell who is.
                let first = rows::sign_in_numbers(tx, person.places.len().max(1) as i64).await?;
                for (id, (actor, at)) in (first..).zip(&person.places) {
                    person.add(tx, id, (*actor, *at), false).await?;
                }
                Ok(())
            })
        });
        work.await
    }
}

/// A person with a browser.
pub(super) struct Person {
    /// Who that is in each account, and what time it is there.
    places: Vec<(Actor, Timestamp)>,
    /// The address as it was typed in.
    email: String,
    visitor: Visitor,
}

impl Person {
    /// Somebody whom no account knows.
    pub(super) fn unknown(email: &str, visitor: &Visitor) -> Self {
        Self { places: Vec::new(), email: email.to_owned(), visitor: visitor.clone() }
    }

    /// A user of one account, whatever others the login reaches.
    pub(super) fn in_account(
        (account, user): (AccountId, UserId),
        at: Timestamp,
        email: &str,
        visitor: &Visitor,
    ) -> Self {
        let places = vec![(Actor::person(account, user), at)];
        Self { places, email: email.to_owned(), visitor: visitor.clone() }
    }

    /// Notes that the person signed in to an account.
    pub(super) async fn signed_in(&self, tx: &mut Tx, account: AccountId) -> Result<()> {
        for (actor, at) in self.places.iter().filter(|(actor, _)| actor.account == account) {
            let id = rows::sign_in_numbers(tx, 1).await?;
            self.add(tx, id, (*actor, *at), true).await?;
        }
        self.deed_in(tx, "", Action::Perform, |actor| actor.account == account).await
    }

    /// Notes what the person did about the own login, in every account.
    pub(super) async fn deed(&self, tx: &mut Tx, what: &str, action: Action) -> Result<()> {
        self.deed_in(tx, what, action, |_| true).await
    }

    async fn deed_in(
        &self,
        tx: &mut Tx,
        what: &str,
        action: Action,
        is_meant: impl Fn(&Actor) -> bool + Send,
    ) -> Result<()> {
        let deed = Deed { category: Category::Login, sub_category: what, action, target: &self.email };
        for (actor, at) in self.places.iter().filter(|(actor, _)| is_meant(actor)) {
            audit::append_from(tx, *actor, *at, deed, &self.visitor.ip_address).await?;
        }
        Ok(())
    }

    async fn add(
        &self,
        tx: &mut Tx,
        id: i64,
        (actor, at): (Actor, Timestamp),
        succeeded: bool,
    ) -> Result<()> {
        let row = SignInRow {
            id,
            at,
            user: actor.user.unwrap_or(UserId(0)),
            email: self.email.clone(),
            succeeded,
            ip_address: self.visitor.ip_address.clone(),
            user_agent: self.visitor.user_agent.clone(),
        };
        Ok(rows::add_sign_in(tx, actor.account, &row, Timestamp(at.0 - ACTIVITY_KEPT_MS)).await?)
    }
}

fn page<T>(mut found: Vec<T>, limit: usize, id: impl Fn(&T) -> i64) -> ActivityPage<T> {
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| has_more).map(id);
    ActivityPage { results: found, next }
}
