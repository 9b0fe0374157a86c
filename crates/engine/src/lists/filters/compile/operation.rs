//! Filters of properties.

use linchpin_domain::filter::{Filter, Kind, Test};
use linchpin_domain::{ObjectTypeId, Property};

use super::{Compiler, FilterRefusal, Node, Result};
use crate::lists::filters::grammar::takes;

impl Compiler<'_> {
    /// A filter of a property.
    pub(super) fn property(&self, object_type: ObjectTypeId, filter: Node<'_>) -> Result<Filter> {
        let property = self.known(object_type, filter.text("property")?)?;
        let operation = filter.node("operation");
        let name = operation.text("operationType")?;
        // When a property was last set is asked of properties of every type.
        let asks_for_value = operation.opt_text("propertyParser") != Some("UPDATED_AT");
        if asks_for_value && !takes(name, property.property_type) {
            return Err(FilterRefusal::WrongOperation {
                operation: name.to_owned(),
                property: property.name.to_string(),
                property_type: property.property_type.as_str(),
            });
        }
        let set = self.asked(object_type, property, name, operation)?;
        if !operation.flag("includeObjectsWithNoValueSet") {
            return Ok(set);
        }
        let known = Filter::property(property.name.clone(), Kind::of(property), Test::Known);
        Ok(Filter::Any(vec![set, known.negated()]))
    }

    fn asked(
        &self,
        object_type: ObjectTypeId,
        property: &Property,
        name: &str,
        operation: Node<'_>,
    ) -> Result<Filter> {
        let operator = operation.text("operator")?;
        match name {
            "ALL_PROPERTY" => {
                let known = Filter::property(property.name.clone(), Kind::of(property), Test::Known);
                Ok(if operator == "IS_KNOWN" { known } else { known.negated() })
            }
            "BOOL" => {
                let value = operation.flag("value").to_string();
                super::values::equal(property, operator, &value)
            }
            "ENUMERATION" => super::values::choices(property, operator, operation),
            "MULTISTRING" => {
                let values: Vec<_> = operation.texts("values").collect();
                super::values::texts(property, operator, &values)
            }
            "STRING" => super::values::text(property, operator, operation.text("value")?),
            "NUMBER" => super::values::number(property, operator, &operation.number("value")?),
            "NUMBER_RANGED" => {
                let bounds = (operation.number("lowerBound")?, operation.number("upperBound")?);
                super::values::numbers(property, operator, &bounds)
            }
            "COMPARATIVE_DATE" | "COMPARATIVE_PROPERTY_UPDATED" => {
                self.compared(object_type, property, name, operation)
            }
            _ => self.dated(object_type, property, name, operation),
        }
    }
}
