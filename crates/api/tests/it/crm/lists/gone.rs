//! Records that are archived, merged or deleted for privacy leave their lists at once, and the log says so.

use linchpin_store::Param;

use super::*;

/// What the log says of who joined and left lists, by the records.
async fn log(app: &TestApp) -> Vec<(String, String, String, String)> {
    let sql = "SELECT record_id, kind, properties, source FROM changes WHERE account_id = $1 \
               AND kind IN ('join', 'leave') ORDER BY sequence";
    let row = |row: &linchpin_store::Row<'_>| {
        let text = |column| row.text(column).map(str::to_owned);
        Ok((row.int(0)?.to_string(), text(1)?, text(2)?, text(3)?))
    };
    app.database.query(sql, &[Param::Int(app.account.0)], row).await.expect("the log reads")
}

#[tokio::test]
async fn archived_records_leave_and_do_not_come_back() {
    on_both_engines(async |app| {
        let (one, two) = (create(&app, "One", "MANUAL").await, create(&app, "Two", "SNAPSHOT").await);
        let ids = contacts(&app, 3).await;
        add(&app, &one, &ids).await;
        add(&app, &two, &ids[..1]).await;
        let inputs = json!({"inputs": [{"id": ids[0]}, {"id": ids[2]}]});
        app.post("/crm/v3/objects/contacts/batch/archive", inputs.clone()).await;
        assert_eq!((size(&app, &one).await, members(&app, &one).await), (1, ids[1..2].to_vec()));
        assert_eq!((size(&app, &two).await, members(&app, &two).await), (0, Vec::new()));
        app.post("/crm/objects/2026-09/contacts/batch/restore", inputs).await;
        assert_eq!(size(&app, &one).await, 1);
        let line = |id: &str, kind: &str, list: &str, source: &str| {
            (id.to_owned(), kind.to_owned(), format!(r#"{{"list":"{list}"}}"#), source.to_owned())
        };
        let joined = |id: &str, list: &str| line(id, "join", list, "INTEGRATION");
        let left = |id: &str, list: &str| line(id, "leave", list, "CALCULATED");
        let expected = [
            joined(&ids[0], "1"),
            joined(&ids[1], "1"),
            joined(&ids[2], "1"),
            joined(&ids[0], "2"),
            left(&ids[0], "1"),
            left(&ids[2], "1"),
            left(&ids[0], "2"),
        ];
        assert_eq!(log(&app).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_merged_record_is_in_the_lists_of_both() {
    on_both_engines(async |app| {
        let (one, two) = (create(&app, "One", "MANUAL").await, create(&app, "Two", "MANUAL").await);
        let ids = contacts(&app, 3).await;
        add(&app, &one, &ids).await;
        add(&app, &two, &ids[1..2]).await;
        let merge = json!({"primaryObjectId": ids[0], "objectIdToMerge": ids[1]});
        let merged = app.post("/crm/v3/objects/contacts/merge", merge).await;
        let id = merged.json["id"].as_str().expect("an id").to_owned();
        assert_eq!(
            (size(&app, &one).await, members(&app, &one).await),
            (2, vec![ids[2].clone(), id.clone()])
        );
        assert_eq!((size(&app, &two).await, members(&app, &two).await), (1, vec![id]));
    })
    .await;
}

#[tokio::test]
async fn records_deleted_for_privacy_leave() {
    on_both_engines(async |app| {
        let list = create(&app, "One", "MANUAL").await;
        let ids = contacts(&app, 2).await;
        add(&app, &list, &ids).await;
        let purge = json!({"objectId": ids[0]});
        assert_eq!(app.post("/crm/v3/objects/contacts/gdpr-delete", purge).await.status, 204);
        assert_eq!((size(&app, &list).await, members(&app, &list).await), (1, ids[1..].to_vec()));
        assert_eq!(log(&app).await.last().expect("a line").1, "leave");
    })
    .await;
}

#[tokio::test]
async fn records_leave_deleted_lists_too() {
    on_both_engines(async |app| {
        let list = create(&app, "One", "MANUAL").await;
        let ids = contacts(&app, 2).await;
        add(&app, &list, &ids).await;
        app.delete(&format!("{LISTS}/{list}")).await;
        app.delete(&format!("/crm/v3/objects/contacts/{}", ids[0])).await;
        app.put(&format!("{LISTS}/{list}/restore"), json!(null)).await;
        assert_eq!((size(&app, &list).await, members(&app, &list).await), (1, ids[1..].to_vec()));
    })
    .await;
}

#[tokio::test]
async fn what_a_record_is_a_member_of_is_none_of_its_values() {
    let app = TestApp::new().await;
    let list = create(&app, "One", "MANUAL").await;
    let ids = contacts(&app, 1).await;
    let path = format!("/crm/v3/objects/contacts/{}?propertiesWithHistory=lastmodifieddate,city", ids[0]);
    let before = app.get(&path).await.json;
    app.advance(HOUR);
    add(&app, &list, &ids).await;
    assert_eq!(app.get(&path).await.json, before);
}
