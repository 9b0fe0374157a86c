//! Where the index of an object type is kept: a folder for each time that it was built, of which the newest whole one
//! counts.
//!
//! A build begins in a folder of its own and counts from its first commit on, so that nothing needs to be swapped: a
//! crash in between leaves the older one as it was, and what is no longer wanted goes at the next opening.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::{fs, io};

use linchpin_domain::{AccountId, ObjectTypeId};
use linchpin_search::{Error, Index, Place};

/// Where the index of an object type is kept; in memory if there is no folder.
#[derive(Clone, Debug)]
pub(super) struct Home(Option<PathBuf>);

impl Home {
    /// The home of a type's index under the folder of all.
    pub(super) fn of(root: Option<&Path>, account: AccountId, object_type: ObjectTypeId) -> Self {
        Self(root.map(|root| root.join(account.to_string()).join(object_type.to_string())))
    }

    /// Whether the index outlives its closing.
    pub(super) fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Opens the newest index that is whole, and removes all others; none if there is none.
    pub(super) fn open(&self) -> Result<Option<Index>, Error> {
        let mut found = None;
        for (_, folder) in self.builds()? {
            if found.is_some() {
                remove(&folder)?;
                continue;
            }
            match Index::open(&Place::Folder(folder.clone())) {
                Ok(Some(index)) => found = Some(index),
                Ok(None) => remove(&folder)?,
                Err(error @ Error::Corrupt(_)) => {
                    tracing::warn!(%error, folder = %folder.display(), "builds a damaged search index anew");
                    remove(&folder)?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    /// Begins a new index beside those that there are.
    pub(super) fn create(&self) -> Result<Index, Error> {
        let Some(home) = &self.0 else { return Index::create(&Place::Memory) };
        let newest = self.builds()?.first().map_or(0, |(number, _)| *number);
        Index::create(&Place::Folder(home.join((newest + 1).to_string())))
    }

    /// Removes everything but the newest index, which is whole.
    pub(super) fn remove_older(&self) -> io::Result<()> {
        self.builds()?.iter().skip(1).try_for_each(|(_, folder)| remove(folder))
    }

    /// Removes everything.
    pub(super) fn clear(&self) -> io::Result<()> {
        self.0.as_deref().map_or(Ok(()), remove)
    }

    /// How many bytes its files have.
    pub(super) fn bytes(&self) -> io::Result<u64> {
        let mut sum = 0;
        for (_, folder) in self.builds()? {
            for file in fs::read_dir(folder)? {
                sum += file?.metadata()?.len();
            }
        }
        Ok(sum)
    }

    /// The builds with their numbers, the newest first.
    fn builds(&self) -> io::Result<Vec<(u64, PathBuf)>> {
        let Some(home) = &self.0 else { return Ok(Vec::new()) };
        let mut builds = numbered(home, |name| name.parse::<u64>().ok())?;
        builds.sort_unstable_by(|left, right| right.cmp(left));
        Ok(builds)
    }
}

/// The accounts and object types for which there is an index under the folder of all.
pub(super) fn all(root: &Path) -> io::Result<Vec<(AccountId, ObjectTypeId)>> {
    let mut all = Vec::new();
    for (account, folder) in numbered(root, AccountId::parse)? {
        let types = numbered(&folder, |name| name.parse::<ObjectTypeId>().ok())?;
        all.extend(types.into_iter().map(|(object_type, _)| (account, object_type)));
    }
    all.sort_unstable();
    Ok(all)
}

/// The folders in a folder whose names mean something; none if that does not exist.
fn numbered<T>(folder: &Path, parse: impl Fn(&str) -> Option<T>) -> io::Result<Vec<(T, PathBuf)>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().and_then(&parse) {
            found.push((name, entry.path()));
        }
    }
    Ok(found)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use linchpin_search::Commit;

    use super::*;

    const CONTACTS: (AccountId, ObjectTypeId) = (AccountId(7), ObjectTypeId::standard(1));

    fn whole(home: &Home, cursor: i64) {
        let commit = Commit { cursor, shape: String::new(), complete: true };
        home.create().unwrap().commit(commit).unwrap();
    }

    #[test]
    fn the_newest_whole_build_counts_and_the_others_go() {
        let root = tempfile::tempdir().unwrap();
        let home = Home::of(Some(root.path()), CONTACTS.0, CONTACTS.1);
        assert!(home.open().unwrap().is_none());
        whole(&home, 1);
        whole(&home, 2);
        home.create().unwrap();
        assert_eq!(home.builds().unwrap().len(), 3);
        assert_eq!(home.open().unwrap().map(|index| index.cursor()), Some(2));
        assert_eq!(home.builds().unwrap().len(), 1);
        whole(&home, 3);
        home.remove_older().unwrap();
        assert_eq!(home.open().unwrap().map(|index| index.cursor()), Some(3));
        assert!(home.bytes().unwrap() > 0);
        home.clear().unwrap();
        assert!(home.open().unwrap().is_none());
    }

    #[test]
    fn only_folders_whose_names_mean_something_are_indexes() {
        let root = tempfile::tempdir().unwrap();
        for name in ["7/0-1", "7/x", "y/0-1", "8/2-5"] {
            fs::create_dir_all(root.path().join(name)).unwrap();
        }
        assert_eq!(all(root.path()).unwrap(), [CONTACTS, (AccountId(8), ObjectTypeId::custom(5))]);
        assert_eq!(all(&root.path().join("none")).unwrap(), []);
    }
}
