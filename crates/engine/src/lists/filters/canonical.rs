//! The one form of filters: every field where the grammar has it, what was left out filled in, and nothing else.
//!
//! It is what answers show and what is kept.

use serde_json::{Map, Number, Value};

use super::FilterRefusal;
use super::grammar::{BRANCHES, COUNT, DEPTH, Family, Field, Holds, Need, Shape};

type Result<T> = std::result::Result<T, FilterRefusal>;

/// Brings the filters of a list into their one form.
pub(super) fn canonical(root: &Value) -> Result<Value> {
    let canonical = Walk { n_things: 0 }.thing(root, &BRANCHES, 0)?;
    let branches = canonical["filterBranches"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_of = |branch: &Value, kind: &str| branch["filterBranchType"] == kind;
    let only_groups = canonical["filters"].as_array().is_none_or(Vec::is_empty)
        && branches.iter().all(|branch| is_of(branch, "AND"));
    if !is_of(&canonical, "OR") || branches.is_empty() || !only_groups {
        let message = "The root of the filters must be an OR filter branch that holds AND filter branches and no \
                       filters of its own";
        return Err(FilterRefusal::Malformed(message.to_owned()));
    }
    Ok(canonical)
}

/// What was seen so far.
struct Walk {
    n_things: usize,
}

impl Walk {
    fn thing(&mut self, value: &Value, family: &'static Family, depth: usize) -> Result<Value> {
        self.n_things += 1;
        if depth > 2 * DEPTH || self.n_things > 2 * COUNT {
            let message = format!(
                "Filters may stand in {DEPTH} branches and be {COUNT} at most, those branches included"
            );
            return Err(FilterRefusal::Malformed(message));
        }
        let Value::Object(given) = value else {
            return Err(FilterRefusal::Malformed(format!("Every {} must be an object", family.name)));
        };
        let shape = shape(given, family)?;
        let mut fields = Map::new();
        if !family.tag.is_empty() {
            fields.insert(family.tag.to_owned(), shape.name.into());
        }
        if !shape.operators.is_empty() {
            let operator =
                present(given, "operator").map(|word| self::word(word, "operator", shape.operators));
            fields.insert("operator".to_owned(), operator.ok_or_else(|| lacks(shape, given))??);
        }
        for field in shape.fields {
            let value = match present(given, field.name) {
                Some(value) => Some(self.held(value, field, depth)?),
                None => absent(field.need).map_err(|()| lacks(shape, given))?,
            };
            if let Some(value) = value {
                fields.insert(field.name.to_owned(), value);
            }
        }
        Ok(Value::Object(fields))
    }

    /// Things, if the value is an array.
    fn things(&mut self, value: &Value, family: &'static Family, depth: usize) -> Option<Result<Value>> {
        Some(value.as_array()?.iter().map(|thing| self.thing(thing, family, depth)).collect())
    }

    fn held(&mut self, value: &Value, field: &Field, depth: usize) -> Result<Value> {
        let wrong = |what: &str| FilterRefusal::Malformed(format!("{} must be {what}", field.name));
        match field.holds {
            Holds::Text => text(value).ok_or_else(|| wrong("a string")),
            Holds::Texts => {
                let texts = value.as_array().and_then(|values| values.iter().map(text).collect());
                texts.map(Value::Array).ok_or_else(|| wrong("an array of strings"))
            }
            Holds::Int => int(value).ok_or_else(|| wrong("a whole number")),
            Holds::Number => number(value).ok_or_else(|| wrong("a number")),
            Holds::Flag => flag(value).ok_or_else(|| wrong("true or false")),
            Holds::Word(allowed) => word(value, field.name, allowed),
            Holds::Thing(family) => self.thing(value, family, depth + 1),
            Holds::Things(family) => {
                self.things(value, family, depth + 1).ok_or_else(|| wrong("an array"))?
            }
            Holds::Branches => self.things(value, &BRANCHES, depth + 1).ok_or_else(|| wrong("an array"))?,
            Holds::Anything => Ok(value.clone()),
        }
    }
}

/// The kind of a thing.
fn shape(given: &Map<String, Value>, family: &'static Family) -> Result<&'static Shape> {
    if let [only] = family.shapes {
        return Ok(only);
    }
    let tag = present(given, family.tag)
        .ok_or(FilterRefusal::Missing { place: family.name, names: vec![family.tag] })?;
    let names = || family.shapes.iter().map(|shape| shape.name);
    family.shapes.iter().find(|shape| tag == shape.name).ok_or_else(|| FilterRefusal::UnknownWord {
        field: family.tag,
        value: shown(tag),
        allowed: names().collect(),
    })
}

/// A field that is there; null is as good as none.
fn present<'a>(given: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    given.get(name).filter(|value| !value.is_null())
}

/// What stands for a field that was left out.
fn absent(need: Need) -> std::result::Result<Option<Value>, ()> {
    match need {
        Need::Required => Err(()),
        Need::Optional => Ok(None),
        Need::False => Ok(Some(Value::Bool(false))),
        Need::Empty => Ok(Some(Value::Array(Vec::new()))),
        Need::Word(word) => Ok(Some(word.into())),
    }
}

/// Everything that a thing lacks.
fn lacks(shape: &'static Shape, given: &Map<String, Value>) -> FilterRefusal {
    let operator = (!shape.operators.is_empty()).then_some("operator");
    let required = shape.fields.iter().filter(|field| field.need == Need::Required).map(|field| field.name);
    let missing = operator.into_iter().chain(required).filter(|name| present(given, name).is_none());
    FilterRefusal::Missing { place: shape.name, names: missing.collect() }
}

fn word(value: &Value, field: &'static str, allowed: &'static [&'static str]) -> Result<Value> {
    let known = allowed.iter().find(|word| value == **word);
    known.map(|word| Value::from(*word)).ok_or_else(|| FilterRefusal::UnknownWord {
        field,
        value: shown(value),
        allowed: allowed.to_vec(),
    })
}

/// A text, or the text of a number or truth value.
fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string().into()),
        _ => None,
    }
}

fn int(value: &Value) -> Option<Value> {
    let number = match value {
        Value::String(text) => text.parse().ok(),
        other => other.as_i64(),
    };
    number.map(Value::from)
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => text.parse::<Number>().ok().map(Value::Number),
        _ => None,
    }
}

fn flag(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(_) => Some(value.clone()),
        Value::String(text) => text.parse::<bool>().ok().map(Value::Bool),
        _ => None,
    }
}

/// A value as a message shows it.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
