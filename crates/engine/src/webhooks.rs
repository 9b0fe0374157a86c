//! Webhooks: what apps subscribe to, and the events that the change log turns into for them.
//!
//! A reader of the log turns changes into events ([`Event`]) and puts them into deliveries, in the transaction that
//! moves its cursor; whoever sends takes deliveries from queues, one for each app in each account.

mod batches;
mod counts;
pub mod deliveries;
mod due;
mod event;
mod events;
mod exchange;
mod fan_out;
mod listen;
mod outcome;
mod pause;
mod plan;
mod queues;
mod refusal;
mod settings;
mod subscriptions;
mod sweep;
mod target;
mod waiting;

pub use batches::{MAX_BYTES, MAX_EVENTS};
pub(crate) use counts::Counters;
pub use counts::{Counts, Latency};
pub use due::HOLD;
pub use event::{Event, What};
pub use events::Collected;
pub use exchange::Exchange;
pub(crate) use fan_out::FanOut;
pub use listen::Listening;
pub use outcome::{Answered, Attempt, Verdict};
pub use plan::{Plan, Wanted};
pub use queues::Queue;
pub use refusal::WebhookRefusal;
pub use settings::{Receiver, WebhookSettings};
pub use subscriptions::{Subscription, Switch};
pub use target::{Pace, Sending, Target};
pub use waiting::Delivery;
