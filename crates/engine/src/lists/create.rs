//! Making a list.

use linchpin_domain::{ListId, ListKind, ListStatus, ObjectType, Timestamp, UserId};
use linchpin_store::lists as rows;
use linchpin_store::owners::{self, OwnerPage};
use linchpin_store::{Error as StoreError, Tx, changes, list_folders, schema};

use serde_json::Value;

use super::log::{self, Action};
use super::{List, ListRefusal, folded};
use crate::objects::Tries;
use crate::{Engine, Principal, Result};

/// A list to make.
#[derive(Debug, Clone, PartialEq)]
pub struct NewList {
    /// What people call it.
    pub name: String,
    /// Who decides which records it has, by HubSpot's word.
    pub kind: String,
    /// Its root filter branch as JSON.
    pub filters: Option<Value>,
    /// The folder that it stands in, 0 for none.
    pub folder: i64,
    /// Who may edit it and what else its maker wrote down, as JSON.
    pub settings: String,
}

impl Engine {
    /// Makes a list of records of a type; one with filters is filled soon after.
    pub async fn create_list(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        new: NewList,
    ) -> Result<List> {
        let kind = ListKind::parse(&new.kind).ok_or_else(|| ListRefusal::UnknownKind(new.kind.clone()))?;
        if new.name.trim().is_empty() {
            return Err(ListRefusal::Nameless.into());
        }
        match (kind.has_filters(), &new.filters) {
            (true, None) => return Err(ListRefusal::FiltersMissing.into()),
            (false, Some(_)) => return Err(ListRefusal::FiltersNotAllowed.into()),
            _ => {}
        }
        let user = self.list_user(principal).await?;
        let mut tries = Tries::default();
        loop {
            let version = self.list_schema_version(principal, object_type, &tries).await?;
            let filters = match &new.filters {
                Some(branch) => Some(self.check_filters(principal, object_type, branch).await?),
                None => None,
            };
            let list = made(object_type, (&new, kind, filters), user, self.now(principal.account));
            let by = principal.clone();
            let work = self
                .database
                .transaction(move |tx| Box::pin(async move { insert(tx, &by, version, list).await }));
            let outcome: Result<_> = work.await;
            if tries.again(&outcome).await {
                continue;
            }
            let (list, version) = outcome?;
            self.schemas.seen_version(principal.account, version);
            return Ok(list);
        }
    }

    /// The version of the schema that a change of a list is checked against, from memory at the first try.
    pub(super) async fn list_schema_version(
        &self,
        principal: &Principal,
        object_type: &'static ObjectType,
        tries: &Tries,
    ) -> Result<i64> {
        let schema = if tries.is_first() {
            self.schema(principal.account, object_type).await?
        } else {
            self.fresh_schema(principal.account, object_type).await?
        };
        Ok(schema.version)
    }

    /// The user whom lists show as the one who changed them: a private app acts for whoever set the account up.
    pub(super) async fn list_user(&self, principal: &Principal) -> Result<Option<UserId>> {
        let first = OwnerPage { archived: false, email: None, from: 0, limit: 1 };
        let found = owners::list(&self.database, principal.account, first).await?;
        Ok(found.into_iter().next().map(|owner| owner.user))
    }
}

fn made(
    object_type: &ObjectType,
    (new, kind, filters): (&NewList, ListKind, Option<String>),
    user: Option<UserId>,
    now: Timestamp,
) -> List {
    List {
        // It gets its own when it is inserted.
        id: ListId(0),
        object_type: object_type.id,
        name: new.name.clone(),
        kind,
        status: if kind.has_filters() { ListStatus::Processing } else { ListStatus::Complete },
        folder: new.folder,
        version: 1,
        size: 0,
        created_at: now,
        updated_at: now,
        filters_updated_at: now,
        created_by: user,
        updated_by: user,
        last_added_at: None,
        last_removed_at: None,
        deleted_at: None,
        built_to: 0,
        conversion: None,
        converts_at: None,
        converted_at: None,
        settings: new.settings.clone(),
        filters,
    }
}

/// Inserts a list under the next id of its account, and returns it with the schema version from then on.
async fn insert(tx: &mut Tx, principal: &Principal, version: i64, mut list: List) -> Result<(List, i64)> {
    let account = principal.account;
    // Two that come at the same time take turns, so that each finds the number of the other.
    changes::settle(tx, account).await?;
    let highest = rows::highest_id(tx, account).await?;
    list.id = ListId(highest.map_or(1, |highest| highest.0 + 1));
    check_folder(tx, principal, list.folder).await?;
    if !rows::claim_name(tx, account, list.object_type, &folded(&list.name), list.id).await? {
        return Err(ListRefusal::NameExists(list.name).into());
    }
    rows::insert(tx, account, &list).await?;
    let mut now = version;
    if highest.is_none() {
        // Schemas in memory know whether the account has lists; under a new version they are read again.
        now = schema::raise_version(tx, account).await?;
        if now != version + 1 {
            return Err(StoreError::SchemaChanged.into());
        }
    }
    log::append(tx, principal, now, (Action::Create, &list)).await?;
    Ok((list, now))
}

/// Refuses a folder that does not exist; the caller keeps others from deleting it.
pub(super) async fn check_folder(tx: &mut Tx, principal: &Principal, folder: i64) -> Result<()> {
    let is_there = folder == 0
        || list_folders::all_in(tx, principal.account).await?.iter().any(|known| known.id == folder);
    if is_there { Ok(()) } else { Err(ListRefusal::FolderNotFound(folder.to_string()).into()) }
}
