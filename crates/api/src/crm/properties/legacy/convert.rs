//! Definitions in the older words.

use linchpin_domain::{ObjectType, Property, PropertyGroup, PropertyOption, catalogue};
use linchpin_wire::crm::properties::legacy as wire;

/// A property in the older form.
pub(super) fn property(property: &Property) -> wire::PropertyBody<'_> {
    wire::PropertyBody {
        name: &property.name,
        label: &property.label,
        description: &property.description,
        group_name: &property.group_name,
        property_type: property.property_type.as_str(),
        field_type: property.field_type.as_str(),
        hidden: property.hidden,
        options: property.options.iter().map(option).collect(),
        hubspot_defined: property.hubspot_defined.then_some(true),
        read_only_definition: property.read_only_definition,
        read_only_value: property.read_only_value,
        calculated: property.calculated,
        show_currency_symbol: property.show_currency_symbol,
        deleted: property.archived_at.is_some(),
        created_at: property.created_at.map(|at| at.0),
        form_field: property.form_field,
        display_order: property.display_order,
        mutable_definition_not_deletable: !property.archivable && !property.read_only_definition,
        favorited: false,
        favorited_order: -1,
        external_options: property.external_options,
        display_mode: "current_value",
        created_user_id: property.created_user_id.map(|user| user.0),
        text_display_hint: property.text_display_hint.as_deref(),
        number_display_hint: property.number_display_hint.as_deref(),
        options_are_mutable: property.read_only_options.map(|fixed| !fixed),
        referenced_object_type: property.referenced_object_type.as_deref(),
        updated_at: property.updated_at.map(|at| at.0),
        is_customized_default: false,
        searchable_in_global_search: false,
        currency_property_name: property.currency_property_name.as_deref(),
        has_unique_value: property.has_unique_value,
        updated_user_id: property.updated_user_id.map(|user| user.0),
    }
}

fn option(option: &PropertyOption) -> wire::OptionBody<'_> {
    wire::OptionBody {
        description: &option.description,
        value: &option.value,
        read_only: None,
        label: &option.label,
        display_order: option.display_order,
        hidden: option.hidden,
        double_data: None,
    }
}

/// A group in the older form, without its properties.
pub(super) fn group<'a>(object_type: &'static ObjectType, group: &'a PropertyGroup) -> wire::GroupBody<'a> {
    let hubspots_own = catalogue::catalogue(object_type.id).groups();
    wire::GroupBody {
        name: &group.name,
        display_name: &group.label,
        display_order: group.display_order,
        hubspot_defined: hubspots_own.iter().any(|own| own.name == group.name),
        properties: None,
    }
}
