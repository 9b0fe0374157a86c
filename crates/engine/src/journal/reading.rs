//! Reading the journal: files by their place, and links that open them for a while.

use std::fmt::Write as _;

use linchpin_domain::{AccountId, AppId, Timestamp};
use linchpin_store::Error as StoreError;
use linchpin_store::journal::{self as rows, AppKey, File, Wanted};

use super::subscriptions::read;
use super::{Event, JournalRefusal};
use crate::{Engine, Principal, Result};

/// How long files are kept.
const KEPT_MS: i64 = 3 * 24 * 60 * 60 * 1_000;
/// How long a link opens its file.
const OPEN_MS: i64 = 60 * 60 * 1_000;
/// Rows that one transaction forgets at most, so that nobody waits long for it.
const PART: usize = 500;

/// A file that is there to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// Its place in the journal, as a UUID.
    pub offset: String,
    /// By what it is opened: whoever knows it may read the file.
    pub key: String,
    /// Until when.
    pub expires_at: Timestamp,
}

/// A file that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFile {
    /// Its place in the journal.
    pub offset: String,
    /// When it was published.
    pub published_at: Timestamp,
    /// What it tells.
    pub events: Vec<Event>,
}

impl Engine {
    /// Files of the calling app, in order, at most `limit`; only of one account if there is one.
    pub async fn read_journal(
        &self,
        principal: &Principal,
        portal: Option<i64>,
        wanted: Wanted,
        limit: usize,
    ) -> Result<Vec<Published>> {
        let app = self.journal_of(principal).await?;
        let found = rows::files(&self.database, app, portal.map(AccountId), wanted, limit).await?;
        Ok(found.into_iter().map(|file| self.published(app, file)).collect())
    }

    /// The place that an offset of the calling app's journal stands for.
    pub async fn journal_place(&self, principal: &Principal, offset: &str) -> Result<i64> {
        let app = self.journal_of(principal).await?;
        self.number(app, offset).ok_or_else(|| JournalRefusal::not_found("journal offset", offset).into())
    }

    /// The file of the calling app that stands at a place; none if it is too old.
    pub async fn journal_file_at(&self, principal: &Principal, number: i64) -> Result<Option<Published>> {
        let app = self.journal_of(principal).await?;
        let found = rows::file(&self.database, app, number).await?;
        Ok(found.map(|(file, _)| self.published(app, file)))
    }

    /// Opens a file by its key.
    pub async fn open_journal_file(&self, key: &str) -> Result<SignedFile> {
        let missing = || JournalRefusal::not_found("journal file", "");
        let (app, number) = self.opened(key).ok_or_else(missing)?;
        let (file, events) = rows::file(&self.database, app, number).await?.ok_or_else(missing)?;
        let (offset, published_at) = (self.offset(app, number), file.published_at);
        Ok(SignedFile { offset, published_at, events: read(&events)? })
    }

    /// Forgets files and statuses that are older than three days.
    pub async fn sweep_journal(&self) -> Result<u64> {
        let before = Timestamp(self.clock.now().0 - KEPT_MS);
        let mut total = 0;
        loop {
            let work = self.database.transaction::<_, StoreError, _>(move |tx| {
                Box::pin(async move {
                    let files = rows::sweep_files(tx, before, PART).await?;
                    Ok((files, rows::sweep_snapshots(tx, before, PART).await?))
                })
            });
            let (files, snapshots) = work.await?;
            total += files + snapshots;
            if files.max(snapshots) < PART as u64 {
                return Ok(total);
            }
        }
    }

    fn published(&self, app: AppKey, file: File) -> Published {
        let expires_at = Timestamp(self.clock.now().0 + OPEN_MS);
        let open = format!("{}-{}-{}-{}", app.owner, app.app, file.number, expires_at.0);
        let key = format!("{open}-{}", self.signature(&open));
        Published { offset: self.offset(app, file.number), key, expires_at }
    }

    /// The file that a key opens; none if it was not made here, or too long ago.
    fn opened(&self, key: &str) -> Option<(AppKey, i64)> {
        let (open, signature) = key.rsplit_once('-')?;
        // Hashes of both are compared, so that how long that takes says nothing about what is right.
        let hash = |text: &str| self.access.key.hash(text);
        if hash(&self.signature(open)) != hash(signature) {
            return None;
        }
        let numbers: Vec<i64> = open.split('-').map(|number| number.parse().ok()).collect::<Option<_>>()?;
        let [owner, app, number, expires_at] = numbers[..] else { return None };
        let is_open = self.clock.now().0 < expires_at;
        is_open.then_some((AppKey { owner: AccountId(owner), app: AppId(app) }, number))
    }

    fn signature(&self, open: &str) -> String {
        hex(&self.access.key.hash(&format!("journal file {open}")))
    }

    /// The place of a file as a UUID of version 8: 60 bits by which it is known to be of this app, and its number.
    fn offset(&self, AppKey { owner, app }: AppKey, number: i64) -> String {
        let mark = hex(&self.access.key.hash(&format!("journal offset {owner} {app} {number}"))[..8]);
        let number = format!("{number:015x}");
        format!("{}-{}-8{}-8{}-{}", &mark[..8], &mark[8..12], &mark[12..15], &number[..3], &number[3..])
    }

    /// The number of the file at an offset; none if it is not the app's.
    fn number(&self, app: AppKey, offset: &str) -> Option<i64> {
        let offset = offset.to_ascii_lowercase();
        let digits = offset.get(20..23)?.to_owned() + offset.get(24..36)?;
        let number = i64::from_str_radix(&digits, 16).ok()?;
        (self.offset(app, number) == offset).then_some(number)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
