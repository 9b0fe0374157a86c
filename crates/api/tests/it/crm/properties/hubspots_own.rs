//! What callers may do to the properties that HubSpot defines.

use super::*;

#[tokio::test]
async fn they_say_so_and_not_who_made_them() {
    let app = TestApp::new().await;
    let email = app.get(&format!("{CONTACTS}/email")).await.json;
    assert_eq!(email["hubspotDefined"], true);
    assert!(["archived", "createdUserId", "updatedUserId"].iter().all(|name| email.get(name).is_none()));
    let system = app.get(&format!("{CONTACTS}/hs_object_id")).await.json;
    assert!(["createdAt", "updatedAt"].iter().all(|name| system.get(name).is_none()));
}

#[tokio::test]
async fn their_flags_decide_what_may_be_changed() {
    let app = TestApp::new().await;
    let options = json!({"options": [{"label": "Hot", "value": "HOT"}]});
    for (name, change, expected) in [
        ("email", json!({"label": "Mail"}), 400),
        ("email", json!({"label": "Email", "groupName": "contactinformation"}), 200),
        ("email", json!({"displayOrder": 9}), 400),
        ("lifecyclestage", options.clone(), 400),
        ("hs_lead_status", options.clone(), 200),
        ("hs_lead_status", json!({"label": "Status"}), 400),
        ("industry", json!({"label": "Trade"}), 200),
        ("industry", json!({"type": "number", "fieldType": "number"}), 400),
    ] {
        let answer = app.patch(&format!("{CONTACTS}/{name}"), change.clone()).await;
        assert_eq!(answer.status, expected, "{name} {change}: {}", answer.text());
    }
    let changed = app.get(&format!("{CONTACTS}/hs_lead_status")).await.json;
    assert_eq!(changed["options"].as_array().map(Vec::len), Some(1));
    assert_eq!(json!([changed["hubspotDefined"], changed.get("archived")]), json!([true, null]));
}

#[tokio::test]
async fn those_that_records_cannot_be_without_stay() {
    let app = TestApp::new().await;
    for (name, expected) in
        [("hs_object_id", 400), ("email", 400), ("createdate", 400), ("industry", 400), ("fax", 204)]
    {
        let answer = app.delete(&format!("{CONTACTS}/{name}")).await;
        assert_eq!(answer.status, expected, "{name}: {}", answer.text());
    }
    let posted = json!({
        "name": "fax", "label": "Fax", "type": "number", "fieldType": "text", "groupName": "contactinformation",
    });
    let restored = create(&app, posted).await;
    assert_eq!(json!([restored["hubspotDefined"], restored["type"]]), json!([true, "string"]));
}
