//! What an account is, as clients ask when they start.

use linchpin_domain::account::Setting;
use linchpin_engine::Scopes;
use linchpin_testkit::on_both_engines;

#[tokio::test]
async fn details_are_those_of_the_settings() {
    on_both_engines(async |mut app| {
        let path = "/account-info/v3/details";
        assert_eq!(
            app.get(path).await.text(),
            concat!(
                r#"{"portalId":1000001,"accountType":"STANDARD","timeZone":"UTC","companyCurrency":"USD","#,
                r#""additionalCurrencies":[],"utcOffset":"+00:00","utcOffsetMilliseconds":0,"#,
                r#""uiDomain":"app.hubspot.com","dataHostingLocation":"na1"}"#,
            )
        );
        for (setting, value) in [
            (Setting::AccountType, "SANDBOX"),
            (Setting::CompanyCurrency, "EUR"),
            (Setting::DataHostingLocation, "eu1"),
            (Setting::TimeZone, "US/Eastern"),
            (Setting::UiDomain, "app-eu1.hubspot.com"),
        ] {
            app.engine.set_in_account(app.account, setting, value).await.unwrap();
        }
        // No scope is asked for.
        app.token = app.token_with(Scopes::parse("")).await;
        let details = app.get(path).await;
        assert_eq!(
            details.text(),
            concat!(
                r#"{"portalId":1000001,"accountType":"SANDBOX","timeZone":"US/Eastern","companyCurrency":"EUR","#,
                r#""additionalCurrencies":[],"utcOffset":"-05:00","utcOffsetMilliseconds":-18000000,"#,
                r#""uiDomain":"app-eu1.hubspot.com","dataHostingLocation":"eu1"}"#,
            )
        );
        for version in ["2025-09", "2026-03", "2026-09"] {
            assert_eq!(app.get(&format!("/account-info/{version}/details")).await.json, details.json);
        }
        // Four days on, clocks have been put forward.
        app.advance(4 * 86_400_000);
        assert_eq!(app.get(path).await.json["utcOffset"], "-05:00");
        app.advance(86_400_000);
        assert_eq!(app.get(path).await.json["utcOffset"], "-04:00");
    })
    .await;
}

#[tokio::test]
async fn the_older_form_says_less() {
    on_both_engines(async |app| {
        app.engine.set_in_account(app.account, Setting::TimeZone, "US/Eastern").await.unwrap();
        assert_eq!(
            app.get("/integrations/v1/me").await.text(),
            concat!(
                r#"{"portalId":1000001,"timeZone":"US/Eastern","accountType":"STANDARD","currency":"USD","#,
                r#""utcOffset":"-05:00","utcOffsetMilliseconds":-18000000}"#,
            )
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_without_a_token() {
    on_both_engines(async |mut app| {
        app.token = "unknown".to_owned();
        for path in ["/account-info/v3/details", "/integrations/v1/me"] {
            assert_eq!(app.get(path).await.status, 401, "{path}");
        }
    })
    .await;
}
