//! Pages of the members of a list, in either of two orders and from either end.

use linchpin_domain::{AccountId, ListId, RecordId, Timestamp};

use crate::{Database, Param, Result};

/// A member of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The record.
    pub record: RecordId,
    /// When it joined.
    pub added_at: Timestamp,
}

/// A place among members in the order in which they joined; those that joined at the same moment by their ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct JoinPlace {
    /// The moment.
    pub added_at: Timestamp,
    /// The record.
    pub record: RecordId,
}

/// On which side of a place a page begins; before it, the nearest member comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side<T> {
    /// Behind the place, ascending.
    After(T),
    /// Before the place, descending.
    Before(T),
}

/// In which order members are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By their ids.
    Record(Side<RecordId>),
    /// In the order in which they joined.
    Joining(Side<JoinPlace>),
}

impl Order {
    fn sql(self) -> &'static str {
        match self {
            Self::Record(Side::After(_)) => {
                "SELECT record_id, added_at FROM list_memberships WHERE account_id = $1 AND list_id = $2 \
                 AND record_id > $3 ORDER BY record_id LIMIT $4"
            }
            Self::Record(Side::Before(_)) => {
                "SELECT record_id, added_at FROM list_memberships WHERE account_id = $1 AND list_id = $2 \
                 AND record_id < $3 ORDER BY record_id DESC LIMIT $4"
            }
            Self::Joining(Side::After(_)) => {
                "SELECT record_id, added_at FROM list_memberships WHERE account_id = $1 AND list_id = $2 \
                 AND (added_at, record_id) > ($3, $4) ORDER BY added_at, record_id LIMIT $5"
            }
            Self::Joining(Side::Before(_)) => {
                "SELECT record_id, added_at FROM list_memberships WHERE account_id = $1 AND list_id = $2 \
                 AND (added_at, record_id) < ($3, $4) ORDER BY added_at DESC, record_id DESC LIMIT $5"
            }
        }
    }
}

/// Up to `limit` members of a list.
pub async fn page(
    database: &Database,
    account: AccountId,
    list: ListId,
    order: Order,
    limit: usize,
) -> Result<Vec<Member>> {
    let mut params = vec![Param::Int(account.0), Param::Int(list.0)];
    match order {
        Order::Record(Side::After(record) | Side::Before(record)) => params.push(Param::Int(record.0)),
        Order::Joining(Side::After(place) | Side::Before(place)) => {
            params.extend([Param::Int(place.added_at.0), Param::Int(place.record.0)]);
        }
    }
    params.push(Param::Int(limit as i64));
    let member =
        |row: &crate::Row<'_>| Ok(Member { record: RecordId(row.int(0)?), added_at: Timestamp(row.int(1)?) });
    database.query(order.sql(), &params, member).await
}
