//! The users of an account: who works in it, and what they may do there.
//!
//! Every user has an owner of the same number, which stays, archived, when the user goes; a user who comes back gets
//! the same number and owner again.

use linchpin_domain::value::is_plausible_email;
use linchpin_domain::{AccountId, Role, Timestamp, UserId};
use linchpin_store::owners::NewOwner;
use linchpin_store::users::{self as rows, User};
use linchpin_store::{Tx, one_time_links, owners, schema};

use super::teams::{self, UserTeams};
use super::{PersonRefusal, folded, if_taken, role};
use crate::audit::{self, Action, Actor, Category, Deed};
use crate::{Engine, Error, Principal, Result};

/// On whose behalf users are made, changed and removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steward {
    actor: Actor,
    /// Whether it may do something to super admins.
    is_super: bool,
}

impl From<&Principal> for Steward {
    fn from(principal: &Principal) -> Self {
        Self { actor: principal.into(), is_super: principal.scopes.allow_any(&["linchpin.admin"]) }
    }
}

impl From<AccountId> for Steward {
    /// Whoever runs the server, by its command line.
    fn from(account: AccountId) -> Self {
        Self { actor: account.into(), is_super: true }
    }
}

/// A user to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewUser {
    /// The e-mail address, which no other user of the account has.
    pub email: String,
    /// The first name; may be empty.
    pub first_name: String,
    /// The last name; may be empty.
    pub last_name: String,
    /// What the user may do.
    pub role: Role,
    /// In which teams the user is from the start.
    pub teams: UserTeams,
}

/// What changes about a user; nothing where there is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserChange {
    /// The first name.
    pub first_name: Option<String>,
    /// The last name.
    pub last_name: Option<String>,
    /// What the user may do.
    pub role: Option<Role>,
    /// In which teams the user is.
    pub teams: UserTeams,
}

/// How a caller names a user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserKey<'a> {
    /// By number.
    Id(&'a str),
    /// By e-mail address, in any case.
    Email(&'a str),
}

/// A page of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersPage {
    /// The users, in the order of their numbers.
    pub users: Vec<User>,
    /// The number at which the next page begins, if there is one.
    pub next: Option<i64>,
}

impl Engine {
    /// A page of users in the order of their numbers, from a number on.
    pub async fn list_users(&self, account: AccountId, from: i64, limit: usize) -> Result<UsersPage> {
        // One more than asked for says whether there is a next page.
        let mut users = rows::list(&self.database, account, from, limit + 1).await?;
        let next = users.get(limit).map(|user| user.id.0);
        users.truncate(limit);
        Ok(UsersPage { users, next })
    }

    /// One user.
    pub async fn read_user(&self, account: AccountId, key: UserKey<'_>) -> Result<User> {
        let (UserKey::Id(text) | UserKey::Email(text)) = key;
        let found = match key {
            UserKey::Email(email) => rows::find(&self.database, account, &folded(email)).await?,
            UserKey::Id(id) => match UserId::parse(id) {
                Some(id) => rows::read(&self.database, account, id).await?,
                None => None,
            },
        };
        found.ok_or_else(|| PersonRefusal::UserNotFound(text.to_owned()).into())
    }

