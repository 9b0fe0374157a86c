use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{CONTACTS, NOW, create};

#[tokio::test]
async fn a_history_lists_versions_newest_first() {
    on_both_engines(async |app| {
        let id = create(&app, CONTACTS, json!({ "email": "a@example.com", "firstname": "A" })).await;
        let path = format!("{CONTACTS}/{id}");
        for name in ["B", "", "C \"quoted\""] {
            app.advance(1_000);
            app.patch(&path, json!({ "properties": { "firstname": name } })).await;
        }
        let answer = app.get(&format!("{path}?propertiesWithHistory=firstname,phone")).await;
        let version = |value: &str, at: &str| {
            json!({ "value": value, "timestamp": at, "sourceType": "INTEGRATION", "sourceId": "2000001" })
        };
        let expected = json!({
            "firstname": [
                version("C \"quoted\"", "2026-03-04T05:06:10.089Z"), version("", "2026-03-04T05:06:09.089Z"),
                version("B", "2026-03-04T05:06:08.089Z"), version("A", NOW),
            ],
            "phone": [],
        });
        assert_eq!(answer.json["propertiesWithHistory"], expected);
        assert_eq!(answer.json["properties"]["firstname"], "C \"quoted\"");
        let keys: Vec<_> = answer.json.as_object().expect("a record").keys().take(3).collect();
        assert_eq!(keys, ["id", "properties", "propertiesWithHistory"]);
    })
    .await;
}

#[tokio::test]
async fn columns_and_calculated_values_have_histories_too() {
    on_both_engines(async |app| {
        let id = create(&app, CONTACTS, json!({ "email": "a@example.com" })).await;
        app.advance(1_000);
        let path = format!("{CONTACTS}/{id}");
        app.patch(&path, json!({ "properties": { "email": "b@example.org" } })).await;
        let query = "propertiesWithHistory=createdate,hs_email_domain,hs_object_id,lastmodifieddate";
        let history = app.get(&format!("{path}?{query}")).await.json["propertiesWithHistory"].clone();
        let values = |name: &str| {
            let versions = history[name].as_array().cloned().unwrap_or_default();
            versions.iter().map(|version| version["value"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(values("createdate"), [NOW]);
        assert_eq!(values("hs_object_id"), [id.as_str()]);
        assert_eq!(values("hs_email_domain"), ["example.org", "example.com"]);
        assert_eq!(values("lastmodifieddate").len(), 2);
        assert_eq!(history["hs_email_domain"][0]["sourceType"], "CALCULATED");
    })
    .await;
}

#[tokio::test]
async fn a_creation_date_that_was_sent_is_in_the_log() {
    on_both_engines(async |app| {
        let deals = "/crm/v3/objects/deals";
        let deal =
            |day: &str| json!({ "dealname": "Deal", "createdate": format!("2020-01-{day}T00:00:00Z") });
        let (one, two) = (create(&app, deals, deal("01")).await, create(&app, deals, deal("02")).await);
        let body = json!({ "properties": { "createdate": "2020-01-03T00:00:00Z" } });
        app.patch(&format!("{deals}/{one}"), body).await;
        let history = async |id: &str| {
            let answer = app.get(&format!("{deals}/{id}?propertiesWithHistory=createdate")).await;
            let versions = answer.json["propertiesWithHistory"]["createdate"].as_array().cloned();
            let day = |version: &Value| version["value"].as_str().expect("a date")[8..10].to_owned();
            versions.unwrap_or_default().iter().map(day).collect::<Vec<_>>()
        };
        assert_eq!(history(&one).await, ["03", "01"]);
        let body = json!({ "primaryObjectId": two, "objectIdToMerge": one });
        let merged = app.post(&format!("{deals}/merge"), body).await;
        let merged = merged.json["id"].as_str().expect("an id").to_owned();
        assert_eq!(history(&merged).await, ["02", "03", "02", "01"]);
    })
    .await;
}

#[tokio::test]
async fn lists_and_batches_show_histories() {
    on_both_engines(async |app| {
        let id = create(&app, CONTACTS, json!({ "email": "a@example.com" })).await;
        let page = app.get(&format!("{CONTACTS}?propertiesWithHistory=email")).await;
        let expected = json!("a@example.com");
        assert_eq!(page.json["results"][0]["propertiesWithHistory"]["email"][0]["value"], expected);
        let body = json!({ "propertiesWithHistory": ["email"], "inputs": [{ "id": id }] });
        let batch = app.post(&format!("{CONTACTS}/batch/read"), body).await;
        assert_eq!(batch.json["results"][0]["propertiesWithHistory"]["email"][0]["value"], expected);
    })
    .await;
}
