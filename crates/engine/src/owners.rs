//! Owners: who records may belong to.
//!
//! HubSpot makes an owner with every user and has no call that writes one; until users are served, the command line
//! makes them.

use linchpin_domain::{AccountId, Role, UserId};
use linchpin_store::owners::OwnerPage;
use linchpin_store::{owners, schema, users};

pub use linchpin_store::owners::{NewOwner, Owner};

use crate::people::folded;
use crate::{Engine, Error, Principal, Result};

/// The owner that an account starts with.
pub(crate) fn admin() -> NewOwner {
    NewOwner {
        email: "admin@example.com".to_owned(),
        first_name: "Account".to_owned(),
        last_name: "Admin".to_owned(),
    }
}

/// Which owners a caller asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnersRequest<'a> {
    /// The archived ones instead of the live ones.
    pub archived: bool,
    /// Only those with this address, in any case.
    pub email: Option<&'a str>,
    /// From this id on.
    pub from: i64,
    /// At most so many.
    pub limit: usize,
}

/// A page of owners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnersPage {
    /// The owners, in the order of their ids.
    pub owners: Vec<Owner>,
    /// The id at which the next page begins, if there is one.
    pub next: Option<i64>,
}

/// How a caller names an owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerKey<'a> {
    /// By the owner's own id.
    Id(&'a str),
    /// By the id of the user behind it.
    User(&'a str),
}

impl Engine {
    /// A page of owners in the order of their ids.
    pub async fn list_owners(&self, principal: &Principal, request: OwnersRequest<'_>) -> Result<OwnersPage> {
        let OwnersRequest { archived, email, from, limit } = request;
        // One more than asked for says whether there is a next page.
        let page = OwnerPage { archived, email, from, limit: limit + 1 };
        let mut found = owners::list(&self.database, principal.account, page).await?;
        let next = found.get(limit).map(|owner| owner.id);
        found.truncate(limit);
        Ok(OwnersPage { owners: found, next })
    }

    /// One owner, archived or live as asked for.
    pub async fn read_owner(
        &self,
        principal: &Principal,
        key: OwnerKey<'_>,
        archived: bool,
    ) -> Result<Owner> {
        let (OwnerKey::Id(text) | OwnerKey::User(text)) = key;
        let found = match (key, text.parse()) {
            (_, Err(_)) => None,
            (OwnerKey::Id(_), Ok(id)) => owners::read(&self.database, principal.account, id).await?,
            (OwnerKey::User(_), Ok(id)) => {
                owners::read_by_user(&self.database, principal.account, UserId(id)).await?
            }
        };
        let found = found.filter(|owner| owner.archived_at.is_some() == archived);
        found.ok_or_else(|| Error::OwnerNotFound(text.to_owned()))
    }

    /// Makes an owner; a running server lets records have it within a second.
    pub async fn create_owner(&self, account: AccountId, new: NewOwner) -> Result<Owner> {
        let same = OwnerPage { archived: false, email: Some(&new.email), from: 0, limit: 1 };
        if !owners::list(&self.database, account, same).await?.is_empty() {
            return Err(Error::OwnerExists(new.email));
        }
        let now = self.now(account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Schemas in memory know the owners; under a new version they are read again.
                let version = schema::raise_version(tx, account).await?;
                let owner = owners::create(tx, account, &new, now).await?;
                let (address, role) = (folded(&new.email), Role::Member.as_str());
                users::create(tx, account, owner.user, &address, role, now).await?;
                Ok((owner, version))
            })
        });
        let (owner, version) = work.await?;
        self.schemas.seen_version(account, version);
        Ok(owner)
    }
}
