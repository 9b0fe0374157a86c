//! What an account's records may hold: the built-in catalogue, and the account's own rows over it.

mod cache;
mod change;
mod definition;
mod log;
mod own_types;
mod rows;
mod stored_pipeline;
mod stored_rule;
mod stored_type;

use std::borrow::Cow;
use std::collections::BTreeMap;

use linchpin_domain::calendar::Zone;
use linchpin_domain::currency::Rates;
use linchpin_domain::feature::Features;
use linchpin_domain::formula::Calculations;
use linchpin_domain::{
    Catalogue, DataSensitivity, ObjectType, ObjectTypeId, Owners, Pipeline, Property, PropertyGroup,
    PropertyOption, Timestamp, TypeDefinition, Validations, catalogue, pipeline,
};
use linchpin_store::Error as StoreError;
use linchpin_store::object_types::ObjectTypeRow;

use crate::{Error, Result};

pub(crate) use cache::Schemas;
pub(crate) use change::{Change, change_in};
pub(crate) use log::{Action, Entry, Line};
pub(crate) use own_types::OwnTypes;
pub(crate) use rows::{Rows, schema_in};

/// The property of contacts by which HubSpot tells them apart, though its definition does not say so.
const EMAIL: &str = "email";

/// The property that says which currency a deal is in.
const DEAL_CURRENCY: &str = "deal_currency_code";

/// The schema of one object type in one account, at one version.
pub struct TypeSchema {
    /// The type.
    pub object_type: &'static ObjectType,
    /// The version of the account's schema that this was read at or after.
    pub(crate) version: i64,
    /// What the account says about the type, as far as it names properties that are live.
    pub definition: TypeDefinition,
    /// When the type was made; HubSpot's own show the year 1970 (recorded).
    pub(crate) created_at: Timestamp,
    /// When its definition last changed.
    pub(crate) updated_at: Timestamp,
    /// When it was archived, if it is.
    pub(crate) archived_at: Option<Timestamp>,
    builtin: Cow<'static, Catalogue>,
    /// The account's additions, and built-in properties that it changed, by name; archived ones included.
    own: BTreeMap<String, Property>,
    /// The account's groups, archived ones included.
    own_groups: BTreeMap<String, PropertyGroup>,
    /// The properties whose values are unique; archived ones too, for their values stay claimed.
    unique: Vec<Cow<'static, str>>,
    /// The properties that are calculated from others, compiled.
    pub(crate) calculations: Calculations,
    /// All pipelines in order, archived ones included.
    pipelines: Cow<'static, [Pipeline]>,
    /// The properties that came with the account's own pipelines and stages, by name.
    of_stages: BTreeMap<String, Property>,
    /// Who may own records.
    pub(crate) owners: Owners,
    /// What the account's currencies are worth in its own one; empty for types that do not look at it.
    pub(crate) rates: Rates,
    /// Where the account's days begin.
    pub(crate) zone: Zone,
    /// The rules for values.
    pub(crate) validations: Validations,
    /// What the account switched on and off.
    pub(crate) features: Features,
    /// Whether there are addresses that no record of the type may have.
    pub(crate) blocks: bool,
    /// Whether the account has or had lists, of whichever type.
    pub(crate) has_lists: bool,
    /// Whether there are properties with sensitive values, archived ones included.
    pub(crate) has_sensitive: bool,
}

