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
    /// A whole number, also as a string; an empty string stands for "not set".
    Integer,
    /// One of some words.
    Word(Enumeration),
    /// A list whose items all have one shape.
    List(&'static Shape),
    /// A list whose items all have one shape and whose order means nothing; it looks like any list.
    Set(&'static Shape),
    /// Any names, whose values all have one shape.
    Map(&'static Shape),
    /// Known names, each with its own shape; unknown ones are ignored.
    Object(Object),
    /// A string, or an object in its place.
    TextOr(Object),
}

/// The words that a value may be.
#[derive(Clone, Copy, Debug)]
pub struct Enumeration {
    /// The class that HubSpot's messages name.
    pub name: &'static str,
    /// The words, in the order in which messages list them.
    pub values: &'static [&'static str],
}

/// The known names of an object.
#[derive(Clone, Copy, Debug)]
pub struct Object {
    /// The class that HubSpot's messages name.
    pub name: &'static str,
    /// The names, in the order in which messages list them.
    pub fields: &'static [Field],
    /// Present where HubSpot builds a thing of the fields, which has other words for what is missing.
    pub built: Option<Built>,
}

/// A thing that is built of the fields of an object.
#[derive(Clone, Copy, Debug)]
pub struct Built {
    /// What messages call it.
    pub noun: &'static str,
    /// Fields that must be set because of what others say.
    pub needs: &'static [Need],
}

/// A field that must be set, and be no empty text, where another one is one of some words.
#[derive(Clone, Copy, Debug)]
pub struct Need {
    /// The field.
    pub field: &'static str,
    /// What messages say is needed.
    pub words: &'static str,
    /// The other field.
    pub by: &'static str,
    /// The words.
    pub of: &'static [&'static str],
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
    Shape::Object(Object { name, fields, built: None })
}

/// A request body: a type that is read from JSON, and the shape that explains why it could not be.
pub trait Body<'a>: serde::Deserialize<'a> {
    /// What the body must look like.
    const SHAPE: Shape;
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{Body, Field, Shape};
    use crate::account::settings;
    use crate::apps;
    use crate::crm::{associations, features, lists, objects, pipelines, properties, schemas, validations};
    use crate::people::{teams, users};
    use crate::settings::{business_units, currencies, tax_rates};
    use crate::tools::{accounts, clock, faults, snapshots};
    use crate::webhooks;

    /// A value of a shape, with all its fields or only those that must be set.
    fn sample(shape: &Shape, is_wanted: fn(&Field) -> bool) -> Value {
        match shape {
            Shape::Text => json!("1"),
            Shape::Boolean => json!("true"),
            Shape::Integer => json!(1),
            Shape::Word(words) => json!(words.values[0]),
            Shape::List(item) | Shape::Set(item) => json!([sample(item, is_wanted)]),
            Shape::Map(value) => json!({ "name": sample(value, is_wanted) }),
            Shape::Object(object) | Shape::TextOr(object) => {
                let fields = object.fields.iter().filter(|field| is_wanted(field));
                let members = fields.map(|field| (field.name.to_owned(), sample(&field.shape, is_wanted)));
                Value::Object(members.collect::<Map<_, _>>())
            }
        }
    }

