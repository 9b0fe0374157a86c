//! Webhooks: what apps subscribe to, and the events that the change log turns into for them.
//!
//! A reader of the log turns changes into events ([`Event`]) and puts them into deliveries, in the transaction that
//! moves its cursor; whoever sends takes deliveries from queues, one for each app in each account.

mod counts;
mod due;
mod event;
mod outcome;
mod queues;
mod sweep;
mod target;
mod waiting;

pub use counts::{Counts, Latency};
pub(crate) use counts::Counters;
pub(crate) use due::Due;
pub use due::HOLD;
pub use event::{Event, What};
pub use outcome::{Answered, Attempt, Verdict};
pub use queues::Queue;
pub use target::{Pace, Period, Sending, Target};
pub use waiting::{Delivery, MAX_BYTES, MAX_EVENTS};
