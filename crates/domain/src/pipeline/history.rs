//! The properties that tell of each stage's past: one set for every stage, made together with it.

use std::borrow::Cow;

use super::{Pipeline, Stage, find_stage};
use crate::catalogue::catalogue;
use crate::{FieldType, ObjectType, Property, PropertyType};

/// A property of the set.
struct Template {
    /// How its name begins; the stage follows.
    prefix: &'static str,
    /// How its label begins.
    label: &'static str,
    /// Whether it belongs to the older set, whose labels quote differently and which people do not see.
    is_old: bool,
    property_type: PropertyType,
    field_type: FieldType,
}

const fn template(
    prefix: &'static str,
    label: &'static str,
    is_old: bool,
    property_type: PropertyType,
    field_type: FieldType,
) -> Template {
    Template { prefix, label, is_old, property_type, field_type }
}

/// The set; types and labels are those that built-in stages show.
const TEMPLATES: [Template; 7] = {
    use FieldType::{CalculationReadTime as ReadTime, Date, Number as NumberField};
    use PropertyType::{DateTime, Number};
    [
        template("hs_date_entered_", "Date entered", true, DateTime, ReadTime),
        template("hs_date_exited_", "Date exited", true, DateTime, ReadTime),
        template("hs_time_in_", "Time in", true, Number, ReadTime),
        template("hs_v2_date_entered_", "Date entered", false, DateTime, Date),
        template("hs_v2_date_exited_", "Date exited", false, DateTime, Date),
        template("hs_v2_latest_time_in_", "Latest time in", false, Number, NumberField),
        template("hs_v2_cumulative_time_in_", "Cumulative time in", false, Number, NumberField),
    ]
};

/// The property that says of a type that the past of its stages is kept.
const CURRENT: &str = "hs_v2_date_entered_current_stage";

/// Tells whether a property tells of one stage's past, such as `hs_date_entered_closedwon`.
///
/// HubSpot fills these behind the scenes: its answers to writes leave them out (recorded 2024, 2026), reads have them.
pub fn is_stage_history(name: &str) -> bool {
    TEMPLATES.iter().any(|template| name.starts_with(template.prefix)) && !name.ends_with("_current_stage")
}

/// Tells whether the past of the type's stages is kept.
pub(crate) fn keeps_history(object_type: &ObjectType) -> bool {
    // Custom types have it from their first pipeline on.
    !object_type.id.is_standard() || catalogue(object_type.id).get(CURRENT).is_some()
}

/// The end of the names of a stage's history properties; none for a stage that is in none of the pipelines.
///
/// It is the stage's id, `_` for what is no letter or digit; an id with such characters also gets a number.
/// HubSpot computes that in a way we do not know: those of built-in stages are looked up.
pub(crate) fn history_key(
    object_type: &ObjectType,
    pipelines: &[Pipeline],
    stage: &str,
) -> Option<Cow<'static, str>> {
    if let Some(key) = built_in_key(object_type, stage) {
        return Some(Cow::Borrowed(key));
    }
    find_stage(pipelines, stage).map(|_| Cow::Owned(own_key(stage)))
}

fn plain(stage: &str) -> String {
    stage.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect()
}

fn built_in_key(object_type: &ObjectType, stage: &str) -> Option<&'static str> {
    const PREFIX: &str = "hs_date_entered_";
    find_stage(object_type.pipelines, stage)?;
    let plain = plain(stage);
    let wanted = format!("{PREFIX}{plain}");
    let properties = catalogue(object_type.id).properties();
    let first = properties.partition_point(|property| property.name.as_ref() < wanted.as_str());
    let Cow::Borrowed(name) = &properties.get(first)?.name else { return None };
    let rest = name.strip_prefix(&wanted)?;
    let numbered = plain != stage && rest.starts_with('_');
    if rest.is_empty() || numbered { name.strip_prefix(PREFIX) } else { None }
}

