use linchpin_testkit::on_both_engines;
use serde_json::{Value, json};

use super::{company, contact, refused, seen};

const CONTACT_TO_COMPANY: &str = "/crm/v4/associations/contacts/companies/labels";
const COMPANY_TO_CONTACT: &str = "/crm/v4/associations/companies/contacts/labels";

/// The own types of a list, as `label`.
fn own(answer: &linchpin_testkit::Answer) -> Vec<String> {
    let rows = answer.json["results"].as_array().expect("results");
    let own = rows.iter().filter(|row| row["category"] == "USER_DEFINED");
    own.map(|row| row["label"].as_str().expect("a label").to_owned()).collect()
}

fn user(id: &Value) -> Value {
    json!({ "associationCategory": "USER_DEFINED", "associationTypeId": id })
}

#[tokio::test]
async fn the_types_between_two_object_types_are_listed() {
    on_both_engines(async |app| {
        let answer = app.get(CONTACT_TO_COMPANY).await;
        let expected = json!([
            { "category": "HUBSPOT_DEFINED", "typeId": 1, "label": "Primary" },
            { "category": "HUBSPOT_DEFINED", "typeId": 931, "label": "Billing" },
            { "category": "HUBSPOT_DEFINED", "typeId": 279, "label": null },
        ]);
        assert_eq!((answer.status, &answer.json["results"]), (200, &expected));
        assert_eq!(app.get("/crm/v4/associations/contacts/products/labels").await.json["results"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_paired_label_reads_differently_from_each_end() {
    on_both_engines(async |app| {
        let body = json!({ "name": "employment", "label": "Employer", "inverseLabel": "Employee" });
        let answer = app.post(CONTACT_TO_COMPANY, body).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(own(&answer), ["Employer", "Employee"]);
        assert_eq!(own(&app.get(CONTACT_TO_COMPANY).await), ["Employer"]);
        assert_eq!(own(&app.get(COMPANY_TO_CONTACT).await), ["Employee"]);
        let (id, inverse) = (&answer.json["results"][0]["typeId"], &answer.json["results"][1]["typeId"]);
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let path = format!("/crm/v4/objects/contacts/{ada}/associations/companies/{acme}");
        let put = app.put(&path, json!([user(id)])).await;
        assert_eq!((put.status, &put.json["labels"]), (201, &json!(["Employer"])), "{}", put.text());
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{acme}: 1 {id} 279")]);
        assert_eq!(seen(&app, ("companies", &acme), "contacts").await, [format!("{ada}: 2 {inverse} 280")]);
        let types = app.get("/crm/v3/associations/contacts/companies/types").await;
        assert!(types.text().contains(r#""name":"employment""#), "{}", types.text());
    })
    .await;
}

#[tokio::test]
async fn a_label_changes_and_goes_once_nobody_has_it() {
    on_both_engines(async |app| {
        let created = app.post(CONTACT_TO_COMPANY, json!({ "name": "partner", "label": "Partner" })).await;
        let id = created.json["results"][0]["typeId"].clone();
        let update = json!({ "associationTypeId": id, "label": "Ally" });
        assert_eq!(app.put(CONTACT_TO_COMPANY, update).await.status, 204);
        assert_eq!(own(&app.get(COMPANY_TO_CONTACT).await), ["Ally"]);
        let update = json!({ "associationTypeId": id, "label": "Friend", "inverseLabel": "Admirer" });
        assert_eq!(app.put(CONTACT_TO_COMPANY, update).await.status, 204);
        assert_eq!(own(&app.get(CONTACT_TO_COMPANY).await), ["Friend"]);
        assert_eq!(own(&app.get(COMPANY_TO_CONTACT).await), ["Admirer"]);
        let (ada, acme) = (contact(&app, "ada@example.com").await, company(&app, "Acme").await);
        let pair = format!("/crm/v4/objects/contacts/{ada}/associations/companies/{acme}");
        assert_eq!(app.put(&pair, json!([user(&id)])).await.status, 201);
        let path = format!("{CONTACT_TO_COMPANY}/{id}");
        refused(
            &app.delete(&path).await,
            400,
            &format!("Association type {id} is in use and cannot be deleted"),
        );
        assert_eq!(app.delete(&pair).await.status, 204);
        assert_eq!(app.delete(&path).await.status, 204);
        assert_eq!(own(&app.get(COMPANY_TO_CONTACT).await), [""; 0]);
        refused(&app.put(&pair, json!([user(&id)])).await, 400, "One or more associations are invalid");
        refused(&app.delete(&path).await, 404, &format!("No association type with ID {id} exists"));
        assert_eq!(app.delete(&format!("{CONTACT_TO_COMPANY}/1")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn between_records_of_one_type_one_text_is_one_type() {
    on_both_engines(async |app| {
        let path = "/crm/v4/associations/contacts/contacts/labels";
        let single = app.post(path, json!({ "name": "friends", "label": "Friend" })).await;
        assert_eq!(own(&single), ["Friend"], "{}", single.text());
        let body = json!({ "name": "family", "label": "Parent", "inverseLabel": "Child" });
        assert_eq!(own(&app.post(path, body).await), ["Parent", "Child"]);
        assert_eq!(own(&app.get(path).await), ["Friend", "Parent", "Child"]);
    })
    .await;
}

#[tokio::test]
async fn labels_follow_rules() {
    on_both_engines(async |app| {
        for body in [json!({ "name": "a-b", "label": "X" }), json!({ "name": "2nd", "label": "X" })] {
            assert_eq!(app.post(CONTACT_TO_COMPANY, body).await.status, 400);
        }
        let missing = app.post(CONTACT_TO_COMPANY, json!({})).await;
        refused(
            &missing,
            400,
            "Invalid input JSON on line 1, column 2. Some required fields were not set: [label, name]",
        );
        for index in 0..10 {
            let body = json!({ "name": format!("label_{index}"), "label": format!("Label {index}") });
            assert_eq!(app.post(CONTACT_TO_COMPANY, body).await.status, 200);
        }
        let again = app.post(CONTACT_TO_COMPANY, json!({ "name": "label_3", "label": "X" })).await;
        refused(&again, 409, "An association label named 'label_3' already exists.");
        let full = app.post(CONTACT_TO_COMPANY, json!({ "name": "one_more", "label": "X" })).await;
        refused(&full, 400, "Two object types cannot have more than 10 association labels.");
    })
    .await;
}
