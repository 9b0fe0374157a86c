use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{cars, create, make};

#[tokio::test]
async fn custom_records_are_merged_restored_and_deleted_like_others() {
    on_both_engines(async |app| {
        let id = make(&app, cars()).await["objectTypeId"].as_str().expect("a type has an id").to_owned();
        let path = format!("/crm/v3/objects/{id}");
        let one = create(&app, "cars", json!({ "model": "Beetle", "vin": "1" })).await;
        let two = create(&app, "cars", json!({ "model": "Bug", "vin": "2", "make": "VW" })).await;
        let ada = create(&app, "contacts", json!({ "email": "ada@example.com" })).await;
        let pair = format!("/crm/v4/objects/contacts/{ada}/associations/default/{id}/{two}");
        assert_eq!(app.put(&pair, json!({})).await.status, 200);
        let body = json!({ "primaryObjectId": one, "objectIdToMerge": two });
        let merged = app.post("/crm/v3/objects/cars/merge", body).await;
        assert_eq!(
            (merged.status, &merged.json["properties"]["make"]),
            (200, &json!("VW")),
            "{}",
            merged.text()
        );
        let car = merged.json["id"].as_str().expect("an id is text");
        assert_eq!(app.get(&format!("{path}/{two}")).await.json["id"], car);
        let cars = app.get(&format!("/crm/v4/objects/contacts/{ada}/associations/{id}")).await;
        assert_eq!(cars.json["results"][0]["toObjectId"].to_string(), car);

        assert_eq!(app.delete(&format!("{path}/{car}")).await.status, 204);
        let body = json!({ "inputs": [{ "id": car }] });
        assert_eq!(app.post("/_linchpin/v1/objects/cars/restore", body).await.status, 200);
        assert_eq!(app.get(&format!("{path}/1?idProperty=vin")).await.json["id"], car);

        let body = json!({ "objectId": "1", "idProperty": "vin" });
        assert_eq!(app.post(&format!("{path}/gdpr-delete"), body.clone()).await.status, 204);
        assert_eq!(app.get(&format!("{path}/{car}")).await.status, 404);
        assert_eq!(app.post(&format!("{path}/gdpr-delete"), body).await.status, 404);
        create(&app, "cars", json!({ "model": "Beetle", "vin": "1" })).await;
    })
    .await;
}
