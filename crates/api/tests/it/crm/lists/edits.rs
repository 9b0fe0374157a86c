//! Renaming lists, changing their filters, deleting and restoring them.

use linchpin_domain::account::Setting;

use super::*;

#[tokio::test]
async fn a_list_gets_another_name_that_nobody_has() {
    on_both_engines(async |app| {
        let (one, other) = (create(&app, "One", "MANUAL").await, create(&app, "Two", "DYNAMIC").await);
        app.advance(HOUR);
        let renamed = app.put(&format!("{LISTS}/{one}/update-list-name?listName=Three"), json!(null)).await;
        assert_eq!(renamed.status, 200, "{}", renamed.text());
        let list = &renamed.json["updatedList"];
        assert_eq!((&list["name"], &list["listVersion"]), (&json!("Three"), &json!(2)));
        assert_eq!(
            (&list["createdAt"], &list["updatedAt"]),
            (&json!(NOW), &json!("2026-03-04T06:06:07.089Z"))
        );
        assert_eq!(list["filtersUpdatedAt"], json!(NOW));

        // Its old name is free now, and so is its own in another case.
        let path = |id: &str, name: &str| {
            format!("{LISTS}/{id}/update-list-name?listName={name}&includeFilters=true")
        };
        let taken = app.put(&path(&other, "ONE"), json!(null)).await;
        assert!(taken.json["updatedList"]["filterBranch"].is_object(), "{}", taken.text());
        assert_eq!(app.put(&path(&one, "THREE"), json!(null)).await.status, 200);
        let answer = app.put(&path(&other, "three"), json!(null)).await;
        assert_eq!(error(&answer), (409, "A list named 'three' already exists.", "OBJECT_ALREADY_EXISTS"));
        let answer = app.put(&format!("{LISTS}/{one}/update-list-name"), json!(null)).await;
        assert_eq!(error(&answer), (400, "Every list must have a name.", "VALIDATION_ERROR"));
        assert_eq!(app.put(&path("77", "x"), json!(null)).await.status, 404);
        // The same name once more changes nothing.
        let again = app.put(&path(&one, "THREE"), json!(null)).await;
        assert_eq!(again.json["updatedList"]["listVersion"], json!(3));
    })
    .await;
}

#[tokio::test]
async fn a_dynamic_list_follows_other_filters() {
    on_both_engines(async |app| {
        let list = create(&app, "Somewhere", "DYNAMIC").await;
        let path = format!("{LISTS}/{list}/update-list-filters?enrollObjectsInWorkflows=false");
        app.advance(HOUR);
        let changed = app.put(&path, json!({"filterBranch": in_city("Bruges")})).await;
        assert_eq!(changed.status, 200, "{}", changed.text());
        let changed = &changed.json["updatedList"];
        let filter = &changed["filterBranch"]["filterBranches"][0]["filters"][0];
        assert_eq!(filter["operation"]["values"], json!(["Bruges"]));
        assert_eq!(changed["filtersUpdatedAt"], json!("2026-03-04T06:06:07.089Z"));
        assert_eq!(
            (&changed["listVersion"], &changed["processingStatus"]),
            (&json!(2), &json!("PROCESSING"))
        );
    })
    .await;
}

#[tokio::test]
async fn filters_that_cannot_be_are_refused() {
    let app = TestApp::new().await;
    let (dynamic, manual) = (create(&app, "One", "DYNAMIC").await, create(&app, "Two", "MANUAL").await);
    let wrong = |name: &str, value: Value| {
        let mut branch = in_city("Ghent");
        branch["filterBranches"][0]["filters"][0]["operation"][name] = value;
        json!({"filterBranch": branch})
    };
    let not_dynamic = "Only lists with the processing type DYNAMIC follow filters.";
    for (list, body, message) in [
        (&manual, json!({"filterBranch": in_city("Ghent")}), not_dynamic),
        (
            &dynamic,
            json!({}),
            "Invalid input JSON on line 1, column 2. Some required fields were not set: [filterBranch]",
        ),
    ] {
        let answer = app.put(&format!("{LISTS}/{list}/update-list-filters"), body.clone()).await;
        let (status, text, _) = error(&answer);
        assert_eq!((status, text), (400, message), "{body}");
    }
    // Observed.
    for (body, sub_category) in [
        (wrong("operator", json!("IS_NOT_KNOWN")), "ListError.ENUM_CONVERSION"),
        (
            json!({"filterBranch": {
                "filterBranchType": "OR", "filterBranchOperator": "OR", "filters": [], "filterBranches": [{
                    "filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": [], "filters": [{
                        "filterType": "PROPERTY", "property": "city",
                        "operation": {"operationType": "NUMBER", "operator": "IS_EQUAL_TO", "value": 7},
                    }],
                }],
            }}),
            "ListError.INVALID_OPERATION_FOR_PROPERTY_TYPE",
        ),
    ] {
        let answer = app.put(&format!("{LISTS}/{dynamic}/update-list-filters"), body).await;
        assert_eq!(
            (answer.status, &answer.json["subCategory"]),
            (400, &json!(sub_category)),
            "{}",
            answer.text()
        );
    }
}

