//! Owners: who may own records of an account.

use linchpin_domain::{AccountId, Timestamp, UserId};

use crate::{Database, Error, Param, Result, Row, Tx};

/// The id of the first owner of an account; the next ones count up.
///
/// Owners and users have ids of their own, though HubSpot gives both the same number since 2026 (recorded).
const FIRST_OWNER: i64 = 70_000_001;

/// Somebody who may own records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// The id that records hold.
    pub id: i64,
    /// The user behind the owner.
    pub user: UserId,
    /// The address, as it was given.
    pub email: String,
    /// The first name; may be empty.
    pub first_name: String,
    /// The last name; may be empty.
    pub last_name: String,
    /// When the owner was made.
    pub created_at: Timestamp,
    /// When the owner last changed.
    pub updated_at: Timestamp,
    /// When the owner was archived, if that is so.
    pub archived_at: Option<Timestamp>,
}

/// An owner to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOwner {
    /// The address; no other live owner of the account has it.
    pub email: String,
    /// The first name; may be empty.
    pub first_name: String,
    /// The last name; may be empty.
    pub last_name: String,
}

/// A part of the list of owners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnerPage<'a> {
    /// The archived ones instead of the live ones.
    pub archived: bool,
    /// Only those with this address, in any case.
    pub email: Option<&'a str>,
    /// From this id on.
    pub from: i64,
    /// At most so many.
    pub limit: usize,
}

fn owner(row: &Row<'_>) -> Result<Owner> {
    Ok(Owner {
        id: row.int(0)?,
        user: UserId(row.int(1)?),
        email: row.text(2)?.to_owned(),
        first_name: row.text(3)?.to_owned(),
        last_name: row.text(4)?.to_owned(),
        created_at: Timestamp(row.int(5)?),
        updated_at: Timestamp(row.int(6)?),
        archived_at: row.opt_int(7)?.map(Timestamp),
    })
}

/// Makes an owner with the next free id of its account, together with a user of the same number.
pub async fn create(tx: &mut Tx, account: AccountId, new: &NewOwner, now: Timestamp) -> Result<Owner> {
    let highest = tx
        .query_opt("SELECT max(id) FROM owners WHERE account_id = $1", &[Param::Int(account.0)], |row| {
            row.opt_int(0)
        })
        .await?
        .flatten();
    let id = highest.map_or(FIRST_OWNER, |id| id + 1);
    tx.query_opt(
        "INSERT INTO owners (account_id, id, user_id, email, first_name, last_name, created_at, updated_at) \
         VALUES ($1, $2, $2, $3, $4, $5, $6, $6) \
         RETURNING id, user_id, email, first_name, last_name, created_at, updated_at, archived_at",
        &[
            Param::Int(account.0),
            Param::Int(id),
            Param::Text(&new.email),
            Param::Text(&new.first_name),
            Param::Text(&new.last_name),
            Param::Int(now.0),
        ],
        owner,
    )
    .await?
    .ok_or_else(|| Error::Corrupt("no owner came back".into()))
}

/// A page of owners in the order of their ids.
pub async fn list(database: &Database, account: AccountId, page: OwnerPage<'_>) -> Result<Vec<Owner>> {
    let email = page.email.map(str::to_ascii_lowercase);
    database
        .query(
            "SELECT id, user_id, email, first_name, last_name, created_at, updated_at, archived_at FROM owners \
             WHERE account_id = $1 AND id >= $2 AND (archived_at IS NOT NULL) = (CAST($3 AS BIGINT) = 1) \
             AND ($4 = '' OR lower(email) = $4) ORDER BY id LIMIT $5",
            &[
                Param::Int(account.0),
                Param::Int(page.from),
                Param::Int(page.archived.into()),
                Param::Text(email.as_deref().unwrap_or_default()),
                Param::Int(page.limit as i64),
            ],
            owner,
        )
        .await
}

/// All owners of an account, archived ones included: the id of each, and the user behind it.
pub async fn ids(database: &Database, account: AccountId) -> Result<Vec<(i64, Option<UserId>)>> {
    database
        .query("SELECT id, user_id FROM owners WHERE account_id = $1", &[Param::Int(account.0)], |row| {
            Ok((row.int(0)?, Some(UserId(row.int(1)?))))
        })
        .await
}

/// The owner of this id.
pub async fn read(database: &Database, account: AccountId, id: i64) -> Result<Option<Owner>> {
    database
        .query_opt(
            "SELECT id, user_id, email, first_name, last_name, created_at, updated_at, archived_at FROM owners \
             WHERE account_id = $1 AND id = $2",
            &[Param::Int(account.0), Param::Int(id)],
            owner,
        )
        .await
}

/// The owner behind whom this user is.
pub async fn read_by_user(database: &Database, account: AccountId, user: UserId) -> Result<Option<Owner>> {
    database
        .query_opt(
            "SELECT id, user_id, email, first_name, last_name, created_at, updated_at, archived_at FROM owners \
             WHERE account_id = $1 AND user_id = $2",
            &[Param::Int(account.0), Param::Int(user.0)],
            owner,
        )
        .await
}

/// Says what the owner behind whom a user is goes by.
pub async fn rename(
    tx: &mut Tx,
    account: AccountId,
    user: UserId,
    to: &NewOwner,
    now: Timestamp,
) -> Result<()> {
    tx.execute(
        "UPDATE owners SET email = $1, first_name = $2, last_name = $3, updated_at = $4 \
         WHERE account_id = $5 AND user_id = $6",
        &[
            Param::Text(&to.email),
            Param::Text(&to.first_name),
            Param::Text(&to.last_name),
            Param::Int(now.0),
            Param::Int(account.0),
            Param::Int(user.0),
        ],
    )
    .await?;
    Ok(())
}

/// Archives the owner behind whom a user is.
pub async fn archive(tx: &mut Tx, account: AccountId, user: UserId, now: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE owners SET archived_at = $1, updated_at = $1 WHERE account_id = $2 AND user_id = $3",
        &[Param::Int(now.0), Param::Int(account.0), Param::Int(user.0)],
    )
    .await?;
    Ok(())
}

/// Brings the newest archived owner with this address, in any case, back to life.
pub async fn revive(tx: &mut Tx, account: AccountId, email: &str, now: Timestamp) -> Result<Option<Owner>> {
    tx.query_opt(
        "UPDATE owners SET archived_at = NULL, updated_at = $1 WHERE account_id = $2 AND id = \
         (SELECT max(id) FROM owners WHERE account_id = $2 AND archived_at IS NOT NULL AND lower(email) = $3) \
         RETURNING id, user_id, email, first_name, last_name, created_at, updated_at, archived_at",
        &[Param::Int(now.0), Param::Int(account.0), Param::Text(&email.to_ascii_lowercase())],
        owner,
    )
    .await
}
