//! Currencies and rates that cannot be.

use linchpin_domain::account::Setting;

use super::*;

#[tokio::test]
async fn rates_that_cannot_be_are_refused() {
    on_both_engines(async |app| {
        for (code, rate, moment, message) in [
            ("XYZ", json!(1), Value::Null, "XYZ is not a currency code of ISO 4217"),
            ("eur", json!(1), Value::Null, "eur is not a currency code of ISO 4217"),
            ("USD", json!(1), Value::Null, "USD is the company currency, whose exchange rate is always 1.0"),
            ("EUR", json!(0), Value::Null, "0 is not a conversion rate greater than 0"),
            ("EUR", json!("much"), Value::Null, "much is not a conversion rate greater than 0"),
            ("EUR", json!(1), json!("tomorrow"), "tomorrow is not a date and time of ISO 8601"),
        ] {
            let body = json!({"fromCurrencyCode": code, "conversionRate": rate, "effectiveAt": moment});
            let answer = app.post(RATES, body).await;
            assert_eq!((answer.status, answer.json["message"].as_str()), (400, Some(message)));
            assert_eq!(answer.json["category"], "VALIDATION_ERROR");
        }
        assert_eq!(app.post(RATES, json!({"fromCurrencyCode": "EUR"})).await.status, 400);
        assert_eq!(app.get(RATES).await.text(), r#"{"results":[]}"#);
    })
    .await;
}

#[tokio::test]
async fn the_companys_own_rate_and_unknown_ones_cannot_be_changed() {
    on_both_engines(async |app| {
        add(&app, "EUR", json!(1.1)).await;
        let own = app.patch(&format!("{RATES}/1"), json!({"conversionRate": 2})).await;
        assert_eq!(own.status, 400);
        for id in ["99", "euro"] {
            for answer in [
                app.get(&format!("{RATES}/{id}")).await,
                app.patch(&format!("{RATES}/{id}"), json!({"conversionRate": 2})).await,
            ] {
                assert_eq!(answer.status, 404);
                assert_eq!(answer.json["message"], format!("Exchange rate \"{id}\" does not exist"));
                assert_eq!(answer.json["context"], json!({"id": [id]}));
            }
        }
        let pair = json!({"fromCurrencyCode": "GBP", "toCurrencyCode": "USD", "visibleInUI": true});
        let unknown = app.post(&format!("{RATES}/update-visibility"), pair).await;
        assert_eq!(
            (unknown.status, &unknown.json["message"]),
            (400, &json!("There is no exchange rate from GBP to USD"))
        );
    })
    .await;
}

#[tokio::test]
async fn the_companys_currency_is_one_that_there_is() {
    on_both_engines(async |app| {
        let path = format!("{CURRENCIES}/company-currency");
        let refused = app.put(&path, json!({"currencyCode": "XYZ"})).await;
        assert_eq!(
            (refused.status, &refused.json["message"]),
            (400, &json!("XYZ is not a currency code of ISO 4217"))
        );
        assert_eq!(app.put(&path, json!({})).await.status, 400);
        assert_eq!(app.get(&path).await.json["currencyCode"], "USD");
    })
    .await;
}

#[tokio::test]
async fn an_account_may_have_all_currencies_that_there_are() {
    on_both_engines(async |app| {
        let codes = app.get(&format!("{CURRENCIES}/codes")).await.json;
        let codes = codes["results"].as_array().expect("results").iter();
        let rates = codes
            .map(|code| code["currencyCode"].as_str().expect("a code"))
            .filter(|code| *code != "USD")
            .map(|code| json!({"fromCurrencyCode": code, "conversionRate": 2}));
        let rates: Vec<_> = rates.collect();
        for part in rates.chunks(100) {
            let answer = app.post(&format!("{RATES}/batch/create"), json!({"inputs": part})).await;
            assert_eq!(answer.status, 201);
        }
        assert_eq!(shown(&app.get(&format!("{RATES}/current")).await.json).len(), 176);
    })
    .await;
}

#[tokio::test]
async fn an_account_has_as_many_currencies_as_its_tier_allows() {
    on_both_engines(async |app| {
        let set =
            async |tier| app.engine.set_in_account(app.account, Setting::Tier, tier).await.expect("a tier");
        let post =
            async |code: &str| app.post(RATES, json!({"fromCurrencyCode": code, "conversionRate": 2})).await;
        let refused = async |code: &str, max: &str| {
            let answer = post(code).await;
            let message = format!("This account cannot have more than {max} currencies");
            assert_eq!((answer.status, &answer.json["message"]), (400, &json!(message)));
            assert_eq!(answer.json["context"], json!({"limit": [max]}));
        };
        set("free").await;
        refused("EUR", "1").await;
        set("starter").await;
        for code in ["EUR", "GBP", "JPY", "CHF"] {
            assert_eq!(post(code).await.status, 200);
        }
        refused("AUD", "5").await;
        // What it has stays, and gets new rates.
        set("free").await;
        assert_eq!(post("EUR").await.status, 200);
        refused("AUD", "1").await;
    })
    .await;
}
