//! Faults that tests inject: calls that fail, take long, or are cut off.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use linchpin_domain::{AccountId, AppId};
use linchpin_store::tools::{self as rows, ToolRow};
use serde::{Deserialize, Serialize};

use super::{Thing, ToolRefusal};
use crate::quota::Exceeded;
use crate::{Engine, Error, Principal, Result};

/// What the store calls them.
pub(super) const KIND: &str = "fault";
/// Faults of an account at most: each is looked at by every call.
const MAX_FAULTS: usize = 100;
/// Characters of a name at most.
const MAX_NAME: usize = 100;
/// The longest delay, in milliseconds.
const MAX_DELAY_MS: u64 = 600_000;

/// A fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// Strikes the calls of this app only.
    pub app: Option<i64>,
    /// Strikes this operation only, or all that begin so where a `*` ends it.
    pub operation: Option<String>,
    /// Of a hundred such calls so many.
    pub percent: u64,
    /// As often as this, on all nodes together.
    pub times: Option<u64>,
    /// What it does.
    pub effect: Effect,
}

/// What a fault does to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// It is refused, as if it had been one too many.
    OverLimit(Exceeded),
    /// It fails in the server.
    Internal,
    /// It fails before the server.
    BadGateway,
    /// Nobody is there to answer it.
    Unavailable,
    /// It takes so long that nobody waits for it.
    GatewayTimeout,
    /// It takes so many milliseconds longer.
    Delay(u64),
    /// The connection ends without an answer; nothing is done.
    Drop,
    /// The connection ends after half of the answer; everything is done.
    Truncate,
}

/// A fault with how often it met a call, and how often it struck here.
pub(crate) struct Armed {
    row: ToolRow,
    fault: Fault,
    n_met: AtomicU64,
    n_struck: AtomicU64,
    /// It struck as often as it is to, wherever that was.
    is_spent: AtomicBool,
}

/// A fault as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownFault {
    /// Its name.
    pub name: String,
    /// What it is.
    pub fault: Fault,
    /// How often it struck since it was set; on this node since that started, where its times are not counted.
    pub n_struck: u64,
}

/// The fault of a row: the one that there is, unless it was set anew; none if a newer program wrote it.
pub(super) fn arm(row: &ToolRow, before: &[Arc<Armed>]) -> Option<Arc<Armed>> {
    let same = before.iter().find(|armed| armed.row.name == row.name && armed.row.revision == row.revision);
    if let Some(same) = same {
        return Some(Arc::clone(same));
    }
    let fault = serde_json::from_str(&row.definition).ok()?;
    let (n_met, n_struck, is_spent) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    Some(Arc::new(Armed { row: row.clone(), fault, n_met, n_struck, is_spent }))
}

impl Armed {
    /// Whether it is for this call, and not spent as far as is known here.
    ///
    /// Which calls of a hundred depends on its name and on how many it met, so that a test that runs again meets the
    /// same.
    fn meets(&self, app: AppId, operation: &str) -> bool {
        let Fault { app: of, operation: pattern, percent, .. } = &self.fault;
        if of.is_some_and(|of| of != app.0) || !pattern.as_deref().is_none_or(|one| matches(one, operation)) {
            return false;
        }
        let n_met = self.n_met.fetch_add(1, Ordering::Relaxed);
        scramble(seed(&self.row.name).wrapping_add(n_met)) % 100 < *percent
            && !self.is_spent.load(Ordering::Relaxed)
    }

    /// The fault as it is shown, if its row says now that it struck so often on all nodes.
    fn shown(&self, struck: i64) -> ShownFault {
        let n_struck = match self.fault.times {
            Some(_) => u64::try_from(struck).unwrap_or_default(),
            None => self.n_struck.load(Ordering::Relaxed),
        };
        ShownFault { name: self.row.name.clone(), fault: self.fault.clone(), n_struck }
    }
}

/// Whether a pattern names an operation.
fn matches(pattern: &str, operation: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => operation.starts_with(beginning),
        None => operation == pattern,
    }
}

