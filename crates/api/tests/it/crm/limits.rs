//! Limits tracking: numbers that are counted from what the account holds.

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where the limits are.
const LIMITS: &str = "/crm/v3/limits";

async fn read(app: &TestApp, path: &str) -> Value {
    let answer = app.get(&format!("{LIMITS}/{path}")).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text());
    answer.json
}

async fn create(app: &TestApp, object_type: &str, properties: Value) -> String {
    let answer = app.post(&format!("/crm/v3/objects/{object_type}"), json!({"properties": properties})).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json["id"].as_str().expect("an id is text").to_owned()
}

/// The entry of an object type.
fn of<'a>(list: &'a Value, id: &str) -> &'a Value {
    let types = list.as_array().expect("a list");
    types.iter().find(|row| row["objectTypeId"] == id).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn records_are_counted_while_they_live() {
    on_both_engines(async |app| {
        let ada = create(&app, "contacts", json!({"firstname": "Ada"})).await;
        create(&app, "contacts", json!({"firstname": "Grace"})).await;
        create(&app, "courses", json!({"hs_course_name": "Sums"})).await;
        app.delete(&format!("/crm/v3/objects/contacts/{ada}")).await;
        let limits = read(&app, "records").await;
        let types = &limits["hubspotDefinedObjectTypes"];
        let contacts = json!({
            "objectTypeId": "0-1", "singularLabel": "Contact", "pluralLabel": "Contacts",
            "limit": 15_000_000, "usage": 1, "percentage": 0.0,
        });
        assert_eq!(of(types, "0-1"), &contacts);
        assert_eq!(json!([of(types, "0-410")["limit"], of(types, "0-410")["usage"]]), json!([500_000, 1]));
        assert_eq!(of(types, "0-2")["usage"], 0);
        let custom = json!({
            "overallLimit": 1_500_000, "overallUsage": 0, "overallPercentage": 0.0, "byObjectType": [],
        });
        assert_eq!(limits["customObjectTypes"], custom);
        for path in ["limits/v3", "limits/2025-09", "limits/2026-03", "limits/2026-09"] {
            assert_eq!(app.get(&format!("/crm/{path}/records")).await.json, limits, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn properties_are_counted_that_the_account_made() {
    on_both_engines(async |app| {
        let property = |name: &str, formula: Option<&str>| {
            json!({
                "name": name, "label": "\"hubspotDefined\":true", "type": "number", "groupName": "dealinformation",
                "fieldType": if formula.is_some() { "calculation_equation" } else { "number" },
                "calculationFormula": formula,
            })
        };
        for body in [property("cost", None), property("rate", None), property("gain", Some("amount - cost"))] {
            let answer = app.post("/crm/v3/properties/deals", body).await;
            assert_eq!(answer.status, 201, "{}", answer.text());
        }
        app.delete("/crm/v3/properties/deals/rate").await;
        app.patch("/crm/v3/properties/contacts/zip", json!({"label": "Zip"})).await;
        let custom = read(&app, "custom-properties").await;
        let overall = json!([custom["overallLimit"], custom["overallUsage"], custom["overallPercentage"]]);
        assert_eq!(overall, json!([10_000, 2, 0.02]));
        let deals = of(&custom["byObjectType"], "0-3");
        assert_eq!(json!([deals["limit"], deals["usage"], deals["percentage"]]), json!([1000, 2, 0.2]));
        assert_eq!(of(&custom["byObjectType"], "0-1")["usage"], 0, "a changed one is still HubSpot's");
        let deals = json!({"objectTypeId": "0-3", "singularLabel": "Deal", "pluralLabel": "Deals", "usage": 1});
        assert_eq!(
            read(&app, "calculated-properties").await,
            json!({"overallLimit": 200, "overallUsage": 1, "overallPercentage": 0.5, "byObjectType": [deals]})
        );
        let types = json!({"limit": 100, "usage": 0, "percentage": 0.0});
        assert_eq!(read(&app, "custom-object-types").await, types);
    })
    .await;
}

#[tokio::test]
async fn pipelines_are_counted_while_they_live() {
    on_both_engines(async |app| {
        let deals = async || {
            let limits = read(&app, "pipelines").await;
            let deals = of(&limits["hubspotDefinedObjectTypes"], "0-3").clone();
            json!([deals["limit"], deals["usage"], deals["percentage"]])
        };
        assert_eq!(deals().await, json!([100, 1, 1.0]));
        let stage = json!({"label": "New", "displayOrder": 0, "metadata": {"probability": "0.1"}});
        let pipeline = json!({"label": "Second", "displayOrder": 1, "stages": [stage]});
        let made = app.post("/crm/v3/pipelines/deals", pipeline).await;
        assert_eq!(made.status, 201, "{}", made.text());
        app.patch("/crm/v3/pipelines/deals/default", json!({"label": "First"})).await;
        assert_eq!(deals().await, json!([100, 2, 2.0]));
        let id = made.json["id"].as_str().expect("an id is text");
        assert_eq!(app.delete(&format!("/crm/v3/pipelines/deals/{id}")).await.status, 204);
        assert_eq!(deals().await, json!([100, 1, 1.0]));
        let limits = read(&app, "pipelines").await;
        assert_eq!(
            of(&limits["hubspotDefinedObjectTypes"], "0-1"),
            &Value::Null,
            "contacts cannot have more"
        );
    })
    .await;
}

#[tokio::test]
async fn labels_are_counted_by_pair() {
    on_both_engines(async |app| {
        assert_eq!(read(&app, "associations/labels").await, json!({"results": []}));
        let label = json!({"name": "boss", "label": "Boss", "inverseLabel": "Report"});
        let answer = app.post("/crm/v4/associations/contacts/companies/labels", label).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let all = read(&app, "associations/labels").await;
        let contact = json!({"objectTypeId": "0-1", "singularLabel": "Contact", "pluralLabel": "Contacts"});
        let company = json!({"objectTypeId": "0-2", "singularLabel": "Company", "pluralLabel": "Companies"});
        let forward = json!({
            "fromObjectType": contact, "toObjectType": company, "allLabels": ["Boss"],
            "limit": 10, "usage": 1, "percentage": 10.0,
        });
        assert_eq!(all["results"].as_array().map(Vec::len), Some(2), "both directions");
        assert_eq!(all["results"][0], forward);
        assert_eq!(all["results"][1]["allLabels"], json!(["Report"]));
        let asked = read(&app, "associations/labels?fromObjectTypeId=0-1&toObjectTypeId=companies").await;
        assert_eq!(asked, json!({"results": [forward]}));
        assert_eq!(read(&app, "associations/labels?toObjectTypeId=0-3").await, json!({"results": []}));
        let none = read(&app, "associations/labels?fromObjectTypeId=0-1&toObjectTypeId=0-3").await;
        assert_eq!(json!([none["results"][0]["usage"], none["results"][0]["allLabels"]]), json!([0, []]));
        let unknown = app.get(&format!("{LIMITS}/associations/labels?fromObjectTypeId=unicorn")).await;
        assert_eq!(
            (unknown.status, &unknown.json["message"]),
            (400, &json!("Unable to infer object type from: unicorn"))
        );
    })
    .await;
}

#[tokio::test]
async fn records_near_their_limit_of_associations_are_named() {
    on_both_engines(async |app| {
        let between = async || read(&app, "associations/records/0-1/0-2").await;
        let nothing = json!({
            "limit": 50_000, "totalRecordsAtLimit": 0, "totalRecordsNearLimit": 0,
            "atLimitFromRecordSamples": [], "nearLimitFromRecordSamples": [],
        });
        assert_eq!(between().await, nothing);
        let limit = json!({"inputs": [{"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 5}]});
        let set = "/crm/v4/associations/definitions/configurations/contacts/companies/batch/create";
        assert_eq!(app.post(set, limit).await.status, 201);
        let mut companies = Vec::new();
        for index in 0..5 {
            companies.push(create(&app, "companies", json!({"name": format!("Company {index}")})).await);
        }
        let mut contacts = Vec::new();
        for (name, n_companies) in [("Ada", 5), ("Grace", 4), ("Mary", 3), ("Gone", 5)] {
            let contact = create(&app, "contacts", json!({"firstname": name})).await;
            let pair = |company: &String| json!({"from": {"id": contact}, "to": {"id": company}});
            let inputs: Vec<_> = companies.iter().take(n_companies).map(pair).collect();
            let all = "/crm/v4/associations/contacts/companies/batch/associate/default";
            assert_eq!(app.post(all, json!({"inputs": inputs})).await.status, 200);
            contacts.push(contact);
        }
        app.delete(&format!("/crm/v3/objects/contacts/{}", contacts[3])).await;
        let id = |index: usize| contacts[index].parse::<i64>().expect("an id is a number");
        let expected = json!({
            "limit": 5, "totalRecordsAtLimit": 1, "totalRecordsNearLimit": 1,
            "atLimitFromRecordSamples": [{"objectId": id(0), "label": "Ada"}],
            "nearLimitFromRecordSamples": [{"objectId": id(1), "label": "Grace", "usage": 4, "percentage": 80.0}],
        });
        assert_eq!(between().await, expected);
        let near = |id: &str, one: &str, many: &str| {
            json!({"results": [{
                "objectTypeId": id, "singularLabel": one, "pluralLabel": many,
                "hasRecordsAtLimit": true, "hasRecordsNearLimit": true,
            }]})
        };
        assert_eq!(read(&app, "associations/records/from").await, near("0-1", "Contact", "Contacts"));
        assert_eq!(read(&app, "associations/records/0-1/to").await, near("0-2", "Company", "Companies"));
        assert_eq!(read(&app, "associations/records/0-2/to").await, json!({"results": []}));
    })
    .await;
}

#[tokio::test]
async fn types_of_the_account_share_their_limits() {
    on_both_engines(async |app| {
        let plate = json!({"name": "plate", "label": "Plate", "type": "string", "fieldType": "text"});
        let schema = json!({
            "name": "car", "labels": {"singular": "Car", "plural": "Cars"}, "primaryDisplayProperty": "plate",
            "requiredProperties": [], "properties": [plate], "associatedObjects": ["CONTACT"],
        });
        let made = app.post("/crm-object-schemas/v3/schemas", schema).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let id = made.json["objectTypeId"].as_str().expect("an id is text");
        create(&app, "car", json!({"plate": "B 1"})).await;
        let cars = json!({"objectTypeId": id, "singularLabel": "Car", "pluralLabel": "Cars", "usage": 1});
        let records = read(&app, "records").await;
        assert_eq!(records["customObjectTypes"]["byObjectType"], json!([cars]));
        assert_eq!(records["customObjectTypes"]["overallUsage"], 1);
        assert_eq!(of(&records["hubspotDefinedObjectTypes"], id), &Value::Null);
        assert_eq!(read(&app, "custom-object-types").await["usage"], 1);
        assert_eq!(of(&read(&app, "custom-properties").await["byObjectType"], id)["usage"], 1);
        let near = read(&app, &format!("associations/records/{id}/to")).await;
        assert_eq!(near, json!({"results": []}));
        let rule = format!("/crm/v3/property-validations/{id}/plate/rule-type/MIN_LENGTH");
        assert_eq!(app.put(&rule, json!({"ruleArguments": ["3"]})).await.status, 204);
        let short = app.post("/crm/v3/objects/car", json!({"properties": {"plate": "B"}})).await;
        assert_eq!(short.status, 400, "rules are for all types");
        assert_eq!(
            app.get(&format!("/crm/v3/object-library/enablement/{id}")).await.json["enablement"],
            true
        );
    })
    .await;
}
