//! The commands for developing and looking after receivers of webhooks.

use clap::Args;
use linchpin_domain::webhook::{EventType, Family, Topic};
use linchpin_engine::webhooks::deliveries::State;

use super::apps::OfAccount;

/// Where a receiver is, and what it is to be told.
#[derive(Debug, Args)]
pub(crate) struct NewReceiver {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// Where it wants its events.
    #[arg(long)]
    pub(crate) url: String,
    /// Which: types of events, separated by commas, with what they are about where that is open, as in
    /// contact.creation,contact.propertyChange:firstname,object.creation:2-7,object.propertyChange:2-7:model.
    #[arg(long, value_name = "EVENTS", value_delimiter = ',', value_parser = topic)]
    pub(crate) events: Vec<Topic>,
}

/// What is to happen.
#[derive(Debug, Args)]
pub(crate) struct TriggerArguments {
    /// The type of the event, such as contact.propertyChange.
    #[arg(value_name = "EVENT", value_parser = event_type)]
    pub(crate) event: EventType,
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// The app that does it, as the events will say [default: the oldest private one].
    #[arg(long, value_name = "ID")]
    pub(crate) app: Option<i64>,
    /// The property, and the value that it gets.
    #[arg(long, value_name = "NAME=VALUE", value_parser = property)]
    pub(crate) property: Option<(String, String)>,
    /// The type of the records, for object.*: by its id or any of its names, such as 2-123 or contacts.
    #[arg(long, value_name = "TYPE")]
    pub(crate) object_type: Option<String>,
}

/// What to listen to.
#[derive(Debug, Args)]
pub(crate) struct ListenArguments {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// Only what this app of the account subscribed to [default: every event of every record].
    #[arg(long, value_name = "ID")]
    pub(crate) app: Option<i64>,
    /// Only events of these types, separated by commas.
    #[arg(long, value_name = "EVENTS", value_delimiter = ',', value_parser = event_type)]
    pub(crate) events: Vec<EventType>,
    /// Send them there as well, signed as the app's are, or with a secret that is printed if no app is named.
    #[arg(long, value_name = "URL")]
    pub(crate) forward_to: Option<String>,
    /// Print events as they are sent, a line of JSON each.
    #[arg(long)]
    pub(crate) print_json: bool,
}

/// Which deliveries to print, or to send once more.
#[derive(Debug, Args)]
pub(crate) struct DeliveriesArguments {
    #[command(flatten)]
    pub(crate) of: OfAccount,
    /// Only those to this app.
    #[arg(long, value_name = "ID")]
    pub(crate) app: Option<i64>,
    /// Only those in this state: waiting, delivered or failed.
    #[arg(long, value_name = "STATE", value_parser = state)]
    pub(crate) state: Option<State>,
    /// Only those with an event of this type.
    #[arg(long, value_name = "EVENT", value_parser = event_type)]
    pub(crate) event: Option<EventType>,
    /// Begin with this many of the newest deliveries.
    #[arg(long, value_name = "N", default_value_t = 100)]
    pub(crate) limit: usize,
    /// Go on with those that come, until interrupted.
    #[arg(long)]
    pub(crate) follow: bool,
    /// Send these once more instead: one, or all from the first to the last.
    #[arg(long, value_name = "ID..ID", value_parser = range, conflicts_with_all = ["follow", "event"])]
    pub(crate) replay: Option<(i64, i64)>,
    /// Print one of them whole instead: each time that it was sent, where to, the headers of both sides and the answer.
    #[arg(long, value_name = "ID", conflicts_with_all = ["app", "state", "event", "follow", "replay"])]
    pub(crate) show: Option<String>,
}

/// Reads the name of a type of events.
fn event_type(name: &str) -> Result<EventType, String> {
    EventType::parse(name).ok_or_else(|| {
        let known: Vec<_> = EventType::all().map(|event| event.to_string()).collect();
        format!("there is no such event; there are {}", known.join(", "))
    })
}

/// Reads what a subscription is about: the type of the events, and behind colons the type of the records and the
/// property, as far as the type of the events has them.
fn topic(text: &str) -> Result<Topic, String> {
    let (name, about) = text.split_once(':').map_or((text, None), |(name, about)| (name, Some(about)));
    let family = EventType::parse(name).map(|event| event.family);
    let (object_type, rest) = match (family, about) {
        (Some(Family::Object), Some(about)) => match about.split_once(':') {
            Some((object_type, property)) => (Some(object_type), Some(property)),
            None => (Some(about), None),
        },
        (_, about) => (None, about),
    };
    let (property, event) = if family == Some(Family::Event) { (None, rest) } else { (rest, None) };
    Topic::parse(name, object_type, property, event).map_err(|violation| violation.to_string())
}

fn state(name: &str) -> Result<State, String> {
    State::parse(name).ok_or_else(|| format!("it is one of {}", State::ALL.map(State::as_str).join(", ")))
}

fn property(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("it has to be NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// Reads the number of a delivery, or two with `..` between them.
fn range(text: &str) -> Result<(i64, i64), String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let number = |text: &str| text.parse().map_err(|_| format!("{text:?} is no number"));
    Ok((number(first)?, number(last)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_one_or_two_numbers() {
        for (text, expected) in
            [("7", Some((7, 7))), ("7..9", Some((7, 9))), ("7..", None), ("..", None), ("x", None)]
        {
            assert_eq!(range(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn properties_have_values() {
        assert_eq!(property("firstname=Ada"), Ok(("firstname".to_owned(), "Ada".to_owned())));
        assert_eq!(property("note=a=b"), Ok(("note".to_owned(), "a=b".to_owned())));
        assert_eq!(property("note="), Ok(("note".to_owned(), String::new())));
        assert!(property("note").is_err());
    }

    #[test]
    fn topics_name_what_they_are_about() {
        for text in [
            "contact.creation",
            "contact.propertyChange:firstname",
            "object.creation:2-7",
            "object.propertyChange:2-7:model",
            "event.completed:pe1_signed_up",
        ] {
            assert!(topic(text).is_ok(), "{text}: {:?}", topic(text));
        }
        for text in ["deal.stageChange", "contact.propertyChange", "contact.creation:x", "object.creation"] {
            assert!(topic(text).is_err(), "{text}");
        }
    }

    #[test]
    fn events_and_states_are_known_by_name() {
        assert!(event_type("contact.creation").is_ok() && event_type("deal.stageChange").is_err());
        assert_eq!(state("failed"), Ok(State::Failed));
        assert!(state("lost").is_err());
    }
}
