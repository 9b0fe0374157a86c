//! The rules that accounts set for the values of properties.

use linchpin_domain::{AccountId, ObjectTypeId};

use crate::{Database, Param, Result, Row, Tx};

/// A rule of one property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationRow {
    /// The property.
    pub property: String,
    /// The kind of the rule.
    pub rule_type: String,
    /// What the kind needs to know, as a JSON list of texts.
    pub arguments: String,
    /// Whether values are first given the form that the rule asks for, where the account said so.
    pub normalizes: Option<bool>,
}

const OF_TYPE: &str = "SELECT property, rule_type, arguments, normalizes FROM property_validations \
     WHERE account_id = $1 AND object_type = $2 ORDER BY property, rule_type";

fn validation(row: &Row<'_>) -> Result<ValidationRow> {
    Ok(ValidationRow {
        property: row.text(0)?.to_owned(),
        rule_type: row.text(1)?.to_owned(),
        arguments: row.text(2)?.to_owned(),
        normalizes: row.opt_int(3)?.map(|normalizes| normalizes == 1),
    })
}

/// The rules of one object type.
pub async fn of_type(
    database: &Database,
    account: AccountId,
    object_type: ObjectTypeId,
) -> Result<Vec<ValidationRow>> {
    database.query(OF_TYPE, &[Param::Int(account.0), Param::Int(object_type.code())], validation).await
}

/// Writes a rule, in the place of an older one of its kind.
pub async fn put(
    tx: &mut Tx,
    account: AccountId,
    object_type: ObjectTypeId,
    row: &ValidationRow,
) -> Result<()> {
    tx.execute(
        "INSERT INTO property_validations (account_id, object_type, property, rule_type, arguments, normalizes) \
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (account_id, object_type, property, rule_type) \
         DO UPDATE SET arguments = $5, normalizes = $6",
        &[
            Param::Int(account.0),
            Param::Int(object_type.code()),
            Param::Text(&row.property),
            Param::Text(&row.rule_type),
            Param::Text(&row.arguments),
            Param::opt(row.normalizes.map(i64::from)),
        ],
    )
    .await?;
    Ok(())
}
