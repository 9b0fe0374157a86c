//! Searching lists.

use super::*;

/// The names of the lists that a search finds.
async fn names(app: &TestApp, body: Value) -> Vec<String> {
    let found = app.post(&format!("{LISTS}/search"), body.clone()).await;
    assert_eq!(found.status, 200, "{body} {}", found.text());
    let lists = found.json["lists"].as_array().expect("lists").iter();
    lists.map(|list| list["name"].as_str().expect("a name").to_owned()).collect()
}

#[tokio::test]
async fn a_page_of_lists_has_the_recorded_order_of_keys() {
    on_both_engines(async |app| {
        let list = create(&app, "Fans", "MANUAL").await;
        create(&app, "Ghent", "DYNAMIC").await;
        create(&app, "More fans", "MANUAL").await;
        let records = contacts(&app, 2).await;
        add(&app, &list, &records).await;
        let page = app.post(&format!("{LISTS}/search"), json!({"query": "FANS", "count": 1})).await;
        let expected = format!(
            concat!(
                r#"{{"offset":1,"hasMore":true,"lists":[{{"listId":"1","listVersion":1,"createdAt":"{0}","#,
                r#""updatedAt":"{0}","filtersUpdatedAt":"{0}","processingStatus":"COMPLETE","#,
                r#""createdById":"70000001","updatedById":"70000001","processingType":"MANUAL","#,
                r#""objectTypeId":"0-1","name":"Fans","additionalProperties":{{"hs_list_size":"2","#,
                r#""hs_list_reference_count":"0","hs_last_record_added_at":"1772600767089"}}}}],"total":2}}"#,
            ),
            NOW
        );
        assert_eq!(page.text(), expected);
        let rest = app.post(&format!("{LISTS}/search"), json!({"query": "fans", "offset": 1})).await;
        let rest = rest.json;
        assert_eq!(
            (&rest["offset"], &rest["hasMore"], &rest["total"]),
            (&json!(2), &json!(false), &json!(2))
        );
        let none = app.post(&format!("{LISTS}/search"), json!({"offset": 9})).await;
        assert_eq!(none.text(), r#"{"offset":3,"hasMore":false,"lists":[],"total":3}"#);
    })
    .await;
}

#[tokio::test]
async fn lists_are_found_by_what_they_are() {
    on_both_engines(async |app| {
        create(&app, "Bread", "MANUAL").await;
        create(&app, "ale", "DYNAMIC").await;
        create(&app, "Cheese", "SNAPSHOT").await;
        let of_companies = json!({"name": "Äpfel", "objectTypeId": "0-2", "processingType": "MANUAL"});
        app.post(LISTS, of_companies).await;
        app.delete(&format!("{LISTS}/{}", create(&app, "Gone", "MANUAL").await)).await;
        for (body, expected) in [
            (json!({}), vec!["Bread", "ale", "Cheese", "Äpfel"]),
            (json!({"query": ""}), vec!["Bread", "ale", "Cheese", "Äpfel"]),
            (json!({"query": "äP"}), vec!["Äpfel"]),
            (json!({"query": "e"}), vec!["Bread", "ale", "Cheese", "Äpfel"]),
            (json!({"query": "%"}), vec![]),
            (json!({"processingTypes": ["DYNAMIC", "SNAPSHOT"]}), vec!["ale", "Cheese"]),
            (json!({"processingTypes": [], "listIds": []}), vec!["Bread", "ale", "Cheese", "Äpfel"]),
            (json!({"listIds": ["3", "1", "5"]}), vec!["Bread", "Cheese"]),
            (json!({"listIds": ["x"]}), vec![]),
            (json!({"objectTypeId": "companies"}), vec!["Äpfel"]),
            (json!({"sort": "name"}), vec!["ale", "Bread", "Cheese", "Äpfel"]),
            (json!({"sort": "-name"}), vec!["Äpfel", "Cheese", "Bread", "ale"]),
            (json!({"sort": "-listId", "count": 2, "offset": 1}), vec!["Cheese", "ale"]),
            (json!({"sort": "-createdAt"}), vec!["Bread", "ale", "Cheese", "Äpfel"]),
            (json!({"sort": "whatever"}), vec!["Bread", "ale", "Cheese", "Äpfel"]),
            (json!({"count": 0}), vec![]),
        ] {
            assert_eq!(names(&app, body.clone()).await, expected, "{body}");
        }
    })
    .await;
}

#[tokio::test]
async fn searches_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    for (body, message) in [
        (json!({"count": 501}), "The count must be between 0 and 500, but was 501"),
        (json!({"count": -1}), "The count must be between 0 and 500, but was -1"),
        (json!({"offset": -1}), "The offset must not be negative, but was -1"),
        (
            json!({"processingTypes": ["LAZY"]}),
            "LAZY is not one of the processing types: [MANUAL, SNAPSHOT, DYNAMIC]",
        ),
        (json!({"objectTypeId": "unicorns"}), "Unable to infer object type from: unicorns"),
    ] {
        let answer = app.post(&format!("{LISTS}/search"), body.clone()).await;
        let (status, text, _) = error(&answer);
        assert_eq!((status, text), (400, message), "{body}");
    }
}

#[tokio::test]
async fn more_is_shown_of_lists_when_it_is_asked_for() {
    on_both_engines(async |app| {
        let folder = app.post(&format!("{LISTS}/folders"), json!({"name": "Food"})).await.json;
        let body = json!({
            "name": "Bread", "objectTypeId": "0-1", "processingType": "MANUAL", "customProperties": {"color": "red"},
            "listFolderId": folder["folder"]["id"],
        });
        app.post(LISTS, body).await;
        let wanted = json!({"additionalProperties": ["color", "hs_folder_id", "hs_list_size", "nothing"]});
        let found = app.post(&format!("{LISTS}/search"), wanted).await;
        let expected = json!({
            "hs_list_size": "0", "hs_list_reference_count": "0", "hs_folder_name": "Food", "color": "red",
            "hs_folder_id": "1",
        });
        assert_eq!(found.json["lists"][0]["additionalProperties"], expected);
    })
    .await;
}
