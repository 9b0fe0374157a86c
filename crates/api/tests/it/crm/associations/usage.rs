//! The report of records that are associated with nearly as many others as they may be.

use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{associate, company, contact, create};

const REPORT: &str = "/crm/v4/associations/usage/high-usage-report";
const REPORTS: &str = "/_linchpin/v1/reports";

#[tokio::test]
async fn a_report_is_answered_and_kept_under_every_path() {
    on_both_engines(async |app| {
        let answer = app.post(&format!("{REPORT}/70000001"), json!(null)).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let expected = json!({
            "userId": 70_000_001, "userEmail": "admin@example.com", "enqueueTime": "2026-03-04T05:06:07.089Z",
        });
        assert_eq!(answer.json, expected);
        for version in ["v4", "2025-09", "2026-03", "2026-09", "2026-09-beta"] {
            let path = format!("/crm/associations/{version}/usage/high-usage-report/70000001");
            assert_eq!(app.post(&path, json!({})).await.json, expected, "{version}");
        }
        let kept = app.get(REPORTS).await.json;
        assert_eq!(kept["results"].as_array().map(Vec::len), Some(6));
        let last = json!({
            "id": "6", "kind": "associations-high-usage", "userId": 70_000_001,
            "createdAt": "2026-03-04T05:06:07.089Z", "rows": 0,
        });
        assert_eq!(kept["results"][0], last);
        let header = "fromObjectTypeId,fromRecordId,toObjectTypeId,associations,limit,percentage\n";
        assert_eq!(app.get(&format!("{REPORTS}/6")).await.text(), header);
    })
    .await;
}

#[tokio::test]
async fn a_report_names_live_records_near_their_limit() {
    on_both_engines(async |app| {
        let set = async |pair: &str, type_id: i32, max: i32| {
            let path = format!("/crm/v4/associations/definitions/configurations/{pair}/batch/create");
            let input = json!({"category": "HUBSPOT_DEFINED", "typeId": type_id, "maxToObjectIds": max});
            assert_eq!(app.post(&path, json!({"inputs": [input]})).await.status, 201);
        };
        set("contacts/companies", 279, 6).await;
        set("deals/companies", 341, 1).await;
        let mut companies = Vec::new();
        for index in 0..6 {
            companies.push(company(&app, &format!("Company {index}")).await);
        }
        let mut contacts = Vec::new();
        for (name, n_companies) in [("full", 6), ("near", 5), ("far", 4), ("gone", 6)] {
            let id = contact(&app, &format!("{name}@example.com")).await;
            for company in companies.iter().take(n_companies) {
                associate(&app, ("contacts", &id), ("companies", company)).await;
            }
            contacts.push(id);
        }
        app.delete(&format!("/crm/v3/objects/contacts/{}", contacts[3])).await;
        let deal = create(&app, "deals", json!({"dealname": "Engines"})).await;
        associate(&app, ("deals", &deal), ("companies", &companies[0])).await;

        assert_eq!(app.post(&format!("{REPORT}/70000001"), json!({})).await.status, 200);
        let kept = app.get(REPORTS).await.json;
        assert_eq!(kept["results"][0]["rows"], 3);
        let report = app.get(&format!("{REPORTS}/1")).await;
        assert_eq!((report.status, report.header("content-type")), (200, "text/csv;charset=utf-8"));
        let expected = [
            "fromObjectTypeId,fromRecordId,toObjectTypeId,associations,limit,percentage",
            &format!("0-1,{},0-2,6,6,100", contacts[0]),
            &format!("0-1,{},0-2,5,6,83.33", contacts[1]),
            &format!("0-3,{deal},0-2,1,1,100"),
        ];
        assert_eq!(report.text().lines().collect::<Vec<_>>(), expected);
    })
    .await;
}

#[tokio::test]
async fn a_report_is_for_a_user_who_is_there() {
    on_both_engines(async |app| {
        for user in ["7", "ada", "99999999999999999999"] {
            let answer = app.post(&format!("{REPORT}/{user}"), json!({})).await;
            assert_eq!(answer.status, 404, "{user}");
            let expected = json!({
                "status": "error", "message": format!("Owner \"{user}\" does not exist"),
                "correlationId": answer.json["correlationId"], "context": {"ownerId": [user]},
                "category": "OBJECT_NOT_FOUND",
            });
            assert_eq!(answer.json, expected);
        }
        assert_eq!(app.get(REPORTS).await.json, json!({"results": []}));
    })
    .await;
}
