use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::*;

#[tokio::test]
async fn records_show_their_primary_company() {
    on_both_engines(async |app| {
        let (first, second) = (company(&app, "First").await, company(&app, "Second").await);
        let ada = contact(&app, "ada@example.com").await;
        let deal = create(&app, "deals", json!({ "dealname": "Big" })).await;
        let ticket = create(&app, "tickets", json!({ "subject": "Help", "hs_pipeline_stage": "1" })).await;
        let mirrors = [
            (("contacts", ada.as_str()), 1, "associatedcompanyid"),
            (("deals", &deal), 5, "hs_primary_associated_company"),
            (("tickets", &ticket), 26, "hs_primary_company_id"),
        ];
        for (record, primary, property) in mirrors {
            associate(&app, record, ("companies", &first)).await;
            assert_eq!(shown(&app, record, property).await, first);
            let path = format!("/crm/v4/objects/{}/{}/associations/companies/{second}", record.0, record.1);
            let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": primary }]);
            assert_eq!(app.put(&path, types).await.status, 201);
            assert_eq!(shown(&app, record, property).await, second);
        }
        assert_eq!(shown(&app, ("tickets", &ticket), "hs_primary_company_name").await, "Second");
        update(&app, "companies", &second, json!({ "name": "Third" })).await;
        let names = "hs_primary_company,hs_primary_company_name,hs_num_associated_companies";
        assert_eq!(shown(&app, ("tickets", &ticket), names).await, "Third,Third,2");

        archive(&app, "companies", &second).await;
        for (record, _, property) in mirrors {
            assert_eq!(shown(&app, record, property).await, "-", "{property}");
        }
        assert_eq!(shown(&app, ("tickets", &ticket), names).await, "-,-,1");
        // The next company to come takes the place that is free.
        let fourth = company(&app, "Fourth").await;
        for (record, _, property) in mirrors {
            associate(&app, ("companies", &fourth), record).await;
            assert_eq!(shown(&app, record, property).await, fourth, "{property}");
            dissociate(&app, record, ("companies", &fourth)).await;
            assert_eq!(shown(&app, record, property).await, "-", "{property}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_client_cannot_set_what_follows_the_associations() {
    on_both_engines(async |app| {
        let acme = company(&app, "Acme").await;
        let ada =
            create(&app, "contacts", json!({ "email": "ada@example.com", "associatedcompanyid": acme }))
                .await;
        assert_eq!(shown(&app, ("contacts", &ada), "associatedcompanyid").await, "-");
        let body = json!({ "properties": { "num_associated_contacts": "5" } });
        let answer = app.patch(&format!("/crm/v3/objects/companies/{acme}"), body).await;
        assert_eq!(answer.status, 400, "{}", answer.text());
    })
    .await;
}
