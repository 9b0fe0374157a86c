//! The change log: dense numbers per account in commit order.

mod anew;
mod told;
mod watcher;

use linchpin_domain::{AccountId, ObjectTypeId, RecordId, Timestamp, UserId};

use crate::{Database, Error, Param, Result, Tx};

pub use anew::{EVERYTHING, begin_anew, clear, keep};
pub use told::{Range, Told, tell};
pub use watcher::Watcher;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A record was made; the change holds its values.
    Create,
    /// Values of a record changed.
    Update,
    /// A record was archived.
    Archive,
    /// An archived record is live again.
    Restore,
    /// Two records became a new one; the change belongs to the new one, names the two and holds its values.
    Merge,
    /// A record was deleted for somebody's privacy, with its values and their history.
    PrivacyDelete,
    /// What the record's privacy deletion left of an older change: that there was one.
    Erased,
    /// A record is associated with another one; the change names the other one with the types that the two have
    /// from now on and had before. One change stands for both directions.
    Associate,
    /// A record is no longer associated with another one, which the change names.
    Dissociate,
    /// A record joined a list, which the change names.
    Join,
    /// A record left a list, which the change names.
    Leave,
    /// A list was made, changed, deleted or restored; the change holds its definition, and its record is the list.
    List,
    /// The account's schema changed; the change holds the name and the new definition.
    Schema,
    /// An app of the account was let into an account, which the change names; its record is the app.
    Install,
    /// An app of the account was taken out of an account, which the change names; its record is the app.
    Uninstall,
    /// The account is what it was at some moment, or empty; nothing stands before it, and what stands behind it up to
    /// the number that it names tells from the beginning what there is.
    Reset,
}

impl Kind {
    /// The name that the log knows it by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Archive => "archive",
            Self::Restore => "restore",
            Self::Merge => "merge",
            Self::PrivacyDelete => "privacy_delete",
            Self::Erased => "erased",
            Self::Associate => "associate",
            Self::Dissociate => "dissociate",
            Self::Join => "join",
            Self::Leave => "leave",
            Self::List => "list",
            Self::Schema => "schema",
            Self::Install => "install",
            Self::Uninstall => "uninstall",
            Self::Reset => "reset",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Self> {
        match text {
            "create" => Ok(Self::Create),
            "update" => Ok(Self::Update),
            "archive" => Ok(Self::Archive),
            "restore" => Ok(Self::Restore),
            "merge" => Ok(Self::Merge),
            "privacy_delete" => Ok(Self::PrivacyDelete),
            "erased" => Ok(Self::Erased),
            "associate" => Ok(Self::Associate),
            "dissociate" => Ok(Self::Dissociate),
            "join" => Ok(Self::Join),
            "leave" => Ok(Self::Leave),
            "list" => Ok(Self::List),
            "schema" => Ok(Self::Schema),
            "install" => Ok(Self::Install),
            "uninstall" => Ok(Self::Uninstall),
            "reset" => Ok(Self::Reset),
            other => Err(Error::Corrupt(format!("a change of kind {other}").into())),
        }
    }
}

/// By whom a change was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// HubSpot's word for the kind of source, such as `INTEGRATION`.
    pub source: String,
    /// Which one, such as the id of an app.
    pub source_id: String,
    /// The user behind it, where there is one.
    pub user: Option<UserId>,
}

/// A change to append.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewChange<'a> {
    /// The object type of the record, or whose schema it is.
    pub object_type: ObjectTypeId,
    /// The record, 0 for changes of the schema; for [`Kind::Install`] and [`Kind::Uninstall`] the app.
    pub record: RecordId,
    /// What happened.
    pub kind: Kind,
    /// For [`Kind::Create`] the record's text, with its creation date where that is another than the change's, for
    /// [`Kind::Merge`] the same beside the two others, for associations the other record, otherwise name to
    /// [old, new], as JSON.
    pub properties: &'a str,
    /// By whom.
    pub origin: &'a Origin,
}

/// A change, as those read it who tell of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number in the account.
    pub sequence: i64,
    /// The object type of the record, or whose schema it is.
    pub object_type: ObjectTypeId,
    /// The record.
    pub record: RecordId,
    /// What happened.
    pub kind: Kind,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub origin: Origin,
    /// See [`NewChange::properties`].
    pub properties: String,
}

/// Where changes are appended.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The account.
    pub account: AccountId,
    /// When they happen.
    pub at: Timestamp,
}

