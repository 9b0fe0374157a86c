//! Folders of lists: a tree whose root has no row.

use std::collections::BTreeMap;

use linchpin_domain::{ListId, Timestamp, UserId};
use linchpin_store::list_folders::{self as rows, ListFolder};
use linchpin_store::{Tx, changes, lists};

use super::ListRefusal;
use crate::{Engine, Error, Principal, Result};

/// How deep folders may stand in each other: whoever shows them has no endless stack.
const MAX_DEPTH: usize = 20;

/// A folder with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Its id, 0 for the root.
    pub id: i64,
    /// The folder that it stands in; the root stands in itself.
    pub parent: i64,
    /// Everything else; none for the root.
    pub about: Option<About>,
    /// The folders in it, in the order of their ids.
    pub folders: Vec<Self>,
    /// The lists in it, in the order of their ids.
    pub lists: Vec<ListId>,
}

/// What is known of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What people call it.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Who made it.
    pub user: Option<UserId>,
}

/// A folder to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFolder {
    /// What people call it.
    pub name: String,
    /// The folder that it stands in, as the client wrote it; the root where it wrote none.
    pub parent: Option<String>,
}

/// What is to become of the folders of an account.
#[derive(Debug, Clone)]
enum Edit {
    Create { name: String, parent: i64 },
    Rename { id: i64, name: String },
    Move { id: i64, parent: i64 },
    Delete { id: i64 },
}

/// The folders of an account while one of them changes.
struct Tree {
    folders: BTreeMap<i64, ListFolder>,
}

impl Engine {
    /// A folder with everything in it.
    pub async fn read_folder(&self, principal: &Principal, id: &str) -> Result<Folder> {
        let id = parse_id(id)?;
        self.folder(principal, id).await
    }

    /// Makes a folder.
    pub async fn create_folder(&self, principal: &Principal, new: NewFolder) -> Result<Folder> {
        let parent = new.parent.as_deref().map_or(Ok(0), parse_id)?;
        let id = self.edit_folders(principal, Edit::Create { name: checked(&new.name)?, parent }).await?;
        self.folder(principal, id).await
    }

    /// Gives a folder another name.
    pub async fn rename_folder(&self, principal: &Principal, id: &str, name: &str) -> Result<Folder> {
        let edit = Edit::Rename { id: parse_id(id)?, name: checked(name)? };
        let id = self.edit_folders(principal, edit).await?;
        self.folder(principal, id).await
    }

    /// Puts a folder into another one.
    pub async fn move_folder(&self, principal: &Principal, id: &str, parent: &str) -> Result<Folder> {
        let edit = Edit::Move { id: parse_id(id)?, parent: parse_id(parent)? };
        let id = self.edit_folders(principal, edit).await?;
        self.folder(principal, id).await
    }

    /// Deletes an empty folder.
    pub async fn delete_folder(&self, principal: &Principal, id: &str) -> Result<()> {
        self.edit_folders(principal, Edit::Delete { id: parse_id(id)? }).await?;
        Ok(())
    }

    async fn folder(&self, principal: &Principal, id: i64) -> Result<Folder> {
        let account = principal.account;
        let rows = rows::all(&self.database, account).await?;
        let tree = Tree { folders: rows.into_iter().map(|folder| (folder.id, folder)).collect() };
        tree.check(id)?;
        let mut lists: BTreeMap<i64, Vec<ListId>> = BTreeMap::new();
        for (folder, list) in rows::placed_lists(&self.database, account).await? {
            lists.entry(folder).or_default().push(list);
        }
        Ok(tree.shown(id, &mut lists))
    }

    async fn edit_folders(&self, principal: &Principal, edit: Edit) -> Result<i64> {
        let (principal, now) = (principal.clone(), self.now(principal.account));
        let user = self.list_user(&principal).await?;
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { change(tx, &principal, edit, (user, now)).await })
        });
        work.await
    }
}

