//! A record as the index takes it, and what is written of it.

use std::iter::Empty;
use std::ops::Range;

use linchpin_domain::RecordId;
use linchpin_domain::filter::{Key, Kind, Number, fold, ordered};
use tantivy::schema::document::{ReferenceValue, ReferenceValueLeaf};
use tantivy::schema::{Field, Value as FieldValue};

use crate::layout::{self, COLUMNS, ID, Marker, TERMS, TOKENS};
use crate::number::Place;

/// A record to be found.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// Its id.
    pub id: RecordId,
    /// Its values, each property once; those that are columns of the record too.
    pub values: Vec<Value<'a>>,
}

/// A value of a record.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    /// The property's name.
    pub property: &'a str,
    /// How its values are read.
    pub kind: Kind,
    /// The value; an empty one is none.
    pub text: &'a str,
}

/// What is written of a record: its texts one behind the other, and the entries of each field.
#[derive(Debug, Default)]
pub(crate) struct Row {
    id: u64,
    text: String,
    terms: Vec<Entry>,
    tokens: Vec<Entry>,
    columns: Vec<Entry>,
}

/// What a field holds of a property.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    path: Range<usize>,
    value: Scalar,
}

/// A single thing that a field holds.
#[derive(Clone, Debug)]
pub(crate) enum Scalar {
    Text(Range<usize>),
    Integer(i64),
}

impl Row {
    /// What is written of a record.
    pub(crate) fn of(document: &Document<'_>) -> Self {
        let length = document.values.iter().map(|value| value.property.len() + 3 * value.text.len()).sum();
        let mut row =
            Self { id: document.id.0 as u64, text: String::with_capacity(length), ..Self::default() };
        for value in document.values.iter().filter(|value| !value.text.is_empty()) {
            row.add(value);
        }
        row
    }

    fn add(&mut self, value: &Value<'_>) {
        let path = self.write(value.property);
        for part in value.kind.parts(value.text) {
            if let Some(term) = layout::term(value.kind, part) {
                let term = Scalar::Text(self.write(&term));
                self.terms.push(Entry { path: path.clone(), value: term });
            }
        }
        if value.kind == Kind::Choices {
            let term = layout::set_term(value.kind.parts(value.text));
            self.add_term(&layout::set_path(value.property), &term);
        }
        if layout::is_tokenized(value.kind, value.text) {
            let text = Scalar::Text(self.write(value.text));
            self.tokens.push(Entry { path: path.clone(), value: text });
        }
        self.add_column(path, value);
    }

    fn add_column(&mut self, path: Range<usize>, value: &Value<'_>) {
        match value.kind {
            Kind::Text => self.add_text(path, value.property, &fold(value.text)),
            Kind::Choice | Kind::Choices => self.add_text(path, value.property, value.text),
            Kind::Number | Kind::Instant => match value.kind.order(value.text) {
                Some(Key::Instant(instant)) => {
                    self.columns.push(Entry { path, value: Scalar::Integer(instant.0) });
                }
                Some(Key::Number(number)) => self.add_number(path, &number),
                Some(Key::Text(_)) | None => self.mark(value.property, Marker::Unreadable),
            },
        }
    }

    fn add_text(&mut self, path: Range<usize>, property: &str, whole: &str) {
        let text = ordered(whole);
        if text.len() < whole.len() {
            self.mark(property, Marker::Long);
        }
        let value = Scalar::Text(self.write(text));
        self.columns.push(Entry { path, value });
    }

    fn add_number(&mut self, path: Range<usize>, number: &Number) {
        let place = Place::of(number);
        self.columns.push(Entry { path: path.clone(), value: Scalar::Integer(place.at) });
        if !place.own {
            let text = Scalar::Text(self.write(number.as_str()));
            self.columns.push(Entry { path, value: text });
        }
    }

    fn mark(&mut self, property: &str, marker: Marker) {
        self.add_term(&Marker::path(property), marker.term());
    }

    fn add_term(&mut self, path: &str, term: &str) {
        let path = self.write(path);
        let value = Scalar::Text(self.write(term));
        self.terms.push(Entry { path, value });
    }

    fn write(&mut self, text: &str) -> Range<usize> {
        let start = self.text.len();
        self.text.push_str(text);
        start..self.text.len()
    }
}

/// A part of a row, as the writer reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part<'a> {
    Id(u64),
    Entries(&'a str, &'a [Entry]),
    Scalar(&'a str, &'a Scalar),
}

/// The entries of a field, as the writer reads them.
pub(crate) struct Entries<'a> {
    text: &'a str,
    entries: std::slice::Iter<'a, Entry>,
}

impl<'a> Iterator for Entries<'a> {
    type Item = (&'a str, Part<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        Some((&self.text[entry.path.clone()], Part::Scalar(self.text, &entry.value)))
    }
}

impl tantivy::Document for Row {
    type Value<'a> = Part<'a>;
    type FieldsValuesIter<'a> = std::array::IntoIter<(Field, Part<'a>), 4>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        [
            (ID, Part::Id(self.id)),
            (TERMS, Part::Entries(&self.text, &self.terms)),
            (TOKENS, Part::Entries(&self.text, &self.tokens)),
            (COLUMNS, Part::Entries(&self.text, &self.columns)),
        ]
        .into_iter()
    }
}

impl<'a> FieldValue<'a> for Part<'a> {
    type ArrayIter = Empty<Self>;
    type ObjectIter = Entries<'a>;

    fn as_value(&self) -> ReferenceValue<'a, Self> {
        match *self {
            Self::Id(id) => ReferenceValueLeaf::U64(id).into(),
            Self::Entries(text, entries) => ReferenceValue::Object(Entries { text, entries: entries.iter() }),
            Self::Scalar(text, Scalar::Text(range)) => ReferenceValueLeaf::Str(&text[range.clone()]).into(),
            Self::Scalar(_, Scalar::Integer(integer)) => ReferenceValueLeaf::I64(*integer).into(),
        }
    }
}
