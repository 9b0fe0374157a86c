//! The folders that lists stand in.

use super::*;

/// Where folders are.
const FOLDERS: &str = "/crm/v3/lists/folders";

/// Creates a folder in another one and returns its id.
async fn folder(app: &TestApp, name: &str, parent: &str) -> String {
    let answer = app.post(FOLDERS, json!({"name": name, "parentFolderId": parent})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json["folder"]["id"].to_string()
}

/// A folder as it is shown: its name, the folders in it and the lists in it.
fn tree(folder: &Value) -> Value {
    let below: Vec<_> = folder["childNodes"].as_array().expect("folders").iter().map(tree).collect();
    json!([folder["name"], below, folder["childLists"]])
}

/// Everything in a folder.
async fn shown(app: &TestApp, id: &str) -> Value {
    tree(&app.get(&format!("{FOLDERS}?folderId={id}")).await.json["folder"])
}

#[tokio::test]
async fn folders_are_a_tree_with_lists() {
    on_both_engines(async |app| {
        assert_eq!(
            app.get(FOLDERS).await.text(),
            r#"{"folder":{"id":0,"parentFolderId":0,"childNodes":[],"childLists":[]}}"#
        );
        let food = app.post(FOLDERS, json!({"name": "Food"})).await;
        let expected = format!(
            concat!(
                r#"{{"folder":{{"id":1,"parentFolderId":0,"name":"Food","createdAt":"{0}","updatedAt":"{0}","#,
                r#""userId":70000001,"childNodes":[],"childLists":[]}}}}"#,
            ),
            NOW
        );
        assert_eq!((food.status, food.text()), (200, expected));
        let bread = folder(&app, "Bread", "1").await;
        let (one, two) = (create(&app, "One", "MANUAL").await, create(&app, "Two", "MANUAL").await);
        for (list, folder) in [(&one, bread.as_str()), (&two, "1"), (&two, "1")] {
            let moved = json!({"listId": list, "newFolderId": folder});
            assert_eq!(app.put(&format!("{FOLDERS}/move-list"), moved).await.status, 204);
        }
        let list = create(&app, "Three", "MANUAL").await;
        assert_eq!(
            shown(&app, "0").await,
            json!([null, [["Food", [["Bread", [], [1]]], [2]]], [list.parse::<i64>().unwrap()]])
        );
        assert_eq!(shown(&app, "1").await, json!(["Food", [["Bread", [], [1]]], [2]]));
        assert_eq!(shown(&app, &bread).await, json!(["Bread", [], [1]]));
    })
    .await;
}

#[tokio::test]
async fn folders_are_renamed_moved_and_deleted() {
    on_both_engines(async |app| {
        let (food, drinks) = (folder(&app, "Food", "0").await, folder(&app, "Drinks", "0").await);
        let bread = folder(&app, "Bread", &food).await;
        app.advance(HOUR);
        let renamed = app.put(&format!("{FOLDERS}/{bread}/rename?newFolderName=Cake"), json!(null)).await;
        assert_eq!((&renamed.json["folder"]["name"], renamed.status), (&json!("Cake"), 200));
        assert_eq!(renamed.json["folder"]["updatedAt"], json!("2026-03-04T06:06:07.089Z"));
        let moved = app.put(&format!("{FOLDERS}/{bread}/move/{drinks}"), json!(null)).await;
        assert_eq!((&moved.json["folder"]["parentFolderId"], moved.status), (&json!(2), 200));
        assert_eq!(
            shown(&app, "0").await,
            json!([null, [["Food", [], []], ["Drinks", [["Cake", [], []]], []]], []])
        );

        let answer = app.delete(&format!("{FOLDERS}/{drinks}")).await;
        let message = "Folder 2 holds lists or folders and cannot be deleted.";
        assert_eq!(error(&answer), (400, message, "VALIDATION_ERROR"));
        let list = create(&app, "One", "MANUAL").await;
        app.put(&format!("{FOLDERS}/move-list"), json!({"listId": list, "newFolderId": bread})).await;
        assert_eq!(app.delete(&format!("{FOLDERS}/{bread}")).await.status, 400);

        // What a deleted list stands in may go, and it comes back outside of it.
        app.delete(&format!("{LISTS}/{list}")).await;
        for id in [&bread, &drinks, &food] {
            assert_eq!(app.delete(&format!("{FOLDERS}/{id}")).await.status, 204);
        }
        app.put(&format!("{LISTS}/{list}/restore"), json!(null)).await;
        assert_eq!(shown(&app, "0").await, json!([null, [], [1]]));
    })
    .await;
}

#[tokio::test]
async fn folders_that_cannot_be_are_refused() {
    on_both_engines(async |app| {
        let (outer, list) = (folder(&app, "Outer", "0").await, create(&app, "One", "MANUAL").await);
        let inner = folder(&app, "Inner", &outer).await;
        let missing = |id: &str| (404, format!("Folder does not exist with ID {id}."));
        let invalid = |text: &str| (400, text.to_owned());
        let nested = format!("Folder {outer} cannot be moved into itself.");
        for (method, path, body, (status, message)) in [
            ("GET", "?folderId=77".to_owned(), json!(null), missing("77")),
            ("GET", "?folderId=abc".to_owned(), json!(null), missing("abc")),
            ("POST", String::new(), json!({"name": "x", "parentFolderId": "77"}), missing("77")),
            ("POST", String::new(), json!({"name": ""}), invalid("Every folder must have a name.")),
            (
                "POST",
                String::new(),
                json!({}),
                invalid("Invalid input JSON on line 1, column 2. Some required fields were not set: [name]"),
            ),
            ("PUT", format!("/{outer}/rename"), json!(null), invalid("Every folder must have a name.")),
            ("PUT", "/77/rename?newFolderName=x".to_owned(), json!(null), missing("77")),
            ("PUT", "/0/rename?newFolderName=x".to_owned(), json!(null), missing("0")),
            ("PUT", format!("/{outer}/move/{inner}"), json!(null), invalid(&nested)),
            ("PUT", format!("/{outer}/move/{outer}"), json!(null), invalid(&nested)),
            ("PUT", format!("/{outer}/move/77"), json!(null), missing("77")),
            ("PUT", "/move-list".to_owned(), json!({"listId": list, "newFolderId": "77"}), missing("77")),
            (
                "PUT",
                "/move-list".to_owned(),
                json!({"listId": "77", "newFolderId": "0"}),
                (404, "List does not exist with ID 77.".to_owned()),
            ),
            (
                "PUT",
                "/move-list".to_owned(),
                json!({}),
                invalid(
                    "Invalid input JSON on line 1, column 2. Some required fields were not set: [listId, newFolderId]",
                ),
            ),
            ("DELETE", "/77".to_owned(), json!(null), missing("77")),
            ("DELETE", "/0".to_owned(), json!(null), missing("0")),
        ] {
            let path = format!("{FOLDERS}{path}");
            let answer = match method {
                "GET" => app.get(&path).await,
                "POST" => app.post(&path, body).await,
                "PUT" => app.put(&path, body).await,
                _ => app.delete(&path).await,
            };
            let (found, text, _) = error(&answer);
            assert_eq!((found, text), (status, &*message), "{method} {path}");
        }
    })
    .await;
}

#[tokio::test]
async fn folders_do_not_stand_endlessly_deep() {
    let app = TestApp::new().await;
    let mut deepest = "0".to_owned();
    for level in 0..20 {
        deepest = folder(&app, &format!("Level {level}"), &deepest).await;
    }
    let answer = app.post(FOLDERS, json!({"name": "Deeper", "parentFolderId": deepest})).await;
    assert_eq!(error(&answer), (400, "Folders cannot be nested deeper than 20.", "VALIDATION_ERROR"));
    let other = folder(&app, "Other", "0").await;
    let answer = app.put(&format!("{FOLDERS}/1/move/{other}"), json!(null)).await;
    assert_eq!(answer.status, 400, "{}", answer.text());
}
