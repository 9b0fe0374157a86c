//! Shapes: what a request body must look like, as data.
//!
//! A body is read by its type; only when that fails is its shape consulted, to say what HubSpot says: which
//! value has the wrong JSON type and where, or which required fields are missing, all of them.
//! Class names are those that HubSpot's messages show, or are formed after them.

/// What a JSON value must be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A string; a number or boolean counts as its text.
    Text,
    /// `true` or `false`, also as a string.
    Boolean,
    /// A whole number, also as a string.
    Integer,
    /// A list whose items all have one shape.
    List(&'static Shape),
    /// Any names, whose values all have one shape.
    Map(&'static Shape),
    /// Known names, each with its own shape; unknown ones are ignored.
    Object(Object),
}

/// The known names of an object.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// The class that HubSpot's messages name.
    pub name: &'static str,
    /// The names, in the order in which messages list them.
    pub fields: &'static [Field],
}

/// One known name of an object.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// What its value must be; `null` always stands for "not set".
    pub shape: Shape,
    /// Whether it must be set.
    pub required: bool,
}

/// A field that must be set.
pub const fn required(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: true }
}

/// A field that may be left out.
pub const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, required: false }
}

/// An object of the class `name` with these fields.
pub const fn object(name: &'static str, fields: &'static [Field]) -> Shape {
    Shape::Object(Object { name, fields })
}

/// A request body: a type that is read from JSON, and the shape that explains why it could not be.
pub trait Body<'a>: serde::Deserialize<'a> {
    /// What the body must look like.
    const SHAPE: Shape;
}
