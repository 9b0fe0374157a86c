//! People who sign in, whichever accounts they are users of.

use linchpin_domain::Timestamp;

use crate::{Database, Param, Result, Row, Tx, counters};

/// The id of the first login of a database; the next ones count up.
const FIRST_LOGIN: i64 = 1;

/// Somebody who signs in.
#[derive(Clone, PartialEq, Eq)]
pub struct Login {
    /// Its number.
    pub id: i64,
    /// The e-mail address in lower case.
    pub address: String,
    /// The hash of the password.
    pub password: String,
}

impl std::fmt::Debug for Login {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Login").field("id", &self.id).finish_non_exhaustive()
    }
}

fn login(row: &Row<'_>) -> Result<Login> {
    Ok(Login { id: row.int(0)?, address: row.text(1)?.to_owned(), password: row.text(2)?.to_owned() })
}

/// Whether anybody can sign in at all.
pub async fn exist(database: &Database) -> Result<bool> {
    Ok(database.query_opt("SELECT 1 FROM logins LIMIT 1", &[], |_| Ok(())).await?.is_some())
}

/// The login with this address in lower case.
pub async fn find(database: &Database, address: &str) -> Result<Option<Login>> {
    database
        .query_opt(
            "SELECT id, address, password FROM logins WHERE address = $1",
            &[Param::Text(address)],
            login,
        )
        .await
}

/// The login with this number.
pub async fn read(database: &Database, id: i64) -> Result<Option<Login>> {
    database
        .query_opt("SELECT id, address, password FROM logins WHERE id = $1", &[Param::Int(id)], login)
        .await
}

/// Makes a login and returns its number; an address that one has already is refused as a constraint.
pub async fn create(tx: &mut Tx, address: &str, password: &str, now: Timestamp) -> Result<i64> {
    let id = counters::next(tx, "login", FIRST_LOGIN).await?;
    tx.execute(
        "INSERT INTO logins (id, address, password, created_at, changed_at) VALUES ($1, $2, $3, $4, $4)",
        &[Param::Int(id), Param::Text(address), Param::Text(password), Param::Int(now.0)],
    )
    .await?;
    Ok(id)
}

/// Sets the hash of a password.
pub async fn set_password(tx: &mut Tx, id: i64, password: &str, now: Timestamp) -> Result<()> {
    tx.execute(
        "UPDATE logins SET password = $1, changed_at = $2 WHERE id = $3",
        &[Param::Text(password), Param::Int(now.0), Param::Int(id)],
    )
    .await?;
    Ok(())
}
