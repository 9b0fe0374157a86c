//! Rollups of records whose neighbours are merged, restored or deleted for privacy, or that are so themselves.

use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::{WON, archive, associate, company, contact, create, shown};

const COMPANY: &str = "num_associated_contacts,num_associated_deals,total_revenue";

async fn merge(app: &TestApp, plural: &str, primary: &str, other: &str) -> String {
    let body = json!({ "primaryObjectId": primary, "objectIdToMerge": other });
    let answer = app.post(&format!("/crm/v3/objects/{plural}/merge"), body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json["id"].as_str().expect("an id is text").to_owned()
}

async fn restore(app: &TestApp, plural: &str, id: &str) {
    let body = json!({ "inputs": [{ "id": id }] });
    let answer = app.post(&format!("/_linchpin/v1/objects/{plural}/restore"), body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// Two companies; the first contact is of the first one, the second of the second one, the third of both; each
/// company has won a deal.
async fn prepare(app: &TestApp) -> ([String; 2], [String; 3]) {
    let companies = [company(app, "One").await, company(app, "Two").await];
    let mut contacts = Vec::new();
    for (index, of) in [&[0][..], &[1], &[0, 1]].into_iter().enumerate() {
        let contact = contact(app, &format!("c{index}@example.com")).await;
        for company in of {
            associate(app, ("contacts", &contact), ("companies", &companies[*company])).await;
        }
        contacts.push(contact);
    }
    for (company, amount) in companies.iter().zip(["100", "50"]) {
        let deal = json!({ "dealname": "Deal", "dealstage": WON, "amount": amount });
        let deal = create(app, "deals", deal).await;
        associate(app, ("deals", &deal), ("companies", company)).await;
    }
    (companies, contacts.try_into().expect("there are three contacts"))
}

#[tokio::test]
async fn a_merged_company_tells_of_the_neighbours_of_both() {
    on_both_engines(async |app| {
        let (companies, contacts) = prepare(&app).await;
        assert_eq!(shown(&app, ("companies", &companies[0]), COMPANY).await, "2,1,100");
        archive(&app, "contacts", &contacts[0]).await;
        let id = merge(&app, "companies", &companies[0], &companies[1]).await;
        assert_eq!(shown(&app, ("companies", &id), COMPANY).await, "2,2,150");
        restore(&app, "contacts", &contacts[0]).await;
        assert_eq!(shown(&app, ("companies", &id), COMPANY).await, "3,2,150");
        for contact in &contacts {
            assert_eq!(shown(&app, ("contacts", contact), "associatedcompanyid").await, id);
        }
    })
    .await;
}

#[tokio::test]
async fn merged_contacts_count_once() {
    on_both_engines(async |app| {
        let (companies, contacts) = prepare(&app).await;
        let id = merge(&app, "contacts", &contacts[0], &contacts[2]).await;
        assert_eq!(shown(&app, ("companies", &companies[0]), COMPANY).await, "1,1,100");
        assert_eq!(shown(&app, ("companies", &companies[1]), COMPANY).await, "2,1,50");
        assert_eq!(shown(&app, ("contacts", &id), "associatedcompanyid").await, companies[0]);
    })
    .await;
}

#[tokio::test]
async fn a_neighbour_of_both_counts_what_they_became_once() {
    on_both_engines(async |app| {
        let company = company(&app, "One").await;
        let other = super::company(&app, "Two").await;
        let mut deals = Vec::new();
        for first in [&other, &company] {
            let deal =
                create(&app, "deals", json!({ "dealname": "Deal", "dealstage": WON, "amount": "7" })).await;
            // The company is primary to the second one only, and so becomes it by the merge.
            associate(&app, ("deals", &deal), ("companies", first)).await;
            associate(&app, ("deals", &deal), ("companies", &company)).await;
            deals.push(deal);
        }
        super::dissociate(&app, ("deals", &deals[0]), ("companies", &other)).await;
        merge(&app, "deals", &deals[0], &deals[1]).await;
        assert_eq!(shown(&app, ("companies", &company), COMPANY).await, "-,1,7");
    })
    .await;
}

#[tokio::test]
async fn a_restored_company_knows_what_changed_while_it_was_archived() {
    on_both_engines(async |app| {
        let (companies, contacts) = prepare(&app).await;
        archive(&app, "companies", &companies[0]).await;
        archive(&app, "contacts", &contacts[0]).await;
        assert_eq!(shown(&app, ("contacts", &contacts[2]), "associatedcompanyid").await, "-");
        restore(&app, "companies", &companies[0]).await;
        assert_eq!(shown(&app, ("companies", &companies[0]), COMPANY).await, "1,1,100");
        assert_eq!(shown(&app, ("contacts", &contacts[2]), "associatedcompanyid").await, companies[0]);
        restore(&app, "contacts", &contacts[0]).await;
        assert_eq!(shown(&app, ("companies", &companies[0]), COMPANY).await, "2,1,100");
        assert_eq!(shown(&app, ("contacts", &contacts[0]), "associatedcompanyid").await, companies[0]);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_forgotten_is_not_counted() {
    on_both_engines(async |app| {
        let (companies, contacts) = prepare(&app).await;
        archive(&app, "contacts", &contacts[0]).await;
        for contact in [&contacts[0], &contacts[2]] {
            let body = json!({ "objectId": contact });
            assert_eq!(app.post("/crm/v3/objects/contacts/gdpr-delete", body).await.status, 204);
        }
        assert_eq!(shown(&app, ("companies", &companies[0]), COMPANY).await, "0,1,100");
        assert_eq!(shown(&app, ("companies", &companies[1]), COMPANY).await, "1,1,50");
    })
    .await;
}
