//! An event as a receiver gets it: requests hold arrays of these.
//!
//! Ids are numbers here, unlike everywhere else.

use serde::Serialize;

/// Something that an app is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Event<'a> {
    /// The same however often the event is sent.
    pub event_id: i64,
    /// The subscription that it fits.
    pub subscription_id: i64,
    /// The account that it happened in.
    pub portal_id: i64,
    /// The app that is told.
    pub app_id: i64,
    /// When it happened, in milliseconds.
    pub occurred_at: i64,
    /// The type of the subscription, such as `contact.creation`.
    pub subscription_type: &'a str,
    /// How often it was sent before.
    pub attempt_number: i64,
    /// The record; of several that became one, the one that the others were merged into.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<i64>,
    /// The record's type, for subscriptions that name one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_type_id: Option<String>,
    /// The kind of source, such as `INTEGRATION`.
    pub change_source: &'a str,
    /// Which one.
    pub source_id: &'a str,
    /// What happened to the record as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_flag: Option<&'static str>,
    /// What else there is to say.
    #[serde(flatten)]
    pub detail: Detail<'a>,
}

/// What only some events say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Detail<'a> {
    /// Nothing.
    None {},
    /// A property has another value.
    #[serde(rename_all = "camelCase")]
    Property {
        /// The property.
        property_name: &'a str,
        /// Its value.
        property_value: &'a str,
        /// Whether it is kept from the app, for subscriptions that name a type.
        #[serde(skip_serializing_if = "Option::is_none")]
        is_sensitive: Option<bool>,
    },
    /// Records became one.
    #[serde(rename_all = "camelCase")]
    Merge {
        /// The record that the others were merged into.
        primary_object_id: i64,
        /// The others.
        merged_object_ids: &'a [i64],
        /// The record that there is now.
        new_object_id: i64,
        /// How many of its values are not those of the primary record.
        number_of_properties_moved: i64,
    },
    /// An association has a type more, or one less.
    #[serde(rename_all = "camelCase")]
    Association {
        /// The name of the type, such as `CONTACT_TO_COMPANY`.
        association_type: &'a str,
        /// Its id.
        association_type_id: i32,
        /// Who defined it.
        association_category: &'static str,
        /// The record that it leads from.
        from_object_id: i64,
        /// That one's type.
        from_object_type_id: String,
        /// The record that it leads to.
        to_object_id: i64,
        /// That one's type.
        to_object_type_id: String,
        /// Whether it is gone.
        association_removed: bool,
        /// Whether it makes the other record the primary one.
        is_primary_association: bool,
    },
}
