//! Conditions on associated records.

use super::*;

const COMPANIES: &str = "/crm/v3/objects/companies";

async fn associate(app: &TestApp, contact: &str, company: &str) {
    let path = format!("/crm/v4/objects/contacts/{contact}/associations/default/companies/{company}");
    assert_eq!(app.put(&path, json!({})).await.status, 200);
}

#[tokio::test]
async fn records_are_found_by_what_they_are_associated_with() {
    on_both_engines(async |app| {
        let [ada, bob, _] =
            contacts(&app, [("ada", json!({})), ("bob", json!({})), ("eve", json!({}))]).await;
        let one = create(&app, COMPANIES, json!({"name": "One"})).await;
        let two = create(&app, COMPANIES, json!({"name": "Two"})).await;
        associate(&app, &ada, &one).await;
        associate(&app, &ada, &two).await;
        associate(&app, &bob, &two).await;
        for (property, operator, operands, expected) in [
            ("associations.company", "EQ", json!({"value": one}), &["ada"][..]),
            ("associations.companies", "EQ", json!({"value": two}), &["ada", "bob"]),
            ("associations.company", "IN", json!({"values": [one, two]}), &["ada", "bob"]),
            ("associations.company", "IN", json!({"values": []}), &[]),
            ("associations.company", "EQ", json!({"value": "1"}), &[]),
            ("associations.deal", "EQ", json!({"value": one}), &[]),
        ] {
            let mut filter = operands;
            filter["propertyName"] = json!(property);
            filter["operator"] = json!(operator);
            let answer = search(&app, json!({ "filters": [filter] })).await;
            assert_eq!(found(&answer), expected, "{property} {operator}");
        }
        let from_there =
            json!({"filters": [{"propertyName": "associations.contact", "operator": "EQ", "value": ada}]});
        let answer = search_at(&app, "/crm/v3/objects/companies/search", from_there).await;
        assert_eq!(answer.json["total"], 2);
    })
    .await;
}

#[tokio::test]
async fn what_archived_records_are_associated_with_is_not_found() {
    on_both_engines(async |app| {
        let [ada] = contacts(&app, [("ada", json!({}))]).await;
        let company = create(&app, COMPANIES, json!({"name": "One"})).await;
        associate(&app, &ada, &company).await;
        let body = json!({"filters": [{"propertyName": "associations.company", "operator": "EQ", "value": company}]});
        assert_eq!(found(&search(&app, body.clone()).await), ["ada"]);
        app.delete(&format!("{COMPANIES}/{company}")).await;
        assert_eq!(search(&app, body).await.json["total"], 0);
    })
    .await;
}