    /// Makes a user, with an owner; a running server lets records have it within a second.
    pub async fn create_user(&self, by: impl Into<Steward>, new: NewUser) -> Result<User> {
        let Steward { actor, is_super } = by.into();
        let account = actor.account;
        let email = new.email.trim().to_owned();
        if !is_plausible_email(&email) {
            return Err(PersonRefusal::InvalidAddress(email).into());
        }
        if new.role == Role::SuperAdmin && !is_super {
            return Err(PersonRefusal::NotASuperAdmin.into());
        }
        let (owner, taken) = (
            NewOwner { email: email.clone(), first_name: new.first_name, last_name: new.last_name },
            PersonRefusal::UserExists(email),
        );
        let now = self.now(account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Schemas in memory know the owners; under a new version they are read again.
                let version = schema::raise_version(tx, account).await?;
                let user = enroll(tx, account, owner, now).await?;
                rows::create(tx, account, user.id, &folded(&user.email), new.role.as_str(), now).await?;
                teams::place(tx, account, user.id, &new.teams).await?;
                let deed = deed(Category::User, Action::Create, &user.email);
                audit::append(tx, actor, now, deed).await?;
                Ok((User { role: new.role.as_str().to_owned(), ..user }, version))
            })
        });
        let (user, version) = work.await.map_err(|error| if_taken(error, taken))?;
        self.schemas.seen_version(account, version);
        Ok(user)
    }

    /// Changes a user, and the owner with it.
    pub async fn update_user(
        &self,
        by: impl Into<Steward>,
        key: UserKey<'_>,
        change: UserChange,
    ) -> Result<User> {
        let steward = by.into();
        let (actor, account) = (steward.actor, steward.actor.account);
        let user = self.read_user(account, key).await?;
        let before = role(&user.role);
        let after = change.role.unwrap_or(before);
        if before != after {
            self.check_super(steward, &user, after).await?;
        }
        let owner = NewOwner {
            email: user.email.clone(),
            first_name: change.first_name.clone().unwrap_or_else(|| user.first_name.clone()),
            last_name: change.last_name.unwrap_or_else(|| user.last_name.clone()),
        };
        let (now, id) = (self.now(account), user.id);
        let changed = User {
            first_name: owner.first_name.clone(),
            last_name: owner.last_name.clone(),
            role: after.as_str().to_owned(),
            ..user
        };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Schemas in memory know the teams of owners.
                let version = schema::raise_version(tx, account).await?;
                owners::rename(tx, account, id, &owner, now).await?;
                rows::set_role(tx, account, id, after.as_str(), now).await?;
                teams::place(tx, account, id, &change.teams).await?;
                let category = if before == after { Category::User } else { Category::Role };
                audit::append(tx, actor, now, deed(category, Action::Update, &owner.email)).await?;
                Ok(version)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(account, version);
        Ok(changed)
    }

    /// Takes a user out of the account: the owner is archived, and sessions there end at once.
    pub async fn remove_user(&self, by: impl Into<Steward>, key: UserKey<'_>) -> Result<()> {
        let steward = by.into();
        let (actor, account) = (steward.actor, steward.actor.account);
        let user = self.read_user(account, key).await?;
        self.check_super(steward, &user, Role::ContactsOnly).await?;
        let now = self.now(account);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Nobody may put the user into a team meanwhile, and schemas in memory know the teams of owners.
                let version = schema::raise_version(tx, account).await?;
                one_time_links::forget(tx, account, user.id).await?;
                teams::leave_every(tx, account, user.id).await?;
                rows::remove(tx, account, user.id).await?;
                owners::archive(tx, account, user.id, now).await?;
                audit::append(tx, actor, now, deed(Category::User, Action::Delete, &user.email)).await?;
                Ok(version)
            })
        });
        let version = work.await?;
        self.schemas.seen_version(account, version);
        Ok(())
    }

    /// Refuses to make or unmake super admins for whoever is none, and to unmake the last one.
    async fn check_super(&self, steward: Steward, user: &User, after: Role) -> Result<()> {
        let was_super = role(&user.role) == Role::SuperAdmin;
        if !was_super && after != Role::SuperAdmin {
            return Ok(());
        }
        if !steward.is_super {
            return Err(PersonRefusal::NotASuperAdmin.into());
        }
        let name = Role::SuperAdmin.as_str();
        if was_super && rows::count_of_role(&self.database, steward.actor.account, name).await? <= 1 {
            return Err(PersonRefusal::LastSuperAdmin.into());
        }
        Ok(())
    }
}

/// The owner of a new user: the one that the address had before, or a new one.
async fn enroll(tx: &mut Tx, account: AccountId, new: NewOwner, now: Timestamp) -> Result<User> {
    let Some(before) = owners::revive(tx, account, &new.email, now).await? else {
        let id = owners::create(tx, account, &new, now).await?.user;
        return Ok(user(id, new, now));
    };
    let or = |new: String, before: String| if new.is_empty() { before } else { new };
    let owner = NewOwner {
        email: new.email,
        first_name: or(new.first_name, before.first_name),
        last_name: or(new.last_name, before.last_name),
    };
    owners::rename(tx, account, before.user, &owner, now).await?;
    Ok(user(before.user, owner, now))
}

fn user(id: UserId, owner: NewOwner, now: Timestamp) -> User {
    let NewOwner { email, first_name, last_name } = owner;
    User { id, email, first_name, last_name, role: String::new(), login: None, created_at: now }
}

/// What the audit log says of something that is done to a user.
fn deed(category: Category, action: Action, email: &str) -> Deed<'_> {
    Deed { category, sub_category: "", action, target: email }
}
