//! What a request says: the events of a delivery in the form of the wire.

use linchpin_domain::ObjectTypeId;
use linchpin_domain::association::AssociationTypeId;
use linchpin_engine::webhooks::{Delivery, Event, Queue, What};
use linchpin_wire::webhooks::event::{Detail, Event as Told};

/// The body of a request.
pub fn body(queue: Queue, delivery: &Delivery) -> Vec<u8> {
    let events: Vec<_> = delivery.events.iter().map(|event| told(queue, delivery.attempts, event)).collect();
    serde_json::to_vec(&events).expect("texts and numbers are always JSON")
}

fn told(queue: Queue, attempt_number: i64, event: &Event) -> Told<'_> {
    // These subscriptions say which type they are about, and so do their events.
    let names_type = event.event_type.starts_with("object.");
    let type_id = |code| ObjectTypeId::from_code(code).to_string();
    let (object_id, change_flag, detail) = match &event.what {
        What::Created(id) => (Some(*id), Some("CREATED"), Detail::None {}),
        What::Deleted(id) => (Some(*id), Some("DELETED"), Detail::None {}),
        What::Restored(id) => (Some(*id), Some("RESTORED"), Detail::None {}),
        What::PrivacyDeleted(id) => (Some(*id), Some("PRIVACY_DELETED"), Detail::None {}),
        What::PropertyChanged { id, name, value, is_sensitive } => {
            let is_sensitive = names_type.then_some(*is_sensitive);
            (Some(*id), None, Detail::Property { property_name: name, property_value: value, is_sensitive })
        }
        What::Merged { primary, merged, new, n_properties_moved } => {
            let detail = Detail::Merge {
                primary_object_id: *primary,
                merged_object_ids: merged,
                new_object_id: *new,
                number_of_properties_moved: *n_properties_moved,
            };
            (Some(*primary), None, detail)
        }
        What::AssociationChanged { from, to, to_type, type_id: id, type_name, is_removed, is_primary } => {
            let detail = Detail::Association {
                association_type: type_name,
                association_type_id: *id,
                association_category: AssociationTypeId(*id).category().as_str(),
                from_object_id: *from,
                from_object_type_id: type_id(event.object_type),
                to_object_id: *to,
                to_object_type_id: type_id(*to_type),
                association_removed: *is_removed,
                is_primary_association: *is_primary,
            };
            (None, None, detail)
        }
    };
    Told {
        event_id: event.id,
        subscription_id: event.subscription,
        portal_id: queue.account.0,
        app_id: queue.app.0,
        occurred_at: event.at,
        subscription_type: &event.event_type,
        attempt_number,
        object_id,
        object_type_id: names_type.then(|| type_id(event.object_type)),
        change_source: &event.source,
        source_id: &event.source_id,
        change_flag,
        detail,
    }
}

#[cfg(test)]
mod tests {
    use linchpin_domain::{AccountId, AppId};
    use serde_json::{Value, json};

    use super::*;

    /// What an event says beside what all of them say.
    fn check(event_type: &str, what: What, expected: Value) {
        let event = Event {
            id: 9,
            subscription: 8,
            event_type: event_type.to_owned(),
            at: 1_752_559_200_000,
            object_type: ObjectTypeId::from_code(1).code(),
            source: "INTEGRATION".to_owned(),
            source_id: "39522895".to_owned(),
            what,
        };
        let queue = Queue { account: AccountId(7), app: AppId(6) };
        let delivery = Delivery { id: 1, attempts: 2, events: vec![event], n_bytes: 0 };
        let mut said: Value = serde_json::from_slice(&body(queue, &delivery)).expect("it is JSON");
        let said = said[0].as_object_mut().expect("an object");
        let always = json!({
            "eventId": 9, "subscriptionId": 8, "portalId": 7, "appId": 6, "occurredAt": 1_752_559_200_000_i64,
            "subscriptionType": event_type, "attemptNumber": 2, "changeSource": "INTEGRATION", "sourceId": "39522895",
        });
        for (name, value) in always.as_object().expect("an object") {
            assert_eq!(said.remove(name).as_ref(), Some(value), "{event_type} {name}");
        }
        let Value::Object(expected) = expected else { panic!("{event_type} says an object") };
        assert_eq!(*said, expected, "{event_type}");
    }

    #[test]
    fn every_type_says_what_was_recorded() {
        let property = |is_sensitive| What::PropertyChanged {
            id: 5,
            name: "firstname".to_owned(),
            value: "Maton".to_owned(),
            is_sensitive,
        };
        check("contact.creation", What::Created(5), json!({"objectId": 5, "changeFlag": "CREATED"}));
        check("contact.deletion", What::Deleted(5), json!({"objectId": 5, "changeFlag": "DELETED"}));
        check("contact.restore", What::Restored(5), json!({"objectId": 5, "changeFlag": "RESTORED"}));
        check(
            "contact.privacyDeletion",
            What::PrivacyDeleted(5),
            json!({"objectId": 5, "changeFlag": "PRIVACY_DELETED"}),
        );
        check(
            "object.deletion",
            What::Deleted(5),
            json!({"objectId": 5, "objectTypeId": "0-1", "changeFlag": "DELETED"}),
        );
        check(
            "contact.propertyChange",
            property(false),
            json!({"objectId": 5, "propertyName": "firstname", "propertyValue": "Maton"}),
        );
        check(
            "object.propertyChange",
            property(false),
            json!({
                "objectId": 5, "objectTypeId": "0-1", "propertyName": "firstname", "propertyValue": "Maton",
                "isSensitive": false,
            }),
        );
        check(
            "contact.merge",
            What::Merged { primary: 5, merged: vec![6], new: 7, n_properties_moved: 2 },
            json!({
                "objectId": 5, "primaryObjectId": 5, "mergedObjectIds": [6], "newObjectId": 7,
                "numberOfPropertiesMoved": 2,
            }),
        );
        check(
            "contact.associationChange",
            What::AssociationChanged {
                from: 5,
                to: 6,
                to_type: 2,
                type_id: 1,
                type_name: "CONTACT_TO_COMPANY".to_owned(),
                is_removed: true,
                is_primary: true,
            },
            json!({
                "associationType": "CONTACT_TO_COMPANY", "associationTypeId": 1,
                "associationCategory": "HUBSPOT_DEFINED", "fromObjectId": 5, "fromObjectTypeId": "0-1",
                "toObjectId": 6, "toObjectTypeId": "0-2", "associationRemoved": true, "isPrimaryAssociation": true,
            }),
        );
    }
}
