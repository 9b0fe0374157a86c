//! Values for records that are made for an event.

use anyhow::{Context as _, Result};
use linchpin_domain::{Input, ObjectType, Property, PropertyType, Timestamp};
use linchpin_engine::object_types::ObjectSchema;
use linchpin_engine::objects::Values;
use linchpin_engine::{Engine, Principal};

/// What a record is to be made of.
pub(super) struct Made {
    schema: ObjectSchema,
    /// Where a new record is to stand: the first stage of the first pipeline.
    stage: Option<[(String, String); 2]>,
    now: Timestamp,
}

impl Made {
    /// Looks at what records of a type are made of.
    pub(super) async fn new(
        engine: &Engine,
        principal: &Principal,
        object_type: &'static ObjectType,
    ) -> Result<Self> {
        let schema = engine.object_schema(principal.account, object_type).await?;
        let now = engine.now(principal.account);
        let Some(stages) = object_type.stages else { return Ok(Self { schema, stage: None, now }) };
        let pipelines = engine.list_pipelines(principal, object_type).await?;
        let first = pipelines.first().and_then(|pipeline| Some((pipeline, pipeline.stages.first()?)));
        let stage = first.map(|(pipeline, stage)| {
            [
                (stages.pipeline.to_owned(), pipeline.id.to_string()),
                (stages.stage.to_owned(), stage.id.to_string()),
            ]
        });
        Ok(Self { schema, stage, now })
    }

    /// The values of a new record: what titles it and what it cannot do without, and a value that is asked for.
    pub(super) fn values(&self, asked: Option<(String, String)>) -> Values<'static> {
        let mut values: Vec<(String, String)> = asked.into_iter().collect();
        let definition = &self.schema.definition;
        let needed = definition.required.iter().chain(&definition.primary_display);
        let placed = self.stage.iter().flatten().cloned();
        let needed: Vec<_> = placed
            .chain(needed.filter_map(|name| {
                let property = self.property(name).filter(|property| !property.read_only_value)?;
                Some((name.to_string(), self.value(property, "Made")))
            }))
            .collect();
        for (name, value) in needed {
            if !values.iter().any(|(known, _)| *known == name) {
                values.push((name, value));
            }
        }
        values.into_iter().map(|(name, value)| (name.into(), Input::Text(value.into()))).collect()
    }

    /// Another value for what titles a record.
    pub(super) fn change(&self) -> Result<(String, String)> {
        let definition = &self.schema.definition;
        let mut names = definition.primary_display.iter().chain(&definition.required);
        let property = names
            .find_map(|name| self.property(name).filter(|property| !property.read_only_value))
            .context("nothing titles such records: say what is to change, with --property NAME=VALUE")?;
        Ok((property.name.to_string(), self.value(property, "Changed")))
    }

    fn property(&self, name: &str) -> Option<&Property> {
        self.schema.properties.iter().find(|property| property.name == name)
    }

    /// Some value that the property takes.
    fn value(&self, property: &Property, done: &str) -> String {
        let chosen = match done {
            "Made" => property.options.first(),
            _ => property.options.last(),
        };
        match (property.property_type, chosen) {
            (_, Some(option)) => option.value.to_string(),
            (PropertyType::Number, _) => (self.now.0 % 1_000_000).to_string(),
            (PropertyType::Bool, _) => (done == "Made").to_string(),
            (PropertyType::Date, _) => self.now.to_date(),
            (PropertyType::DateTime, _) => self.now.to_iso(),
            (PropertyType::PhoneNumber, _) => "+12025550100".to_owned(),
            _ => format!("{done} by linchpin trigger at {}", self.now.to_iso()),
        }
    }
}