    /// Checks that a type reads exactly what its shape says, as far as required fields go.
    fn check<T: Body<'static>>() {
        // The types borrow from the text, so a test that names none of their lifetimes has to leak it.
        let reads = |value: &Value| serde_json::from_str::<T>(value.to_string().leak()).is_ok();
        let Shape::Object(object) = T::SHAPE else { panic!("a body is an object") };
        assert!(reads(&sample(&T::SHAPE, |_| true)), "{} with all fields", object.name);
        assert!(reads(&sample(&T::SHAPE, |field| field.required)), "{} with required fields", object.name);
        for field in object.fields {
            let mut null = sample(&T::SHAPE, |_| true);
            null[field.name] = Value::Null;
            assert_eq!(reads(&null), !field.required, "{} without {}", object.name, field.name);
        }
    }

    #[test]
    fn shapes_and_types_agree() {
        check::<settings::SetInput<'_>>();
        check::<currencies::CreateRateInput<'_>>();
        check::<currencies::UpdateRateInput<'_>>();
        check::<currencies::BatchCreateInput<'_>>();
        check::<currencies::BatchUpdateInput<'_>>();
        check::<currencies::BatchReadInput<'_>>();
        check::<currencies::VisibilityInput<'_>>();
        check::<currencies::CurrencyInput<'_>>();
        check::<tax_rates::AddInput<'_>>();
        check::<business_units::CreateInput<'_>>();
        check::<objects::CreateInput<'_>>();
        check::<objects::UpdateInput<'_>>();
        check::<objects::BatchReadInput<'_>>();
        check::<objects::BatchCreateInput<'_>>();
        check::<objects::BatchWriteInput<'_>>();
        check::<objects::BatchArchiveInput<'_>>();
        check::<objects::SearchInput<'_>>();
        check::<associations::BatchCreateInput<'_>>();
        check::<associations::BatchDefaultInput<'_>>();
        check::<associations::BatchArchiveInput<'_>>();
        check::<associations::BatchNamedInput<'_>>();
        check::<associations::BatchReadInput<'_>>();
        check::<associations::BatchLimitInput<'_>>();
        check::<associations::BatchLimitKeyInput<'_>>();
        check::<associations::CreateLabelInput<'_>>();
        check::<associations::UpdateLabelInput<'_>>();
        check::<lists::ListInput<'_>>();
        check::<lists::FiltersInput>();
        check::<lists::SearchInput<'_>>();
        check::<lists::FolderInput<'_>>();
        check::<lists::MoveListInput<'_>>();
        check::<lists::MembershipChangeInput<'_>>();
        check::<lists::RecordsInput<'_>>();
        check::<lists::ConversionInput<'_>>();
        check::<pipelines::legacy::DealPipelineInput<'_>>();
        check::<properties::legacy::GroupInput<'_>>();
        check::<properties::CreateInput<'_>>();
        check::<properties::UpdateInput<'_>>();
        check::<properties::BatchReadInput<'_>>();
        check::<properties::BatchCreateInput<'_>>();
        check::<properties::BatchArchiveInput<'_>>();
        check::<properties::CreateGroupInput<'_>>();
        check::<properties::UpdateGroupInput<'_>>();
        check::<pipelines::PipelineInput<'_>>();
        check::<pipelines::PipelineReplaceInput<'_>>();
        check::<pipelines::PipelineUpdateInput<'_>>();
        check::<pipelines::StageInput<'_>>();
        check::<pipelines::StageReplaceInput<'_>>();
        check::<pipelines::StageUpdateInput<'_>>();
        check::<validations::RuleInput<'_>>();
        check::<features::SwitchInput>();
        check::<users::CreateInput<'_>>();
        check::<users::ReplaceInput<'_>>();
        check::<teams::CreateInput<'_>>();
        check::<teams::UpdateInput<'_>>();
        check::<teams::MemberInput<'_>>();
        check::<teams::BatchInput<'_>>();
        check::<apps::definitions::NewAppInput<'_>>();
        check::<apps::definitions::AppChangeInput<'_>>();
        check::<apps::tokens::RotateInput>();
        check::<apps::tokens::IntrospectInput<'_>>();
        check::<schemas::CreateInput<'_>>();
        check::<schemas::UpdateInput<'_>>();
        check::<schemas::BatchReadInput<'_>>();
        check::<schemas::AssociationInput<'_>>();
        check::<accounts::AccountInput<'_>>();
        check::<snapshots::SnapshotInput<'_>>();
        check::<snapshots::ResetInput>();
        check::<clock::ClockInput<'_>>();
        check::<faults::FaultInput<'_>>();
        check::<webhooks::settings::SettingsInput<'_>>();
        check::<webhooks::subscriptions::CreateInput<'_>>();
        check::<webhooks::subscriptions::CreateDatedInput<'_>>();
        check::<webhooks::subscriptions::UpdateInput>();
        check::<webhooks::subscriptions::BatchUpdateInput>();
    }
}
