//! Signing in, and changing by what.

use linchpin_store::{logins, sessions as session_rows};

use super::activity::Person;
use super::passwords::Passwords;
use super::sessions::{self, SignedIn};
use super::{PersonRefusal, Visitor, folded};
use crate::audit::{self, Action};
use crate::{Engine, Error, Result, random};

/// What somebody types in to sign in.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    /// The e-mail address, in any case.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
}

impl Engine {
    /// Opens a session for somebody who knows a password, and returns what the browser has to show from now on.
    ///
    /// It begins in the oldest of the accounts that the person reaches.
    pub async fn sign_in(&self, typed: SignIn<'_>, visitor: &Visitor) -> Result<String> {
        self.count_attempt(typed.email, visitor).await?;
        let login = logins::find(&self.database, &folded(typed.email)).await?;
        let hash = login.as_ref().map(|login| login.password.as_str());
        let is_right = self.passwords.verify(typed.password, hash).await?;
        let Some(login) = login else {
            self.note_failure(Person::unknown(typed.email, visitor)).await?;
            return Err(PersonRefusal::WrongPassword.into());
        };
        let person = self.person(login.id, typed.email, visitor).await?;
        if !is_right {
            self.note_failure(person).await?;
            return Err(PersonRefusal::WrongPassword.into());
        }
        let places = self.places(login.id).await?;
        self.forgive_attempts(typed.email, visitor).await?;
        let place = places.first().ok_or(PersonRefusal::NoAccount)?;
        let token = random::key()?;
        let (hash, account, now) = (self.session_hash(&token), place.account, self.clock.now());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                sessions::open(tx, &hash, login.id, account, now).await?;
                person.signed_in(tx, account).await
            })
        });
        work.await?;
        Ok(token)
    }

    /// Changes the password of somebody who knows the old one, and ends all other sessions of the login.
    pub async fn change_password(
        &self,
        signed_in: &SignedIn,
        old: &str,
        new: &str,
        visitor: &Visitor,
    ) -> Result<()> {
        Passwords::check(new, &signed_in.email)?;
        self.count_attempt(&signed_in.email, visitor).await?;
        let login = logins::read(&self.database, signed_in.login).await?;
        let hash = login.as_ref().map(|login| login.password.as_str());
        let person = self.person(signed_in.login, &signed_in.email, visitor).await?;
        if !self.passwords.verify(old, hash).await? {
            self.note_failure(person).await?;
            return Err(PersonRefusal::WrongPassword.into());
        }
        self.forgive_attempts(&signed_in.email, visitor).await?;
        let password = self.passwords.hash(new).await?;
        let (kept, login, now) = (signed_in.hash().to_vec(), signed_in.login, self.clock.now());
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                logins::set_password(tx, login, &password, now).await?;
                session_rows::end_others(tx, login, &kept).await?;
                person.deed(tx, audit::PASSWORD, Action::Update).await
            })
        });
        work.await
    }

    /// Ends all sessions of a login, this one included.
    pub async fn sign_out_everywhere(&self, signed_in: &SignedIn, visitor: &Visitor) -> Result<()> {
        let login = signed_in.login;
        let person = self.person(login, &signed_in.email, visitor).await?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                session_rows::end_others(tx, login, &[]).await?;
                person.deed(tx, audit::SESSIONS, Action::Delete).await
            })
        });
        work.await
    }
}
