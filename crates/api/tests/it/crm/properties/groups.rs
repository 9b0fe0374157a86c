//! Property groups.

use super::*;

/// Where the groups of contacts are.
const GROUPS: &str = "/crm/v3/properties/contacts/groups";

fn group(name: &str) -> Value {
    json!({"name": name, "label": "Tastes"})
}

#[tokio::test]
async fn a_group_lives_dies_and_lives_again() {
    on_both_engines(async |app| {
        let created = app.post(GROUPS, group("tastes")).await;
        assert_eq!(created.status, 201);
        assert_eq!(
            created.text(),
            r#"{"name":"tastes","label":"Tastes","displayOrder":-1,"archived":false}"#
        );
        assert_eq!(created.header("location"), format!("http://linchpin.example{GROUPS}/tastes"));
        assert_eq!(
            error(&app.post(GROUPS, group("tastes")).await),
            (409, "A property group named 'tastes' already exists.", "OBJECT_ALREADY_EXISTS", "")
        );

        let one = format!("{GROUPS}/tastes");
        let changed = app.patch(&one, json!({"label": "Likes", "displayOrder": 4})).await;
        assert_eq!(
            changed.json,
            json!({"name": "tastes", "label": "Likes", "displayOrder": 4, "archived": false})
        );
        assert_eq!(app.get(&one).await.json, changed.json);
        assert!(names(&app.get(GROUPS).await).contains(&"tastes"));

        assert_eq!(app.delete(&one).await.status, 204);
        assert!(!names(&app.get(GROUPS).await).contains(&"tastes"));
        for gone in [app.get(&one).await, app.patch(&one, json!({})).await, app.delete(&one).await] {
            assert_eq!(
                error(&gone),
                (404, "Property group \"tastes\" does not exist", "OBJECT_NOT_FOUND", "")
            );
        }
        assert_eq!(app.post(GROUPS, group("tastes")).await.json, created.json);
    })
    .await;
}

#[tokio::test]
async fn built_in_groups_are_listed_and_can_be_changed() {
    let app = TestApp::new().await;
    let listed = app.get(GROUPS).await;
    assert!(names(&listed).is_sorted() && names(&listed).contains(&"contactinformation"));
    let one = format!("{GROUPS}/contactinformation");
    assert_eq!(app.patch(&one, json!({"label": "About"})).await.json["label"], "About");
    assert_eq!(names(&app.get(GROUPS).await), names(&listed));
}

#[tokio::test]
async fn a_group_with_live_properties_stays() {
    on_both_engines(async |app| {
        app.post(GROUPS, group("tastes")).await;
        create(&app, with(text("food"), json!({"groupName": "tastes"}))).await;
        let refused = app.delete(&format!("{GROUPS}/tastes")).await;
        assert_eq!((refused.status, refused.json.as_object().map(serde_json::Map::len)), (400, Some(3)));
        let inner: Value =
            serde_json::from_str(refused.json["message"].as_str().expect("the message is a text"))
                .expect("the message is JSON");
        assert_eq!(
            inner,
            json!({
                "status": "error",
                "message": "Can't delete or purge a group with active properties",
                "correlationId": refused.json["correlationId"],
                "category": "VALIDATION_ERROR",
                "subCategory": "PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES",
            })
        );
        app.delete(&format!("{CONTACTS}/food")).await;
        assert_eq!(app.delete(&format!("{GROUPS}/tastes")).await.status, 204);
    })
    .await;
}

#[tokio::test]
async fn a_group_needs_a_name_that_can_be_and_a_label() {
    let app = TestApp::new().await;
    for (body, expected) in [
        (
            json!({}),
            "Invalid input JSON on line 1, column 2. Some required fields were not set: [name, label]",
        ),
        (json!({"name": "tastes", "label": " "}), "Property label must not be empty."),
    ] {
        let answer = app.post(GROUPS, body).await;
        assert_eq!((answer.status, &answer.json["message"]), (400, &json!(expected)));
    }
    assert_eq!(app.post(GROUPS, group("a b")).await.status, 400);
}