/// Appends changes; the last thing that a transaction does, since on PostgreSQL the account's next writer waits
/// from here to the commit.
///
/// Fails with [`Error::SchemaChanged`] when the account's schema is no longer of `schema_version`.
pub async fn append(tx: &mut Tx, place: Place, schema_version: i64, changes: &[NewChange<'_>]) -> Result<()> {
    let (last, version) = tx
        .query_opt(
            "UPDATE account_states SET last_sequence = last_sequence + $1 WHERE account_id = $2 \
             RETURNING last_sequence, schema_version",
            &[Param::Int(changes.len() as i64), Param::Int(place.account.0)],
            |row| Ok((row.int(0)?, row.int(1)?)),
        )
        .await?
        .ok_or_else(|| no_state(place.account))?;
    if version != schema_version {
        return Err(Error::SchemaChanged);
    }
    insert(tx, place, last - changes.len() as i64 + 1, changes).await
}

/// Appends changes that are the same whatever the account's schema is, as the last thing that a transaction does; an
/// account that is gone has no log.
pub async fn append_beside_schema(tx: &mut Tx, place: Place, changes: &[NewChange<'_>]) -> Result<()> {
    let last = tx
        .query_opt(
            "UPDATE account_states SET last_sequence = last_sequence + $1 WHERE account_id = $2 \
             RETURNING last_sequence",
            &[Param::Int(changes.len() as i64), Param::Int(place.account.0)],
            |row| row.int(0),
        )
        .await?;
    let Some(last) = last else { return Ok(()) };
    insert(tx, place, last - changes.len() as i64 + 1, changes).await
}

/// Writes changes under numbers that nobody else has.
async fn insert(tx: &mut Tx, place: Place, first: i64, changes: &[NewChange<'_>]) -> Result<()> {
    tx.note_grown_log(place.account);
    let rows: Vec<_> = changes
        .iter()
        .enumerate()
        .map(|(index, change)| {
            [
                Param::Int(place.account.0),
                Param::Int(first + index as i64),
                Param::Int(change.object_type.code()),
                Param::Int(change.record.0),
                Param::Text(change.kind.as_str()),
                Param::Int(place.at.0),
                Param::Text(&change.origin.source),
                Param::Text(&change.origin.source_id),
                Param::opt(change.origin.user.map(|user| user.0)),
                Param::Text(change.properties),
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO changes \
         (account_id, sequence, object_type, record_id, kind, at, source, source_id, user_id, properties) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &rows,
    )
    .await?;
    Ok(())
}

/// Waits until all transactions are committed that appended something before, and returns the number of the newest
/// change; whoever reads after this transaction sees everything up to it.
pub async fn settle(tx: &mut Tx, account: AccountId) -> Result<i64> {
    tx.query_opt(
        "UPDATE account_states SET last_sequence = last_sequence WHERE account_id = $1 RETURNING last_sequence",
        &[Param::Int(account.0)],
        |row| row.int(0),
    )
    .await?
    .ok_or_else(|| no_state(account))
}

fn no_state(account: AccountId) -> Error {
    Error::Corrupt(format!("account {} has no state", account.0).into())
}

/// The changes of one record, newest first.
pub async fn of_record(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
    record: RecordId,
) -> Result<Vec<Change>> {
    let params = [Param::Int(account.0), Param::Int(object_type.code()), Param::Int(record.0)];
    database.query(OF_RECORD, &params, change).await
}

/// [`of_record`] inside a transaction.
pub async fn of_record_in(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    record: RecordId,
) -> Result<Vec<Change>> {
    let params = [Param::Int(account.0), Param::Int(object_type.code()), Param::Int(record.0)];
    tx.query(OF_RECORD, &params, change).await
}

const OF_RECORD: &str = "SELECT sequence, object_type, record_id, kind, at, source, source_id, user_id, properties FROM changes \
     WHERE account_id = $1 AND object_type = $2 AND record_id = $3 ORDER BY sequence DESC";

/// When each of these records first joined each of the lists that it ever was in, by the text of that change.
pub async fn first_joins(
    database: &Database,
    account: AccountId,
    records: &[(ObjectTypeId, RecordId)],
) -> Result<Vec<Vec<(String, Timestamp)>>> {
    let rows: Vec<_> = records
        .iter()
        .map(|(object_type, id)| [Param::Int(account.0), Param::Int(object_type.code()), Param::Int(id.0)])
        .collect();
    database
        .query_each(
            "SELECT properties, min(at) FROM changes WHERE account_id = $1 AND object_type = $2 \
             AND record_id = $3 AND kind = 'join' GROUP BY properties",
            &rows,
            |row| Ok((row.text(0)?.to_owned(), Timestamp(row.int(1)?))),
        )
        .await
}

/// Takes the values out of all changes of these records; their numbers stay, so that the log has no holes.
pub async fn erase(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    records: &[RecordId],
) -> Result<()> {
    let rows: Vec<_> = records
        .iter()
        .map(|record| [Param::Int(account.0), Param::Int(object_type.code()), Param::Int(record.0)])
        .collect();
    tx.execute_many(
        "UPDATE changes SET kind = 'erased', properties = '{}' WHERE account_id = $1 AND object_type = $2 \
         AND record_id = $3 AND kind IN ('create', 'update', 'merge')",
        &rows,
    )
    .await?;
    Ok(())
}

/// The changes of an account after a number, in order, at most `limit`.
pub async fn after(
    database: &Database,
    account: AccountId,
    sequence: i64,
    limit: usize,
) -> Result<Vec<Change>> {
    database
        .query(
            "SELECT sequence, object_type, record_id, kind, at, source, source_id, user_id, properties FROM changes \
             WHERE account_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
            &[Param::Int(account.0), Param::Int(sequence), Param::Int(limit as i64)],
            change,
        )
        .await
}

const LAST_SEQUENCE: &str = "SELECT last_sequence FROM account_states WHERE account_id = $1";

/// A change as those read it who follow the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the account.
    pub sequence: i64,
    /// The object type of the record.
    pub object_type: ObjectTypeId,
    /// The record.
    pub record: RecordId,
    /// What happened.
    pub kind: Kind,
    /// See [`NewChange::properties`]; empty for changes that hold a whole record or list.
    pub text: String,
}

/// The changes of an account after a number, in order, at most `limit`, without what would be long.
pub async fn lines_after(
    database: &Database,
    account: AccountId,
    sequence: i64,
    limit: usize,
) -> Result<Vec<Line>> {
    database
        .query(
            "SELECT sequence, object_type, record_id, kind, \
             CASE WHEN kind IN ('update', 'associate', 'dissociate', 'join', 'leave', 'schema') THEN properties ELSE '' END \
             FROM changes WHERE account_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3",
            &[Param::Int(account.0), Param::Int(sequence), Param::Int(limit as i64)],
            |row| {
                Ok(Line {
                    sequence: row.int(0)?,
                    object_type: ObjectTypeId::from_code(row.int(1)?),
                    record: RecordId(row.int(2)?),
                    kind: Kind::parse(row.text(3)?)?,
                    text: row.text(4)?.to_owned(),
                })
            },
        )
        .await
}

/// The number of the first change that happened at a moment or later; behind the last one if none did.
///
/// Numbers are given in the order of commits, which is that of time but for the little that writes take: whoever asks
/// leaves room for that.
pub async fn first_since(database: &Database, account: AccountId, at: Timestamp) -> Result<i64> {
    let (mut low, mut high) = (1, last_sequence(database, account).await? + 1);
    while low < high {
        let middle = i64::midpoint(low, high);
        // Behind a reset stands what is older than it.
        let sql = "SELECT at FROM changes WHERE account_id = $1 AND sequence = $2 AND kind <> 'reset'";
        let params = [Param::Int(account.0), Param::Int(middle)];
        let is_before = database.query_opt(sql, &params, |row| Ok(row.int(0)? < at.0)).await?.unwrap_or(true);
        (low, high) = if is_before { (middle + 1, high) } else { (low, middle) };
    }
    Ok(low)
}

/// The number of the newest change of an account.
pub async fn last_sequence(database: &Database, account: AccountId) -> Result<i64> {
    database
        .query_opt(LAST_SEQUENCE, &[Param::Int(account.0)], |row| row.int(0))
        .await?
        .ok_or_else(|| no_state(account))
}

/// The number of the newest change of every account.
///
/// It reads a short row for each; asking accounts one by one would cost a hundred times as much on PostgreSQL.
pub async fn newest_of_all(database: &Database) -> Result<Vec<(AccountId, i64)>> {
    let sql = "SELECT account_id, last_sequence FROM account_states";
    database.query(sql, &[], |row| Ok((AccountId(row.int(0)?), row.int(1)?))).await
}

/// The changes of one object type after a number, in order, as a transaction sees them.
pub async fn of_type_after_in(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    sequence: i64,
) -> Result<Vec<Change>> {
    tx.query(
        "SELECT sequence, object_type, record_id, kind, at, source, source_id, user_id, properties FROM changes \
         WHERE account_id = $1 AND sequence > $2 AND object_type = $3 ORDER BY sequence",
        &[Param::Int(account.0), Param::Int(sequence), Param::Int(object_type.code())],
        change,
    )
    .await
}

fn change(row: &crate::Row<'_>) -> Result<Change> {
    Ok(Change {
        sequence: row.int(0)?,
        object_type: ObjectTypeId::from_code(row.int(1)?),
        record: RecordId(row.int(2)?),
        kind: Kind::parse(row.text(3)?)?,
        at: Timestamp(row.int(4)?),
        origin: Origin {
            source: row.text(5)?.to_owned(),
            source_id: row.text(6)?.to_owned(),
            user: row.opt_int(7)?.map(UserId),
        },
        properties: row.text(8)?.to_owned(),
    })
}
