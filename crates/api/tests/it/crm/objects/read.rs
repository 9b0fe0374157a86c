use axum::body::Body;
use axum::http::header::ACCEPT;
use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{CONTACTS, NOW, contact, create, names, refused};

#[tokio::test]
async fn defaults_are_those_of_the_type() {
    on_both_engines(async |app| {
        let id = contact(&app, "ada@example.com").await;
        let answer = app.get(&format!("{CONTACTS}/{id}")).await;
        let expected = json!({
            "createdate": NOW, "email": "ada@example.com", "firstname": null, "hs_object_id": id,
            "lastmodifieddate": NOW, "lastname": null,
        });
        assert_eq!((answer.status, &answer.json["properties"]), (200, &expected));
        assert_eq!(
            names(&answer.json),
            ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"]
        );
        let keys: Vec<_> = answer.json.as_object().expect("a record").keys().collect();
        assert_eq!(keys, ["id", "properties", "createdAt", "updatedAt", "archived", "url"]);
    })
    .await;
}

#[tokio::test]
async fn requested_properties_come_with_the_dates_and_the_id() {
    on_both_engines(async |app| {
        let id = contact(&app, "ada@example.com").await;
        // Comma-joined and repeated; what is not defined is left out, what is empty is null.
        let path =
            format!("{CONTACTS}/{id}?properties=zip,phone&properties=no_such&properties=hs_email_domain");
        let answer = app.get(&path).await;
        let expected = json!({
            "createdate": NOW, "hs_email_domain": "example.com", "hs_object_id": id,
            "lastmodifieddate": NOW, "phone": null, "zip": null,
        });
        assert_eq!(answer.json["properties"], expected);
    })
    .await;
}

#[tokio::test]
async fn a_unique_value_finds_its_record() {
    on_both_engines(async |app| {
        let id = contact(&app, "ada@example.com").await;
        for key in ["ada@example.com", "ADA%40example.com"] {
            let answer = app.get(&format!("{CONTACTS}/{key}?idProperty=email")).await;
            assert_eq!((answer.status, &answer.json["id"]), (200, &json!(id)), "{}", answer.text());
        }
        assert_eq!(app.get(&format!("{CONTACTS}/eve@example.com?idProperty=email")).await.status, 404);
        let answer = app.get("/crm/v3/objects/companies/example.com?idProperty=domain").await;
        assert_eq!(answer.status, 400);
    })
    .await;
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    on_both_engines(async |app| {
        let answer = app.get(&format!("{CONTACTS}/abc")).await;
        refused(&answer, 404, "OBJECT_NOT_FOUND", "Object not found.  objectId are usually numeric.");
        assert_eq!(answer.json["context"], json!({ "id": ["abc"] }));
        let request = app.request("GET", &format!("{CONTACTS}/999")).header(ACCEPT, "application/json");
        let answer = app.call(request.body(Body::empty()).expect("a request")).await;
        refused(&answer, 404, "", "resource not found");
        let request = app.request("GET", &format!("{CONTACTS}/999")).header(ACCEPT, "*/*");
        let answer = app.call(request.body(Body::empty()).expect("a request")).await;
        assert_eq!((answer.status, answer.json), (404, Value::Null));
        let answer = app.get("/crm/v3/objects/butterflies/1").await;
        refused(&answer, 400, "", "Unable to infer object type from: butterflies");
    })
    .await;
}

#[tokio::test]
async fn another_account_is_out_of_reach() {
    on_both_engines(async |app| {
        let id = contact(&app, "ada@example.com").await;
        let other = app.engine.create_account("Other").await.expect("an account can be made");
        let new = linchpin_engine::apps::NewPrivateApp {
            account: other,
            name: "Other",
            scopes: linchpin_engine::Scopes::All,
        };
        let made = app.engine.create_private_app(new).await.expect("an app can be made");
        let token = made.token.expose();
        let send = async |method: &str, path: String| {
            let request = axum::http::Request::builder()
                .method(method)
                .uri(path)
                .header("authorization", format!("Bearer {token}"))
                .header(ACCEPT, "application/json");
            app.call(request.body(Body::empty()).expect("a request")).await
        };
        assert_eq!(send("GET", format!("{CONTACTS}/{id}")).await.status, 404);
        assert_eq!(send("GET", format!("{CONTACTS}/ada@example.com?idProperty=email")).await.status, 404);
        assert_eq!(send("GET", CONTACTS.to_owned()).await.json["results"], json!([]));
        assert_eq!(send("DELETE", format!("{CONTACTS}/{id}")).await.status, 204);
        assert_eq!(app.get(&format!("{CONTACTS}/{id}")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_cleared_value_reads_as_empty_and_an_unset_one_as_null() {
    on_both_engines(async |app| {
        let id = create(&app, CONTACTS, json!({ "email": "a@example.com", "phone": "1" })).await;
        let path = format!("{CONTACTS}/{id}?properties=phone,zip");
        app.patch(&path, json!({ "properties": { "phone": "", "zip": "" } })).await;
        let answer = app.get(&path).await;
        assert_eq!(answer.json["properties"]["phone"], "");
        assert_eq!(answer.json["properties"]["zip"], Value::Null);
    })
    .await;
}
