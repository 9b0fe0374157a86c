//! Associations: one row for each direction of a pair of records.

use linchpin_domain::{AccountId, AssociationTypeId, ObjectTypeId, RecordId};

use crate::{Database, Error, Param, Result, Row, Sql, Tx};

/// A direction: the object types of the two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Direction {
    /// The account.
    pub account: AccountId,
    /// The object type of the record that is looked from.
    pub from: ObjectTypeId,
    /// The object type of the other record.
    pub to: ObjectTypeId,
}

impl Direction {
    /// The same pair of object types, looked at from the other end.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self { from: self.to, to: self.from, ..self }
    }
}

/// Two records by their ids: the one that is looked from, and the other.
pub type Pair = (RecordId, RecordId);

/// What one record means to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// The record that is looked from.
    pub from: RecordId,
    /// The other record.
    pub to: RecordId,
    /// The types that the pair has in this direction.
    pub types: Vec<AssociationTypeId>,
    /// One of the types is such that a record has it to one other record at most.
    pub exclusive: bool,
}

/// A record whose associations to one object type are read, from the other record of this id on.
pub type Start = (RecordId, RecordId);

/// The other record has to be live; rows of archived ones wait for their restoration.
const PAGE: &str = "SELECT from_id, to_id, types, exclusive FROM associations a \
     WHERE account_id = $1 AND from_type = $2 AND from_id = $3 AND to_type = $4 AND to_id >= $5 \
     AND EXISTS (SELECT 1 FROM records r WHERE r.account_id = $1 AND r.object_type = $4 AND r.archived = 0 \
     AND r.id = a.to_id) ORDER BY to_id LIMIT $6";

/// Archived records included: whoever asks looks at the records anyway.
const ALL: &str = "SELECT from_id, to_id, types, exclusive FROM associations \
     WHERE account_id = $1 AND from_type = $2 AND from_id = $3 AND to_type = $4 AND to_id >= $5 \
     ORDER BY to_id LIMIT $6";

const IDS: &str = "SELECT to_id FROM associations \
     WHERE account_id = $1 AND from_type = $2 AND from_id = $3 AND to_type = $4 AND to_id >= $5 \
     ORDER BY to_id LIMIT $6";

const OF_RECORD: &str = "SELECT from_id, to_id, types, exclusive, to_type FROM associations \
     WHERE account_id = $1 AND from_type = $2 AND from_id = $3 AND (to_type, to_id) > ($4, $5) \
     ORDER BY to_type, to_id LIMIT $6";

const FIND: &str = "SELECT from_id, to_id, types, exclusive FROM associations \
     WHERE account_id = $1 AND from_type = $2 AND from_id = $3 AND to_type = $4 AND to_id = $5";

/// SQLite takes the primary key of a record with many associations for as good as the index, and has to be told.
const EXCLUSIVE: Sql = Sql {
    sqlite: "SELECT from_id, to_id, types, exclusive FROM associations INDEXED BY exclusive_associations \
             WHERE account_id = $1 AND from_type = $2 AND from_id = $3 AND to_type = $4 AND exclusive = 1",
    postgres: "SELECT from_id, to_id, types, exclusive FROM associations \
               WHERE account_id = $1 AND from_type = $2 AND from_id = $3 AND to_type = $4 AND exclusive = 1",
};

/// One of the associations of this type, whoever has it.
const USER: &str = "SELECT 1 FROM associations WHERE account_id = $1 AND from_type = $2 AND to_type = $3 \
     AND (' ' || types || ' ') LIKE $4 LIMIT 1";

const COUNT: &str = "SELECT COUNT(*) FROM (SELECT 1 FROM associations WHERE account_id = $1 AND from_type = $2 \
     AND from_id = $3 AND to_type = $4 AND (' ' || types || ' ') LIKE $5 LIMIT $6) counted";

const LIVE: &str =
    "SELECT id FROM records WHERE account_id = $1 AND object_type = $2 AND archived = 0 AND id = $3";

