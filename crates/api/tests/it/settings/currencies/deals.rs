//! What deals in other currencies are worth.

use super::*;

/// Makes a deal and returns its properties as a read shows them.
async fn deal(app: &TestApp, properties: Value) -> Value {
    let created = app.post("/crm/v3/objects/deals", json!({ "properties": properties })).await;
    assert_eq!(created.status, 201, "{}", created.text());
    read(app, created.json["id"].as_str().expect("an id")).await
}

/// The properties of a deal that are about money, and its id.
async fn read(app: &TestApp, id: &str) -> Value {
    let names = "amount,amount_in_home_currency,deal_currency_code,hs_object_id";
    app.get(&format!("/crm/v3/objects/deals/{id}?properties={names}")).await.json["properties"].clone()
}

#[tokio::test]
async fn amounts_are_converted_into_the_companys_currency() {
    on_both_engines(async |app| {
        let rate = add(&app, "JPY", json!(0.0066)).await;
        let made = deal(&app, json!({"dealname": "D", "amount": "10000", "deal_currency_code": "JPY"})).await;
        assert_eq!(made["amount_in_home_currency"], "66");
        let own = deal(&app, json!({"dealname": "D", "amount": "10000"})).await;
        assert_eq!(
            (&own["deal_currency_code"], &own["amount_in_home_currency"]),
            (&json!("USD"), &json!("10000"))
        );
        // A new rate counts from the next write on, and soon without one.
        app.patch(&format!("{RATES}/{rate}"), json!({"conversionRate": 0.01})).await;
        let id = made["hs_object_id"].as_str().expect("an id");
        assert_eq!(read(&app, id).await["amount_in_home_currency"], "66");
        app.patch(&format!("/crm/v3/objects/deals/{id}"), json!({"properties": {"dealname": "E"}})).await;
        assert_eq!(read(&app, id).await["amount_in_home_currency"], "100");
    })
    .await;
}

#[tokio::test]
async fn open_deals_follow_new_rates_and_closed_ones_stay() {
    on_both_engines(async |app| {
        add(&app, "JPY", json!(0.0066)).await;
        let company = json!({"properties": {"name": "C"}});
        let company = app.post("/crm/v3/objects/companies", company).await.json["id"].clone();
        let mut deals = Vec::new();
        for stage in ["contractsent", "closedwon"] {
            let properties = json!({
                "dealname": stage, "amount": "10000", "deal_currency_code": "JPY", "dealstage": stage,
                "pipeline": "default",
            });
            let types = json!([{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 341}]);
            let input =
                json!({"properties": properties, "associations": [{"to": {"id": company}, "types": types}]});
            let made = app.post("/crm/v3/objects/deals", input).await;
            assert_eq!(made.status, 201, "{}", made.text());
            deals.push(made.json["id"].as_str().expect("an id").to_owned());
        }
        let worth = async || {
            let mut worth = Vec::new();
            for id in &deals {
                worth.push(read(&app, id).await["amount_in_home_currency"].clone());
            }
            worth
        };
        let changes = async |id: &str| {
            let path = format!("/crm/v3/objects/deals/{id}?propertiesWithHistory=hs_exchange_rate");
            let history = app.get(&path).await.json["propertiesWithHistory"]["hs_exchange_rate"].clone();
            history.as_array().expect("versions").len()
        };
        app.engine.follow_up_now().await;
        assert_eq!(worth().await, ["66", "66"]);
        add(&app, "JPY", json!(0.01)).await;
        app.engine.follow_up_now().await;
        assert_eq!(worth().await, ["100", "66"]);
        // One that takes effect later is followed then.
        let later = app.engine.now(app.account).0 + DAY;
        let input = json!({
            "fromCurrencyCode": "JPY", "conversionRate": 0.02,
            "effectiveAt": linchpin_domain::Timestamp(later).to_iso(),
        });
        assert_eq!(app.post(RATES, input).await.status, 200);
        app.engine.follow_up_now().await;
        assert_eq!(worth().await, ["100", "66"]);
        app.advance(DAY);
        app.engine.follow_up_everywhere().await.expect("it follows");
        assert_eq!(worth().await, ["200", "66"]);
        app.engine.follow_up_everywhere().await.expect("it follows");
        assert_eq!((changes(&deals[0]).await, changes(&deals[1]).await), (3, 1));
        // Another currency of the company's: none of these has a rate into it.
        app.put(&format!("{CURRENCIES}/company-currency"), json!({"currencyCode": "EUR"})).await;
        add(&app, "JPY", json!(0.5)).await;
        app.engine.follow_up_now().await;
        assert_eq!(worth().await, ["5000", "66"]);
    })
    .await;
}

#[tokio::test]
async fn more_deals_than_one_transaction_takes_follow() {
    let app = TestApp::new().await;
    add(&app, "JPY", json!(0.01)).await;
    let properties = json!({"dealname": "D", "amount": "100", "deal_currency_code": "JPY"});
    let inputs = vec![json!({"properties": properties}); 100];
    for _ in 0..5 {
        let made = app.post("/crm/v3/objects/deals/batch/create", json!({"inputs": inputs})).await;
        assert_eq!(made.status, 201, "{}", made.text());
    }
    add(&app, "JPY", json!(0.02)).await;
    app.engine.follow_up_now().await;
    let of = |worth: &str| {
        let filter = json!({"propertyName": "amount_in_home_currency", "operator": "EQ", "value": worth});
        json!({"filters": [filter], "limit": 1})
    };
    let found = app.post("/crm/v3/objects/deals/search", of("2")).await;
    assert_eq!(found.json["total"], 500, "{}", found.text());
}

#[tokio::test]
async fn deals_are_in_a_currency_of_the_account() {
    on_both_engines(async |app| {
        let currency = "/crm/v3/properties/deals/deal_currency_code";
        let codes = |property: &Value| {
            let options = property["options"].as_array().expect("options").iter();
            options.map(|option| option["value"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes(&app.get(currency).await.json)[..3], ["USD", "EUR", "GBP"]);
        add(&app, "JPY", json!(0.0066)).await;
        assert_eq!(codes(&app.get(currency).await.json), ["USD", "JPY"]);
        let euros = json!({"properties": {"dealname": "D", "deal_currency_code": "EUR"}});
        let refused = app.post("/crm/v3/objects/deals", euros).await;
        assert_eq!((refused.status, &refused.json["errors"][0]["code"]), (400, &json!("INVALID_OPTION")));
    })
    .await;
}
