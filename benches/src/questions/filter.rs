//! Questions as filters.

use anyhow::{Context as _, Result};
use linchpin_domain::filter::{Filter, Operator as Asking};
use linchpin_search::Sort;

use super::{Asked, Operator, Question};

impl Question {
    /// The filter that is true of the contacts that are meant.
    pub(crate) fn filter(&self) -> Result<Filter> {
        let group = |group: &Vec<Asked>| -> Result<Filter> {
            group.iter().map(Asked::filter).collect::<Result<_>>().map(Filter::All)
        };
        self.groups.iter().map(group).collect::<Result<_>>().map(Filter::Any)
    }

    /// Their order.
    pub(crate) fn order(&self) -> Sort<'static> {
        Sort { property: self.sort.property, descending: self.sort.descending }
    }
}

impl Asked {
    fn filter(&self) -> Result<Filter> {
        let filter = self.operator()?.filter(self.property);
        filter.map_err(|refused| anyhow::anyhow!("{}: {refused}", self.property.name))
    }

    fn operator(&self) -> Result<Asking<'_>> {
        let operand = self.operand();
        let operands = || self.operands.iter().map(String::as_str).collect();
        Ok(match self.operator {
            Operator::Eq => Asking::Equal(operand),
            Operator::Neq => Asking::NotEqual(operand),
            Operator::Lt => Asking::Less(operand),
            Operator::Lte => Asking::AtMost(operand),
            Operator::Gt => Asking::Greater(operand),
            Operator::Gte => Asking::AtLeast(operand),
            Operator::Between => {
                let high = self.operands.get(1).context("a range has two ends")?;
                Asking::Between(operand, high)
            }
            Operator::In => Asking::OneOf(operands()),
            Operator::NotIn => Asking::NoneOf(operands()),
            Operator::HasProperty => Asking::Known,
            Operator::NotHasProperty => Asking::Unknown,
            Operator::ContainsToken => Asking::HasToken(operand),
            Operator::NotContainsToken => Asking::HasNoToken(operand),
        })
    }
}
