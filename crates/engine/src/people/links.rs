//! One-time links: how somebody gets a password who has none, or forgot it.
//!
//! The server sends no mail. Whoever makes a user gets a link and passes it on.

use linchpin_domain::value::is_plausible_email;
use linchpin_domain::{AccountId, Timestamp, UserId};
use linchpin_store::logins::Login;
use linchpin_store::one_time_links::{self as rows, OneTimeLink};
use linchpin_store::owners::NewOwner;
use linchpin_store::users::User;
use linchpin_store::{Tx, logins, owners, sessions as session_rows, users};

use super::activity::Person;
use super::passwords::Passwords;
use super::{PersonRefusal, Visitor, folded, if_taken, sessions};
use crate::audit::{self, Action};
use crate::{Engine, Error, Result, random};

/// How long a link is good for.
pub const LINK_MS: i64 = 24 * 3_600_000;

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The first person of a server says who it is.
    Setup,
    /// A user of an account says who it is: with a new password, or with the one that it has already.
    Join,
    /// Somebody forgot the password.
    Reset,
}

impl Purpose {
    const ALL: [Self; 3] = [Self::Setup, Self::Join, Self::Reset];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Join => "join",
            Self::Reset => "reset",
        }
    }
}

/// What a link shows before it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkView {
    /// What it is for.
    pub purpose: Purpose,
    /// What people call the account.
    pub account_name: String,
    /// The address of the user whom it is for.
    pub email: String,
    /// Whether the user has a password already, from another account, which has to be typed in.
    pub has_password: bool,
}

/// What somebody types in who has a link.
#[derive(Clone, Copy)]
pub struct LinkUse<'a> {
    /// The e-mail address; only the first person of a server chooses it.
    pub email: &'a str,
    /// The new password, or the one that the person has already.
    pub password: &'a str,
}

/// A link that can be used.
struct Usable {
    link: OneTimeLink,
    purpose: Purpose,
    user: User,
}

impl Engine {
    /// A link by which the first person of this server says who it is, unless somebody can sign in already.
    pub async fn setup_link(&self) -> Result<Option<String>> {
        if logins::exist(&self.database).await? {
            return Ok(None);
        }
        let accounts = self.accounts().await?;
        let Some(account) = accounts.first() else { return Ok(None) };
        // The oldest user is the one that the account was made with.
        let oldest = users::list(&self.database, account.id, 0, 1).await?;
        let Some(user) = oldest.first() else { return Ok(None) };
        self.new_link(account.id, user.id, Purpose::Setup).await.map(Some)
    }

    /// A link by which a user of an account says who it is; an older one is worthless from now on.
    pub async fn join_link(&self, account: AccountId, user: UserId) -> Result<String> {
        self.new_link(account, user, Purpose::Join).await
    }

    /// A link by which a user gets a new password for all accounts: for whoever runs the server, not an account.
    pub async fn reset_link(&self, account: AccountId, user: UserId) -> Result<String> {
        self.new_link(account, user, Purpose::Reset).await
    }

