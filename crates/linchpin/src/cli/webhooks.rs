//! The commands for webhooks.

use clap::{Args, Subcommand};

use super::apps::OfAccount;
use super::receivers::NewReceiver;

/// What to do with the webhooks of an app.
#[derive(Debug, Subcommand)]
pub(crate) enum WebhooksCommand {
    /// Send events to a receiver, by a private app that is made for it, and print the client secret that signs them,
    /// which is another one each time.
    Receive(NewReceiver),
    /// Say where an app wants its events.
    Set(WebhookTarget),
    /// Tell an app from now on when something happens, and print the id of the subscription.
    Subscribe(NewSubscription),
    /// Tell an app no more.
    Unsubscribe(OneSubscription),
    /// Print the subscriptions of an app: id, on or off, what they are about; and whether its receiver is down.
    List(WebhooksOf),
}

/// An app whose webhooks these are.
#[derive(Debug, Args)]
pub(crate) struct WebhooksOf {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// The app.
    #[arg(long, value_name = "ID")]
    pub(crate) app: i64,
}

/// Where an app wants its events.
#[derive(Debug, Args)]
pub(crate) struct WebhookTarget {
    #[command(flatten)]
    pub(crate) which: WebhooksOf,
    /// The URL that they are sent to: https://…, or http://… on this machine.
    #[arg(long)]
    pub(crate) url: String,
    /// Send at most so many requests at a time.
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) max_concurrent_requests: i64,
}

/// What to tell an app.
#[derive(Debug, Args)]
pub(crate) struct NewSubscription {
    #[command(flatten)]
    pub(crate) which: WebhooksOf,
    /// The type of the events, such as contact.creation or object.propertyChange.
    #[arg(value_name = "EVENT")]
    pub(crate) event_type: String,
    /// The property, of *.propertyChange.
    #[arg(long, value_name = "NAME")]
    pub(crate) property: Option<String>,
    /// The type of the records, of object.*: 0-1, 2-7 and so on.
    #[arg(long, value_name = "ID")]
    pub(crate) object_type: Option<String>,
}

/// A subscription of an app.
#[derive(Debug, Args)]
pub(crate) struct OneSubscription {
    #[command(flatten)]
    pub(crate) which: WebhooksOf,
    /// The subscription.
    #[arg(value_name = "SUBSCRIPTION")]
    pub(crate) id: String,
}
