use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{CONTACTS, NOW, contact, refused};

#[tokio::test]
async fn an_archived_record_is_only_there_for_those_who_ask() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        let path = format!("{CONTACTS}/{id}");
        let answer = app.delete(&path).await;
        assert_eq!((answer.status, answer.body.len(), answer.header("content-type")), (204, 0, ""));
        assert_eq!(app.get(&path).await.status, 404);
        let archived = app.get(&format!("{path}?archived=true")).await;
        assert_eq!((archived.status, &archived.json["archived"]), (200, &json!(true)));
        assert_eq!(archived.json["archivedAt"], NOW);
        assert_eq!(archived.json["properties"]["email"], "a@example.com");
        assert_eq!(app.patch(&path, json!({ "properties": { "firstname": "A" } })).await.status, 404);
        assert_eq!(app.get(&format!("{CONTACTS}/a@example.com?idProperty=email")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn archiving_again_or_nothing_succeeds() {
    on_both_engines(async |app| {
        let id = contact(&app, "a@example.com").await;
        for _ in 0..2 {
            assert_eq!(app.delete(&format!("{CONTACTS}/{id}")).await.status, 204);
        }
        assert_eq!(app.delete(&format!("{CONTACTS}/987654")).await.status, 204);
        let answer = app.delete(&format!("{CONTACTS}/abc")).await;
        refused(&answer, 404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.");
    })
    .await;
}

#[tokio::test]
async fn archiving_frees_the_email() {
    on_both_engines(async |app| {
        let first = contact(&app, "a@example.com").await;
        assert_eq!(app.delete(&format!("{CONTACTS}/{first}")).await.status, 204);
        let second = contact(&app, "a@example.com").await;
        assert_ne!(first, second);
    })
    .await;
}
