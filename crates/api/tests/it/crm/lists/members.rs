//! Adding records to lists and removing them.

use super::*;

#[tokio::test]
async fn records_join_and_leave() {
    on_both_engines(async |app| {
        let list = create(&app, "Fans", "MANUAL").await;
        let records = contacts(&app, 4).await;
        let path = format!("{LISTS}/{list}/memberships");
        let answer = app.put(&format!("{path}/add"), json!([records[2], records[0], "999999", "abc", records[0]])).await;
        assert_eq!(
            answer.text(),
            format!(
                r#"{{"recordsIdsAdded":["{}","{}"],"recordIdsRemoved":[],"recordIdsMissing":["abc","999999"]}}"#,
                records[0], records[2]
            )
        );
        assert_eq!((size(&app, &list).await, members(&app, &list).await), (2, vec![records[0].clone(), records[2].clone()]));
        // Who is in it already is not added again.
        assert_eq!(add(&app, &list, &records[..2]).await["recordsIdsAdded"], json!([records[1]]));

        let answer = app.put(&format!("{path}/remove"), json!([records[3], records[0], 999_999])).await;
        let expected = json!({"recordsIdsAdded": [], "recordIdsRemoved": [records[0]], "recordIdsMissing": ["999999"]});
        assert_eq!(answer.json, expected);

        let both = json!({"recordIdsToAdd": [records[3]], "recordIdsToRemove": [records[1], records[3]]});
        let answer = app.put(&format!("{path}/add-and-remove"), both).await;
        let expected = json!({"recordsIdsAdded": [records[3]], "recordIdsRemoved": [records[1]], "recordIdsMissing": []});
        assert_eq!(answer.json, expected);
        assert_eq!((size(&app, &list).await, members(&app, &list).await), (2, records[2..].to_vec()));

        assert_eq!(app.delete(&path).await.status, 204);
        assert_eq!((size(&app, &list).await, members(&app, &list).await.len()), (0, 0));
    })
    .await;
}

#[tokio::test]
async fn only_live_records_of_the_type_join() {
    on_both_engines(async |app| {
        let list = create(&app, "Fans", "SNAPSHOT").await;
        let records = contacts(&app, 2).await;
        app.delete(&format!("/crm/v3/objects/contacts/{}", records[0])).await;
        let company = app.post("/crm/v3/objects/companies", json!({"properties": {"name": "Acme"}})).await;
        let company = company.json["id"].as_str().expect("an id").to_owned();
        let done = add(&app, &list, &[records[0].clone(), company.clone(), records[1].clone()]).await;
        let expected = json!({
            "recordsIdsAdded": [records[1]], "recordIdsRemoved": [], "recordIdsMissing": [records[0], company],
        });
        assert_eq!(done, expected);
    })
    .await;
}

#[tokio::test]
async fn members_of_another_list_join() {
    on_both_engines(async |app| {
        let (from, to) = (create(&app, "From", "MANUAL").await, create(&app, "To", "MANUAL").await);
        let records = contacts(&app, 3).await;
        add(&app, &from, &records[..2]).await;
        add(&app, &to, &records[1..]).await;
        let path = format!("{LISTS}/{to}/memberships/add-from/{from}");
        assert_eq!(app.put(&path, json!(null)).await.status, 204);
        assert_eq!((size(&app, &to).await, members(&app, &to).await), (3, records));
        assert_eq!(
            app.put(&format!("{LISTS}/{to}/memberships/add-from/{to}"), json!(null)).await.status,
            204
        );
        assert_eq!(app.put(&format!("{LISTS}/{to}/memberships/add-from/77"), json!(null)).await.status, 404);
        let of_companies = json!({"name": "Firms", "objectTypeId": "0-2", "processingType": "MANUAL"});
        let firms = app.post(LISTS, of_companies).await.json["list"]["listId"].take();
        let path = format!("{LISTS}/{to}/memberships/add-from/{}", firms.as_str().expect("an id"));
        let answer = app.put(&path, json!(null)).await;
        let message = "A list of object type 0-1 cannot take records of object type 0-2.";
        assert_eq!(error(&answer), (400, message, "VALIDATION_ERROR"));
    })
    .await;
}

