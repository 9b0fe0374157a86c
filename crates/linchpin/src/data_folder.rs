//! The data folder: who uses it, and the files in it that are not the database's.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use linchpin_engine::ServerKey;

/// How often a lock that another process holds is asked for again: commands that work beside a server hold it for
/// a few milliseconds.
const LOCK_ATTEMPTS: u32 = 10;
/// How long to wait between two attempts.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// A folder that exists.
#[derive(Debug, Clone)]
pub(crate) struct DataFolder {
    path: PathBuf,
}

/// The right to be the folder's server, which ends with the process at the latest.
#[derive(Debug)]
pub(crate) struct FolderLock {
    /// The lock is the system's, on the open file; what the file says only helps people.
    _file: File,
}

impl DataFolder {
    /// Opens the folder, or makes it so that only its owner may enter.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        create_private_folder(path)
            .with_context(|| format!("cannot make the data folder {}", path.display()))?;
        // Messages that name the folder shall be of use in another working directory.
        let path =
            path.canonicalize().with_context(|| format!("cannot open the data folder {}", path.display()))?;
        Ok(Self { path })
    }

    /// Where the folder is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the embedded database is; made as an empty file, so that only its owner may read it.
    ///
    /// SQLite would make it readable for all, in a folder that may have been made by somebody else; its other files
    /// take over what the first one allows.
    pub(crate) fn database(&self) -> Result<PathBuf> {
        let path = self.path.join("linchpin.db");
        private()
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(|| format!("cannot open the database {}", path.display()))?;
        Ok(path)
    }

    /// Where the search indexes are.
    pub(crate) fn search(&self) -> PathBuf {
        self.path.join("search")
    }

    /// Where the token of the default app is.
    pub(crate) fn token_file(&self) -> PathBuf {
        self.path.join("token")
    }

    /// Where the certificate of the folder's authority is, for programs that are to trust it.
    pub(crate) fn authority_file(&self) -> PathBuf {
        self.path.join("ca.pem")
    }

    /// Where the key of that authority is.
    pub(crate) fn authority_key_file(&self) -> PathBuf {
        self.path.join("ca.key")
    }

    /// Takes the folder for this process, or says which other process has it.
    pub(crate) fn lock(&self) -> Result<FolderLock> {
        for _ in 1..LOCK_ATTEMPTS {
            if let Some(lock) = self.try_lock()? {
                return Ok(lock);
            }
            std::thread::sleep(LOCK_PAUSE);
        }
        if let Some(lock) = self.try_lock()? {
            return Ok(lock);
        }
        let holder = fs::read_to_string(self.lock_file()).unwrap_or_default();
        let holder = match holder.trim() {
            "" => "another process".to_owned(),
            pid => format!("another process (pid {pid})"),
        };
        bail!(
            "the data folder {} is in use by {holder}; stop that process or choose another folder with --data",
            self.path.display()
        )
    }

    /// Takes the folder for this process unless another one has it.
    pub(crate) fn try_lock(&self) -> Result<Option<FolderLock>> {
        let path = self.lock_file();
        let refused = || format!("cannot lock {}", path.display());
        let mut file = private().read(true).create(true).truncate(false).open(&path).with_context(refused)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error).with_context(refused),
        }
        file.set_len(0).with_context(refused)?;
        file.rewind().and_then(|()| writeln!(file, "{}", std::process::id())).with_context(refused)?;
        Ok(Some(FolderLock { _file: file }))
    }

    fn lock_file(&self) -> PathBuf {
        self.path.join("lock")
    }

    /// The server's key, made when the folder has none yet.
    pub(crate) fn server_key(&self) -> Result<ServerKey> {
        let path = self.path.join("server.key");
        let key = ServerKey::random().context("the machine gives no random bytes")?;
        let text = self.keep_first(&path, &hex(key.as_bytes()))?;
        let bytes = unhex(text.trim()).with_context(|| {
            format!(
                "{} does not hold 64 hexadecimal digits; without the key no token is valid",
                path.display()
            )
        })?;
        Ok(ServerKey::new(bytes))
    }

    /// The token of the default app, if one is kept here.
    pub(crate) fn token(&self) -> Result<Option<String>> {
        let path = self.token_file();
        let mut text = String::new();
        match File::open(&path).and_then(|mut file| file.read_to_string(&mut text)) {
            Ok(_) => Ok(Some(text.trim().to_owned()).filter(|token| !token.is_empty())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
        }
    }

    /// Keeps the token of the default app for the next start.
    pub(crate) fn keep_token(&self, token: &str) -> Result<()> {
        self.publish(&self.token_file(), token, Replace::Always)
    }

    /// Keeps a text in a file unless the file is there already, and returns what it then holds.
    pub(crate) fn keep_first(&self, path: &Path, text: &str) -> Result<String> {
        if !path.exists() {
            self.publish(path, text.trim_end(), Replace::Never)?;
        }
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    }

    /// Writes a file that only its owner may read; it appears whole or not at all.
    fn publish(&self, path: &Path, text: &str, replace: Replace) -> Result<()> {
        let draft = self.path.join(format!("draft.{}", std::process::id()));
        let write = || -> io::Result<()> {
            let mut file = private().create(true).truncate(true).open(&draft)?;
            writeln!(file, "{text}")?;
            file.sync_all()?;
            match replace {
                Replace::Always => fs::rename(&draft, path),
                // Unlike a rename, a link leaves alone what another process put there a moment ago.
                Replace::Never => match fs::hard_link(&draft, path) {
                    Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
                    _ => fs::remove_file(&draft),
                },
            }?;
            // The names of files are durable only once their folder is.
            #[cfg(unix)]
            File::open(&self.path)?.sync_all()?;
            Ok(())
        };
        write().with_context(|| format!("cannot write {}", path.display()))
    }
}

