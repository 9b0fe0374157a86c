//! Refusals of what an account says records are, as failures.

use linchpin_engine::object_types::TypeRefusal;
use linchpin_engine::pipelines::PipelineRefusal;
use linchpin_engine::properties::PropertyRefusal;
use linchpin_engine::validations::RuleRefusal;

use crate::Failure;

/// What goes wrong with object types.
pub(super) fn object_type(refusal: TypeRefusal) -> Failure {
    match refusal {
        TypeRefusal::Invalid(violations) => {
            let reasons = violations.iter().map(|violation| (violation.field(), violation.to_string()));
            Failure::invalid_type(reasons)
        }
        TypeRefusal::Exists(name) => Failure::type_exists(&name),
        TypeRefusal::TooMany(max) => Failure::too_many_types(max),
        TypeRefusal::NotCustom(object_type) => Failure::not_custom_type(object_type.fully_qualified_name),
        TypeRefusal::HasRecords(object_type) => Failure::type_has_records(object_type.fully_qualified_name),
    }
}

/// What goes wrong with properties and their groups.
pub(super) fn property(refusal: PropertyRefusal) -> Failure {
    match refusal {
        PropertyRefusal::NotFound(name) => Failure::property_not_found(&name),
        PropertyRefusal::Exists(name) => Failure::property_exists(&name),
        PropertyRefusal::Invalid { violations, .. } => {
            let wrong = violations.iter().map(|violation| (violation.field(), violation.to_string()));
            Failure::invalid_definition(wrong)
        }
        PropertyRefusal::ReadOnly(name) | PropertyRefusal::NotArchivable(name) => {
            Failure::property_read_only(&name)
        }
        PropertyRefusal::InUse { name, object_type, users } => {
            Failure::property_in_use(&name, &object_type.id.to_string(), &users)
        }
        PropertyRefusal::TooMany(max) => Failure::too_many_properties(max),
        PropertyRefusal::TooManyUnique(max) => Failure::too_many_unique_properties(max),
        PropertyRefusal::UnknownGroup(name) => Failure::group_unknown(&name),
        PropertyRefusal::GroupNotFound(name) => Failure::group_not_found(&name),
        PropertyRefusal::GroupExists(name) => Failure::group_exists(&name),
        PropertyRefusal::InvalidGroupName(name) => Failure::invalid_group_name(&name),
        PropertyRefusal::GroupNotEmpty(_) => Failure::group_not_empty(),
    }
}

/// What goes wrong with pipelines and their stages.
pub(super) fn pipeline(refusal: PipelineRefusal) -> Failure {
    match refusal {
        PipelineRefusal::NotFound(id) => Failure::pipeline_not_found(&id),
        PipelineRefusal::StageNotFound(id) => Failure::stage_not_found(&id),
        PipelineRefusal::Exists(name) => Failure::pipeline_exists(&name),
        PipelineRefusal::StageExists(id) => Failure::stage_exists(&id),
        PipelineRefusal::Invalid(violations) => {
            let wrong = violations.iter().map(|violation| (violation.field(), violation.to_string()));
            Failure::invalid_pipeline(wrong)
        }
        PipelineRefusal::TooMany(max) => Failure::too_many_pipelines(max),
        PipelineRefusal::Fixed(object_type) => Failure::pipelines_fixed(object_type.plural),
        PipelineRefusal::ArchivedOnlyRestores => Failure::archived_only_restores(),
        PipelineRefusal::StagesInUse { stages, records } => Failure::stages_in_use(&stages, &records),
    }
}

/// What goes wrong with rules for values.
pub(super) fn rule(refusal: &RuleRefusal) -> Failure {
    match refusal {
        RuleRefusal::NotFound { property, kind } => Failure::rule_not_found(property, *kind),
        RuleRefusal::Invalid(violation) => Failure::invalid_rule(violation),
    }
}
