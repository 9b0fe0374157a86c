//! Lists between HubSpot's words and ours.

use std::borrow::Cow;

use linchpin_domain::list::{Inactivity, ListConversion};
use linchpin_domain::{Timestamp, UserId};
use linchpin_engine::lists::{FoundList, History, List};
use linchpin_wire::crm::lists as wire;
use linchpin_wire::input::{TextInput, ValueInput};

use crate::Failure;

/// What the maker of a list wrote down beside its definition, as it is kept.
pub(super) fn settings(input: &wire::ListInput<'_>) -> String {
    let pair = |(name, value): &(Cow<'_, str>, ValueInput<'_>)| match value {
        ValueInput::Text(text) => Some((name.clone().into_owned().into(), text.clone().into_owned().into())),
        ValueInput::Null => None,
    };
    let properties = input.custom_properties.iter().flat_map(|properties| &properties.0);
    let settings = wire::Settings {
        list_permissions: input.list_permissions.clone(),
        membership_settings: input.membership_settings.clone(),
        custom_properties: properties.filter_map(pair).collect(),
    };
    serde_json::to_string(&settings).expect("settings have text keys and cannot fail to serialize")
}

/// What was kept of a list's settings.
fn kept(list: &List) -> Result<wire::Settings<'_>, Failure> {
    serde_json::from_str(&list.settings).map_err(|error| damaged(list, &error))
}

fn damaged(list: &List, error: &serde_json::Error) -> Failure {
    tracing::error!(list = %list.id, %error, "a list is damaged");
    Failure::internal()
}

/// A list as answers show it, with its filters or without.
pub(super) fn list_body(list: &List, with_filters: bool) -> Result<wire::ListBody<'_>, Failure> {
    let settings = kept(list)?;
    let filters = list.filters.as_deref().filter(|_| with_filters).map(serde_json::from_str).transpose();
    let user = |user: Option<UserId>| user.map(|user| user.to_string());
    Ok(wire::ListBody {
        list_id: list.id.to_string(),
        list_version: list.version,
        created_at: list.created_at.to_iso(),
        updated_at: list.updated_at.to_iso(),
        filters_updated_at: list.filters_updated_at.to_iso(),
        processing_status: list.status.as_str(),
        created_by_id: user(list.created_by),
        updated_by_id: user(list.updated_by),
        processing_type: list.kind.as_str(),
        object_type_id: list.object_type.to_string(),
        name: &list.name,
        list_permissions: settings.list_permissions,
        membership_settings: settings.membership_settings,
        filter_branch: filters.map_err(|error| damaged(list, &error))?,
        size: Some(list.size),
    })
}

/// A list as a search shows it, with the properties that are always shown and those that were asked for.
pub(super) fn found_body<'a>(
    found: &'a FoundList,
    wanted: &[TextInput<'_>],
) -> Result<wire::FoundListBody<'a>, Failure> {
    let FoundList { list, folder } = found;
    let moment = |at: Option<Timestamp>| at.map(|at| at.0.to_string());
    let always = [
        ("hs_list_size", Some(list.size.to_string())),
        // Lists are referred to by workflows, forms and the like, none of which there are yet.
        ("hs_list_reference_count", Some("0".to_owned())),
        ("hs_last_record_added_at", moment(list.last_added_at)),
        ("hs_last_record_removed_at", moment(list.last_removed_at)),
        ("hs_folder_name", folder.clone()),
    ];
    let mut shown: Vec<(String, String)> =
        always.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    let mut settings = kept(list)?;
    for name in wanted {
        let value = match &**name {
            "hs_folder_id" => (list.folder != 0).then(|| list.folder.to_string()),
            name => settings.custom_properties.remove(name).map(Cow::into_owned),
        };
        let is_new = !shown.iter().any(|(known, _)| *known == **name);
        shown.extend(value.filter(|_| is_new).map(|value| (name.to_string(), value)));
    }
    let list = wire::ListBody {
        size: None,
        list_permissions: None,
        membership_settings: None,
        ..list_body(list, false)?
    };
    Ok(wire::FoundListBody { list, additional_properties: wire::AdditionalProperties(shown) })
}

/// What happened to a list.
pub(super) fn history_body(history: &History) -> wire::HistoryBody {
    let size = |size: &linchpin_engine::lists::SizeOfDay| wire::SizeBody {
        size: size.size,
        timestamp: size.day.to_iso(),
    };
    wire::HistoryBody {
        size_history: history.sizes.iter().map(size).collect(),
        edit_history: history.edits.iter().map(|at| at.to_iso()).collect(),
    }
}

/// When a list is to become static.
pub(super) fn conversion_time(conversion: ListConversion) -> wire::ConversionTime {
    match conversion {
        ListConversion::On(date) => {
            wire::ConversionTime::ConversionDate { year: date.year(), month: date.month(), day: date.day() }
        }
        ListConversion::After(Inactivity { unit, count }) => {
            wire::ConversionTime::Inactivity { time_unit: unit.as_str(), offset: count }
        }
    }
}