#[tokio::test]
async fn members_of_dynamic_lists_follow_their_filters_alone() {
    let app = TestApp::new().await;
    let (dynamic, manual) = (create(&app, "One", "DYNAMIC").await, create(&app, "Two", "MANUAL").await);
    let path = format!("{LISTS}/{dynamic}/memberships");
    let change = json!({"recordIdsToAdd": [], "recordIdsToRemove": []});
    for answer in [
        app.put(&format!("{path}/add"), json!([])).await,
        app.put(&format!("{path}/remove"), json!([])).await,
        app.put(&format!("{path}/add-and-remove"), change).await,
        app.put(&format!("{path}/add-from/{manual}"), json!(null)).await,
        app.delete(&path).await,
    ] {
        assert_eq!(error(&answer), (400, "Can not operate manually on a dynamic list", "VALIDATION_ERROR"));
    }
    let from = format!("{LISTS}/{manual}/memberships/add-from/{dynamic}");
    assert_eq!(app.put(&from, json!(null)).await.status, 204);
}

#[tokio::test]
async fn bodies_that_are_no_ids_are_refused() {
    let app = TestApp::new().await;
    let list = create(&app, "Fans", "MANUAL").await;
    let path = format!("{LISTS}/{list}/memberships");
    for (rest, body, message) in [
        (
            "add",
            json!({}),
            "Invalid input JSON on line 1, column 1: Cannot deserialize value of type \
             `java.util.ArrayList<java.lang.String>` from Object value (token `JsonToken.START_OBJECT`)",
        ),
        (
            "add-and-remove",
            json!({"recordIdsToAdd": []}),
            "Invalid input JSON on line 1, column 21. Some required fields were not set: [recordIdsToRemove]",
        ),
    ] {
        let answer = app.put(&format!("{path}/{rest}"), body).await;
        let (status, text, _) = error(&answer);
        assert_eq!((status, text), (400, message), "{rest}");
    }
    let many: Vec<_> = (1..=100_001).collect();
    let answer = app.put(&format!("{path}/add"), json!(many)).await;
    let message = "No more than 100000 records can be added or removed at once.";
    assert_eq!(error(&answer), (400, message, "VALIDATION_ERROR"));
    assert_eq!(app.put(&format!("{LISTS}/77/memberships/add"), json!([])).await.status, 404);
    assert_eq!(app.delete(&format!("{LISTS}/77/memberships")).await.status, 404);
}

#[tokio::test]
async fn many_records_join_and_leave_in_parts() {
    on_both_engines(async |app| {
        let (list, copy) = (create(&app, "Fans", "MANUAL").await, create(&app, "Copy", "MANUAL").await);
        let mut records = Vec::new();
        for _ in 0..25 {
            let inputs: Vec<_> = (0..100).map(|_| json!({"properties": {}})).collect();
            let made = app.post("/crm/v3/objects/contacts/batch/create", json!({"inputs": inputs})).await;
            let made = made.json["results"].as_array().expect("results").iter();
            records.extend(made.map(|record| record["id"].as_str().expect("an id").to_owned()));
        }
        let done = add(&app, &list, &records).await;
        assert_eq!(done["recordsIdsAdded"].as_array().map(Vec::len), Some(2_500));
        assert_eq!(
            app.put(&format!("{LISTS}/{copy}/memberships/add-from/{list}"), json!(null)).await.status,
            204
        );
        assert_eq!((size(&app, &list).await, size(&app, &copy).await), (2_500, 2_500));
        assert_eq!(app.delete(&format!("{LISTS}/{list}/memberships")).await.status, 204);
        assert_eq!((size(&app, &list).await, size(&app, &copy).await), (0, 2_500));
    })
    .await;
}
