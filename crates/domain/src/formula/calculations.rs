//! The calculated properties of one type: compiled, in the order in which they depend on each other.

use std::borrow::Cow;

use super::evaluate::Value;
use super::violation::FormulaViolation;
use super::{Find, Formula, Kind};
use crate::value::TEXT_LIMIT;
use crate::{ObjectType, Properties, Property, PropertyType, RecordId, Timestamp, automatic};

/// The calculated properties of a type.
#[derive(Clone, Debug, Default)]
pub struct Calculations(Vec<Calculation>);

/// One calculated property.
#[derive(Clone, Debug)]
struct Calculation {
    name: Cow<'static, str>,
    /// What its values are.
    kind: Kind,
    /// What it may choose from, if it is an enumeration.
    options: Vec<String>,
    formula: Formula,
}

/// What a record has beside its stored values.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The record's type.
    pub object_type: &'a ObjectType,
    /// Its id.
    pub id: RecordId,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Calculations {
    /// Compiles the formulas of those of the properties that have one.
    ///
    /// [`Calculations::check`] keeps every other formula from being stored; one that is there nevertheless calculates
    /// nothing.
    pub fn new<'a>(properties: impl Iterator<Item = &'a Property>, find: Find<'_, '_>) -> Self {
        let mut waiting: Vec<_> =
            properties.filter_map(|property| Calculation::new(property, find).ok()?).collect();
        waiting.sort_unstable_by(|left, right| left.name.cmp(&right.name));
        let mut ordered = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let names: Vec<_> = waiting.iter().map(|calculation| calculation.name.clone()).collect();
            let waits = |calculation: &Calculation| {
                calculation.formula.reads(|name| names.iter().any(|waiting| waiting == name))
            };
            let (later, ready): (Vec<_>, Vec<_>) = waiting.into_iter().partition(waits);
            if ready.is_empty() {
                // They wait for each other.
                break;
            }
            ordered.extend(ready);
            waiting = later;
        }
        Self(ordered)
    }

    /// Whether nothing is calculated.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the property of this name is calculated.
    pub fn contains(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Calculation> {
        self.0.iter().find(|calculation| calculation.name == name)
    }

    /// The names of the calculated properties that read the property of this name.
    pub fn users<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let reads = move |calculation: &&Calculation| calculation.formula.reads(|read| read == name);
        self.0.iter().filter(reads).map(|calculation| calculation.name.as_ref())
    }

    /// The names of the calculated properties that read the property of this name, themselves or through others.
    pub fn depending<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let mut depending = Vec::new();
        // Each stands behind those that it reads.
        for calculation in &self.0 {
            if calculation.formula.reads(|read| read == name || depending.contains(&read)) {
                depending.push(calculation.name.as_ref());
            }
        }
        depending
    }

    /// Finds what would be wrong with the formulas of the type if the definition were stored.
    ///
    /// `find` answers as if it already were, `self` is what is calculated before.
    pub fn check(&self, definition: &Property, find: Find<'_, '_>) -> Result<(), FormulaViolation> {
        let new = Calculation::new(definition, find)?;
        if let Some(new) = &new {
            if self.reaches(&new.formula, &definition.name) {
                return Err(FormulaViolation::Circular(definition.name.to_string()));
            }
            check_sensitivity(&new.formula, definition, find)?;
        }
        for user in self.users(&definition.name).filter(|user| *user != definition.name) {
            let text = find(user).and_then(|user| user.calculation_formula.as_deref()).unwrap_or_default();
            Formula::compile(text, find).map_err(|reason| FormulaViolation::Breaks {
                property: user.to_owned(),
                reason: Box::new(reason),
            })?;
        }
        Ok(())
    }

    /// Whether the formula reads the property, itself or through other formulas.
    fn reaches(&self, formula: &Formula, target: &str) -> bool {
        let mut seen: Vec<String> = Vec::new();
        let mut next = vec![formula];
        while let Some(formula) = next.pop() {
            let found = formula.reads(|name| {
                if name != target && !seen.iter().any(|seen| seen == name) {
                    seen.push(name.to_owned());
                    next.extend(self.find(name).map(|calculation| &calculation.formula));
                }
                name == target
            });
            if found {
                return true;
            }
        }
        false
    }

    /// Calculates everything anew; what has no result any more is cleared.
    pub fn apply(&self, row: Row<'_>, properties: &mut Properties) {
        for calculation in &self.0 {
            let value = calculation.value(row, properties);
            automatic::derive(properties, calculation.name.clone(), value);
        }
    }
}

/// Refuses a formula whose result would tell of values to those who may not see them.
fn check_sensitivity(
    formula: &Formula,
    definition: &Property,
    find: Find<'_, '_>,
) -> Result<(), FormulaViolation> {
    let mut told = None;
    formula.reads(|name| {
        let is_more = |read: &&Property| read.data_sensitivity > definition.data_sensitivity;
        told = find(name).filter(is_more).map(|read| read.name.to_string());
        told.is_some()
    });
    told.map_or(Ok(()), |name| Err(FormulaViolation::MoreSensitive(name)))
}

impl Calculation {
    fn new(property: &Property, find: Find<'_, '_>) -> Result<Option<Self>, FormulaViolation> {
        let Some(text) = &property.calculation_formula else { return Ok(None) };
        let Some(kind) = kind_of(property.property_type) else { return Ok(None) };
        let formula = Formula::compile(text, find)?;
        if formula.kind != kind {
            return Err(FormulaViolation::WrongKind { found: formula.kind, wanted: kind });
        }
        let options = property.options.iter().map(|option| option.value.to_string());
        let is_enumeration = property.property_type == PropertyType::Enumeration;
        let options = options.filter(|_| is_enumeration).collect();
        Ok(Some(Self { name: property.name.clone(), kind, options, formula }))
    }

    /// The value on a record, if there is one that the property can have.
    fn value(&self, row: Row<'_>, properties: &Properties) -> Option<String> {
        let source = |name: &str| match row.column(name) {
            Some(value) => Some(Cow::Owned(value)),
            None => properties.filled(name).map(Cow::Borrowed),
        };
        match (self.kind, self.formula.evaluate(&source)?) {
            (Kind::Number, Value::Number(number)) => number.to_value(),
            (Kind::Bool, Value::Bool(value)) => Some(value.to_string()),
            (Kind::Text, Value::Text(text)) => {
                let fits = text.len() <= TEXT_LIMIT || text.chars().count() <= TEXT_LIMIT;
                let offered = self.options.is_empty() || self.options.iter().any(|option| *option == text);
                (!text.is_empty() && fits && offered).then(|| text.into_owned())
            }
            // The empty text that stands for no result.
            _ => None,
        }
    }
}

impl Row<'_> {
    /// The value of a property that is none of the stored ones.
    fn column(self, name: &str) -> Option<String> {
        if name == "hs_object_id" {
            Some(self.id.to_string())
        } else if name == self.object_type.created_property {
            Some(self.created_at.to_iso())
        } else if name == self.object_type.modified_property {
            Some(self.updated_at.to_iso())
        } else {
            None
        }
    }
}

/// The kind of result that values of a type are calculated from.
fn kind_of(property_type: PropertyType) -> Option<Kind> {
    match property_type {
        PropertyType::Number => Some(Kind::Number),
        PropertyType::Bool => Some(Kind::Bool),
        PropertyType::String | PropertyType::Enumeration => Some(Kind::Text),
        PropertyType::Date
        | PropertyType::DateTime
        | PropertyType::PhoneNumber
        | PropertyType::ObjectCoordinates
        | PropertyType::Json => None,
    }
}
