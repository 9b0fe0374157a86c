//! A change as a line of JSON.

use std::collections::BTreeMap;

use linchpin_domain::{AssociationTypeId, RecordId};
use linchpin_engine::Result;
use linchpin_engine::changes::{Change, Content, EVERYTHING, Pair, Values, content};
use linchpin_wire::tools::changes as wire;

/// A change as one line of JSON, without its end.
pub fn change_line(change: &Change) -> Result<String> {
    let content = content(change)?;
    let line = serde_json::to_string(&shown(change, &content));
    Ok(line.expect("a change has text keys and cannot fail to serialize"))
}

/// Changes as lines of JSON.
pub(super) fn lines(changes: &[Change]) -> Result<String> {
    let mut lines = String::new();
    for change in changes {
        lines.push_str(&change_line(change)?);
        lines.push('\n');
    }
    Ok(lines)
}

fn shown<'a>(change: &'a Change, content: &'a Content) -> wire::ChangeBody<'a> {
    let Change { sequence, object_type, record, kind, at, ref origin, .. } = *change;
    let body = wire::ChangeBody {
        sequence,
        at: at.to_iso(),
        kind: kind.as_str(),
        object_type_id: (object_type != EVERYTHING).then(|| object_type.to_string()),
        object_id: (record != RecordId(0)).then(|| record.to_string()),
        properties: None,
        primary_object_id: None,
        merged_object_ids: Vec::new(),
        association: None,
        list_id: None,
        account_id: None,
        definition: None,
        through: None,
        source: &origin.source,
        source_id: &origin.source_id,
        user_id: origin.user.map(|user| user.0),
    };
    match content {
        Content::Nothing => body,
        Content::Values(values) => wire::ChangeBody { properties: Some(properties(values)), ..body },
        Content::Merged { primary, merged, values } => wire::ChangeBody {
            primary_object_id: Some(primary.to_string()),
            merged_object_ids: vec![merged.to_string()],
            properties: Some(properties(values)),
            ..body
        },
        Content::Gone(merged) => {
            wire::ChangeBody { merged_object_ids: merged.iter().map(ToString::to_string).collect(), ..body }
        }
        Content::Pair(pair) => wire::ChangeBody { association: Some(association(pair)), ..body },
        Content::List(list) => wire::ChangeBody { list_id: Some(list.to_string()), ..body },
        Content::Account(account) => wire::ChangeBody { account_id: Some(account.to_string()), ..body },
        Content::Definition(definition) => wire::ChangeBody { definition: Some(definition), ..body },
        Content::Anew { through } => wire::ChangeBody { through: Some(*through), ..body },
    }
}

fn properties(values: &Values) -> BTreeMap<&str, wire::ValueBody<'_>> {
    let body = |(old, new)| wire::ValueBody { old, new };
    values.iter().map(|(name, (old, new))| (name.as_str(), body((old.as_deref(), new.as_deref())))).collect()
}

fn association(pair: &Pair) -> wire::AssociationBody {
    let ids = |types: &[AssociationTypeId]| types.iter().map(|id| id.0).collect();
    wire::AssociationBody {
        object_type_id: pair.to_type.to_string(),
        object_id: pair.to.to_string(),
        types: wire::TypesBody { old: ids(&pair.before), new: ids(&pair.after) },
    }
}