#[tokio::test]
async fn a_deleted_list_comes_back_within_ninety_days() {
    on_both_engines(async |app| {
        let list = create(&app, "Fans", "MANUAL").await;
        let records = contacts(&app, 2).await;
        add(&app, &list, &records).await;
        let path = format!("{LISTS}/{list}");
        assert_eq!(app.delete(&path).await.status, 204);
        let answer = app.delete(&path).await;
        let message = format!("List does not exist with ID {list}.");
        assert_eq!(error(&answer), (404, &*message, "OBJECT_NOT_FOUND"));
        for (method, rest) in [("GET", ""), ("GET", "/memberships"), ("GET", "/memberships/join-order")] {
            assert_eq!(app.get(&format!("{path}{rest}")).await.status, 404, "{method} {rest}");
        }
        assert_eq!(app.put(&format!("{path}/memberships/add"), json!([])).await.status, 404);
        assert_eq!(app.get("/crm/v3/lists/object-type-id/0-1/name/Fans").await.status, 404);
        let lists = app.get(&format!("{LISTS}/records/0-1/{}/memberships", records[0])).await;
        assert_eq!(lists.json["results"], json!([]));

        // Its name is free meanwhile; whoever takes it keeps it.
        let other = create(&app, "fans", "MANUAL").await;
        let answer = app.put(&format!("{path}/restore"), json!(null)).await;
        assert_eq!(error(&answer), (409, "A list named 'Fans' already exists.", "OBJECT_ALREADY_EXISTS"));
        app.delete(&format!("{LISTS}/{other}")).await;
        for _ in 0..2 {
            assert_eq!(app.put(&format!("{path}/restore"), json!(null)).await.status, 204);
        }
        assert_eq!(members(&app, &list).await, records);
        assert_eq!(app.put(&format!("{LISTS}/77/restore"), json!(null)).await.status, 404);

        app.delete(&path).await;
        app.advance(90 * 24 * HOUR + 1);
        let answer = app.put(&format!("{path}/restore"), json!(null)).await;
        let message = format!("List {list} was deleted more than 90 days ago and cannot be restored.");
        assert_eq!(error(&answer), (400, &*message, "VALIDATION_ERROR"));
    })
    .await;
}

#[tokio::test]
async fn the_history_of_a_list_tells_its_sizes_by_day_and_its_edits() {
    on_both_engines(async |app| {
        let list = create(&app, "Fans", "MANUAL").await;
        let records = contacts(&app, 3).await;
        add(&app, &list, &records[..1]).await;
        app.advance(HOUR);
        add(&app, &list, &records[1..]).await;
        app.advance(24 * HOUR);
        app.delete(&format!("/crm/v3/objects/contacts/{}", records[0])).await;
        app.put(&format!("{LISTS}/{list}/update-list-name?listName=Friends"), json!(null)).await;
        let path = format!("{LISTS}/{list}/size-and-edits-history/between");
        let expected = json!({
            "sizeHistory": [
                {"size": 3, "timestamp": "2026-03-04T00:00:00Z"}, {"size": 2, "timestamp": "2026-03-05T00:00:00Z"},
            ],
            "editHistory": [NOW, "2026-03-05T06:06:07.089Z"],
        });
        assert_eq!(app.get(&path).await.json, expected);
        let one = app.get(&format!("{path}?startDate=2026-03-05T00:00:00Z&endDate=2026-03-05T01:00:00Z")).await;
        assert_eq!(
            one.json,
            json!({"sizeHistory": [{"size": 2, "timestamp": "2026-03-05T00:00:00Z"}], "editHistory": []})
        );
        assert_eq!(app.get(&format!("{path}?startDate=soon")).await.status, 400);
        assert_eq!(app.get(&format!("{LISTS}/77/size-and-edits-history/between")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn sizes_and_conversions_follow_the_days_of_the_account() {
    on_both_engines(async |app| {
        app.engine.set_in_account(app.account, Setting::TimeZone, "Pacific/Honolulu").await.expect("a zone");
        let list = create(&app, "Fans", "MANUAL").await;
        add(&app, &list, &contacts(&app, 1).await).await;
        let history = app.get(&format!("{LISTS}/{list}/size-and-edits-history/between")).await;
        // It is still the third of March there.
        let expected = json!([{"size": 1, "timestamp": "2026-03-03T10:00:00Z"}]);
        assert_eq!(history.json["sizeHistory"], expected);
    })
    .await;
}
