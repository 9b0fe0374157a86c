//! What a CRM is: object types, associations, properties, values, and the properties that fill themselves.
//!
//! Everything here is pure and synchronous.
//! It knows no clock, no SQL, no HTTP and no JSON: time, ids and rows come in as arguments, results go out as values.

pub mod account;
pub mod association;
pub mod automatic;
pub mod base64;
pub mod calendar;
pub mod catalogue;
pub mod company_domain;
pub mod currency;
pub mod feature;
pub mod filter;
pub mod formula;
pub mod id;
pub mod journal;
pub mod limits;
pub mod list;
pub mod merge;
pub mod object_type;
pub mod owner;
pub mod pipeline;
pub mod properties;
pub mod property;
pub mod quota;
pub mod redirect_url;
pub mod retry;
pub mod role;
pub mod rollup;
pub mod scope;
pub mod time;
pub mod validation;
pub mod value;
pub mod violation;
mod web_url;
pub mod webhook;

pub use association::{AssociationType, AssociationTypeId};
pub use catalogue::Catalogue;
pub use id::{AccountId, AppId, ListId, ObjectTypeId, RecordId, TeamId, UserId};
pub use list::{ListKind, ListStatus};
pub use object_type::{ObjectType, TypeDefinition};
pub use owner::{Owner, Owners};
pub use pipeline::{Pipeline, Stage};
pub use properties::Properties;
pub use property::{DataSensitivity, FieldType, Property, PropertyGroup, PropertyOption, PropertyType};
pub use role::Role;
pub use time::Timestamp;
pub use validation::Validations;
pub use value::Input;
pub use violation::{Code, Violation};