fn own_key(stage: &str) -> String {
    let key = plain(stage);
    if key == stage {
        return key;
    }
    // Ids that differ only in such characters must not share properties.
    let hash = stage.bytes().fold(0_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into()));
    format!("{key}_{}", hash & 0x7fff_ffff)
}

/// The history properties of a stage that the account added; none where the catalogue has them already.
pub fn stage_properties(object_type: &ObjectType, pipeline: &Pipeline, stage: &Stage) -> Vec<Property> {
    if !keeps_history(object_type) || built_in_key(object_type, &stage.id).is_some() {
        return Vec::new();
    }
    let key = own_key(&stage.id);
    TEMPLATES.iter().map(|template| property(object_type, template, &key, (pipeline, stage))).collect()
}

fn property(
    object_type: &ObjectType,
    template: &Template,
    key: &str,
    (pipeline, stage): (&Pipeline, &Stage),
) -> Property {
    let properties = catalogue(object_type.id).properties();
    // The group in which the built-in stages have theirs.
    let alike = properties
        .iter()
        .find(|known| known.name.starts_with(template.prefix) && is_stage_history(&known.name));
    let group = alike.map_or_else(|| object_type.main_group(), |known| known.group_name.clone());
    let quote = if template.is_old { '\'' } else { '"' };
    let label = format!("{} {quote}{} ({}){quote}", template.label, stage.label, pipeline.label);
    let name = format!("{}{key}", template.prefix);
    Property {
        hubspot_defined: true,
        archivable: false,
        read_only_definition: true,
        read_only_value: true,
        calculated: false,
        hidden: template.is_old,
        created_at: Some(stage.created_at),
        updated_at: Some(stage.created_at),
        ..Property::new(name, label, group, template.property_type, template.field_type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object_type::find;
    use crate::pipeline::pipelines;
    use crate::value::check_writable;

    /// A pipeline with one stage more than the default one.
    fn with_stage(id: &'static str) -> Pipeline {
        let mut pipeline = pipelines(find("deals").unwrap())[0].clone();
        let stage = Stage { id: id.into(), label: "Signed".into(), ..pipeline.stages[0].clone() };
        pipeline.stages.to_mut().push(stage);
        pipeline
    }

    #[test]
    fn new_stages_get_the_same_properties_as_built_in_ones() {
        let deals = find("deals").unwrap();
        let pipeline = with_stage("5996831934");
        let made = stage_properties(deals, &pipeline, pipeline.stages.last().unwrap());
        assert_eq!(made.len(), TEMPLATES.len());
        for property in made {
            let name = property.name.replace("5996831934", "closedwon");
            let built_in = catalogue(deals.id).get(&name).unwrap();
            let label = built_in.label.replace("Closed Won", "Signed");
            assert_eq!((&*property.label, &property.group_name), (&*label, &built_in.group_name));
            let shape = |property: &Property| (property.property_type, property.field_type, property.hidden);
            assert_eq!(shape(&property), shape(built_in), "{name}");
            assert!(check_writable(&property).is_err() && is_stage_history(&property.name));
        }
        assert!(stage_properties(deals, &pipeline, &pipeline.stages[0]).is_empty());
        let orders = find("orders").unwrap();
        assert!(stage_properties(orders, &pipeline, &pipeline.stages[7]).is_empty());
    }

    #[test]
    fn the_names_end_in_the_id_of_the_stage() {
        let (deals, leads) = (find("deals").unwrap(), find("leads").unwrap());
        for (object_type, id, expected) in [
            (deals, "closedwon", Some("closedwon")),
            (leads, "new-stage-id", Some("new_stage_id_1318266061")),
            (deals, "17", Some("17")),
            (deals, "a-b", Some("a_b_94710")),
            (deals, "nowhere", None),
        ] {
            let pipelines = [with_stage("17"), with_stage("a-b")];
            assert_eq!(history_key(object_type, &pipelines, id).as_deref(), expected, "{id}");
        }
    }
}
