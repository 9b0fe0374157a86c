//! Changing a list: its name, its filters, its folder, and whether it is there at all.

use std::sync::Arc;

use linchpin_domain::account::Settings;
use linchpin_domain::{ListId, ListKind, ListStatus, ObjectType, ObjectTypeId, Timestamp, UserId};
use linchpin_store::lists as rows;
use linchpin_store::{Tx, changes, list_folders};

use serde_json::Value;

use super::log::{self, Action};
use super::{List, ListRefusal, filters, folded, not_found};
use crate::objects::Tries;
use crate::{Engine, Principal, Result};

/// For how long a deleted list can come back.
const RESTORABLE_MS: i64 = 90 * 86_400_000;

/// What is to become of a list.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    /// It gets another name.
    Rename(String),
    /// It follows other filters, which were checked.
    Filters(String),
    /// It stands in another folder.
    Move(i64),
    /// It goes.
    Delete,
    /// It comes back.
    Restore,
    /// It is to become static at some time, or not any more.
    Schedule(Option<Schedule>),
    /// It becomes static, if its time has come and it is still to be.
    Convert,
}

/// When a list is to become static, in the form in which that is kept, and when that is looked at next.
#[derive(Debug, Clone)]
pub(super) struct Schedule {
    pub(super) text: String,
    pub(super) comes_at: Timestamp,
}

/// Who edits a list when.
struct Editor {
    principal: Principal,
    user: Option<UserId>,
    now: Timestamp,
    version: i64,
    settings: Arc<Settings>,
}

impl Engine {
    /// Gives a list another name.
    pub async fn rename_list(&self, principal: &Principal, id: &str, name: &str) -> Result<List> {
        if name.trim().is_empty() {
            return Err(ListRefusal::Nameless.into());
        }
        let list = self.read_list(principal, id).await?;
        self.edit_list(principal, &list, Edit::Rename(name.to_owned())).await
    }

    /// Lets a dynamic list follow other filters.
    pub async fn change_list_filters(&self, principal: &Principal, id: &str, branch: &Value) -> Result<List> {
        let list = self.read_list(principal, id).await?;
        if list.kind != ListKind::Dynamic {
            return Err(ListRefusal::NotDynamic.into());
        }
        let object_type = self.list_type(principal, list.object_type).await?;
        let filters = self.check_filters(principal, object_type, branch).await?;
        self.edit_list(principal, &list, Edit::Filters(filters)).await
    }

    /// Puts a list into a folder, 0 for none.
    pub async fn move_list(&self, principal: &Principal, id: &str, folder: &str) -> Result<()> {
        let list = self.read_list(principal, id).await?;
        let folder = super::folders::parse_id(folder)?;
        self.edit_list(principal, &list, Edit::Move(folder)).await?;
        Ok(())
    }

    /// Deletes a list; it can come back for a while.
    pub async fn delete_list(&self, principal: &Principal, id: &str) -> Result<()> {
        let list = self.read_list(principal, id).await?;
        self.edit_list(principal, &list, Edit::Delete).await?;
        Ok(())
    }

    /// Brings a deleted list back; one that is not deleted counts as done.
    pub async fn restore_list(&self, principal: &Principal, id: &str) -> Result<()> {
        let list = self.any_list(principal, id).await?.ok_or_else(|| not_found(id))?;
        let Some(deleted_at) = list.deleted_at else { return Ok(()) };
        if self.now(principal.account).0 - deleted_at.0 > RESTORABLE_MS {
            return Err(ListRefusal::DeletedTooLongAgo(list.id).into());
        }
        self.edit_list(principal, &list, Edit::Restore).await?;
        Ok(())
    }

    /// Edits a list and returns it as it is then.
    pub(super) async fn edit_list(&self, principal: &Principal, list: &List, edit: Edit) -> Result<List> {
        let object_type = self.list_type(principal, list.object_type).await?;
        let user = self.list_user(principal).await?;
        let mut tries = Tries::default();
        loop {
            let version = self.list_schema_version(principal, object_type, &tries).await?;
            let settings = self.account_settings(principal.account).await?;
            let editor = Editor {
                principal: principal.clone(),
                user,
                now: self.now(principal.account),
                version,
                settings,
            };
            let (id, edit) = (list.id, edit.clone());
            let work = self
                .database
                .transaction(move |tx| Box::pin(async move { editor.change(tx, id, edit).await }));
            let outcome = work.await;
            if !tries.again(&outcome).await {
                return outcome;
            }
        }
    }

