//! The clock of an account, which tests set, move and stop.

use linchpin_domain::Timestamp;
use linchpin_store::tools::{self as rows, ToolRow};
use serde::{Deserialize, Serialize};

use super::ToolRefusal;
use crate::{Engine, Principal, Result};

/// What the store calls it.
pub(super) const KIND: &str = "clock";
/// The last moment that is printed with a year of four digits.
const MAX: Timestamp = Timestamp(253_402_300_799_999);

/// How the clock of an account goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountClock {
    /// By how much it is ahead of the machine's while it goes, in milliseconds.
    pub offset_ms: i64,
    /// Where it stands, if it does.
    pub frozen_at: Option<i64>,
}

/// What to do with a clock: set it, then move it, then stop it or let it go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SetClock {
    /// What it is to show.
    pub now: Option<Timestamp>,
    /// By how much to move it, in milliseconds.
    pub advance_ms: Option<i64>,
    /// Whether it is to stand; it goes on as it does if nothing is said.
    pub frozen: Option<bool>,
}

/// What a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shown {
    /// The time in the account.
    pub now: Timestamp,
    /// How it goes.
    pub clock: AccountClock,
}

impl AccountClock {
    /// What it shows while the machine's shows something.
    pub(super) fn at(self, machine: Timestamp) -> Timestamp {
        Timestamp(self.frozen_at.unwrap_or_else(|| machine.0.saturating_add(self.offset_ms)))
    }

    /// The clock after it was set; none if it would show what cannot be written.
    fn set(self, change: SetClock, machine: Timestamp) -> Option<Self> {
        let base = change.now.unwrap_or_else(|| self.at(machine));
        let at = base.0.checked_add(change.advance_ms.unwrap_or_default())?;
        if !(0..=MAX.0).contains(&at) {
            return None;
        }
        let stands = change.frozen.unwrap_or(self.frozen_at.is_some());
        Some(Self { offset_ms: if stands { 0 } else { at - machine.0 }, frozen_at: stands.then_some(at) })
    }
}

/// The clock that a row stands for; none if a newer program wrote it.
pub(super) fn parse(row: &ToolRow) -> Option<AccountClock> {
    serde_json::from_str(&row.definition).ok()
}

impl Engine {
    /// What the clock of the caller's account shows.
    pub async fn read_clock(&self, principal: &Principal) -> Result<Shown> {
        self.refresh_tools_now(principal.account).await?;
        let set = self.tools.of(principal.account).and_then(|known| known.clock);
        Ok(Shown { now: self.now(principal.account), clock: set.unwrap_or_default() })
    }

    /// Sets the clock of the caller's account; what follows from time has happened when this returns.
    ///
    /// What time did already stays when the clock goes back.
    pub async fn set_clock(&self, principal: &Principal, change: SetClock) -> Result<Shown> {
        let before = self.read_clock(principal).await?.clock;
        let clock = before.set(change, self.clock.now());
        let clock = clock.ok_or(ToolRefusal::Invalid("A clock shows moments from 1970 to 9999."))?;
        let definition = serde_json::to_string(&clock).expect("numbers serialize");
        let account = principal.account;
        self.change_tools(account, move |tx, revision| {
            let row = ToolRow { kind: KIND.to_owned(), name: String::new(), revision, definition, struck: 0 };
            Box::pin(async move { Ok(rows::put(tx, account, &row).await?) })
        })
        .await?;
        self.follow_time_now(account).await?;
        self.read_clock(principal).await
    }

    /// Lets the clock of the caller's account show the machine's time again.
    pub async fn unset_clock(&self, principal: &Principal) -> Result<()> {
        let account = principal.account;
        self.change_tools(account, move |tx, _| {
            Box::pin(async move { Ok(rows::delete_all(tx, account, KIND).await?) })
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_set_moved_stopped_and_let_go() {
        let machine = Timestamp(1_000);
        let set = |clock: AccountClock, now: Option<i64>, advance_ms, frozen| {
            clock.set(SetClock { now: now.map(Timestamp), advance_ms, frozen }, machine)
        };
        let going = |offset_ms| Some(AccountClock { offset_ms, frozen_at: None });
        let standing = |at| Some(AccountClock { offset_ms: 0, frozen_at: Some(at) });
        let plain = AccountClock::default();
        for (clock, now, advance_ms, frozen, expected) in [
            (plain, None, None, None, going(0)),
            (plain, Some(5_000), None, None, going(4_000)),
            (plain, Some(5_000), Some(-500), None, going(3_500)),
            (plain, None, Some(250), None, going(250)),
            (plain, None, None, Some(true), standing(1_000)),
            (AccountClock { offset_ms: 0, frozen_at: Some(7) }, None, Some(3), None, standing(10)),
            (AccountClock { offset_ms: 0, frozen_at: Some(7) }, None, None, Some(false), going(-993)),
            (plain, None, Some(i64::MAX), None, None),
            (plain, Some(-1), None, None, None),
        ] {
            assert_eq!(
                set(clock, now, advance_ms, frozen),
                expected,
                "{clock:?} {now:?} {advance_ms:?} {frozen:?}"
            );
        }
        assert_eq!(AccountClock { offset_ms: 5, frozen_at: None }.at(machine), Timestamp(1_005));
        assert_eq!(AccountClock { offset_ms: 5, frozen_at: Some(9) }.at(machine), Timestamp(9));
    }
}
