//! How often somebody tried to sign in.

use linchpin_domain::Timestamp;

use crate::{Error, Param, Result, Tx};

/// The attempts of one subject that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempts {
    /// When the first of them was.
    pub since: Timestamp,
    /// How many there were.
    pub count: i64,
}

/// Counts an attempt of a subject, together with those since `horizon`, and forgets all older ones.
pub async fn count(tx: &mut Tx, subject: &[u8], now: Timestamp, horizon: Timestamp) -> Result<Attempts> {
    tx.execute("DELETE FROM login_attempts WHERE since <= $1", &[Param::Int(horizon.0)]).await?;
    tx.query_opt(
        "INSERT INTO login_attempts (subject, since, n_attempts) VALUES ($1, $2, 1) \
         ON CONFLICT (subject) DO UPDATE SET n_attempts = login_attempts.n_attempts + 1 \
         RETURNING since, n_attempts",
        &[Param::Blob(subject), Param::Int(now.0)],
        |row| Ok(Attempts { since: Timestamp(row.int(0)?), count: row.int(1)? }),
    )
    .await?
    .ok_or_else(|| Error::Corrupt("no count came back".into()))
}

/// Takes one attempt of a subject back.
pub async fn uncount(tx: &mut Tx, subject: &[u8]) -> Result<()> {
    tx.execute(
        "UPDATE login_attempts SET n_attempts = n_attempts - 1 WHERE subject = $1 AND n_attempts > 0",
        &[Param::Blob(subject)],
    )
    .await?;
    Ok(())
}

/// Forgets the attempts of a subject.
pub async fn forget(tx: &mut Tx, subject: &[u8]) -> Result<()> {
    tx.execute("DELETE FROM login_attempts WHERE subject = $1", &[Param::Blob(subject)]).await?;
    Ok(())
}
