//! Data folders: seeded ones, which are kept between runs, and copies that a part may write to.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context as _, Result, bail};
use rusqlite::{Connection, OpenFlags};
use tempfile::TempDir;

use crate::linchpin;
use crate::report::{note, thousands};

/// The database in a data folder.
pub(crate) const DATABASE: &str = "linchpin.db";

/// What the names of copies start with.
const SCRATCH: &str = "scratch-";

/// Removes the copies that a run left which was killed: there is one run at a time, or its figures mean nothing.
pub(crate) fn remove_leftovers(bench_folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(bench_folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(SCRATCH) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// A folder seeded with this many contacts, made unless an earlier run did.
pub(crate) fn folder(binary: &Path, bench_folder: &Path, n_contacts: u64) -> Result<PathBuf> {
    let folder = bench_folder.join(format!("data-{n_contacts}"));
    if folder.exists() {
        if opens(binary, &folder)? {
            return Ok(folder);
        }
        note(&format!("{} is of another version: it is made anew", folder.display()));
        std::fs::remove_dir_all(&folder)?;
    }
    note(&format!("seeding {} contacts into {}", thousands(n_contacts), folder.display()));
    // Under another name until it is complete, so that a seed that was cut short is not taken for a whole one.
    let unfinished = folder.with_extension("unfinished");
    if unfinished.exists() {
        std::fs::remove_dir_all(&unfinished)?;
    }
    let mut command = linchpin::command(binary);
    command.args(["seed", "--contacts", &n_contacts.to_string(), "--data"]).arg(&unfinished);
    let seeded = command.status().with_context(|| format!("cannot run {command:?}"))?;
    if !seeded.success() {
        bail!("{command:?}: {seeded}");
    }
    std::fs::rename(&unfinished, &folder)?;
    Ok(folder)
}

/// Whether this binary can use a folder; its tables may have changed since it was seeded.
fn opens(binary: &Path, folder: &Path) -> Result<bool> {
    let mut command = linchpin::command(binary);
    command.args(["account", "list", "--data"]).arg(folder).stdout(Stdio::null()).stderr(Stdio::null());
    Ok(command.status().with_context(|| format!("cannot run {command:?}"))?.success())
}

/// Reads the database once, so that the system's page cache holds it: the server is measured, not the disk.
pub(crate) fn warm(folder: &Path) -> Result<()> {
    let mut database = std::fs::File::open(folder.join(DATABASE)).context("cannot open the database")?;
    std::io::copy(&mut database, &mut std::io::sink()).context("cannot read the database")?;
    Ok(())
}

/// The newest search index of the contacts in a folder; somebody has to have searched them.
pub(crate) fn index_folder(folder: &Path) -> Result<PathBuf> {
    let mut accounts = std::fs::read_dir(folder.join("search")).context("nobody searched")?;
    let account = accounts.next().context("no account was searched")??.path();
    let builds = std::fs::read_dir(account.join("0-1")).context("no contacts were searched")?;
    let numbers = builds.filter_map(|build| build.ok()?.file_name().to_str()?.parse::<u64>().ok());
    let newest = numbers.max().context("no index of contacts was built")?;
    Ok(account.join("0-1").join(newest.to_string()))
}

/// How many bytes the files in a folder have.
pub(crate) fn bytes(folder: &Path) -> Result<u64> {
    std::fs::read_dir(folder)?.map(|file| Ok(file?.metadata()?.len())).sum()
}

/// Copies a folder with all that is in it.
fn copy_all(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_all(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

/// The ids of all contacts in a folder that nobody serves.
pub(crate) fn contact_ids(folder: &Path) -> Result<Vec<i64>> {
    let file = folder.join(DATABASE);
    let connection = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_WRITE)
        .with_context(|| format!("cannot open {}", file.display()))?;
    let mut statement =
        connection.prepare("SELECT id FROM records WHERE object_type = 1 AND archived = 0")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    if ids.is_empty() {
        bail!("{} holds no contacts", file.display());
    }
    Ok(ids)
}

/// A data folder that goes away with this.
#[derive(Debug)]
pub(crate) struct Scratch {
    around: TempDir,
}

impl Scratch {
    /// A folder that does not exist yet.
    pub(crate) fn new(bench_folder: &Path) -> Result<Self> {
        Ok(Self { around: tempfile::Builder::new().prefix(SCRATCH).tempdir_in(bench_folder)? })
    }

    /// A copy of a folder that nobody serves.
    pub(crate) fn copy_of(folder: &Path, bench_folder: &Path) -> Result<Self> {
        let copy = Self::new(bench_folder)?;
        copy_all(folder, &copy.path())?;
        Ok(copy)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> PathBuf {
        self.around.path().join("data")
    }

    /// Its database.
    pub(crate) fn database(&self) -> PathBuf {
        self.path().join(DATABASE)
    }
}
