//! Walking a body beside its shape, to the first thing that is wrong.

use linchpin_wire::shape::{Need, Object, Shape};

use super::jackson::{self, MAX_DEPTH, Token, expected};
use super::reader::{Read, Reader};
use crate::error::Failure;

/// What is wrong with a body that was refused for certain.
pub(super) fn refusal(body: &[u8], shape: &Shape) -> Failure {
    find(body, shape).unwrap_or_else(|| {
        let valid = body.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
        let byte = body.get(valid).copied().unwrap_or_default();
        Reader::new(body).failure(valid, &jackson::invalid_utf8(byte))
    })
}

/// What is wrong with a body, if the shape shows it.
pub(super) fn find(body: &[u8], shape: &Shape) -> Option<Failure> {
    let mut walk = Walk { reader: Reader::new(body), depth: 0 };
    walk.body(shape).err()
}

/// A walk through a body.
struct Walk<'a> {
    reader: Reader<'a>,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn body(&mut self, shape: &Shape) -> Read<()> {
        let content = self.reader.peek();
        let start = self.reader.position();
        if content.is_none() || matches!(self.value(Some(shape))?, Token::Null) {
            let column = if content.is_none() { 0 } else { start + 1 };
            return Err(Failure::invalid_json(1, column, jackson::NO_CONTENT));
        }
        match self.reader.peek() {
            None => Ok(()),
            Some(_) => Err(self.reader.failure(self.reader.position(), jackson::TRAILING)),
        }
    }

    /// Walks one value; without a shape, any value will do.
    fn value(&mut self, shape: Option<&Shape>) -> Read<Token<'a>> {
        let Some(first) = self.reader.peek() else {
            return Err(self.reader.failure(self.reader.position(), jackson::END_BEFORE_VALUE));
        };
        let start = self.reader.position();
        let token = match first {
            b'{' => Token::StartObject,
            b'[' => Token::StartArray,
            b'"' => Token::Text(self.reader.string()?),
            _ => self.reader.bare()?,
        };
        if let Some(shape) = shape
            && !fits(shape, token)
        {
            return Err(self.reader.failure(start, &jackson::mismatch(shape, token)));
        }
        match token {
            Token::StartObject => self.nested(|walk| walk.members(shape))?,
            Token::StartArray => self.nested(|walk| walk.list(shape))?,
            _ => {}
        }
        Ok(token)
    }

    /// Walks something in brackets, unless it is nested absurdly deep.
    fn nested(&mut self, walk: impl FnOnce(&mut Self) -> Read<()>) -> Read<()> {
        if self.depth == MAX_DEPTH {
            return Err(self.reader.failure(self.reader.position(), &jackson::too_deep()));
        }
        self.depth += 1;
        self.reader.advance();
        walk(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn members(&mut self, shape: Option<&Shape>) -> Read<()> {
        let mut set: Vec<(&str, Token<'_>)> = Vec::new();
        let mut is_first = true;
        while self.continues(b'}', is_first, expected::COMMA_IN_OBJECT, jackson::END_IN_OBJECT)? {
            is_first = false;
            if self.reader.peek() != Some(b'"') {
                return Err(self.reader.unexpected(expected::NAME));
            }
            let name = self.reader.string()?;
            if self.reader.peek() != Some(b':') {
                return Err(self.reader.unexpected(expected::COLON));
            }
            self.reader.advance();
            let member = member(shape, name);
            let token = self.value(member)?;
            if is_set(member, token) {
                set.push((name, token));
            }
        }
        match shape.and_then(object) {
            Some(object) => self.complete(object, &set),
            None => Ok(()),
        }
    }

    /// Refuses an object that was just read and lacks fields.
    fn complete(&self, object: &Object, set: &[(&str, Token<'_>)]) -> Read<()> {
        // The reader is one byte beyond the closing brace, whose place the message names.
        let end = self.reader.position() - 1;
        let missing = missing(object, set);
        let Some(built) = object.built else {
            let (line, column) = self.reader.place(end);
            return if missing.is_empty() {
                Ok(())
            } else {
                Err(Failure::missing_fields(line, column, &missing))
            };
        };
        if !missing.is_empty() {
            return Err(self.reader.failure(end, &jackson::not_built(built.noun, &missing)));
        }
        match built.needs.iter().find_map(|need| Some((need, unmet(need, set)?))) {
            Some((need, word)) => Err(self.reader.failure(end, &jackson::needs(object.name, need, word))),
            None => Ok(()),
        }
    }

    fn list(&mut self, shape: Option<&Shape>) -> Read<()> {
        let item = match shape {
            Some(Shape::List(item) | Shape::Set(item)) => Some(*item),
            _ => None,
        };
        let mut is_first = true;
        while self.continues(b']', is_first, expected::COMMA_IN_ARRAY, jackson::END_IN_ARRAY)? {
            is_first = false;
            self.reader.peek();
            let start = self.reader.position();
            let token = self.value(item)?;
            if let (Token::Null, Some(item)) = (token, item) {
                return Err(self.reader.failure(start, &jackson::mismatch(item, token)));
            }
        }
        Ok(())
    }

    /// Whether another entry follows; consumes the comma before it, or the closing bracket.
    fn continues(&mut self, close: u8, is_first: bool, comma: &str, end: &str) -> Read<bool> {
        match self.reader.peek() {
            None => Err(self.reader.failure(self.reader.position(), end)),
            Some(byte) if byte == close => {
                self.reader.advance();
                Ok(false)
            }
            Some(_) if is_first => Ok(true),
            Some(b',') => {
                self.reader.advance();
                Ok(true)
            }
            Some(_) => Err(self.reader.unexpected(comma)),
        }
    }
}

/// Whether a value that begins with this token can have this shape; null is always "not set".
fn fits(shape: &Shape, token: Token<'_>) -> bool {
    match (shape, token) {
        (_, Token::Null)
        | (Shape::Object(_) | Shape::Map(_) | Shape::TextOr(_), Token::StartObject)
        | (Shape::List(_) | Shape::Set(_), Token::StartArray)
        | (
            Shape::Text | Shape::TextOr(_),
            Token::Text(_) | Token::Integer(_) | Token::Decimal(_) | Token::Boolean(_),
        )
        | (Shape::Boolean, Token::Boolean(_))
        | (Shape::Integer, Token::Text("")) => true,
        (Shape::Boolean, Token::Text(text)) => {
            text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
        }
        (Shape::Integer, Token::Integer(text) | Token::Text(text)) => text.parse::<i32>().is_ok(),
        (Shape::Word(words), Token::Text(text)) => words.values.contains(&text),
        _ => false,
    }
}

/// Whether a field with this value counts as set.
fn is_set(shape: Option<&Shape>, token: Token<'_>) -> bool {
    !matches!((shape, token), (_, Token::Null) | (Some(Shape::Integer), Token::Text("")))
}

/// The object that a value of this shape is, if it is one.
fn object(shape: &Shape) -> Option<&Object> {
    match shape {
        Shape::Object(object) | Shape::TextOr(object) => Some(object),
        _ => None,
    }
}

/// The shape of the member of that name; unknown ones have none.
fn member<'s>(shape: Option<&'s Shape>, name: &str) -> Option<&'s Shape> {
    match shape? {
        Shape::Map(value) => Some(value),
        shape => {
            let fields = object(shape)?.fields;
            fields.iter().find(|field| field.name == name).map(|field| &field.shape)
        }
    }
}

/// The names of the required fields that were not set, in the shape's order.
fn missing(object: &Object, set: &[(&str, Token<'_>)]) -> Vec<&'static str> {
    let is_set = |name: &str| set.iter().any(|(known, _)| *known == name);
    let fields = object.fields.iter().filter(|field| field.required && !is_set(field.name));
    fields.map(|field| field.name).collect()
}

/// The word because of which a field must be set that is not.
fn unmet<'a>(need: &Need, set: &[(&str, Token<'a>)]) -> Option<&'a str> {
    let value = |name: &str| set.iter().find(|(known, _)| *known == name).map(|(_, token)| *token);
    match (value(need.by), value(need.field)) {
        (Some(Token::Text(word)), None | Some(Token::Text(""))) => need.of.contains(&word).then_some(word),
        _ => None,
    }
}
