//! Reads the SDK's type expressions, such as `{ [key: string]: Array<ValueWithTimestamp>; }`.

/// A type, as far as a JSON value can be checked against it.
#[derive(Debug, PartialEq)]
pub(super) enum Shape<'a> {
    String,
    Number,
    Boolean,
    /// A JavaScript `Date`: on the wire a string, whose form the field's format tells.
    Date,
    /// Anything at all.
    Any,
    Array(Box<Shape<'a>>),
    /// An object with any keys.
    Map(Box<Shape<'a>>),
    Nullable(Box<Shape<'a>>),
    /// A model or enumeration of the same client.
    Named(&'a str),
}

impl<'a> Shape<'a> {
    /// Reads a type expression.
    pub(super) fn parse(text: &'a str) -> Self {
        let text = text.trim();
        let inner = |text| Box::new(Self::parse(text));
        if let Some(text) = text.strip_suffix("| null") {
            return Self::Nullable(inner(text));
        }
        if let Some(text) = between(text, "Array<", ">").or_else(|| between(text, "Set<", ">")) {
            return Self::Array(inner(text));
        }
        if let Some(text) = between(text, "{ [key: string]:", "; }") {
            return Self::Map(inner(text));
        }
        match text {
            "string" => Self::String,
            "number" => Self::Number,
            "boolean" => Self::Boolean,
            "Date" => Self::Date,
            "any" | "object" | "HttpFile" => Self::Any,
            name => Self::Named(name),
        }
    }
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    text.strip_prefix(start)?.strip_suffix(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_expressions_are_read() {
        let array = |inner| Shape::Array(Box::new(inner));
        let map = |inner| Shape::Map(Box::new(inner));
        for (text, shape) in [
            ("string", Shape::String),
            ("any", Shape::Any),
            ("Option", Shape::Named("Option")),
            ("Array<Option>", array(Shape::Named("Option"))),
            ("Set<string>", array(Shape::String)),
            ("{ [key: string]: string | null; }", map(Shape::Nullable(Box::new(Shape::String)))),
            ("{ [key: string]: Array<Value>; }", map(array(Shape::Named("Value")))),
            ("Array<{ [key: string]: any; }>", array(map(Shape::Any))),
            ("{ [key: string]: { [key: string]: number; }; }", map(map(Shape::Number))),
        ] {
            assert_eq!(Shape::parse(text), shape, "{text}");
        }
    }
}
