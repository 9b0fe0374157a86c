//! Properties and their groups: list, read, create, update and archive the definitions that records follow.
//!
//! Reads come from the schema in memory.
//! A write locks the account's schema, applies its rules to the schema as it then stands, and stores and logs what
//! it changed in the same transaction; other nodes see the raised version and read the schema again.

mod archive;
mod create;
mod formula;
mod groups;
mod read;
mod refusal;
mod sensitivity;
mod update;

use linchpin_domain::{FieldType, PropertyOption, PropertyType};

pub(crate) use create::create;
pub use read::PropertyFilter;
pub use refusal::PropertyRefusal;

/// The properties with unique values that a type may have besides HubSpot's own.
pub const MAX_UNIQUE_PROPERTIES: usize = 10;

/// Changes to a property's definition; what is none stays as it is.
///
/// Its name and whether its values are unique never change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PropertyUpdate {
    /// What people read.
    pub label: Option<String>,
    /// An explanation.
    pub description: Option<String>,
    /// The group that shows it.
    pub group_name: Option<String>,
    /// What kind of value it holds.
    pub property_type: Option<PropertyType>,
    /// How it is edited.
    pub field_type: Option<FieldType>,
    /// The whole new list of choices.
    pub options: Option<Vec<PropertyOption>>,
    /// The place in its group.
    pub display_order: Option<i32>,
    /// Whether people do not see it.
    pub hidden: Option<bool>,
    /// Whether forms may offer it.
    pub form_field: Option<bool>,
    /// The formula; an empty one takes it away.
    pub calculation_formula: Option<String>,
    /// The property that holds the currency of this amount.
    pub currency_property_name: Option<String>,
    /// How a number is shown.
    pub number_display_hint: Option<String>,
    /// How a text is shown.
    pub text_display_hint: Option<String>,
    /// Whether numbers are shown as money.
    pub show_currency_symbol: Option<bool>,
}

/// A group to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// The internal name, which never changes.
    pub name: String,
    /// What people read.
    pub label: String,
    /// The place among the groups; none is -1, after all others.
    pub display_order: Option<i32>,
}

/// Changes to a group; what is none stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupUpdate {
    /// What people read.
    pub label: Option<String>,
    /// The place among the groups.
    pub display_order: Option<i32>,
}
