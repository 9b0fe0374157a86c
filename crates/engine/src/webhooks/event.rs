//! An event as it waits to be sent.

use linchpin_store::{Error as StoreError, Result as StoreResult};
use serde::{Deserialize, Serialize};

/// Something that an app is told, once for each of its subscriptions that it fits.
///
/// This is the form in which deliveries keep it, in numbers and names; who sends gives it the form of the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number, the same however often it is sent; unique in the database.
    #[serde(rename = "i")]
    pub id: i64,
    /// The subscription that it fits.
    #[serde(rename = "s")]
    pub subscription: i64,
    /// The name of the subscription's type, such as `contact.creation`.
    #[serde(rename = "t")]
    pub event_type: String,
    /// When it happened, in milliseconds.
    #[serde(rename = "a")]
    pub at: i64,
    /// The object type of what it happened to, by its code.
    #[serde(rename = "o")]
    pub object_type: i64,
    /// HubSpot's word for the kind of source, such as `INTEGRATION`.
    #[serde(rename = "c")]
    pub source: String,
    /// Which one, such as the id of an app.
    #[serde(rename = "d")]
    pub source_id: String,
    /// What happened.
    #[serde(rename = "w")]
    pub what: What,
}

/// What happened, with the ids of the records that it happened to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum What {
    /// A record was made.
    #[serde(rename = "c")]
    Created(i64),
    /// A record was deleted and can be restored.
    #[serde(rename = "d")]
    Deleted(i64),
    /// A deleted record is there again.
    #[serde(rename = "r")]
    Restored(i64),
    /// A record was deleted for somebody's privacy.
    #[serde(rename = "g")]
    PrivacyDeleted(i64),
    /// A property has another value.
    #[serde(rename = "p")]
    PropertyChanged {
        /// The record.
        id: i64,
        /// The property.
        name: String,
        /// Its value, empty where it has none any more.
        value: String,
        /// Whether the property holds sensitive data, whose values are not told.
        is_sensitive: bool,
    },
    /// Records became one.
    #[serde(rename = "m")]
    Merged {
        /// The record that the others were merged into.
        primary: i64,
        /// The others.
        merged: Vec<i64>,
        /// The record that there is now.
        new: i64,
        /// How many of its values are not those of the primary record.
        n_properties_moved: i64,
    },
    /// An association has a type more, or one less; seen from one end.
    #[serde(rename = "x")]
    AssociationChanged {
        /// The record that it leads from, of the event's object type.
        from: i64,
        /// The record that it leads to.
        to: i64,
        /// The object type of that, by its code.
        to_type: i64,
        /// The id of the type.
        type_id: i32,
        /// The name of the type, such as `CONTACT_TO_COMPANY`.
        type_name: String,
        /// Whether it is gone.
        is_removed: bool,
        /// Whether the type makes the other record the primary one.
        is_primary: bool,
    },
}

impl Event {
    /// Events as a delivery keeps them.
    pub fn write(events: &[Self]) -> String {
        serde_json::to_string(events).expect("names and numbers are always JSON")
    }

    /// The events of a delivery.
    pub fn read(text: &str) -> StoreResult<Vec<Self>> {
        serde_json::from_str(text).map_err(|error| StoreError::Corrupt(format!("events: {error}").into()))
    }
}

#[cfg(test)]
mod tests {
    use super::{Event, What};

    #[test]
    fn what_is_kept_is_read_again() {
        let event = |what| Event {
            id: 7,
            subscription: 3,
            event_type: "contact.propertyChange".to_owned(),
            at: 1_752_559_200_000,
            object_type: 1,
            source: "INTEGRATION".to_owned(),
            source_id: "2000001".to_owned(),
            what,
        };
        let name = || "firstname".to_owned();
        let events = [
            event(What::Created(5)),
            event(What::PropertyChanged {
                id: 5,
                name: name(),
                value: "Ä\"".to_owned(),
                is_sensitive: false,
            }),
            event(What::Merged { primary: 5, merged: vec![6], new: 7, n_properties_moved: 2 }),
            event(What::AssociationChanged {
                from: 5,
                to: 6,
                to_type: 2,
                type_id: 1,
                type_name: "CONTACT_TO_COMPANY".to_owned(),
                is_removed: false,
                is_primary: true,
            }),
        ];
        assert_eq!(Event::read(&Event::write(&events)).unwrap(), events);
        assert!(Event::read("{}").is_err());
    }
}
