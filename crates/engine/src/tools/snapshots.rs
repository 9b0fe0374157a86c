//! Snapshots of an account, and accounts that become what they were or empty.
//!
//! Everything happens in one transaction, in which nobody else writes to the account: whoever wants to waits, finds
//! another version of the schema, and validates anew.
//! What is derived from the account follows its log, which begins anew (`store::changes::begin_anew`): indexes are
//! built again, lists go on where they were, readers elsewhere begin from the beginning.
//! Ids are never given twice: what comes back has the ids that it had, and new records get other ones.

use linchpin_domain::{AccountId, Timestamp};
use linchpin_store::account_tables::{self, Part};
use linchpin_store::changes::{self, Place};
use linchpin_store::snapshots::{self as rows, Snapshot};
use linchpin_store::{Tx, log_cursors, records, schema};
use serde_json::json;

use super::Thing;
use crate::lists::follow;
use crate::objects::Tries;
use crate::{Engine, Error, Principal, Result};

/// What a reset leaves beside the people, the settings and the apps of an account.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reset {
    /// Properties, pipelines, object types and labels stay.
    pub keeps_schema: bool,
}

impl Engine {
    /// Keeps what the caller's account is now.
    pub async fn create_snapshot(&self, principal: &Principal, name: &str) -> Result<Snapshot> {
        let (account, name, now) = (principal.account, name.to_owned(), self.now(principal.account));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move {
                // Whoever has written commits first, and nobody else does until this is done.
                changes::settle(tx, account).await?;
                Ok(rows::create(tx, account, &name, now).await?)
            })
        });
        work.await
    }

    /// The snapshots of the caller's account, the newest first.
    pub async fn list_snapshots(&self, principal: &Principal) -> Result<Vec<Snapshot>> {
        Ok(rows::list(&self.database, principal.account).await?)
    }

    /// Deletes a snapshot.
    pub async fn delete_snapshot(&self, principal: &Principal, id: &str) -> Result<()> {
        let (account, number) = (principal.account, parse(id)?);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::delete(tx, account, number).await?) })
        });
        if work.await? { Ok(()) } else { Err(Thing::Snapshot.not_found(id).into()) }
    }

    /// Makes the caller's account what it was when a snapshot was made.
    pub async fn restore_snapshot(&self, principal: &Principal, id: &str) -> Result<Snapshot> {
        let restored = self.become_what_was(principal, Becoming::Snapshot(parse(id)?)).await?;
        // What waited in the snapshot waits again.
        self.backlog.add(principal.account);
        restored.ok_or_else(|| Thing::Snapshot.not_found(id).into())
    }

    /// Empties the caller's account; who may call and who is in it stays.
    pub async fn reset_account(&self, principal: &Principal, reset: Reset) -> Result<()> {
        self.become_what_was(principal, Becoming::Empty(reset)).await.map(drop)
    }

    /// Returns the snapshot, if it is to be one.
    async fn become_what_was(&self, principal: &Principal, becoming: Becoming) -> Result<Option<Snapshot>> {
        let mut tries = Tries::default();
        let outcome = loop {
            let (principal, now) = (principal.clone(), self.now(principal.account));
            let work = self.database.transaction::<_, Error, _>(move |tx| {
                Box::pin(async move { becoming.happen(tx, &principal, now).await })
            });
            let outcome = work.await;
            if !tries.again(&outcome).await {
                break outcome;
            }
        };
        let (version, snapshot) = outcome?;
        self.schemas.seen_version(principal.account, version);
        self.refresh_tools(principal.account, version).await?;
        Ok(snapshot)
    }
}

fn parse(id: &str) -> Result<i64> {
    // As ids are read everywhere.
    let number = AccountId::parse(id).ok_or_else(|| Thing::Snapshot.not_found(id))?;
    Ok(number.0)
}

/// What an account becomes.
#[derive(Debug, Clone, Copy)]
enum Becoming {
    /// What it was when this snapshot was made.
    Snapshot(i64),
    /// Empty.
    Empty(Reset),
}

impl Becoming {
    /// Lets it happen, and returns the new version of the schema.
    async fn happen(
        self,
        tx: &mut Tx,
        principal: &Principal,
        now: Timestamp,
    ) -> Result<(i64, Option<Snapshot>)> {
        let account = principal.account;
        // Writers lock their records first and the account's row last: the other way round, both would wait for each other.
        records::lock_all(tx, account).await?;
        // All writers wait from here to the commit, and then validate against what is there.
        let version = schema::raise_version(tx, account).await?;
        let snapshot = match self {
            Self::Snapshot(id) => {
                let found = rows::lock(tx, account, id).await?;
                Some(found.ok_or_else(|| Thing::Snapshot.not_found(&id.to_string()))?)
            }
            Self::Empty(_) => None,
        };
        account_tables::clear(tx, account, |part| self.clears(part)).await?;
        let kept = snapshot.as_ref().map(|snapshot| rows::rows_of(snapshot.id));
        if let Some(kept) = kept {
            account_tables::copy(tx, kept, account).await?;
        }
        let (place, origin) = (Place { account, at: now }, principal.origin());
        let of = snapshot.as_ref().map(|snapshot| snapshot.id.to_string());
        let describe = |last| json!({ "snapshot": of, "through": last }).to_string();
        let shift = changes::begin_anew(tx, place, kept, &origin, describe).await?;
        log_cursors::shift(tx, account, follow::READER, shift).await?;
        Ok((version, snapshot))
    }

    fn clears(self, part: Part) -> bool {
        match (self, part) {
            (Self::Snapshot(_), part) => part.is_kept_in_snapshots() || part == Part::Traces,
            (Self::Empty(reset), Part::Schema) => !reset.keeps_schema,
            (Self::Empty(_), part) => matches!(part, Part::Records | Part::Traces),
        }
    }
}