impl TypeSchema {
    pub(crate) fn new(
        object_type: &'static ObjectType,
        version: i64,
        rows: Rows,
    ) -> Result<Self, StoreError> {
        let mut schema = Self {
            object_type,
            version,
            definition: TypeDefinition::of(object_type),
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            archived_at: None,
            builtin: catalogue::of_type(object_type),
            own: BTreeMap::new(),
            own_groups: BTreeMap::new(),
            unique: Vec::new(),
            calculations: Calculations::default(),
            pipelines: Cow::Borrowed(pipeline::pipelines(object_type)),
            of_stages: BTreeMap::new(),
            owners: rows.owners,
            rates: rows.rates,
            zone: rows.zone,
            validations: Validations::default(),
            features: rows.features,
            blocks: rows.blocks,
            has_lists: rows.lists,
            has_sensitive: false,
        };
        for row in rows.validations {
            schema.validations.put(&row.property, stored_rule::from_row(&row)?);
        }
        for row in rows.properties {
            let property = definition::from_row(&row)?;
            schema.own.insert(row.name, property);
        }
        schema.offer_currencies();
        for row in rows.groups {
            let group = PropertyGroup {
                name: row.name.clone().into(),
                label: row.label.into(),
                display_order: row.display_order as i32,
                archived: row.archived_at.is_some(),
            };
            schema.own_groups.insert(row.name, group);
        }
        for row in rows.pipelines {
            schema.put_pipeline(stored_pipeline::from_row(row)?);
        }
        schema.find_unique();
        schema.find_sensitive();
        schema.find_calculations();
        if let Some(row) = rows.object_type {
            schema.define(&row)?;
        }
        Ok(schema)
    }

    /// Lets deals be in the account's currencies, once there are several.
    fn offer_currencies(&mut self) {
        if !self.rates.are_several() {
            return;
        }
        let Some(mut property) = self.get_any(DEAL_CURRENCY).cloned() else { return };
        let codes = self.rates.codes();
        let options = codes.iter().zip(0..).map(|(code, display_order)| PropertyOption {
            label: (*code).to_owned().into(),
            value: (*code).to_owned().into(),
            description: "".into(),
            display_order,
            hidden: false,
        });
        property.options = options.collect::<Vec<_>>().into();
        self.own.insert(DEAL_CURRENCY.to_owned(), property);
    }

    /// Takes over what the account says about the type.
    fn define(&mut self, row: &ObjectTypeRow) -> Result<(), StoreError> {
        let mut definition = stored_type::from_row(row)?;
        // What names an archived property counts again when that is restored.
        definition.retain(|name| self.get(name).is_some());
        self.definition = definition;
        (self.created_at, self.updated_at, self.archived_at) =
            (row.created_at, row.updated_at, row.archived_at);
        Ok(())
    }

    /// Refuses a type that is archived.
    pub(crate) fn check_live(&self) -> Result<()> {
        match self.archived_at {
            None => Ok(()),
            Some(_) => Err(Error::UnknownObjectType(self.object_type.singular.to_owned())),
        }
    }

    /// Adds or replaces a property, in a schema that a transaction is about to change.
    pub(crate) fn put_property(&mut self, property: Property) {
        self.own.insert(property.name.to_string(), property);
        self.find_unique();
        self.find_sensitive();
        self.find_calculations();
    }

    /// Adds or replaces a group, in a schema that a transaction is about to change.
    pub(crate) fn put_group(&mut self, group: PropertyGroup) {
        self.own_groups.insert(group.name.to_string(), group);
    }

    /// Adds or replaces a pipeline.
    fn put_pipeline(&mut self, pipeline: Pipeline) {
        let pipelines = self.pipelines.to_mut();
        match pipelines.iter_mut().find(|known| known.id == pipeline.id) {
            Some(known) => *known = pipeline,
            None => pipelines.push(pipeline),
        }
        pipeline::sort(pipelines);
        let of_stages = self.pipelines.iter().flat_map(|pipeline| {
            let of_stage = |stage| pipeline::stage_properties(self.object_type, pipeline, stage);
            pipeline.stages.iter().flat_map(of_stage)
        });
        let of_stages = catalogue::stage_properties(self.object_type).into_iter().chain(of_stages);
        self.of_stages = of_stages.map(|property| (property.name.to_string(), property)).collect();
    }

    fn find_unique(&mut self) {
        let unique = self.live().filter(|property| self.is_unique(property));
        self.unique = unique.map(|property| property.name.clone()).collect();
    }