const LIVE_LOCKED: Sql = Sql {
    sqlite: LIVE,
    // The records must stay until the transaction ends, and only one transaction may decide which is primary.
    postgres: "SELECT id FROM records WHERE account_id = $1 AND object_type = $2 AND archived = 0 AND id = $3 \
               FOR UPDATE",
};

fn association(row: &Row<'_>) -> Result<Association> {
    Ok(Association {
        from: RecordId(row.int(0)?),
        to: RecordId(row.int(1)?),
        types: parse(row.text(2)?)?,
        exclusive: row.int(3)? == 1,
    })
}

fn parse(text: &str) -> Result<Vec<AssociationTypeId>> {
    let id = |text: &str| text.parse().map(AssociationTypeId);
    text.split(' ')
        .map(id)
        .collect::<Result<_, _>>()
        .map_err(|_| Error::Corrupt(format!("association types {text:?}").into()))
}

fn text(types: &[AssociationTypeId]) -> String {
    types.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

impl Direction {
    fn params<'a>(self, from: RecordId) -> [Param<'a>; 4] {
        [
            Param::Int(self.account.0),
            Param::Int(self.from.code()),
            Param::Int(from.0),
            Param::Int(self.to.code()),
        ]
    }

    fn pair<'a>(self, (from, to): Pair) -> [Param<'a>; 5] {
        let [account, from_type, from, to_type] = self.params(from);
        [account, from_type, from, to_type, Param::Int(to.0)]
    }

    fn pages(self, starts: &[Start], limit: usize) -> Vec<[Param<'static>; 6]> {
        let row = |start: &Start| {
            let [account, from_type, from, to_type, to] = self.pair(*start);
            [account, from_type, from, to_type, to, Param::Int(limit as i64)]
        };
        starts.iter().map(row).collect()
    }
}

/// Up to `limit` associations of one record with live records, in the order of their ids.
pub async fn page(
    database: &Database,
    direction: Direction,
    start: Start,
    limit: usize,
) -> Result<Vec<Association>> {
    let [account, from_type, from, to_type, to] = direction.pair(start);
    let params = [account, from_type, from, to_type, to, Param::Int(limit as i64)];
    database.query(PAGE, &params, association).await
}

/// For each start the ids of up to `limit` records that it is associated with, live or not, in their order.
pub async fn ids(
    database: &Database,
    direction: Direction,
    starts: &[Start],
    limit: usize,
) -> Result<Vec<Vec<RecordId>>> {
    database.query_each(IDS, &direction.pages(starts, limit), |row| row.int(0).map(RecordId)).await
}

/// For each start up to `limit` associations with live and archived records, in the order of their ids.
pub async fn pages_in(
    tx: &mut Tx,
    direction: Direction,
    starts: &[Start],
    limit: usize,
) -> Result<Vec<Vec<Association>>> {
    tx.query_each(ALL, &direction.pages(starts, limit), association).await
}

/// Up to `limit` associations of one record with records of all types, live or not, behind those with `after`; each
/// with the object type of the other record.
///
/// Who takes the rows away still goes on from the last one: PostgreSQL would read through all that went before.
pub async fn of_record(
    tx: &mut Tx,
    account: AccountId,
    (object_type, id): (ObjectTypeId, RecordId),
    after: Option<(ObjectTypeId, RecordId)>,
    limit: usize,
) -> Result<Vec<(ObjectTypeId, Association)>> {
    let (to_type, to) = after.map_or((-1, 0), |(to_type, to)| (to_type.code(), to.0));
    let params = [
        Param::Int(account.0),
        Param::Int(object_type.code()),
        Param::Int(id.0),
        Param::Int(to_type),
        Param::Int(to),
        Param::Int(limit as i64),
    ];
    tx.query(OF_RECORD, &params, |row| Ok((ObjectTypeId::from_code(row.int(4)?), association(row)?))).await
}

/// What the records of each pair mean to each other, if anything.
pub async fn find_many(
    tx: &mut Tx,
    direction: Direction,
    pairs: &[Pair],
) -> Result<Vec<Option<Association>>> {
    let rows: Vec<_> = pairs.iter().map(|pair| direction.pair(*pair)).collect();
    tx.query_many(FIND, &rows, association).await
}