/// The id of a folder as it travels; 0 is the root.
pub(super) fn parse_id(text: &str) -> Result<i64> {
    let id = text.parse().ok().filter(|id| (0..=i64::from(i32::MAX)).contains(id));
    Ok(id.ok_or_else(|| ListRefusal::FolderNotFound(text.to_owned()))?)
}

fn checked(name: &str) -> Result<String> {
    if name.trim().is_empty() { Err(ListRefusal::NamelessFolder.into()) } else { Ok(name.to_owned()) }
}

/// Changes the folders of an account and returns the id of the one that it is about.
async fn change(
    tx: &mut Tx,
    principal: &Principal,
    edit: Edit,
    (user, now): (Option<UserId>, Timestamp),
) -> Result<i64> {
    let account = principal.account;
    // Two who change folders take turns, so that none ends up in itself.
    changes::settle(tx, account).await?;
    let all = rows::all_in(tx, account).await?;
    let tree = Tree { folders: all.into_iter().map(|folder| (folder.id, folder)).collect() };
    let folder = match edit {
        Edit::Create { name, parent } => {
            let id = tree.folders.last_key_value().map_or(1, |(highest, _)| highest + 1);
            tree.check_place(parent, 1)?;
            ListFolder { id, parent, name, created_at: now, updated_at: now, user }
        }
        Edit::Rename { id, name } => ListFolder { name, updated_at: now, ..tree.find(id)? },
        Edit::Move { id, parent } => {
            let folder = tree.find(id)?;
            if tree.path(parent).any(|above| above.id == id) {
                return Err(ListRefusal::FolderInItself(id).into());
            }
            tree.check_place(parent, tree.height(id))?;
            ListFolder { parent, updated_at: now, ..folder }
        }
        Edit::Delete { id } => {
            tree.find(id)?;
            let has_folders = tree.folders.values().any(|folder| folder.parent == id);
            if has_folders || lists::any_in_folder(tx, account, id).await? {
                return Err(ListRefusal::FolderNotEmpty(id).into());
            }
            rows::delete(tx, account, id).await?;
            return Ok(id);
        }
    };
    rows::put(tx, account, &folder).await?;
    Ok(folder.id)
}

impl Tree {
    /// A folder that has a row.
    fn find(&self, id: i64) -> Result<ListFolder, ListRefusal> {
        self.folders.get(&id).cloned().ok_or_else(|| ListRefusal::FolderNotFound(id.to_string()))
    }

    /// Refuses a folder that is neither the root nor there.
    fn check(&self, id: i64) -> Result<(), ListRefusal> {
        if id == 0 { Ok(()) } else { self.find(id).map(drop) }
    }

    /// Refuses to put folders of so many levels into one.
    fn check_place(&self, parent: i64, n_levels: usize) -> Result<(), ListRefusal> {
        self.check(parent)?;
        if self.path(parent).count() + n_levels > MAX_DEPTH {
            return Err(ListRefusal::TooDeep(MAX_DEPTH));
        }
        Ok(())
    }

    /// A folder and those that it stands in, without the root.
    fn path(&self, id: i64) -> impl Iterator<Item = &ListFolder> {
        std::iter::successors(self.folders.get(&id), |folder| self.folders.get(&folder.parent))
    }

    /// How many levels of folders begin with one.
    fn height(&self, id: i64) -> usize {
        let below = self.folders.values().filter(|folder| folder.parent == id);
        1 + below.map(|folder| self.height(folder.id)).max().unwrap_or_default()
    }

    fn shown(&self, id: i64, lists: &mut BTreeMap<i64, Vec<ListId>>) -> Folder {
        let row = self.folders.get(&id);
        let below = self.folders.values().filter(|folder| folder.parent == id);
        Folder {
            id,
            parent: row.map_or(0, |row| row.parent),
            about: row.map(|row| About {
                name: row.name.clone(),
                created_at: row.created_at,
                updated_at: row.updated_at,
                user: row.user,
            }),
            folders: below.map(|folder| self.shown(folder.id, lists)).collect(),
            lists: lists.remove(&id).unwrap_or_default(),
        }
    }
}
