//! Compares a JSON value with a model, field by field.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value};

use super::exceptions::{Allow, allowed};
use super::shape::Shape;
use super::{Field, Model};

/// Lists where a value differs from the model of this full name, such as `crm.contacts.SimplePublicObject`.
pub(super) fn faults(models: &HashMap<String, Model>, model: &str, value: &Value) -> Vec<String> {
    let (client, name) = model.rsplit_once('.').unwrap_or(("", model));
    let mut walk = Walk { models, client, faults: Vec::new() };
    walk.named(name, value, "body");
    walk.faults
}

struct Walk<'a> {
    models: &'a HashMap<String, Model>,
    /// The generated client whose models are meant: each has its own, often of the same names.
    client: &'a str,
    faults: Vec<String>,
}

impl<'a> Walk<'a> {
    fn named(&mut self, name: &str, value: &Value, place: &str) {
        match self.models.get(&format!("{}.{name}", self.client)) {
            Some(Model::Fields(fields)) => match value {
                Value::Object(object) => self.object(name, fields, object, place),
                other => self.differs(place, name, other),
            },
            Some(Model::OneOf(names)) => self.one_of(names, value, place),
            Some(Model::Values(values)) => {
                if !values.contains(value) {
                    self.faults.push(format!(
                        "{place} is {value}, which is none of {name}'s {}",
                        Value::from(values.clone())
                    ));
                }
            }
            None => self.faults.push(format!("{place} is a {name}, which the SDK names but does not have")),
        }
    }

    fn object(
        &mut self,
        model: &str,
        fields: &'a BTreeMap<String, Field>,
        object: &Map<String, Value>,
        place: &str,
    ) {
        for (key, value) in object {
            let place = format!("{place}.{key}");
            match fields.get(key) {
                Some(_) if value.is_null() && allowed(model, key, Allow::Null) => {}
                Some(_) if value.is_number() && allowed(model, key, Allow::Number) => {}
                Some(field) => self.value(&Shape::parse(&field.kind), &field.format, value, &place),
                None if allowed(model, key, Allow::Extra) => {}
                None => self.faults.push(format!("{place} is not a field of {model}")),
            }
        }
        let absent = fields.iter().filter(|(key, field)| field.required && !object.contains_key(*key));
        for (key, _) in absent.filter(|(key, _)| !allowed(model, key, Allow::Absent)) {
            self.faults.push(format!("{place}.{key} is absent, and {model} requires it"));
        }
    }

    /// Any one of the models must fit; when none does, the faults of the nearest one are told.
    fn one_of(&mut self, names: &[String], value: &Value, place: &str) {
        let attempts = names.iter().map(|name| {
            let mut walk = Walk { models: self.models, client: self.client, faults: Vec::new() };
            walk.named(name, value, place);
            walk.faults
        });
        self.faults.extend(attempts.min_by_key(Vec::len).unwrap_or_default());
    }

    fn value(&mut self, shape: &Shape<'_>, format: &str, value: &Value, place: &str) {
        match (shape, value) {
            (Shape::Any, _) | (Shape::Boolean, Value::Bool(_)) | (Shape::Nullable(_), Value::Null) => {}
            (Shape::Nullable(inner), value) => self.value(inner, format, value, place),
            (Shape::String | Shape::Date, Value::String(text)) => {
                if !text_fits(format, text) {
                    self.faults.push(format!("{place} is {value}, which is not in the form {format}"));
                }
            }
            (Shape::Number, Value::Number(number)) => {
                let fits = match format {
                    "int32" => number.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
                    "int64" => number.is_i64(),
                    _ => true,
                };
                if !fits {
                    self.faults.push(format!("{place} is {number}, which is not an {format}"));
                }
            }
            (Shape::Array(inner), Value::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(inner, format, item, &format!("{place}[{index}]"));
                }
            }
            (Shape::Map(inner), Value::Object(object)) => {
                for (key, value) in object {
                    self.value(inner, format, value, &format!("{place}.{key}"));
                }
            }
            (Shape::Named(name), value) => self.named(name, value, place),
            (shape, value) => self.differs(place, &format!("{shape:?}"), value),
        }
    }

    fn differs(&mut self, place: &str, declared: &str, value: &Value) {
        self.faults.push(format!("{place} is {value}, but is declared as {declared}"));
    }
}

/// Is the text in the declared form? Forms that say nothing about the text always fit.
fn text_fits(format: &str, text: &str) -> bool {
    match format {
        "date-time" => text.parse::<jiff::Timestamp>().is_ok(),
        "date" => text.parse::<jiff::civil::Date>().is_ok(),
        "uuid" => {
            let hyphens = [8, 13, 18, 23];
            text.len() == 36
                && text.bytes().enumerate().all(|(place, byte)| {
                    if hyphens.contains(&place) { byte == b'-' } else { byte.is_ascii_hexdigit() }
                })
        }
        _ => true,
    }
}
