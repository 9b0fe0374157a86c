//! Reading filters that are in their one form.

use serde_json::{Map, Value};

use super::FilterRefusal;

/// A thing of the grammar.
#[derive(Clone, Copy)]
pub(super) struct Node<'a>(Option<&'a Map<String, Value>>);

impl<'a> Node<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Self(value.as_object())
    }

    fn get(self, name: &str) -> Option<&'a Value> {
        self.0?.get(name)
    }

    /// A text or word that is there if the form is right.
    pub(super) fn text(self, name: &'static str) -> Result<&'a str, FilterRefusal> {
        self.opt_text(name).ok_or_else(|| lacks(name))
    }

    pub(super) fn opt_text(self, name: &str) -> Option<&'a str> {
        self.get(name)?.as_str()
    }

    /// A whole number that is there if the form is right.
    pub(super) fn int(self, name: &'static str) -> Result<i64, FilterRefusal> {
        self.opt_int(name).ok_or_else(|| lacks(name))
    }

    pub(super) fn opt_int(self, name: &str) -> Option<i64> {
        self.get(name)?.as_i64()
    }

    /// A number, as text.
    pub(super) fn number(self, name: &'static str) -> Result<String, FilterRefusal> {
        self.get(name).map(ToString::to_string).ok_or_else(|| lacks(name))
    }

    /// A truth value; false where nobody says it.
    pub(super) fn flag(self, name: &str) -> bool {
        self.get(name) == Some(&Value::Bool(true))
    }

    pub(super) fn has(self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub(super) fn texts(self, name: &str) -> impl Iterator<Item = &'a str> {
        self.elements(name).iter().filter_map(Value::as_str)
    }

    /// A thing in it; one without any field where there is none.
    pub(super) fn node(self, name: &str) -> Self {
        Self(self.get(name).and_then(Value::as_object))
    }

    pub(super) fn nodes(self, name: &str) -> impl Iterator<Item = Self> + use<'a> {
        self.elements(name).iter().map(Self::new)
    }

    fn elements(self, name: &str) -> &'a [Value] {
        self.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

fn lacks(name: &'static str) -> FilterRefusal {
    FilterRefusal::Missing { place: "filter", names: vec![name] }
}
