//! HubSpot's own types as schemas, and what accounts may change about them.

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::{SCHEMAS, cars, each, error, make};

#[tokio::test]
async fn hubspots_own_types_have_schemas() {
    let app = TestApp::new().await;
    let contact = app.get(&format!("{SCHEMAS}/CONTACT")).await.json;
    let shown = |name: &str| contact[name].clone();
    assert_eq!(
        json!([shown("metaType"), shown("name"), shown("fullyQualifiedName"), shown("objectTypeId")]),
        json!(["HUBSPOT", "CONTACT", "CONTACT", "0-1"])
    );
    assert_eq!(shown("labels"), json!({"singular": "Contact", "plural": "Contacts"}));
    assert_eq!(shown("createdAt"), "1970-01-01T00:00:00Z");
    assert_eq!(shown("primaryDisplayProperty"), "firstname");
    assert_eq!(shown("secondaryDisplayProperties"), json!(["lastname", "email", "phone"]));
    assert_eq!((shown("requiredProperties"), shown("restorable")), (json!([]), json!(true)));
    assert!(each(&contact["properties"], "name").contains(&"email"));
    let associations = contact["associations"].as_array().expect("a list");
    assert_eq!(
        associations[0],
        json!({
            "fromObjectTypeId": "0-1", "toObjectTypeId": "0-2", "name": "CONTACT_TO_COMPANY",
            "cardinality": "ONE_TO_MANY", "inverseCardinality": "ONE_TO_MANY", "id": "1", "createdAt": null,
            "updatedAt": null,
        })
    );
    assert!(each(&contact["associations"], "name").contains(&"COMPANY_TO_CONTACT"));
    assert!(
        associations.iter().all(|row| row["fromObjectTypeId"] == "0-1" || row["toObjectTypeId"] == "0-1")
    );
}

#[tokio::test]
async fn an_account_may_rename_them_and_ask_for_more() {
    on_both_engines(async |app| {
        let change = json!({"labels": {"singular": "Person"}, "requiredProperties": ["email"]});
        let answer = app.patch(&format!("{SCHEMAS}/contacts"), change).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json["labels"], json!({"singular": "Person", "plural": "Contacts"}));
        assert_eq!(answer.json["createdAt"], "1970-01-01T00:00:00Z");
        assert_eq!(answer.json["updatedAt"], "2026-03-04T05:06:07.089Z");
        let nameless =
            app.post("/crm/v3/objects/contacts", json!({"properties": {"firstname": "Ada"}})).await;
        assert_eq!(
            error(&nameless),
            (400, "Error creating CONTACT. Some required properties were not set.", "VALIDATION_ERROR")
        );
        // They are none of the account's own.
        assert_eq!(app.get(SCHEMAS).await.json, json!({"results": []}));
        assert_eq!(make(&app, cars()).await["objectTypeId"], "2-1000001");
    })
    .await;
}
