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
        // A new rate counts from the next write on.
        app.patch(&format!("{RATES}/{rate}"), json!({"conversionRate": 0.01})).await;
        let id = made["hs_object_id"].as_str().expect("an id");
        assert_eq!(read(&app, id).await["amount_in_home_currency"], "66");
        app.patch(&format!("/crm/v3/objects/deals/{id}"), json!({"properties": {"dealname": "E"}})).await;
        assert_eq!(read(&app, id).await["amount_in_home_currency"], "100");
    })
    .await;
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
