//! The audit log: who changed what about an account.
//!
//! Definitions that change are in the change log already and are read from there.

use linchpin_domain::{AccountId, AppId, ObjectTypeId, RecordId, Timestamp, UserId};

use crate::{Database, Param, Result, Row, Tx, changes};

/// Something that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number in the account.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who; none for what nobody in the account did.
    pub user: Option<UserId>,
    /// HubSpot's word for the kind of thing that it was done to.
    pub category: String,
    /// Which kind of those; may be empty.
    pub sub_category: String,
    /// HubSpot's word for what was done.
    pub action: String,
    /// What it was done to: an id or a name.
    pub target: String,
}

/// An entry to append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewEntry<'a> {
    /// Who; none for what nobody in the account did.
    pub user: Option<UserId>,
    /// By way of which app; 0 for none.
    pub app: AppId,
    /// See [`Entry::category`].
    pub category: &'a str,
    /// See [`Entry::sub_category`].
    pub sub_category: &'a str,
    /// See [`Entry::action`].
    pub action: &'a str,
    /// See [`Entry::target`].
    pub target: &'a str,
}

/// A change of a definition, as the change log has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// Its number in the change log.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// Who; none for what an app did.
    pub user: Option<UserId>,
    /// Whose definition it is.
    pub object_type: ObjectTypeId,
    /// The list; 0 for everything else.
    pub record: RecordId,
    /// The line of the log.
    pub text: String,
}

/// A part of one of the two logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Behind this moment and number, in the order of reading.
    pub behind: (Timestamp, i64),
    /// From this moment on.
    pub from: Timestamp,
    /// Up to this moment.
    pub to: Timestamp,
    /// Only what this user did.
    pub user: Option<UserId>,
    /// Whom that counts for which nobody did.
    pub nobody: UserId,
    /// At most so many.
    pub limit: usize,
    /// The newest first.
    pub newest_first: bool,
}

/// Appends an entry, as one of the last things that a transaction does: the account's next writer waits from here.
pub async fn append(tx: &mut Tx, account: AccountId, at: Timestamp, new: &NewEntry<'_>) -> Result<()> {
    // Two that come at the same time take turns, so that each finds the number of the other.
    changes::settle(tx, account).await?;
    tx.execute(
        "INSERT INTO audit_log (account_id, id, at, user_id, app_id, category, sub_category, action, target) \
         SELECT CAST($1 AS BIGINT), COALESCE(max(id), 0) + 1, CAST($2 AS BIGINT), CAST($3 AS BIGINT), \
         CAST($4 AS BIGINT), $5, $6, $7, $8 FROM audit_log WHERE account_id = $1",
        &[
            Param::Int(account.0),
            Param::Int(at.0),
            Param::opt(new.user.map(|user| user.0)),
            Param::Int(new.app.0),
            Param::Text(new.category),
            Param::Text(new.sub_category),
            Param::Text(new.action),
            Param::Text(new.target),
        ],
    )
    .await?;
    Ok(())
}

const ENTRIES: &str = "SELECT id, at, user_id, category, sub_category, action, target FROM audit_log \
     WHERE account_id = $1 AND (at, id) > ($2, $3) AND at >= $4 AND at <= $5 \
     AND (CAST($6 AS BIGINT) < 0 OR COALESCE(user_id, $7) = $6) ORDER BY at, id LIMIT $8";
const NEWEST_ENTRIES: &str = "SELECT id, at, user_id, category, sub_category, action, target FROM audit_log \
     WHERE account_id = $1 AND (at, id) < ($2, $3) AND at >= $4 AND at <= $5 \
     AND (CAST($6 AS BIGINT) < 0 OR COALESCE(user_id, $7) = $6) ORDER BY at DESC, id DESC LIMIT $8";

/// A part of what was appended.
pub async fn entries(database: &Database, account: AccountId, part: Part) -> Result<Vec<Entry>> {
    let sql = if part.newest_first { NEWEST_ENTRIES } else { ENTRIES };
    let entry = |row: &Row<'_>| {
        Ok(Entry {
            id: row.int(0)?,
            at: Timestamp(row.int(1)?),
            user: row.opt_int(2)?.map(UserId),
            category: row.text(3)?.to_owned(),
            sub_category: row.text(4)?.to_owned(),
            action: row.text(5)?.to_owned(),
            target: row.text(6)?.to_owned(),
        })
    };
    database.query(sql, &params(account, part), entry).await
}

const DEFINITIONS: &str = "SELECT sequence, at, user_id, object_type, record_id, properties FROM changes \
     WHERE account_id = $1 AND kind IN ('schema', 'list') AND (at, sequence) > ($2, $3) AND at >= $4 AND at <= $5 \
     AND (CAST($6 AS BIGINT) < 0 OR COALESCE(user_id, $7) = $6) ORDER BY at, sequence LIMIT $8";
const NEWEST_DEFINITIONS: &str = "SELECT sequence, at, user_id, object_type, record_id, properties FROM changes \
     WHERE account_id = $1 AND kind IN ('schema', 'list') AND (at, sequence) < ($2, $3) AND at >= $4 AND at <= $5 \
     AND (CAST($6 AS BIGINT) < 0 OR COALESCE(user_id, $7) = $6) ORDER BY at DESC, sequence DESC LIMIT $8";

/// A part of what the change log says of definitions.
pub async fn definitions(database: &Database, account: AccountId, part: Part) -> Result<Vec<Definition>> {
    let sql = if part.newest_first { NEWEST_DEFINITIONS } else { DEFINITIONS };
    let definition = |row: &Row<'_>| {
        Ok(Definition {
            sequence: row.int(0)?,
            at: Timestamp(row.int(1)?),
            user: row.opt_int(2)?.map(UserId),
            object_type: ObjectTypeId::from_code(row.int(3)?),
            record: RecordId(row.int(4)?),
            text: row.text(5)?.to_owned(),
        })
    };
    database.query(sql, &params(account, part), definition).await
}

fn params(account: AccountId, part: Part) -> [Param<'static>; 8] {
    let (at, number) = part.behind;
    [
        Param::Int(account.0),
        Param::Int(at.0),
        Param::Int(number),
        Param::Int(part.from.0),
        Param::Int(part.to.0),
        Param::Int(part.user.map_or(-1, |user| user.0)),
        Param::Int(part.nobody.0),
        Param::Int(part.limit as i64),
    ]
}
