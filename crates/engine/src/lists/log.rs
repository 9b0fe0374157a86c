//! What the change log says of a list: one line for each change of its definition.

use linchpin_domain::{RecordId, list};
use linchpin_store::Tx;
use linchpin_store::changes::{self, Kind, NewChange, Place};
use serde_json::json;

use super::List;
use crate::{Principal, Result};

/// What happened to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Create,
    Update,
    Delete,
    Restore,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::Create => "CREATE",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
            Self::Restore => "RESTORE",
        }
    }
}

/// Logs a change of a list, as the last thing that a transaction does.
pub(super) async fn append(
    tx: &mut Tx,
    principal: &Principal,
    schema_version: i64,
    (action, list): (Action, &List),
) -> Result<()> {
    let text = text(action, list);
    let origin = principal.origin();
    let change = NewChange {
        object_type: list::LISTS,
        record: RecordId(list.id.0),
        kind: Kind::List,
        properties: &text,
        origin: &origin,
    };
    let place = Place { account: principal.account, at: list.updated_at };
    Ok(changes::append(tx, place, schema_version, &[change]).await?)
}

/// The definition as the log keeps it.
fn text(action: Action, list: &List) -> String {
    let definition = json!({
        "name": list.name,
        "objectTypeId": list.object_type.to_string(),
        "processingType": list.kind.as_str(),
        "version": list.version,
        "folderId": list.folder,
    });
    // The filters are JSON already: they are copied, not parsed.
    let filters = list.filters.as_deref().unwrap_or("null");
    format!(r#"{{"action":"{}","definition":{definition},"filterBranch":{filters}}}"#, action.as_str())
}
