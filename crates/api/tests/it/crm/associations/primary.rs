use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{associate, company, contact, create, hubspot, seen};

#[tokio::test]
async fn the_first_company_is_primary_and_a_new_one_takes_its_place() {
    on_both_engines(async |app| {
        let deal = create(&app, "deals", json!({ "dealname": "Big", "pipeline": "default" })).await;
        let ticket = create(&app, "tickets", json!({ "subject": "Help", "hs_pipeline_stage": "1" })).await;
        let ada = contact(&app, "ada@example.com").await;
        for (plural, id, primary, unlabeled) in
            [("contacts", &ada, 1, 279), ("deals", &deal, 5, 341), ("tickets", &ticket, 26, 339)]
        {
            let (first, second) = (company(&app, "First").await, company(&app, "Second").await);
            associate(&app, (plural, id), ("companies", &first)).await;
            associate(&app, (plural, id), ("companies", &second)).await;
            let before = [format!("{first}: {primary} {unlabeled}"), format!("{second}: {unlabeled}")];
            assert_eq!(seen(&app, (plural, id), "companies").await, before);
            let path = format!("/crm/v4/objects/{plural}/{id}/associations/companies/{second}");
            assert_eq!(app.put(&path, json!([hubspot(primary)])).await.status, 201);
            let after = [format!("{first}: {unlabeled}"), format!("{second}: {primary} {unlabeled}")];
            assert_eq!(seen(&app, (plural, id), "companies").await, after);
        }
    })
    .await;
}

#[tokio::test]
async fn the_rule_holds_from_the_companys_side_too() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let (first, second) = (company(&app, "First").await, company(&app, "Second").await);
        associate(&app, ("companies", &first), ("contacts", &ada)).await;
        let path = format!("/crm/v4/objects/companies/{second}/associations/contacts/{ada}");
        assert_eq!(app.put(&path, json!([hubspot(2)])).await.status, 201);
        let expected = [format!("{first}: 279"), format!("{second}: 1 279")];
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, expected);
        assert_eq!(seen(&app, ("companies", &first), "contacts").await, [format!("{ada}: 280")]);
    })
    .await;
}

#[tokio::test]
async fn of_one_batch_the_last_primary_company_counts() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let (first, second) = (company(&app, "First").await, company(&app, "Second").await);
        let inputs: Vec<_> = [&first, &second]
            .iter()
            .map(|to| json!({ "from": { "id": ada }, "to": { "id": to }, "types": [hubspot(1)] }))
            .collect();
        let path = "/crm/v4/associations/contacts/companies/batch/create";
        let answer = app.post(path, json!({ "inputs": inputs })).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let expected = [format!("{first}: 279"), format!("{second}: 1 279")];
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, expected);
    })
    .await;
}

#[tokio::test]
async fn an_archived_primary_company_gives_way() {
    on_both_engines(async |app| {
        let ada = contact(&app, "ada@example.com").await;
        let (first, second) = (company(&app, "First").await, company(&app, "Second").await);
        associate(&app, ("contacts", &ada), ("companies", &first)).await;
        assert_eq!(app.delete(&format!("/crm/v3/objects/companies/{first}")).await.status, 204);
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [""; 0]);
        associate(&app, ("contacts", &ada), ("companies", &second)).await;
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{second}: 1 279")]);
    })
    .await;
}
