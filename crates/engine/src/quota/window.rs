//! The calls of a stretch of time that moves on with them.

use std::collections::VecDeque;

use super::ledger::{Bounds, Calls, Grant, Report, count};
use super::nodes::Company;

/// The part of a limit, over all servers, that a server may hold beyond what it makes at once: what stays unused when
/// the limit is reached, and how often a server has to ask.
const HELD_PART: u32 = 20;
/// How long a database that gave no answer is not asked, in milliseconds.
const UNREACHABLE_MS: i64 = 1_000;

/// When the calls of the last seconds were made, to the millisecond: as many numbers as the limit at most.
///
/// Beside other servers it also knows what it holds of the limit that they share, and when what they have comes free.
#[derive(Debug, Default)]
pub(super) struct Window {
    calls: VecDeque<i64>,
    /// The limit as of the last call.
    bounds: Bounds,
    /// When places come free that other servers have, as of the last time that it was asked.
    others: VecDeque<Calls>,
    n_others: u32,
    /// How many calls can be made without asking, and until when.
    held: u32,
    held_until: i64,
    /// Until when nothing comes free.
    full_until: i64,
    /// Until when the database is not asked, because it gave no answer.
    unreachable_until: i64,
    is_asking: bool,
    /// Calls that wait for the answer.
    n_waiting: u32,
}

/// What comes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// It is made, and so many more could follow; `asks` says that it is time to ask for more of them.
    Made { left: u32, asks: bool },
    /// It cannot be made.
    Full,
    /// It depends on what others have; `asks` says that nobody is asking yet.
    Wait { asks: bool },
}

impl Window {
    /// Makes a call, if fewer than the limit were made in the span before.
    pub(super) fn take(&mut self, now: i64, bounds: Bounds, company: Company) -> Step {
        self.bounds = bounds;
        let left = self.left(now, bounds);
        let n_nodes = match company {
            Company::Alone => return self.make_if(left > 0, now, left),
            Company::New { n_nodes } => return self.take_share(now, bounds, n_nodes, left),
            Company::Known { n_nodes } => n_nodes,
        };
        self.let_go(now);
        if self.held > 0 {
            self.held -= 1;
            self.make(now);
            let asks = self.held < held_at_most(bounds, n_nodes).div_ceil(2)
                && !self.is_asking
                && now >= self.full_until.max(self.unreachable_until);
            self.is_asking |= asks;
            return Step::Made { left: left.saturating_sub(1), asks };
        }
        if now < self.unreachable_until {
            return self.take_share(now, bounds, n_nodes, left);
        }
        if now < self.full_until {
            return Step::Full;
        }
        self.n_waiting += 1;
        Step::Wait { asks: !std::mem::replace(&mut self.is_asking, true) }
    }

    /// Makes a call, if this server made fewer than its share: what holds while others cannot be asked.
    fn take_share(&mut self, now: i64, bounds: Bounds, n_nodes: u32, left: u32) -> Step {
        let share = (bounds.limit / n_nodes.max(1)).max(1) as usize;
        self.make_if(left > 0 && self.calls.len() < share, now, left)
    }

    fn make_if(&mut self, is_allowed: bool, now: i64, left: u32) -> Step {
        if !is_allowed {
            return Step::Full;
        }
        self.make(now);
        Step::Made { left: left.saturating_sub(1), asks: false }
    }

    fn make(&mut self, now: i64) {
        // A clock that was set back must not open the window.
        let newest = self.calls.back().copied().unwrap_or(now);
        self.calls.push_back(now.max(newest));
    }

    /// How many calls could be made at once, as far as this server knows.
    pub(super) fn left(&mut self, now: i64, bounds: Bounds) -> u32 {
        while self.calls.front().is_some_and(|oldest| *oldest <= now.saturating_sub(bounds.span_ms)) {
            self.calls.pop_front();
        }
        while let Some((_, n)) = self.others.pop_front_if(|(free_at, _)| *free_at <= now) {
            self.n_others -= n;
        }
        let made = u32::try_from(self.calls.len()).unwrap_or(u32::MAX);
        bounds.limit.saturating_sub(made.saturating_add(self.n_others))
    }

    /// The limit of which others have to be told, if calls were made that count and nobody is telling them.
    pub(super) fn begin_telling(&mut self, now: i64) -> Option<Bounds> {
        self.left(now, self.bounds);
        let tells = !self.calls.is_empty() && !self.is_asking;
        self.is_asking |= tells;
        tells.then_some(self.bounds)
    }

    /// What to say when asking for more.
    pub(super) fn report(&mut self, now: i64, bounds: Bounds, node: i64, n_nodes: u32) -> Report {
        self.left(now, bounds);
        let mut made: Vec<Calls> = Vec::new();
        for at in &self.calls {
            match made.last_mut().filter(|(last, _)| last == at) {
                Some((_, n)) => *n += 1,
                None => made.push((*at, 1)),
            }
        }
        self.let_go(now);
        let spare = held_at_most(bounds, n_nodes).saturating_sub(self.held);
        Report { node, made, held: self.held, wanted: self.n_waiting.saturating_add(spare) }
    }

    /// Lets go of what was held for long enough: others count on it.
    fn let_go(&mut self, now: i64) {
        if now >= self.held_until {
            self.held = 0;
        }
    }

    /// Takes what was granted.
    pub(super) fn receive(&mut self, grant: Grant) {
        self.n_others = count(&grant.others);
        self.others = grant.others.into();
        self.held += grant.n_granted;
        self.held_until = grant.held_until;
        self.full_until = grant.full_until.unwrap_or_default();
        self.unreachable_until = 0;
        self.is_asking = false;
        // Those who wait come again.
        self.n_waiting = 0;
    }

    /// Goes on without an answer for a while.
    pub(super) fn give_up(&mut self, now: i64) {
        self.unreachable_until = now + UNREACHABLE_MS;
        self.n_waiting = 0;
    }

    /// Goes on without an answer for a while, and lets the next one ask then.
    pub(super) fn fail(&mut self, now: i64) {
        self.give_up(now);
        self.is_asking = false;
    }
}

/// How many calls a server may hold beyond those that wait.
fn held_at_most(bounds: Bounds, n_nodes: u32) -> u32 {
    bounds.limit / HELD_PART / n_nodes.max(1)
}

#[cfg(test)]
mod tests;
