//! Dynamic lists that become static.

use super::*;

/// Where the conversion of a list is.
fn path(list: &str) -> String {
    format!("{LISTS}/{list}/schedule-conversion")
}

/// What kind of list it is now.
async fn kind(app: &TestApp, list: &str) -> Value {
    app.engine.follow_up_everywhere().await.expect("everything is looked through");
    app.get(&format!("{LISTS}/{list}")).await.json["list"]["processingType"].take()
}

#[tokio::test]
async fn a_list_becomes_static_on_its_day() {
    on_both_engines(async |app| {
        let list = create(&app, "One", "DYNAMIC").await;
        let wanted = json!({"conversionType": "CONVERSION_DATE", "year": 2026, "month": 3, "day": 5});
        let answer = app.put(&path(&list), wanted).await;
        let expected = concat!(
            r#"{"listId":"1","requestedConversionTime":{"conversionType":"CONVERSION_DATE","#,
            r#""year":2026,"month":3,"day":5}}"#,
        );
        assert_eq!((answer.status, answer.text()), (200, expected.to_owned()));
        assert_eq!(app.get(&path(&list)).await.text(), expected);
        assert_eq!(kind(&app, &list).await, json!("DYNAMIC"));
        app.advance(24 * HOUR);
        assert_eq!(kind(&app, &list).await, json!("SNAPSHOT"));
        assert_eq!(app.get(&path(&list)).await.json["convertedAt"], json!("2026-03-05T05:06:07.089Z"));
        let records = contacts(&app, 1).await;
        assert_eq!(add(&app, &list, &records).await["recordsIdsAdded"], json!(records));
        let answer = app.delete(&path(&list)).await;
        assert_eq!(error(&answer), (404, "List 1 is not scheduled to be converted.", "OBJECT_NOT_FOUND"));
    })
    .await;
}

#[tokio::test]
async fn a_list_becomes_static_when_nothing_happens_in_it() {
    on_both_engines(async |app| {
        let list = create(&app, "One", "DYNAMIC").await;
        let wanted = json!({"conversionType": "INACTIVITY", "timeUnit": "DAY", "offset": 2});
        let answer = app.put(&path(&list), wanted.clone()).await;
        assert_eq!(answer.json, json!({"listId": "1", "requestedConversionTime": wanted}));
        app.advance(48 * HOUR - 1);
        assert_eq!(kind(&app, &list).await, json!("DYNAMIC"));
        app.advance(1);
        assert_eq!(kind(&app, &list).await, json!("SNAPSHOT"));
    })
    .await;
}

#[tokio::test]
async fn a_conversion_can_be_taken_back_or_changed() {
    on_both_engines(async |app| {
        let list = create(&app, "One", "DYNAMIC").await;
        let after = |count: i32| json!({"conversionType": "INACTIVITY", "timeUnit": "DAY", "offset": count});
        app.put(&path(&list), after(1)).await;
        assert_eq!(app.delete(&path(&list)).await.status, 204);
        assert_eq!(app.get(&path(&list)).await.status, 404);
        app.advance(25 * HOUR);
        assert_eq!(kind(&app, &list).await, json!("DYNAMIC"));
        app.put(&path(&list), after(1)).await;
        app.put(&path(&list), after(3)).await;
        app.advance(25 * HOUR);
        assert_eq!(kind(&app, &list).await, json!("DYNAMIC"));

        // A deleted list is converted once it is back.
        app.delete(&format!("{LISTS}/{list}")).await;
        app.advance(72 * HOUR);
        app.engine.follow_up_everywhere().await.expect("everything is looked through");
        app.put(&format!("{LISTS}/{list}/restore"), json!(null)).await;
        app.advance(72 * HOUR);
        assert_eq!(kind(&app, &list).await, json!("SNAPSHOT"));
    })
    .await;
}

#[tokio::test]
async fn conversions_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let (dynamic, manual) = (create(&app, "One", "DYNAMIC").await, create(&app, "Two", "MANUAL").await);
    let after = json!({"conversionType": "INACTIVITY", "timeUnit": "DAY", "offset": 2});
    let incomplete = "The conversion needs a date, or a time unit and an offset.";
    for (list, body, status, message) in [
        (&*manual, after.clone(), 400, "Only lists with the processing type DYNAMIC follow filters."),
        ("77", after, 404, "List does not exist with ID 77."),
        (&dynamic, json!({"conversionType": "INACTIVITY", "timeUnit": "YEAR", "offset": 2}), 400, incomplete),
        (&dynamic, json!({"conversionType": "INACTIVITY", "timeUnit": "DAY"}), 400, incomplete),
        (
            &dynamic,
            json!({"conversionType": "CONVERSION_DATE", "year": 2026, "month": 2, "day": 30}),
            400,
            incomplete,
        ),
        (&dynamic, json!({"conversionType": "NEVER"}), 400, incomplete),
        (
            &dynamic,
            json!({}),
            400,
            "Invalid input JSON on line 1, column 2. Some required fields were not set: [conversionType]",
        ),
    ] {
        let answer = app.put(&path(list), body.clone()).await;
        let (found, text, _) = error(&answer);
        assert_eq!((found, text), (status, message), "{list} {body}");
    }
    let answer = app.get(&path(&dynamic)).await;
    assert_eq!(error(&answer), (404, "List 1 is not scheduled to be converted.", "OBJECT_NOT_FOUND"));
    assert_eq!(app.get(&path("77")).await.status, 404);
}

#[tokio::test]
async fn a_list_whose_type_is_gone_keeps_no_other_from_becoming_static() {
    on_both_engines(async |app| {
        let cars = json!({
            "name": "cars",
            "labels": {"singular": "Car", "plural": "Cars"},
            "primaryDisplayProperty": "model",
            "requiredProperties": ["model"],
            "properties": [{"name": "model", "label": "Model", "type": "string", "fieldType": "text"}],
            "associatedObjects": [],
        });
        let cars = app.post("/crm/v3/schemas", cars).await;
        assert_eq!(cars.status, 201, "{}", cars.text());
        let body = json!({
            "name": "Cars", "objectTypeId": cars.json["objectTypeId"], "processingType": "DYNAMIC",
            "filterBranch": {"filterBranchType": "OR", "filterBranches": [{"filterBranchType": "AND",
                "filters": [{"filterType": "CONSTANT", "shouldAccept": true}]}]},
        });
        assert_eq!(app.post(LISTS, body).await.status, 200);
        let list = create(&app, "One", "DYNAMIC").await;
        let wanted = json!({"conversionType": "INACTIVITY", "timeUnit": "DAY", "offset": 1});
        for list in ["1", &list] {
            assert_eq!(app.put(&path(list), wanted.clone()).await.status, 200, "{list}");
        }
        assert_eq!(app.delete("/crm/v3/schemas/cars").await.status, 204);
        app.advance(25 * HOUR);
        assert_eq!(kind(&app, &list).await, json!("SNAPSHOT"));
    })
    .await;
}