    async fn new_link(&self, account: AccountId, user: UserId, purpose: Purpose) -> Result<String> {
        let token = random::key()?;
        let (hash, now) = (self.link_hash(&token), self.clock.now());
        let expires_at = Timestamp(now.0 + LINK_MS);
        let link = OneTimeLink { account, user, purpose: purpose.as_str().to_owned(), expires_at };
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::put(tx, &hash, &link, now).await?) })
        });
        work.await?;
        Ok(token)
    }

    /// What a link is for, unless it was used, has expired, or never was.
    pub async fn read_link(&self, token: &str) -> Result<LinkView> {
        let Usable { link, purpose, user } = self.usable(token).await?;
        let login = logins::find(&self.database, &folded(&user.email)).await?;
        let account_name = self.account_name(link.account).await?;
        let has_password = purpose == Purpose::Join && login.is_some();
        Ok(LinkView { purpose, account_name, email: user.email, has_password })
    }

    /// Lets somebody in who has a link, and returns what the browser has to show from now on.
    pub async fn use_link(&self, token: &str, typed: LinkUse<'_>, visitor: &Visitor) -> Result<String> {
        let Usable { link, purpose, user } = self.usable(token).await?;
        let email = if purpose == Purpose::Setup { typed.email.trim() } else { user.email.as_str() };
        if !is_plausible_email(email) {
            return Err(PersonRefusal::InvalidAddress(email.to_owned()).into());
        }
        let login = logins::find(&self.database, &folded(email)).await?;
        let known = match &login {
            Some(login) if purpose == Purpose::Join => {
                self.prove(login, typed.password, visitor).await?;
                None
            }
            _ => {
                Passwords::check(typed.password, email)?;
                Some(self.passwords.hash(typed.password).await?)
            }
        };
        let session = random::key()?;
        let here = (link.account, link.user);
        let entry = Entry {
            person: Person::in_account(here, self.now(link.account), email, visitor),
            everywhere: match &login {
                // A new password counts wherever the login is known.
                Some(login) if known.is_some() => Some(self.person(login.id, email, visitor).await?),
                _ => None,
            },
            link_hash: self.link_hash(token),
            session_hash: self.session_hash(&session),
            link,
            owner: NewOwner {
                email: email.to_owned(),
                first_name: user.first_name,
                last_name: user.last_name,
            },
            login: login.map(|login| login.id),
            password: known,
            now: self.clock.now(),
        };
        let work = self.database.transaction::<_, Error, _>(move |tx| Box::pin(enter(tx, entry)));
        work.await.map_err(|error| if_taken(error, PersonRefusal::UserExists(email.to_owned())))?;
        Ok(session)
    }

    /// Refuses whoever does not know the password of a login.
    async fn prove(&self, login: &Login, password: &str, visitor: &Visitor) -> Result<()> {
        self.count_attempt(&login.address, visitor).await?;
        if !self.passwords.verify(password, Some(&login.password)).await? {
            self.note_failure(self.person(login.id, &login.address, visitor).await?).await?;
            return Err(PersonRefusal::WrongPassword.into());
        }
        self.forgive_attempts(&login.address, visitor).await
    }

    async fn usable(&self, token: &str) -> Result<Usable> {
        let not_found = || Error::from(PersonRefusal::LinkNotFound);
        let link = rows::find(&self.database, &self.link_hash(token)).await?;
        let link = link.filter(|link| self.clock.now() < link.expires_at).ok_or_else(not_found)?;
        let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.as_str() == link.purpose);
        let user = users::read(&self.database, link.account, link.user).await?;
        let (purpose, user) = purpose.zip(user).ok_or_else(not_found)?;
        Ok(Usable { link, purpose, user })
    }

    fn link_hash(&self, token: &str) -> Vec<u8> {
        self.access.key.hash(&format!("link {token}"))
    }
}

/// Somebody who comes in by a link.
struct Entry {
    /// Who that is in the account of the link.
    person: Person,
    /// Who that is in all accounts, where a password changes that was there before.
    everywhere: Option<Person>,
    link_hash: Vec<u8>,
    session_hash: Vec<u8>,
    link: OneTimeLink,
    /// What the user goes by from now on.
    owner: NewOwner,
    /// The login of that address, if there is one.
    login: Option<i64>,
    /// The hash of the new password, unless the old one stays.
    password: Option<String>,
    now: Timestamp,
}

async fn enter(tx: &mut Tx, entry: Entry) -> Result<()> {
    let Entry { person, everywhere, link_hash, session_hash, link, owner, login, password, now } = entry;
    let (account, user) = (link.account, link.user);
    if rows::take(tx, &link_hash).await?.is_none() {
        return Err(PersonRefusal::LinkNotFound.into());
    }
    let address = folded(&owner.email);
    if link.purpose == Purpose::Setup.as_str() {
        users::set_address(tx, account, user, &address).await?;
        owners::rename(tx, account, user, &owner, now).await?;
    }
    let login = match (login, password) {
        (None, Some(password)) => logins::create(tx, &address, &password, now).await?,
        (Some(login), Some(password)) => {
            logins::set_password(tx, login, &password, now).await?;
            session_rows::end_others(tx, login, &[]).await?;
            login
        }
        (Some(login), None) => login,
        (None, None) => return Err(PersonRefusal::LinkNotFound.into()),
    };
    users::set_login(tx, account, user, login).await?;
    sessions::open(tx, &session_hash, login, account, now).await?;
    person.signed_in(tx, account).await?;
    person.deed(tx, audit::LINK, Action::Perform).await?;
    if let Some(everywhere) = everywhere {
        everywhere.deed(tx, audit::PASSWORD, Action::Update).await?;
    }
    Ok(())
}
