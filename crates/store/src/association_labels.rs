//! Association labels: the types of associations that an account defined itself.

use linchpin_domain::{AccountId, AssociationTypeId, ObjectTypeId};

use crate::{Database, Param, Result, Row, Tx};

/// One direction of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelRow {
    /// The id of the type.
    pub id: AssociationTypeId,
    /// The object type that it leads from.
    pub from: ObjectTypeId,
    /// The object type that it leads to.
    pub to: ObjectTypeId,
    /// The id that the other side sees.
    pub inverse: AssociationTypeId,
    /// The internal name.
    pub name: String,
    /// What people read.
    pub label: String,
}

const ALL: &str = "SELECT type_id, from_type, to_type, inverse_id, name, label FROM association_labels \
     WHERE account_id = $1 ORDER BY type_id";

fn label(row: &Row<'_>) -> Result<LabelRow> {
    // Ids are made by `engine`, which counts them in 32 bits.
    let id = |column| row.int(column).map(|id| AssociationTypeId(id as i32));
    Ok(LabelRow {
        id: id(0)?,
        from: ObjectTypeId::from_code(row.int(1)?),
        to: ObjectTypeId::from_code(row.int(2)?),
        inverse: id(3)?,
        name: row.text(4)?.to_owned(),
        label: row.text(5)?.to_owned(),
    })
}

/// All labels of an account, in the order of their ids.
pub async fn all(database: &Database, account: AccountId) -> Result<Vec<LabelRow>> {
    database.query(ALL, &[Param::Int(account.0)], label).await
}

/// [`all`] inside a transaction.
pub async fn all_in(tx: &mut Tx, account: AccountId) -> Result<Vec<LabelRow>> {
    tx.query(ALL, &[Param::Int(account.0)], label).await
}

/// Writes one direction of a label, new or not.
pub async fn put(tx: &mut Tx, account: AccountId, row: &LabelRow) -> Result<()> {
    tx.execute(
        "INSERT INTO association_labels (account_id, type_id, from_type, to_type, inverse_id, name, label) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) \
         ON CONFLICT (account_id, type_id) DO UPDATE SET name = $6, label = $7",
        &[
            Param::Int(account.0),
            Param::Int(row.id.0.into()),
            Param::Int(row.from.code()),
            Param::Int(row.to.code()),
            Param::Int(row.inverse.0.into()),
            Param::Text(&row.name),
            Param::Text(&row.label),
        ],
    )
    .await?;
    Ok(())
}

/// Removes one direction of a label.
pub async fn delete(tx: &mut Tx, account: AccountId, id: AssociationTypeId) -> Result<()> {
    tx.execute(
        "DELETE FROM association_labels WHERE account_id = $1 AND type_id = $2",
        &[Param::Int(account.0), Param::Int(id.0.into())],
    )
    .await?;
    Ok(())
}