    /// The type of a list's records, which is still there.
    pub(super) async fn list_type(
        &self,
        principal: &Principal,
        object_type: ObjectTypeId,
    ) -> Result<&'static ObjectType> {
        self.object_type(principal.account, &object_type.to_string()).await
    }
}

impl Editor {
    /// Changes a list, unless there is nothing to change.
    async fn change(&self, tx: &mut Tx, id: ListId, edit: Edit) -> Result<List> {
        let account = self.principal.account;
        let is_restore = matches!(edit, Edit::Restore);
        let old = rows::lock(tx, account, id).await?;
        let old = old.filter(|list| is_restore || list.deleted_at.is_none());
        let old = old.ok_or_else(|| not_found(&id.to_string()))?;
        let mut new = old.clone();
        let action = self.apply(tx, &mut new, edit).await?;
        if new == old {
            return Ok(new);
        }
        self.move_name(tx, &old, &new).await?;
        (new.version, new.updated_at, new.updated_by) = (old.version + 1, self.now, self.user);
        rows::update(tx, account, &new).await?;
        log::append(tx, &self.principal, self.version, (action, &new)).await?;
        Ok(new)
    }

    /// Makes a locked list what it is to be.
    async fn apply(&self, tx: &mut Tx, list: &mut List, edit: Edit) -> Result<Action> {
        match edit {
            Edit::Rename(name) => list.name = name,
            Edit::Filters(filters) => self.follow(tx, list, filters).await?,
            Edit::Move(folder) => {
                // From here on nobody deletes the folder before the commit.
                changes::settle(tx, self.principal.account).await?;
                super::create::check_folder(tx, &self.principal, folder).await?;
                list.folder = folder;
            }
            Edit::Delete => {
                list.deleted_at = Some(self.now);
                return Ok(Action::Delete);
            }
            Edit::Restore => {
                self.bring_back(tx, list).await?;
                return Ok(Action::Restore);
            }
            Edit::Schedule(schedule) => {
                if list.kind != ListKind::Dynamic {
                    return Err(ListRefusal::NotDynamic.into());
                }
                list.converts_at = schedule.as_ref().map(|schedule| schedule.comes_at);
                list.conversion = schedule.map(|schedule| schedule.text);
            }
            Edit::Convert => super::conversion::convert(list, self.now, self.settings.zone())?,
        }
        Ok(Action::Update)
    }

    /// Lets a list follow other filters, from the beginning.
    async fn follow(&self, tx: &mut Tx, list: &mut List, filters: String) -> Result<()> {
        if list.kind != ListKind::Dynamic {
            return Err(ListRefusal::NotDynamic.into());
        }
        if !filters::asked(&filters).is_empty() {
            // Those who let lists ask about others take turns, so that each finds what the others ask.
            changes::settle(tx, self.principal.account).await?;
            filters::check_circle(tx, self.principal.account, list.id, &filters).await?;
        }
        if list.filters.as_ref() != Some(&filters) {
            list.filters = Some(filters);
            list.filters_updated_at = self.now;
            (list.status, list.built_to) = (ListStatus::Processing, 0);
        }
        Ok(())
    }

    async fn bring_back(&self, tx: &mut Tx, list: &mut List) -> Result<()> {
        list.deleted_at = None;
        changes::settle(tx, self.principal.account).await?;
        let folders = list_folders::all_in(tx, self.principal.account).await?;
        if !folders.iter().any(|folder| folder.id == list.folder) {
            // Its folder went meanwhile.
            list.folder = 0;
        }
        if list.kind == ListKind::Dynamic {
            // Nobody followed its filters meanwhile.
            (list.status, list.built_to) = (ListStatus::Processing, 0);
        }
        Ok(())
    }

    /// Takes the name that a list is to have, and gives up the one that it had.
    async fn move_name(&self, tx: &mut Tx, old: &List, new: &List) -> Result<()> {
        let (account, object_type) = (self.principal.account, old.object_type);
        let held = |list: &List| list.deleted_at.is_none().then(|| folded(&list.name));
        let (before, after) = (held(old), held(new));
        if before == after {
            return Ok(());
        }
        // Whoever makes a list takes its name behind this too.
        changes::settle(tx, account).await?;
        if let Some(name) = after
            && !rows::claim_name(tx, account, object_type, &name, new.id).await?
        {
            return Err(ListRefusal::NameExists(new.name.clone()).into());
        }
        if let Some(name) = before {
            rows::release_name(tx, account, object_type, &name).await?;
        }
        Ok(())
    }
}
