//! The other side of the write ratios: the rows that Linchpin stored, written again with nothing around them.

pub(crate) mod associations;
pub(crate) mod postgres;
pub(crate) mod sqlite;

/// Contacts in a transaction, as in a batch of the API.
pub(crate) const BATCH: usize = 100;

/// Everything that a created contact left in the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contact {
    account: i64,
    object_type: i64,
    id: i64,
    created_at: i64,
    updated_at: i64,
    properties: String,
    unique_key: Vec<u8>,
    sequence: i64,
    kind: String,
    at: i64,
    source: String,
    source_id: String,
    user: Option<i64>,
    logged: String,
}

/// Reads the contacts back in the order of their creation; an email address is the only unique value of each.
///
/// The plus keeps SQLite from reading all unique values of the account for each contact: it builds an index instead.
const WRITTEN: &str = "SELECT c.account_id, c.object_type, c.record_id, r.created_at, r.updated_at, r.properties, u.key, \
     c.sequence, c.kind, c.at, c.source, c.source_id, c.user_id, c.properties FROM changes c \
     JOIN records r ON r.account_id = c.account_id AND r.object_type = c.object_type AND r.archived = 0 \
       AND r.id = c.record_id \
     JOIN unique_values u ON +u.account_id = c.account_id AND u.record_id = c.record_id \
     WHERE c.kind = 'create' ORDER BY c.sequence";

// What one batch writes, in the order in which Linchpin writes it.
const CLAIM: &str =
    "INSERT INTO unique_values (account_id, key, record_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const INSERT: &str = "INSERT INTO records (account_id, object_type, archived, id, created_at, updated_at, properties) \
     VALUES ($1, $2, 0, $3, $4, $5, $6)";
const ADVANCE: &str = "UPDATE account_states SET last_sequence = last_sequence + $1 WHERE account_id = $2";
const LOG: &str = "INSERT INTO changes \
     (account_id, sequence, object_type, record_id, kind, at, source, source_id, user_id, properties) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
