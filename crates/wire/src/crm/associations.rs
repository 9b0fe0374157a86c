//! Associations between records, and their types.
//!
//! HubSpot describes them at <https://developers.hubspot.com/docs/guides/api/crm/associations/associations-v4>.
//! Versions differ in what travels: version 3 names types, version 4 numbers them and shows ids as numbers, and the
//! dated versions are version 4 with ids as text.

pub mod batch;
mod input;
pub mod labels;
pub mod limits;
mod output;
pub mod single;
pub mod usage;

pub use input::{
    ArchiveInput, BatchArchiveInput, BatchCreateInput, BatchDefaultInput, BatchLimitInput,
    BatchLimitKeyInput, BatchNamedInput, BatchReadInput, CreateInput, CreateLabelInput, DefaultInput,
    LimitInput, LimitKeyInput, NamedInput, ReadInput, TypesInput, UpdateLabelInput,
};
pub use output::{
    AssociatedId, AssociatedObject, Association, AssociationsOf, DefaultAssociation, Id, LabelsBetween,
    ObjectId, TypeDefinition, TypeLimit, TypeSpec, TypeWithLabel,
};
