//! How values are told.

use super::*;

/// Defines a property of contacts.
async fn define(app: &TestApp, name: &str, kind: &str, field: &str, sensitivity: &str) {
    let definition = json!({"name": name, "label": name, "type": kind, "fieldType": field,
        "groupName": "contactinformation", "dataSensitivity": sensitivity});
    ok(&app.post("/crm/v3/properties/contacts", definition).await);
}

#[tokio::test]
async fn dates_are_milliseconds_and_other_values_as_they_are() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        define(&app, "day", "date", "date", "non_sensitive").await;
        define(&app, "moment", "datetime", "date", "non_sensitive").await;
        define(&app, "number", "number", "number", "non_sensitive").await;
        let topics = ["day", "moment", "number", "lifecyclestage", "createdate", "hs_object_id", "website"];
        let topics = topics.map(|name| format!("contact.propertyChange {name}"));
        world.subscribe(&topics.each_ref().map(String::as_str)).await;
        let contact = world
            .create(
                "contacts",
                json!({"day": "2025-07-15", "moment": "2025-07-15T06:00:00Z", "number": "1.50",
                    "website": "a \"quoted\"\nline \\ ü"}),
            )
            .await;
        let mut told = world.lines().await;
        told.sort_unstable();
        let changed = |what: &str| format!("contact.propertyChange {contact} {what}");
        let expected = [
            changed(&format!("createdate={}", linchpin_testkit::START.0)),
            changed("day=1752537600000"),
            changed(&format!("hs_object_id={contact}")),
            changed("lifecyclestage=lead"),
            changed("moment=1752559200000"),
            changed("number=1.50"),
            changed("website=a \"quoted\"\nline \\ ü"),
        ];
        assert_eq!(told, expected);
        world.update("contacts", &contact, json!({"moment": "", "day": "2024-02-29"})).await;
        let mut told = world.lines().await;
        told.sort_unstable();
        assert_eq!(told, [changed("day=1709164800000"), changed("moment=")]);
    })
    .await;
}

#[tokio::test]
async fn sensitive_values_are_not_told() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        define(&app, "diagnosis", "string", "text", "highly_sensitive").await;
        world.subscribe(&["contact.propertyChange diagnosis"]).await;
        let contact = world.create("contacts", json!({"diagnosis": "flu"})).await;
        world.update("contacts", &contact, json!({"diagnosis": ""})).await;
        let events = world.events().await;
        let expected = format!("contact.propertyChange {contact} diagnosis=REDACTED");
        assert_eq!(events.iter().map(line).collect::<Vec<_>>(), [expected.as_str(); 2]);
        let is_sensitive =
            |event: &Event| matches!(event.what, What::PropertyChanged { is_sensitive: true, .. });
        assert!(events.iter().all(is_sensitive));
    })
    .await;
}

#[tokio::test]
async fn what_fills_itself_is_told_so() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let topics =
            ["contact.propertyChange hs_email_domain", "company.propertyChange num_associated_contacts"];
        world.subscribe(&topics).await;
        let contact = world.create("contacts", json!({"email": "ada@example.com"})).await;
        let company = world.create("companies", json!({"name": "Example"})).await;
        let path = format!("/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}");
        ok(&app.put(&path, json!(null)).await);
        let events = world.events().await;
        let told: Vec<_> = events.iter().map(line).collect();
        assert_eq!(told[0], format!("contact.propertyChange {contact} hs_email_domain=example.com"));
        let count = format!("company.propertyChange {company} num_associated_contacts=1");
        assert_eq!(told.last(), Some(&count));
        assert!(events.iter().all(|event| (&*event.source, &*event.source_id) == ("CALCULATED", "")));
    })
    .await;
}

#[tokio::test]
async fn a_property_that_an_account_does_not_have_is_never_told() {
    let app = TestApp::new().await;
    let world = World::of(&app).await;
    world.subscribe(&["contact.propertyChange nowhere", "contact.propertyChange lastmodifieddate"]).await;
    let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
    world.update("contacts", &contact, json!({"firstname": "Bob"})).await;
    world.check(vec![]).await;
}
