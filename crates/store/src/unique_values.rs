//! Unique values: which record holds the email address, or the value of a property with `hasUniqueValue`.

use std::borrow::Cow;

use linchpin_domain::{AccountId, ObjectTypeId, RecordId};
use sha2::{Digest as _, Sha256};

use crate::{Database, Param, Result, Tx};

/// A value that only one record of its type may hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueValue {
    /// The property.
    pub property: Cow<'static, str>,
    /// The form under which values are compared.
    pub value: String,
    /// The record that holds it.
    pub record: RecordId,
}

/// 96 bits: among a billion values of an account the chance that any two meet is below one in a hundred billion.
type Key = [u8; 12];

fn key(object_type: ObjectTypeId, property: &str, value: &str) -> Key {
    let mut hash = Sha256::new();
    hash.update(object_type.code().to_be_bytes());
    hash.update(property.as_bytes());
    // Names hold no zero byte, so that no pair of name and value reads like another pair.
    hash.update([0]);
    hash.update(value.as_bytes());
    let mut key = Key::default();
    key.copy_from_slice(&hash.finalize()[..Key::default().len()]);
    key
}

fn keys(object_type: ObjectTypeId, values: &[UniqueValue]) -> Vec<Key> {
    values.iter().map(|value| key(object_type, &value.property, &value.value)).collect()
}

/// Claims values for their records, and returns for each whether it was free.
///
/// A value that another open transaction claims is waited for.
pub async fn claim(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    values: &[UniqueValue],
) -> Result<Vec<bool>> {
    let keys = keys(object_type, values);
    let rows = rows(account, values, &keys);
    let claimed = tx
        .execute_many(
            "INSERT INTO unique_values (account_id, key, record_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            &rows,
        )
        .await?;
    Ok(claimed.into_iter().map(|touched| touched == 1).collect())
}

/// Frees values that their records held.
pub async fn release(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    values: &[UniqueValue],
) -> Result<()> {
    let keys = keys(object_type, values);
    let rows = rows(account, values, &keys);
    tx.execute_many("DELETE FROM unique_values WHERE account_id = $1 AND key = $2 AND record_id = $3", &rows)
        .await?;
    Ok(())
}

fn rows<'a>(account: AccountId, values: &[UniqueValue], keys: &'a [Key]) -> Vec<[Param<'a>; 3]> {
    values
        .iter()
        .zip(keys)
        .map(|(value, key)| [Param::Int(account.0), Param::Blob(key), Param::Int(value.record.0)])
        .collect()
}

const FIND: &str = "SELECT record_id FROM unique_values WHERE account_id = $1 AND key = $2";

/// The records that hold these values of one property, none where nobody does.
pub async fn find_many(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
    property: &str,
    values: &[String],
) -> Result<Vec<Option<RecordId>>> {
    let keys: Vec<_> = values.iter().map(|value| key(object_type, property, value)).collect();
    database.query_many(FIND, &find_rows(account, &keys), |row| row.int(0).map(RecordId)).await
}

/// [`find_many`] inside a transaction.
pub async fn find_many_in(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    property: &str,
    values: &[String],
) -> Result<Vec<Option<RecordId>>> {
    let keys: Vec<_> = values.iter().map(|value| key(object_type, property, value)).collect();
    tx.query_many(FIND, &find_rows(account, &keys), |row| row.int(0).map(RecordId)).await
}

fn find_rows(account: AccountId, keys: &[Key]) -> Vec<[Param<'_>; 2]> {
    keys.iter().map(|key| [Param::Int(account.0), Param::Blob(key)]).collect()
}
