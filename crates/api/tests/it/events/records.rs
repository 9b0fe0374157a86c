//! What happens to records as a whole.

use super::*;

/// A type with the prefix of its events, and a property that can be set.
const CLASSIC: [(&str, &str, &str); 6] = [
    ("contacts", "contact", "firstname"),
    ("companies", "company", "name"),
    ("deals", "deal", "dealname"),
    ("tickets", "ticket", "subject"),
    ("products", "product", "name"),
    ("line_items", "line_item", "name"),
];

/// The values that a new record of a type needs beside its name.
fn values(plural: &str, property: &str, value: &str) -> Value {
    let mut values = json!({ property: value });
    match plural {
        "deals" => values["dealstage"] = json!("appointmentscheduled"),
        "tickets" => values["hs_pipeline_stage"] = json!("1"),
        _ => {}
    }
    values
}

/// Makes, changes, deletes and restores a record, of which is told under this prefix.
async fn check(world: &World<'_>, plural: &str, prefix: &str, property: &str) {
    let id = world.create(plural, values(plural, property, "One")).await;
    world.update(plural, &id, json!({ property: "Two" })).await;
    world.update(plural, &id, json!({ property: "Two" })).await;
    world.update(plural, &id, json!({ property: "" })).await;
    world.archive(plural, &id).await;
    world.restore(plural, &id).await;
    let expected = [
        format!("{prefix}.creation {id}"),
        format!("{prefix}.propertyChange {id} {property}=One"),
        format!("{prefix}.propertyChange {id} {property}=Two"),
        format!("{prefix}.propertyChange {id} {property}="),
        format!("{prefix}.deletion {id}"),
        format!("{prefix}.restore {id}"),
    ];
    world.check(expected.into()).await;
}

#[tokio::test]
async fn records_of_every_classic_type_come_change_and_go() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        for (plural, prefix, property) in CLASSIC {
            let topics = ["creation", "deletion", "restore"].map(|name| format!("{prefix}.{name}"));
            world.subscribe(&topics.each_ref().map(String::as_str)).await;
            world.subscribe(&[&format!("{prefix}.propertyChange {property}")]).await;
            check(&world, plural, prefix, property).await;
        }
    })
    .await;
}

#[tokio::test]
async fn records_of_any_type_come_change_and_go() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let cars = json!({"name": "cars", "labels": {"singular": "Car", "plural": "Cars"},
            "requiredProperties": [], "primaryDisplayProperty": "model", "associatedObjects": ["CONTACT"],
            "properties": [{"name": "model", "label": "Model", "type": "string", "fieldType": "text"}]});
        let made = app.post("/crm/v3/schemas", cars).await;
        let cars = ok(&made).json["objectTypeId"].as_str().expect("an id").to_owned();
        for (plural, object_type, property) in
            [("contacts", "0-1", "firstname"), ("notes", "0-46", "hs_note_body"), ("cars", &cars, "model")]
        {
            let topics = [
                ("object.creation", None),
                ("object.deletion", None),
                ("object.restore", None),
                ("object.propertyChange", Some(property)),
            ];
            world.subscribe_objects(object_type, &topics).await;
            if plural == "notes" {
                continue;
            }
            check(&world, plural, "object", property).await;
        }
        let note = json!({"hs_note_body": "Hello", "hs_timestamp": "2026-03-04T05:06:07Z"});
        let note = world.create("notes", note).await;
        let expected =
            [format!("object.creation {note}"), format!("object.propertyChange {note} hs_note_body=Hello")];
        world.check(expected.into()).await;
        // The type of the records goes with the events.
        let contact = world.create("contacts", json!({})).await;
        let car = world.create("cars", json!({})).await;
        let events = world.events().await;
        let types: Vec<_> = events.iter().map(|event| (event.object_type, line(event))).collect();
        let code = |id: &str| id.parse::<linchpin_domain::ObjectTypeId>().expect("an id").code();
        let expected = [
            (code("0-1"), format!("object.creation {contact}")),
            (code(&cars), format!("object.creation {car}")),
        ];
        assert_eq!(types, expected);
    })
    .await;
}

#[tokio::test]
async fn merges_name_all_records_and_count_what_moved() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.merge", "contact.creation", "contact.deletion"]).await;
        world.subscribe_objects("0-1", &[("object.merge", None)]).await;
        let primary = json!({"firstname": "Ada", "email": "ada@example.com"});
        let primary = world.create("contacts", primary).await;
        let other = json!({"firstname": "Augusta", "lastname": "King", "city": "London"});
        let other = world.create("contacts", other).await;
        world.events().await;
        let merged = world.merge("contacts", &primary, &other).await;
        let events = world.events().await;
        let told: Vec<_> = events.iter().map(line).collect();
        let what = format!("{primary}+[{other}]={merged}");
        let n_moved = told[0].rsplit(' ').next().expect("a number").to_owned();
        assert_eq!(
            told,
            [format!("contact.merge {what} {n_moved}"), format!("object.merge {what} {n_moved}")]
        );
        // The last name and the city, and what follows from them and from the merge.
        assert!((2..10).contains(&n_moved.parse().expect("a number")), "{n_moved}");
        assert_eq!(events[0].source, "MERGE_CONTACTS");
    })
    .await;
}

#[tokio::test]
async fn who_is_forgotten_is_deleted_too() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        world.subscribe(&["contact.privacyDeletion", "contact.deletion", "contact.creation"]).await;
        let contact = world.create("contacts", json!({"email": "ada@example.com"})).await;
        world.events().await;
        let body = json!({ "objectId": contact });
        ok(&app.post("/crm/v3/objects/contacts/gdpr-delete", body).await);
        let expected = [format!("contact.privacyDeletion {contact}"), format!("contact.deletion {contact}")];
        world.check(expected.into()).await;
    })
    .await;
}
