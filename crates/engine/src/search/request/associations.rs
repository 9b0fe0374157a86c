//! Conditions on associated records: `associations.contact` stands for the ids of the contacts.

use linchpin_domain::filter::{Filter, InvalidOperand, Kind, Operator};
use linchpin_domain::{ObjectType, RecordId};
use linchpin_store::associations::Direction;
use linchpin_store::records;

use super::SearchRefusal;
use crate::objects::scope;
use crate::{Engine, Principal, Result};

/// How the name of such a condition begins.
pub(super) const PREFIX: &str = "associations.";
/// How many records such a condition names.
const MAX_IDS: usize = 1_000;
/// How many associated records one condition looks at; it bounds the time and the memory of a search.
const MAX_ASSOCIATED: usize = 100_000;

impl Engine {
    /// The filter for the records that are associated with any of those that the operands name.
    ///
    /// It reads the associations of the records that are named; how many records the type has does not matter.
    pub(super) async fn associated_with(
        &self,
        principal: &Principal,
        object_type: &ObjectType,
        named: &str,
        operator: &Operator<'_>,
    ) -> Result<Filter> {
        let property = format!("{PREFIX}{named}");
        let Some(other) = self.find_object_type(principal.account, named).await? else {
            return Err(SearchRefusal::UnknownProperty(property).into());
        };
        self.check_enabled(principal, &[other]).await?;
        let ids = ids(&property, operator)?;
        // Rows of archived records wait for their restoration and count for nothing until then.
        let live = records::read_many(&self.database, scope(principal.account, other, false), &ids).await?;
        let direction = Direction { account: principal.account, from: other.id, to: object_type.id };
        let named = live.into_iter().flatten().map(|record| record.id);
        let mut found = self.reached(direction, named, MAX_ASSOCIATED).await?;
        if found.len() > MAX_ASSOCIATED {
            return Err(SearchRefusal::TooManyAssociated { property, max: MAX_ASSOCIATED }.into());
        }
        found.sort_unstable();
        found.dedup();
        Ok(Filter::Ids(found.into()))
    }
}

/// The records that the operands name.
fn ids(property: &str, operator: &Operator<'_>) -> Result<Vec<RecordId>, SearchRefusal> {
    let operands = match operator {
        Operator::Equal(operand) => std::slice::from_ref(operand),
        Operator::OneOf(operands) => operands,
        _ => return Err(SearchRefusal::AssociationOperator(property.to_owned())),
    };
    if operands.len() > MAX_IDS {
        return Err(SearchRefusal::TooMany { what: "values", count: operands.len(), max: MAX_IDS });
    }
    let invalid = |operand: &str| {
        let (property, operand) = (property.to_owned(), operand.to_owned());
        SearchRefusal::InvalidOperand(InvalidOperand { property, operand, kind: Kind::Number })
    };
    let parse = |operand: &&str| RecordId::parse(operand).ok_or_else(|| invalid(operand));
    operands.iter().map(parse).collect()
}