/// A number of a name.
fn seed(name: &str) -> u64 {
    // FNV-1a.
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A bijection that leaves no pattern to see (the finalizer of SplitMix64).
const fn scramble(number: u64) -> u64 {
    let mut bits = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Why a fault cannot be, if so.
fn refusal(name: &str, fault: &Fault) -> Option<ToolRefusal> {
    let reason = if name.is_empty() || name.chars().count() > MAX_NAME {
        "The name of a fault has from 1 to 100 characters."
    } else if !(1..=100).contains(&fault.percent) {
        "percent is from 1 to 100."
    } else if fault.times == Some(0) {
        "times is at least 1."
    } else if matches!(fault.effect, Effect::Delay(ms) if !(1..=MAX_DELAY_MS).contains(&ms)) {
        "latencyMs is from 1 to 600000."
    } else {
        return None;
    };
    Some(ToolRefusal::Invalid(reason))
}

impl Engine {
    /// What becomes of a call, if a fault strikes it.
    pub async fn strike(&self, principal: &Principal, operation: &str) -> Result<Option<Effect>> {
        let account = principal.account;
        let Some(known) = self.tools.of_faulty(account) else { return Ok(None) };
        for armed in &known.faults {
            if armed.meets(principal.app, operation) && self.count_strike(account, armed).await? {
                armed.n_struck.fetch_add(1, Ordering::Relaxed);
                return Ok(Some(armed.fault.effect));
            }
        }
        Ok(None)
    }

    /// Counts that a fault is about to strike; false if it did so as often as it is to, on whichever node.
    async fn count_strike(&self, account: AccountId, armed: &Arc<Armed>) -> Result<bool> {
        let Some(times) = armed.fault.times else { return Ok(true) };
        let (row, times) = (armed.row.clone(), i64::try_from(times).unwrap_or(i64::MAX));
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { Ok(rows::strike(tx, account, &row, times).await?) })
        });
        let may_strike = work.await?;
        armed.is_spent.store(!may_strike, Ordering::Relaxed);
        Ok(may_strike)
    }

    /// The faults of the caller's account, by name.
    pub async fn list_faults(&self, principal: &Principal) -> Result<Vec<ShownFault>> {
        self.refresh_tools_now(principal.account).await?;
        let known = self.tools.of(principal.account).unwrap_or_default();
        let counted = rows::all(&self.database, principal.account).await?;
        let struck = |armed: &Armed| {
            let row = counted.iter().find(|row| row.kind == KIND && row.name == armed.row.name);
            row.map_or(0, |row| row.struck)
        };
        Ok(known.faults.iter().map(|armed| armed.shown(struck(armed))).collect())
    }

    /// Sets a fault, which counts from now on.
    pub async fn put_fault(&self, principal: &Principal, name: &str, fault: Fault) -> Result<ShownFault> {
        if let Some(refusal) = refusal(name, &fault) {
            return Err(refusal.into());
        }
        let others = self.list_faults(principal).await?;
        if others.iter().filter(|other| other.name != name).count() >= MAX_FAULTS {
            return Err(ToolRefusal::Invalid("An account has 100 faults at most.").into());
        }
        let (account, kind) = (principal.account, KIND.to_owned());
        let definition = serde_json::to_string(&fault).expect("texts and numbers serialize");
        let named = name.to_owned();
        self.change_tools(account, move |tx, revision| {
            let row = ToolRow { kind, name: named, revision, definition, struck: 0 };
            Box::pin(async move { Ok(rows::put(tx, account, &row).await?) })
        })
        .await?;
        Ok(ShownFault { name: name.to_owned(), fault, n_struck: 0 })
    }

    /// Ends a fault.
    pub async fn delete_fault(&self, principal: &Principal, name: &str) -> Result<()> {
        let (account, named) = (principal.account, name.to_owned());
        let work = self.change_tools(account, move |tx, _| {
            Box::pin(async move { Ok(rows::delete(tx, account, KIND, &named).await?) })
        });
        if work.await? { Ok(()) } else { Err(Thing::Fault.not_found(name).into()) }
    }

    /// Ends all faults of the caller's account.
    pub async fn delete_faults(&self, principal: &Principal) -> Result<()> {
        let account: AccountId = principal.account;
        self.change_tools(account, move |tx, _| {
            Box::pin(async move { Ok(rows::delete_all(tx, account, KIND).await?) })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn armed(name: &str, operation: Option<&str>, percent: u64, times: Option<u64>) -> Arc<Armed> {
        let fault = Fault {
            app: Some(7),
            operation: operation.map(str::to_owned),
            percent,
            times,
            effect: Effect::Internal,
        };
        let definition = serde_json::to_string(&fault).unwrap();
        let row =
            ToolRow { kind: KIND.to_owned(), name: name.to_owned(), revision: 1, definition, struck: 0 };
        arm(&row, &[]).unwrap()
    }

    #[test]
    fn a_fault_strikes_what_it_names() {
        for (pattern, operation, app, expected) in [
            (None, "crm.objects.read", 7, true),
            (None, "crm.objects.read", 8, false),
            (Some("crm.objects.read"), "crm.objects.read", 7, true),
            (Some("crm.objects.read"), "crm.objects.readMany", 7, false),
            (Some("crm.objects.*"), "crm.objects.read", 7, true),
            (Some("crm.lists.*"), "crm.objects.read", 7, false),
        ] {
            let struck = armed("one", pattern, 100, None).meets(AppId(app), operation);
            assert_eq!(struck, expected, "{pattern:?} {operation} {app}");
        }
    }

    #[test]
    fn a_part_of_the_calls_is_the_same_part_every_time() {
        let struck = |name| {
            let fault = armed(name, None, 30, None);
            (0..1_000).map(|_| fault.meets(AppId(7), "x")).collect::<Vec<_>>()
        };
        assert_eq!(struck("a"), struck("a"));
        assert_ne!(struck("a"), struck("b"));
        let n_struck = struck("a").into_iter().filter(|struck| *struck).count();
        assert!((250..350).contains(&n_struck), "{n_struck}");
    }

    #[test]
    fn a_fault_that_is_spent_stays_so_until_it_is_set_anew() {
        let before = armed("one", None, 100, Some(1));
        before.is_spent.store(true, Ordering::Relaxed);
        let row = |revision| ToolRow { revision, ..before.row.clone() };
        let known = [Arc::clone(&before)];
        assert!(!arm(&row(1), &known).unwrap().meets(AppId(7), "x"));
        assert!(arm(&row(2), &known).unwrap().meets(AppId(7), "x"));
    }
}
