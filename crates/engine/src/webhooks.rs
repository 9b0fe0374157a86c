//! Webhooks: what apps subscribe to, and the events that the change log turns into for them.
//!
//! A reader of the log turns changes into events ([`Event`]) and puts them into deliveries, in the transaction that
//! moves its cursor; whoever sends takes deliveries from queues, one for each app in each account.

pub mod deliveries;
mod event;
mod pause;
mod refusal;
mod settings;
mod subscriptions;

pub use event::{Event, What};
pub use refusal::WebhookRefusal;
pub use settings::{Receiver, WebhookSettings};
pub use subscriptions::{Subscription, Switch};