/// What happens to a file of the same name.
#[derive(Clone, Copy)]
enum Replace {
    Always,
    Never,
}

/// Options for a file that only its owner may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

fn create_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Bytes as two digits each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, DataFolder) {
        let parent = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(&parent.path().join("data")).unwrap();
        (parent, folder)
    }

    #[cfg(unix)]
    fn mode(path: &Path) -> u32 {
        std::os::unix::fs::PermissionsExt::mode(&fs::metadata(path).unwrap().permissions()) & 0o777
    }

    #[test]
    fn a_locked_folder_is_refused_by_name_and_pid() {
        let (_parent, folder) = folder();
        let lock = folder.lock().unwrap();
        let refusal = DataFolder::open(folder.path()).unwrap().lock().unwrap_err().to_string();
        assert!(refusal.contains(&folder.path().display().to_string()), "{refusal}");
        assert!(refusal.contains(&format!("(pid {})", std::process::id())), "{refusal}");
        drop(lock);
        folder.lock().unwrap();
    }

    #[test]
    fn the_key_is_made_once() {
        let (_parent, folder) = folder();
        let key = *folder.server_key().unwrap().as_bytes();
        assert_eq!(folder.server_key().unwrap().as_bytes(), &key);
        assert_ne!(key, [0; 32]);
    }

    #[test]
    fn a_damaged_key_is_not_replaced() {
        let (_parent, folder) = folder();
        for text in ["", "abc", &"g".repeat(64), &"é".repeat(32)] {
            fs::write(folder.path().join("server.key"), text).unwrap();
            let refusal = folder.server_key().map(|_| ()).unwrap_err().to_string();
            assert!(refusal.contains("server.key does not hold"), "{refusal}");
        }
    }

    #[test]
    fn the_token_can_be_kept_and_replaced() {
        let (_parent, folder) = folder();
        assert_eq!(folder.token().unwrap(), None);
        for token in ["first", "second"] {
            folder.keep_token(token).unwrap();
            assert_eq!(folder.token().unwrap().as_deref(), Some(token));
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_the_owner_may_look() {
        let (_parent, folder) = folder();
        folder.server_key().unwrap();
        folder.keep_token("secret").unwrap();
        folder.database().unwrap();
        let _lock = folder.lock().unwrap();
        assert_eq!(mode(folder.path()), 0o700);
        for file in ["server.key", "token", "lock", "linchpin.db"] {
            assert_eq!(mode(&folder.path().join(file)), 0o600, "{file}");
        }
        let n_files = fs::read_dir(folder.path()).unwrap().count();
        assert_eq!(n_files, 4, "a draft was left behind");
    }
}