/// The association of each record that has an exclusive type, if there is one.
pub async fn find_exclusive(
    tx: &mut Tx,
    direction: Direction,
    from: &[RecordId],
) -> Result<Vec<Option<Association>>> {
    let rows: Vec<_> = from.iter().map(|from| direction.params(*from)).collect();
    tx.query_many(EXCLUSIVE, &rows, association).await
}

/// Which of these records are live; they stay so until the transaction ends.
///
/// `ids` must ascend, so that transactions which meet wait for each other in one direction only.
pub async fn lock_live(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    debug_assert!(ids.is_sorted(), "rows are locked in ascending order");
    live(tx, LIVE_LOCKED, account, object_type, ids).await
}

/// Which of these records are live.
pub async fn find_live(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    live(tx, LIVE.into(), account, object_type, ids).await
}

async fn live(
    tx: &mut Tx,
    sql: Sql,
    account: AccountId,
    object_type: ObjectTypeId,
    ids: &[RecordId],
) -> Result<Vec<RecordId>> {
    let rows: Vec<_> = ids
        .iter()
        .map(|id| [Param::Int(account.0), Param::Int(object_type.code()), Param::Int(id.0)])
        .collect();
    let found = tx.query_many(sql, &rows, |row| row.int(0).map(RecordId)).await?;
    Ok(found.into_iter().flatten().collect())
}

/// Writes one direction of associations, new or not.
pub async fn put_many(tx: &mut Tx, direction: Direction, associations: &[Association]) -> Result<()> {
    let texts: Vec<_> = associations.iter().map(|association| text(&association.types)).collect();
    let rows: Vec<_> = associations
        .iter()
        .zip(&texts)
        .map(|(association, types)| {
            let [account, from_type, from, to_type, to] = direction.pair((association.from, association.to));
            let exclusive = Param::Int(association.exclusive.into());
            [account, from_type, from, to_type, to, Param::Text(types), exclusive]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO associations (account_id, from_type, from_id, to_type, to_id, types, exclusive) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (account_id, from_type, from_id, to_type, to_id) \
         DO UPDATE SET types = $6, exclusive = $7",
        &rows,
    )
    .await?;
    Ok(())
}

/// Removes one direction of associations.
pub async fn delete_many(tx: &mut Tx, direction: Direction, pairs: &[Pair]) -> Result<()> {
    let rows: Vec<_> = pairs.iter().map(|pair| direction.pair(*pair)).collect();
    tx.execute_many(
        "DELETE FROM associations WHERE account_id = $1 AND from_type = $2 AND from_id = $3 \
         AND to_type = $4 AND to_id = $5",
        &rows,
    )
    .await?;
    Ok(())
}

/// Whether any two records have this type.
///
/// It reads through all associations of the two object types: types are deleted by people, and seldom.
pub async fn is_used(tx: &mut Tx, direction: Direction, id: AssociationTypeId) -> Result<bool> {
    let pattern = format!("% {id} %");
    let params = [
        Param::Int(direction.account.0),
        Param::Int(direction.from.code()),
        Param::Int(direction.to.code()),
        Param::Text(&pattern),
    ];
    Ok(tx.query_opt(USER, &params, |_| Ok(())).await?.is_some())
}

/// How many records each of these records has a type to, counted up to `max`.
pub async fn count(
    tx: &mut Tx,
    direction: Direction,
    from: &[RecordId],
    id: AssociationTypeId,
    max: i64,
) -> Result<Vec<i64>> {
    let pattern = format!("% {id} %");
    let rows: Vec<_> = from
        .iter()
        .map(|from| {
            let [account, from_type, from, to_type] = direction.params(*from);
            [account, from_type, from, to_type, Param::Text(&pattern), Param::Int(max)]
        })
        .collect();
    let counts = tx.query_many(COUNT, &rows, |row| row.int(0)).await?;
    Ok(counts.into_iter().map(Option::unwrap_or_default).collect())
}
