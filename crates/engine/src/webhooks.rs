//! Webhooks: what apps subscribe to, and the events that the change log turns into for them.
//!
//! A reader of the log turns changes into events ([`Event`]) and puts them into deliveries, in the transaction that
//! moves its cursor; whoever sends takes deliveries from queues, one for each app in each account.

mod batches;
mod due;
mod event;
mod events;
mod fan_out;
mod plan;
mod refusal;
mod settings;
mod subscriptions;

pub use batches::MAX_EVENTS;
pub use due::HOLD;
pub use event::{Event, What};
pub use events::Collected;
pub(crate) use fan_out::FanOut;
pub use plan::{Plan, Wanted};
pub use refusal::WebhookRefusal;
pub use settings::{Receiver, WebhookSettings};
pub use subscriptions::{Subscription, Switch};
