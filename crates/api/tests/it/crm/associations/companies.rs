use linchpin_domain::feature::Feature;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

use super::{company, contact, seen};

const COMPANIES: &str = "/crm/v3/objects/companies";

async fn switch(app: &TestApp, enabled: bool) {
    let feature = Feature::CompanyAssociation;
    app.engine.switch_feature(app.account, feature, enabled).await.expect("a feature can be switched");
}

/// A company with a domain.
async fn with_domain(app: &TestApp, properties: Value) -> String {
    let answer = app.post(COMPANIES, json!({ "properties": properties })).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json["id"].as_str().expect("an id").to_owned()
}

/// The name and domain of each company, in the order of their ids.
async fn companies(app: &TestApp) -> Vec<(String, String)> {
    let page = app.get(COMPANIES).await.json;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let results = page["results"].as_array().expect("results").iter();
    results.map(|row| (text(&row["properties"]["name"]), text(&row["properties"]["domain"]))).collect()
}

#[tokio::test]
async fn nobody_gets_a_company_unasked() {
    on_both_engines(async |app| {
        company(&app, "Acme").await;
        let ada = contact(&app, "ada@acme.com").await;
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [""; 0]);
        assert_eq!(companies(&app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn contacts_find_the_company_of_their_address() {
    on_both_engines(async |app| {
        let acme = with_domain(&app, json!({"name": "Acme", "domain": "https://www.Acme.com/"})).await;
        switch(&app, true).await;
        let more =
            json!({"name": "More", "domain": "more.com", "hs_additional_domains": "more.org;more.net"});
        let more = with_domain(&app, more).await;
        let primary = |id: &str| [format!("{id}: 1 279")];
        let ada = contact(&app, "ada@ACME.com").await;
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, primary(&acme));
        let grace = contact(&app, "grace@more.org").await;
        assert_eq!(seen(&app, ("contacts", &grace), "companies").await, primary(&more));
        let free = contact(&app, "mary@gmail.com").await;
        assert_eq!(seen(&app, ("contacts", &free), "companies").await, [""; 0]);
        let read = app.get(&format!("/crm/v3/objects/contacts/{ada}?properties=associatedcompanyid")).await;
        assert_eq!(read.json["properties"]["associatedcompanyid"], json!(acme), "rollups follow");
        app.patch(
            &format!("/crm/v3/objects/contacts/{ada}"),
            json!({"properties": {"email": "ada@more.com"}}),
        )
        .await;
        let both = [format!("{acme}: 1 279"), format!("{more}: 279")];
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, both);
        switch(&app, false).await;
        let late = contact(&app, "late@acme.com").await;
        assert_eq!(seen(&app, ("contacts", &late), "companies").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_company_that_is_missing_is_made_once() {
    on_both_engines(async |app| {
        switch(&app, true).await;
        let input = |email: &str| json!({"properties": {"email": email}});
        let inputs = ["a@acme.com", "b@acme.com", "c@beta.com", "d@gmail.com", "e@acme.com"].map(input);
        let answer = app.post("/crm/v3/objects/contacts/batch/create", json!({"inputs": inputs})).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let made = |domain: &str| (domain.to_owned(), domain.to_owned());
        assert_eq!(companies(&app).await, [made("acme.com"), made("beta.com")]);
        contact(&app, "f@acme.com").await;
        let upsert = json!({"inputs": [{"id": "g@acme.com", "idProperty": "email", "properties": {}}]});
        assert_eq!(app.post("/crm/v3/objects/contacts/batch/upsert", upsert).await.status, 200);
        assert_eq!(companies(&app).await.len(), 2);
        let page = app.get(&format!("{COMPANIES}?properties=num_associated_contacts")).await.json;
        assert_eq!(page["results"][0]["properties"]["num_associated_contacts"], "5");
    })
    .await;
}

#[tokio::test]
async fn only_live_companies_that_still_have_the_domain_count() {
    on_both_engines(async |app| {
        switch(&app, true).await;
        let gone = with_domain(&app, json!({"domain": "acme.com"})).await;
        let other = with_domain(&app, json!({"domain": "acme.com"})).await;
        app.delete(&format!("{COMPANIES}/{gone}")).await;
        let ada = contact(&app, "ada@acme.com").await;
        assert_eq!(seen(&app, ("contacts", &ada), "companies").await, [format!("{other}: 1 279")]);
        app.patch(&format!("{COMPANIES}/{other}"), json!({"properties": {"domain": "beta.com"}})).await;
        let grace = contact(&app, "grace@beta.com").await;
        assert_eq!(seen(&app, ("contacts", &grace), "companies").await, [format!("{other}: 1 279")]);
        let third = contact(&app, "third@acme.com").await;
        let found = seen(&app, ("contacts", &third), "companies").await;
        assert!(found.len() == 1 && !found[0].starts_with(&other), "a new one is made: {found:?}");
    })
    .await;
}

#[tokio::test]
async fn many_at_once_make_one_company() {
    on_both_engines(async |app| {
        switch(&app, true).await;
        let create = async |index: usize| {
            let body = json!({"properties": {"email": format!("p{index}@acme.com")}});
            app.post("/crm/v3/objects/contacts", body).await.status
        };
        let calls = futures_util::future::join_all((0..8).map(create)).await;
        assert_eq!(calls, [201; 8]);
        assert_eq!(companies(&app).await.len(), 1);
    })
    .await;
}
