//! Properties and groups in the forms of versions 1 and 2.

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// A property as a client of 2018 posts it (recorded).
fn fax_number() -> Value {
    json!({
        "name": "fax_number", "groupName": "companyinformation", "description": "The company fax number.",
        "fieldType": "text", "type": "string", "label": "Fax Number", "options": [],
    })
}

/// The names of a plain list.
fn names(list: &Value) -> Vec<&str> {
    list.as_array().expect("a plain list").iter().filter_map(|item| item["name"].as_str()).collect()
}

#[tokio::test]
async fn connectors_read_the_properties_of_a_type_when_they_start() {
    on_both_engines(async |app| {
        for (legacy, today) in [
            ("/properties/v1/contacts/properties", "contacts"),
            ("/properties/v2/contact/properties", "contacts"),
            ("/contacts/v2/properties", "contacts"),
            ("/companies/v2/properties/", "companies"),
            ("/properties/v2/company/properties", "companies"),
            ("/properties/v1/deals/properties", "deals"),
            ("/deals/v1/properties", "deals"),
            ("/properties/v2/tickets/properties", "tickets"),
            ("/properties/v2/line_item/properties", "line_items"),
        ] {
            let list = app.get(legacy).await;
            assert_eq!(list.status, 200, "{legacy}");
            let expected = app.get(&format!("/crm/v3/properties/{today}")).await.json;
            assert_eq!(names(&list.json), names(&expected["results"]), "{legacy}");
        }
        assert_eq!(app.get("/properties/v2/unicorns/properties").await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn properties_are_made_changed_and_archived() {
    on_both_engines(async |app| {
        let list = "/properties/v1/companies/properties";
        let created = app.post(list, fax_number()).await;
        assert_eq!(created.status, 200);
        assert_eq!(
            created.text(),
            concat!(
                r#"{"name":"fax_number","label":"Fax Number","description":"The company fax number.","#,
                r#""groupName":"companyinformation","type":"string","fieldType":"text","hidden":false,"#,
                r#""options":[],"hubspotDefined":null,"readOnlyDefinition":false,"readOnlyValue":false,"#,
                r#""calculated":false,"showCurrencySymbol":null,"deleted":false,"createdAt":1772600767089,"#,
                r#""formField":false,"displayOrder":-1,"mutableDefinitionNotDeletable":false,"#,
                r#""favorited":false,"favoritedOrder":-1,"externalOptions":false,"#,
                r#""displayMode":"current_value","createdUserId":null,"textDisplayHint":null,"#,
                r#""numberDisplayHint":null,"optionsAreMutable":null,"referencedObjectType":null,"#,
                r#""updatedAt":1772600767089,"isCustomizedDefault":false,"searchableInGlobalSearch":false,"#,
                r#""currencyPropertyName":null,"hasUniqueValue":false,"updatedUserId":null}"#,
            )
        );
        let named = "/properties/v1/companies/properties/named/fax_number";
        assert_eq!(app.get(named).await.json, created.json);
        let label = json!({"groupName": "companyinformation", "type": "string", "label": "New"});
        assert_eq!(app.put(named, label).await.json["label"], "New");
        let second = "/properties/v2/company/properties/named/fax_number";
        assert_eq!(app.patch(second, json!({"label": "Newer"})).await.json["label"], "Newer");
        assert_eq!(app.delete(named).await.status, 204);
        for answer in [app.get(named).await, app.delete(named).await] {
            assert_eq!(answer.status, 404);
            assert_eq!(answer.json["message"], "Couldn't find a Property with the given name 'fax_number'");
            assert_eq!(answer.json.get("category"), None);
        }
        assert_eq!(app.post(list, json!({"name": "x"})).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn options_are_shown_with_what_they_once_had() {
    on_both_engines(async |app| {
        let option = |value: &str| json!({"description": "", "value": value, "label": value, "hidden": false, "displayOrder": 0});
        let property = json!({
            "name": "budget", "groupName": "dealinformation", "fieldType": "select", "type": "enumeration",
            "label": "Budget", "options": [option("Over $50K"), option("Under $50K")],
        });
        let created = app.post("/deals/v1/properties/", property).await;
        assert_eq!(
            created.json["options"][0].to_string(),
            json!({"description": "", "value": "Over $50K", "readOnly": null, "label": "Over $50K",
                   "displayOrder": 0, "hidden": false, "doubleData": null})
            .to_string()
        );
        let named = "/deals/v1/properties/named/budget";
        assert_eq!(app.put(named, json!({"label": "Means"})).await.json["label"], "Means");
        assert_eq!(app.get(named).await.json["options"][1]["value"], "Under $50K");
        assert_eq!(app.delete(named).await.status, 204);
    })
    .await;
}

/// Makes, reads, changes and archives a group below a path (recorded).
async fn check_groups(app: &TestApp, base: &str) {
    let group = json!({"name": "ff_group1", "displayName": "Test Group One", "displayOrder": 100});
    let created = app.post(&format!("{base}/groups"), group).await;
    assert_eq!(created.status, 200, "{base}");
    assert_eq!(
        created.text(),
        r#"{"name":"ff_group1","displayName":"Test Group One","displayOrder":100,"hubspotDefined":false}"#
    );
    let named = format!("{base}/groups/named/ff_group1");
    assert_eq!(app.get(&named).await.json, created.json);
    let renamed = app.put(&named, json!({"displayName": "Test Group OneA", "displayOrder": 100})).await;
    assert_eq!(renamed.json["displayName"], "Test Group OneA");
    assert_eq!(app.delete(&named).await.status, 204);
    let gone = app.delete(&named).await;
    assert_eq!(gone.status, 404);
    assert_eq!(gone.json["message"], "Couldn't find a Group with the given name 'ff_group1'.");
}

#[tokio::test]
async fn groups_are_made_changed_and_archived() {
    on_both_engines(async |app| {
        for base in ["/properties/v1/contacts", "/properties/v1/companies", "/deals/v1"] {
            check_groups(&app, base).await;
        }
    })
    .await;
}

#[tokio::test]
async fn groups_are_listed_with_their_properties_where_asked() {
    on_both_engines(async |app| {
        app.post("/properties/v1/companies/properties", fax_number()).await;
        for path in ["/companies/v2/groups", "/properties/v2/company/groups"] {
            let plain = app.get(path).await.json;
            assert_eq!(plain[0].get("properties"), None);
            let whole = app.get(&format!("{path}?includeProperties=true")).await.json;
            assert_eq!(names(&plain), names(&whole));
            let groups = whole.as_array().expect("groups");
            let group = groups.iter().find(|group| group["name"] == "companyinformation").expect("the group");
            assert_eq!(group["hubspotDefined"], true);
            assert!(names(&group["properties"]).contains(&"fax_number"));
        }
        assert!(names(&app.get("/contacts/v2/groups").await.json).contains(&"contactinformation"));
        assert!(names(&app.get("/deals/v1/groups").await.json).contains(&"dealinformation"));
    })
    .await;
}

#[tokio::test]
async fn the_scopes_are_those_of_the_type() {
    on_both_engines(async |mut app| {
        app.token = app.token_with(Scopes::parse("crm.schemas.deals.read")).await;
        for (path, status) in [
            ("/deals/v1/properties", 200),
            ("/deals/v1/groups", 200),
            ("/properties/v1/deals/groups", 200),
            ("/properties/v2/deal/properties/named/amount", 200),
            ("/companies/v2/properties", 403),
            ("/contacts/v2/groups", 403),
            ("/properties/v1/contacts/properties", 403),
        ] {
            assert_eq!(app.get(path).await.status, status, "{path}");
        }
        assert_eq!(app.post("/deals/v1/groups", json!({"name": "a"})).await.status, 403);
    })
    .await;
}
