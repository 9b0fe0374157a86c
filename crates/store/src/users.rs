//! The users that accounts have now, each behind the owner of the same number.

use linchpin_domain::{AccountId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx};

/// Somebody who may work in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The number, which the owner shares.
    pub id: UserId,
    /// The e-mail address as it was given.
    pub email: String,
    /// The first name; may be empty.
    pub first_name: String,
    /// The last name; may be empty.
    pub last_name: String,
    /// The name of what the user may do.
    pub role: String,
    /// Who signs in as the user.
    pub login: Option<i64>,
    /// When the user was made.
    pub created_at: Timestamp,
}

/// A login in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The account.
    pub account: AccountId,
    /// What people call it.
    pub name: String,
    /// Who the login is there.
    pub user: UserId,
    /// The name of what the user may do.
    pub role: String,
}

/// The statement that reads users, up to its last conditions.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT u.id, o.email, o.first_name, o.last_name, u.role, u.login_id, u.created_at FROM users u \
             JOIN owners o ON o.account_id = u.account_id AND o.user_id = u.id WHERE u.account_id = $1 AND ",
            $rest
        )
    };
}

fn user(row: &Row<'_>) -> Result<User> {
    Ok(User {
        id: UserId(row.int(0)?),
        email: row.text(1)?.to_owned(),
        first_name: row.text(2)?.to_owned(),
        last_name: row.text(3)?.to_owned(),
        role: row.text(4)?.to_owned(),
        login: row.opt_int(5)?,
        created_at: Timestamp(row.int(6)?),
    })
}

/// Makes a user of an owner; an address that a user of the account has already is refused as a constraint.
pub async fn create(
    tx: &mut Tx,
    account: AccountId,
    id: UserId,
    address: &str,
    role: &str,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO users (account_id, id, address, role, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)",
        &[
            Param::Int(account.0),
            Param::Int(id.0),
            Param::Text(address),
            Param::Text(role),
            Param::Int(now.0),
        ],
    )
    .await?;
    Ok(())
}

/// The user with this number.
pub async fn read(database: &Database, account: AccountId, id: UserId) -> Result<Option<User>> {
    database.query_opt(select!("u.id = $2"), &[Param::Int(account.0), Param::Int(id.0)], user).await
}

/// Whether there is a user with this number, as a transaction that depends on it sees it.
pub async fn exists_in(tx: &mut Tx, account: AccountId, id: UserId) -> Result<bool> {
    let found = tx
        .query_opt(
            "SELECT 1 FROM users WHERE account_id = $1 AND id = $2",
            &[Param::Int(account.0), Param::Int(id.0)],
            |_| Ok(()),
        )
        .await?;
    Ok(found.is_some())
}

/// The user with this address in lower case.
pub async fn find(database: &Database, account: AccountId, address: &str) -> Result<Option<User>> {
    database.query_opt(select!("u.address = $2"), &[Param::Int(account.0), Param::Text(address)], user).await
}

/// At most `limit` users in the order of their numbers, from this number on.
pub async fn list(database: &Database, account: AccountId, from: i64, limit: usize) -> Result<Vec<User>> {
    database
        .query(
            select!("u.id >= $2 ORDER BY u.id LIMIT $3"),
            &[Param::Int(account.0), Param::Int(from), Param::Int(limit as i64)],
            user,
        )
        .await
}

/// How many users of an account have a role.
pub async fn count_of_role(database: &Database, account: AccountId, role: &str) -> Result<i64> {
    let count = database
        .query_opt(
            "SELECT count(*) FROM users WHERE account_id = $1 AND role = $2",
            &[Param::Int(account.0), Param::Text(role)],
            |row| row.int(0),
        )
        .await?;
    Ok(count.unwrap_or_default())
}

/// Changes what a user may do.
pub async fn set_role(tx: &mut Tx, account: AccountId, id: UserId, role: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE users SET role = $1, updated_at = $2 WHERE account_id = $3 AND id = $4",
        &[Param::Text(role), Param::Int(now.0), Param::Int(account.0), Param::Int(id.0)],
    )
    .await?;
    Ok(())
}

/// Says who a user is.
pub async fn set_login(tx: &mut Tx, account: AccountId, id: UserId, login: i64) -> Result<()> {
    tx.execute(
        "UPDATE users SET login_id = $1 WHERE account_id = $2 AND id = $3",
        &[Param::Int(login), Param::Int(account.0), Param::Int(id.0)],
    )
    .await?;
    Ok(())
}

/// Gives a user another address, in lower case.
pub async fn set_address(tx: &mut Tx, account: AccountId, id: UserId, address: &str) -> Result<()> {
    tx.execute(
        "UPDATE users SET address = $1 WHERE account_id = $2 AND id = $3",
        &[Param::Text(address), Param::Int(account.0), Param::Int(id.0)],
    )
    .await?;
    Ok(())
}

/// Takes a user out of the account.
pub async fn remove(tx: &mut Tx, account: AccountId, id: UserId) -> Result<()> {
    tx.execute(
        "DELETE FROM users WHERE account_id = $1 AND id = $2",
        &[Param::Int(account.0), Param::Int(id.0)],
    )
    .await?;
    Ok(())
}

/// The accounts of which a login is a user, oldest first.
pub async fn places(database: &Database, login: i64) -> Result<Vec<Place>> {
    database
        .query(
            "SELECT u.account_id, a.name, u.id, u.role FROM users u JOIN accounts a ON a.id = u.account_id \
             WHERE u.login_id = $1 ORDER BY u.account_id",
            &[Param::Int(login)],
            |row| {
                Ok(Place {
                    account: AccountId(row.int(0)?),
                    name: row.text(1)?.to_owned(),
                    user: UserId(row.int(2)?),
                    role: row.text(3)?.to_owned(),
                })
            },
        )
        .await
}