    fn find_sensitive(&mut self) {
        // None of HubSpot's own properties is.
        let mut own = self.own.values();
        self.has_sensitive = own.any(|property| property.data_sensitivity != DataSensitivity::NonSensitive);
    }

    fn find_calculations(&mut self) {
        // Only the account's own properties have formulas that are known as text.
        let own = self.own.values().filter(|property| property.archived_at.is_none());
        self.calculations = Calculations::new(own, &|name| self.get_in_any_case(name));
    }

    /// The live property of this name, or else one whose name differs in case only, as formulas may write it.
    pub(crate) fn get_in_any_case(&self, name: &str) -> Option<&Property> {
        let similar = || self.live().find(|property| property.name.eq_ignore_ascii_case(name));
        self.get(name).or_else(similar)
    }

    /// The live property of this name.
    pub fn get(&self, name: &str) -> Option<&Property> {
        self.get_any(name).filter(|property| property.archived_at.is_none())
    }

    /// The property of this name, archived or not.
    pub fn get_any(&self, name: &str) -> Option<&Property> {
        // Most accounts have few rows of their own, and none for most names.
        if !self.own.is_empty()
            && let Some(property) = self.own.get(name)
        {
            return Some(property);
        }
        self.builtin.get(name).or_else(|| self.of_stages.get(name))
    }

    /// Every property that is archived (or live, if not `archived`), in no particular order.
    pub fn all(&self, archived: bool) -> impl Iterator<Item = &Property> {
        let builtin = self
            .builtin
            .properties()
            .iter()
            .filter(|property| !self.own.contains_key(property.name.as_ref()));
        let of_stages =
            self.of_stages.values().filter(|property| !self.own.contains_key(property.name.as_ref()));
        let all = builtin.chain(of_stages).chain(self.own.values());
        all.filter(move |property| property.archived_at.is_some() == archived)
    }

    /// The built-in properties.
    pub(crate) fn builtin(&self) -> &Catalogue {
        &self.builtin
    }

    /// The properties that are not built in, archived ones included, and the built-in ones that the account changed.
    pub(crate) fn additions(&self) -> impl Iterator<Item = &Property> {
        let of_stages = self.of_stages.values();
        of_stages.filter(|property| !self.own.contains_key(property.name.as_ref())).chain(self.own.values())
    }

    fn live(&self) -> impl Iterator<Item = &Property> {
        self.all(false)
    }

    /// The live groups, built-in ones first.
    pub fn groups(&self) -> impl Iterator<Item = &PropertyGroup> {
        let builtin =
            self.builtin.groups().iter().filter(|group| !self.own_groups.contains_key(group.name.as_ref()));
        builtin.chain(self.own_groups.values()).filter(|group| !group.archived)
    }

    /// The live group of this name.
    pub fn group(&self, name: &str) -> Option<&PropertyGroup> {
        match self.own_groups.get(name) {
            Some(group) => Some(group),
            None => self.builtin.groups().iter().find(|group| group.name == name),
        }
        .filter(|group| !group.archived)
    }

    /// Whether a record can be found by a value of the property.
    pub fn is_unique(&self, property: &Property) -> bool {
        property.has_unique_value || (self.is_contacts() && property.name == EMAIL)
    }

    /// The properties whose values are unique; archived ones too, for their values stay claimed.
    pub(crate) fn unique_names(&self) -> &[Cow<'static, str>] {
        &self.unique
    }

    /// Whether this is the type whose email addresses identify its records.
    pub(crate) fn is_contacts(&self) -> bool {
        is_contacts(self.object_type)
    }

    /// The pipelines of the type in order, archived ones included, for records may still be in them.
    pub(crate) fn pipelines(&self) -> &[Pipeline] {
        &self.pipelines
    }
}

fn is_deals(object_type: &ObjectType) -> bool {
    object_type.id == ObjectTypeId::standard(3)
}

fn is_contacts(object_type: &ObjectType) -> bool {
    object_type.id == ObjectTypeId::standard(1)
}
