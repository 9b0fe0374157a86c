//! The currencies of an account, and what they are worth in its own one.

mod deals;
mod refusals;

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where currencies are.
const CURRENCIES: &str = "/settings/v3/currencies";
/// Where exchange rates are.
const RATES: &str = "/settings/v3/currencies/exchange-rates";
const DAY: i64 = 86_400_000;

/// Adds a rate and returns its id.
async fn add(app: &TestApp, code: &str, rate: Value) -> String {
    let answer = app.post(RATES, json!({"fromCurrencyCode": code, "conversionRate": rate})).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.json["id"].as_str().expect("an id").to_owned()
}

/// From where to what the rates of a list lead, and what they are.
fn shown(list: &Value) -> Vec<(&str, &str, f64)> {
    let rates = list["results"].as_array().expect("results").iter();
    let shown = rates.map(|rate| {
        let (from, to) = (rate["fromCurrencyCode"].as_str(), rate["toCurrencyCode"].as_str());
        (from.expect("a code"), to.expect("a code"), rate["conversionRate"].as_f64().expect("a number"))
    });
    shown.collect()
}

#[tokio::test]
async fn all_currencies_have_codes_and_names() {
    on_both_engines(async |app| {
        let codes = app.get(&format!("{CURRENCIES}/codes")).await.json;
        let all = codes["results"].as_array().expect("results");
        assert_eq!(all.len(), 176);
        assert!(all.contains(&json!({"currencyCode": "EUR", "currencyName": "Euro"})));
        for path in ["/settings/currencies/2026-03/codes", "/settings/currencies/v3/codes"] {
            assert_eq!(app.get(path).await.json, codes, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_company_has_one_currency() {
    on_both_engines(async |app| {
        let path = format!("{CURRENCIES}/company-currency");
        assert_eq!(
            app.get(&path).await.text(),
            r#"{"id":"1000001","currencyCode":"USD","createdAt":"2026-03-04T05:06:07.089Z"}"#
        );
        app.advance(1_000);
        let changed = app.put(&path, json!({"currencyCode": "EUR"})).await;
        assert_eq!(
            changed.text(),
            concat!(
                r#"{"id":"1000001","currencyCode":"EUR","createdAt":"2026-03-04T05:06:07.089Z","#,
                r#""updatedAt":"2026-03-04T05:06:08.089Z"}"#,
            )
        );
        assert_eq!(app.get(&path).await.json, changed.json);
        assert_eq!(app.get("/account-info/v3/details").await.json["companyCurrency"], "EUR");
    })
    .await;
}

#[tokio::test]
async fn rates_are_added_read_and_changed() {
    on_both_engines(async |app| {
        assert_eq!(app.get(RATES).await.text(), r#"{"results":[]}"#);
        let created =
            app.post(RATES, json!({"fromCurrencyCode": "EUR", "conversionRate": "1.12345678"})).await;
        assert_eq!(created.status, 200);
        assert_eq!(
            created.text(),
            concat!(
                r#"{"id":"2","fromCurrencyCode":"EUR","toCurrencyCode":"USD","conversionRate":1.123457,"#,
                r#""visibleInUI":true,"effectiveAt":"2026-03-04T05:06:07.089Z","#,
                r#""createdAt":"2026-03-04T05:06:07.089Z","updatedAt":"2026-03-04T05:06:07.089Z"}"#,
            )
        );
        assert_eq!(app.get(&format!("{RATES}/2")).await.json, created.json);
        assert_eq!(shown(&app.get(RATES).await.json), [("USD", "USD", 1.0), ("EUR", "USD", 1.123_457)]);
        app.advance(1_000);
        let change = json!({"conversionRate": 2, "effectiveAt": "2026-01-01T00:00:00Z"});
        let changed = app.patch(&format!("{RATES}/2"), change).await.json;
        assert_eq!(
            json!([changed["conversionRate"], changed["effectiveAt"], changed["updatedAt"]]),
            json!([2.0, "2026-01-01T00:00:00Z", "2026-03-04T05:06:08.089Z"])
        );
        assert_eq!(app.get("/settings/currencies/2026-03/exchange-rates/2").await.json, changed);
        assert_eq!(app.get("/account-info/v3/details").await.json["additionalCurrencies"], json!(["EUR"]));
    })
    .await;
}

#[tokio::test]
async fn the_newest_rate_in_effect_is_the_current_one() {
    on_both_engines(async |app| {
        add(&app, "EUR", json!(1.1)).await;
        app.advance(DAY);
        add(&app, "EUR", json!(1.2)).await;
        let soon = json!({
            "fromCurrencyCode": "EUR", "conversionRate": 1.3, "effectiveAt": "2026-03-06T00:00:00Z",
        });
        assert_eq!(app.post(RATES, soon).await.status, 200);
        add(&app, "GBP", json!(1.5)).await;
        let current = format!("{RATES}/current");
        let expected = |euro| vec![("EUR", "USD", euro), ("GBP", "USD", 1.5), ("USD", "USD", 1.0)];
        assert_eq!(shown(&app.get(&current).await.json), expected(1.2));
        app.advance(DAY);
        assert_eq!(shown(&app.get(&current).await.json), expected(1.3));
        for (query, n) in [("", 5), ("fromCurrencyCode=EUR", 3), ("toCurrencyCode=EUR", 0), ("limit=2", 2)] {
            assert_eq!(shown(&app.get(&format!("{RATES}?{query}")).await.json).len(), n, "{query}");
        }
        let page = app.get(&format!("{RATES}?limit=2")).await.json;
        assert_eq!(page["paging"]["next"]["after"], "2");
        let rest = app.get(&format!("{RATES}?limit=3&after=2")).await.json;
        assert_eq!((shown(&rest).len(), rest.get("paging")), (3, None));
    })
    .await;
}

#[tokio::test]
async fn rates_into_the_currency_before_are_history() {
    on_both_engines(async |app| {
        add(&app, "EUR", json!(1.1)).await;
        app.put(&format!("{CURRENCIES}/company-currency"), json!({"currencyCode": "EUR"})).await;
        assert_eq!(shown(&app.get(&format!("{RATES}/current")).await.json), []);
        assert_eq!(shown(&app.get(RATES).await.json).len(), 2);
        add(&app, "USD", json!(0.9)).await;
        assert_eq!(
            shown(&app.get(&format!("{RATES}/current")).await.json),
            [("EUR", "EUR", 1.0), ("USD", "EUR", 0.9)]
        );
        assert_eq!(app.get("/account-info/v3/details").await.json["additionalCurrencies"], json!(["USD"]));
    })
    .await;
}

#[tokio::test]
async fn batches_do_what_they_can() {
    on_both_engines(async |app| {
        let rate = |code: &str| json!({"fromCurrencyCode": code, "conversionRate": 1.5});
        let all =
            app.post(&format!("{RATES}/batch/create"), json!({"inputs": [rate("EUR"), rate("GBP")]})).await;
        assert_eq!((all.status, all.json["results"].as_array().map(Vec::len)), (201, Some(2)));
        let some =
            app.post(&format!("{RATES}/batch/create"), json!({"inputs": [rate("XYZ"), rate("JPY")]})).await;
        assert_eq!((some.status, &some.json["numErrors"]), (207, &json!(1)));
        assert_eq!(some.json["errors"][0]["message"], "XYZ is not a currency code of ISO 4217");
        assert_eq!(shown(&some.json), [("JPY", "USD", 1.5)]);
        let inputs = json!({"inputs": [{"id": "2", "conversionRate": 3}, {"id": "99", "conversionRate": 3}]});
        let changed = app.post(&format!("{RATES}/batch/update"), inputs).await;
        assert_eq!((changed.status, shown(&changed.json)), (207, vec![("EUR", "USD", 3.0)]));
        let read =
            app.post(&format!("{RATES}/batch/read"), json!({"inputs": [{"id": "2"}, {"id": 3}]})).await;
        assert_eq!((read.status, read.json["results"].as_array().map(Vec::len)), (200, Some(2)));
        let missing = app.post(&format!("{RATES}/batch/read"), json!({"inputs": [{"id": "99"}]})).await;
        assert_eq!((missing.status, &missing.json["results"]), (207, &json!([])));
        assert_eq!(missing.json["errors"][0]["context"], json!({"id": ["99"]}));
        let many = json!({"inputs": vec![json!({"id": "2"}); 101]});
        assert_eq!(app.post(&format!("{RATES}/batch/read"), many).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn pairs_are_shown_or_not() {
    on_both_engines(async |app| {
        let id = add(&app, "EUR", json!(1.1)).await;
        let pair = |visible: bool| {
            json!({"fromCurrencyCode": "EUR", "toCurrencyCode": "USD", "visibleInUI": visible})
        };
        let path = format!("{RATES}/update-visibility");
        assert_eq!(app.post(&path, pair(false)).await.status, 204);
        assert_eq!(app.get(&format!("{RATES}/{id}")).await.json["visibleInUI"], false);
        let newer = add(&app, "EUR", json!(1.2)).await;
        assert_eq!(app.get(&format!("{RATES}/{newer}")).await.json["visibleInUI"], false);
        assert_eq!(app.post(&path, pair(true)).await.status, 204);
        assert_eq!(app.get(&format!("{RATES}/{newer}")).await.json["visibleInUI"], true);
    })
    .await;
}

#[tokio::test]
async fn nobody_publishes_central_rates() {
    on_both_engines(async |app| {
        let central = format!("{CURRENCIES}/central-fx-rates");
        assert_eq!(
            app.get(&format!("{central}/information")).await.text(),
            r#"{"centralExchangeRatesEnabled":false}"#
        );
        let unsupported = app.get(&format!("{central}/unsupported-currencies")).await.json;
        assert_eq!(unsupported, app.get(&format!("{CURRENCIES}/codes")).await.json);
        let refused = app.post(&format!("{central}/add-currency"), json!({"currencyCode": "EUR"})).await;
        assert_eq!(
            (refused.status, &refused.json["message"]),
            (400, &json!("Central exchange rates are not enabled"))
        );
    })
    .await;
}

#[tokio::test]
async fn looking_and_changing_have_scopes_of_their_own() {
    on_both_engines(async |mut app| {
        let rate = || json!({"fromCurrencyCode": "EUR", "conversionRate": 1.5});
        for (scopes, reads, writes) in [
            ("settings.currencies.read", 200, 403),
            ("multi-currency-read", 200, 403),
            ("crm.objects.quotes.read", 200, 403),
            ("settings.currencies.write", 403, 200),
            ("multi-currency-write", 403, 200),
            ("oauth", 403, 403),
        ] {
            app.token = app.token_with(Scopes::parse(scopes)).await;
            assert_eq!(app.get(RATES).await.status, reads, "{scopes}");
            assert_eq!(app.post(RATES, rate()).await.status, writes, "{scopes}");
        }
    })
    .await;
}
