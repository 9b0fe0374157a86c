//! What subscriptions ask for instead where one thing happens.

use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{CONTACTS, SUBSCRIPTIONS, actions, contact, done, events, subscribe};

#[tokio::test]
async fn actions_may_ask_for_other_records_and_properties() {
    on_both_engines(async |app| {
        let ada = contact(&app, json!({"firstname": "Ada"})).await;
        let number: i64 = ada.parse().expect("a number");
        let overrides = json!({
            "CREATE": {"properties": []},
            "UPDATE": {"properties": ["lastname"], "objectIds": [number.to_string()]},
        });
        let made = subscribe(
            &app,
            json!({
                "subscriptionType": "OBJECT", "objectTypeId": "contacts", "properties": ["firstname"],
                "actions": ["CREATE", "UPDATE", "DELETE"], "actionOverrides": overrides,
            }),
        )
        .await;
        let shown = json!({
            "CREATE": {"properties": []},
            "UPDATE": {"properties": ["lastname"], "objectIds": [number]},
        });
        assert_eq!(made["actionOverrides"], shown);
        let read = app.get(&format!("{SUBSCRIPTIONS}/{}", made["id"])).await.json;
        assert_eq!(read["actionOverrides"], shown);

        let bob = contact(&app, json!({"firstname": "Bob", "lastname": "Berg"})).await;
        for id in [&ada, &bob] {
            let one = format!("{CONTACTS}/{id}");
            app.patch(&one, json!({"properties": {"firstname": "New"}})).await;
            app.patch(&one, json!({"properties": {"lastname": "King"}})).await;
            app.delete(&one).await;
        }
        let told = events(&app).await;
        let expected =
            [done("CREATE", &bob), done("UPDATE", &ada), done("DELETE", &ada), done("DELETE", &bob)];
        assert_eq!(actions(&told), expected);
        assert_eq!(told[0]["propertyChanges"]["lastname"], "Berg", "all properties");
        assert_eq!(told[1]["propertyChanges"], json!({"lastname": "King"}));
    })
    .await;
}

#[tokio::test]
async fn actions_may_ask_for_other_types_and_lists() {
    on_both_engines(async |app| {
        let ada = contact(&app, json!({"firstname": "Ada"})).await;
        let company = json!({"properties": {"name": "Acme"}});
        let acme = app.post("/crm/v3/objects/companies", company).await.json["id"].clone();
        let acme = acme.as_str().expect("an id");
        let new = json!({"name": "Some", "objectTypeId": "0-1", "processingType": "MANUAL"});
        let list = app.post("/crm/v3/lists", new).await.json["list"]["listId"].clone();
        let list = list.as_str().expect("an id");
        let made = subscribe(
            &app,
            json!({
                "subscriptionType": "ASSOCIATION", "objectTypeId": "0-1",
                "actions": ["ASSOCIATION_ADDED", "ASSOCIATION_REMOVED"],
                "actionOverrides": {"ASSOCIATION_ADDED": {"associatedObjectTypeIds": ["deals"]}},
            }),
        )
        .await;
        // Names become ids there too.
        let kept = json!({"ASSOCIATION_ADDED": {"associatedObjectTypeIds": ["0-3"]}});
        assert_eq!(made["actionOverrides"], kept);
        let made = subscribe(
            &app,
            json!({
                "subscriptionType": "LIST_MEMBERSHIP", "actions": ["ADDED_TO_LIST", "REMOVED_FROM_LIST"],
                "actionOverrides": {"ADDED_TO_LIST": {"listIds": [list.parse::<i64>().expect("a number") + 1]}},
            }),
        )
        .await;
        assert!(made["actionOverrides"]["ADDED_TO_LIST"]["listIds"].is_array(), "{made}");
        let pair = format!("/crm/v4/objects/contacts/{ada}/associations");
        app.put(&format!("{pair}/default/companies/{acme}"), json!([])).await;
        app.delete(&format!("{pair}/companies/{acme}")).await;
        app.put(&format!("/crm/v3/lists/{list}/memberships/add"), json!([ada])).await;
        app.put(&format!("/crm/v3/lists/{list}/memberships/remove"), json!([ada])).await;
        let told = events(&app).await;
        let found = actions(&told);
        assert!(found.iter().all(|(action, _)| action.contains("REMOVED")), "{found:?}");
        assert!(found.contains(&done("REMOVED_FROM_LIST", &ada)), "{found:?}");
        assert!(found.iter().any(|(action, _)| action == "ASSOCIATION_REMOVED"), "{found:?}");
    })
    .await;
}
