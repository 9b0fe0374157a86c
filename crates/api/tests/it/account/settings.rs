//! What an account sets once, by our own endpoints.

use linchpin_domain::account::Setting;
use linchpin_engine::Scopes;
use linchpin_testkit::on_both_engines;
use serde_json::json;

/// Where settings are.
const SETTINGS: &str = "/_linchpin/v1/account/settings";

#[tokio::test]
async fn settings_are_read_and_changed() {
    on_both_engines(async |app| {
        let before = app.get(SETTINGS).await.json;
        assert_eq!(before["settings"]["account-type"], "STANDARD");
        assert_eq!(before["settings"]["time-zone"], "UTC");
        assert_eq!(before["settings"].as_object().map(serde_json::Map::len), Some(Setting::ALL.len()));
        let body = json!({"value": "Europe/Berlin"});
        assert_eq!(app.put(&format!("{SETTINGS}/time-zone"), body).await.status, 204);
        assert_eq!(app.get(SETTINGS).await.json["settings"]["time-zone"], "Europe/Berlin");
        assert_eq!(app.get("/account-info/v3/details").await.json["timeZone"], "Europe/Berlin");
    })
    .await;
}

#[tokio::test]
async fn unknown_settings_and_values_are_refused() {
    on_both_engines(async |app| {
        for (name, value, status, message) in [
            ("gravity", "10", 404, r#"Setting "gravity" does not exist"#),
            (
                "company-currency",
                "eur",
                400,
                "eur is not a valid company-currency: it is the three capital letters of a currency, such as EUR",
            ),
        ] {
            let answer = app.put(&format!("{SETTINGS}/{name}"), json!({"value": value})).await;
            assert_eq!((answer.status, answer.json["message"].as_str()), (status, Some(message)));
        }
        assert_eq!(app.put(&format!("{SETTINGS}/time-zone"), json!({})).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn only_an_admin_sees_and_sets_them() {
    on_both_engines(async |mut app| {
        app.token = app.token_with(Scopes::parse("oauth crm.objects.contacts.write")).await;
        assert_eq!(app.get(SETTINGS).await.status, 403);
        assert_eq!(app.put(&format!("{SETTINGS}/time-zone"), json!({"value": "UTC"})).await.status, 403);
    })
    .await;
}
