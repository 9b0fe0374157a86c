//! From where on the logs of accounts are turned into events, and when plans in memory are old.

use linchpin_domain::{AccountId, AppId, UserId};
use linchpin_engine::Scopes;
use linchpin_engine::apps::{AppScopes, NewInstall, NewPublicApp};
use linchpin_store::{Param, webhooks_revision};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::json;

use super::{app_with, path, set, subscribe};

/// The change behind which the log of an account is turned into events.
async fn cursor(app: &TestApp, account: AccountId) -> Option<i64> {
    let sql = "SELECT sequence FROM webhook_cursors WHERE account_id = $1";
    app.database.query_opt(sql, &[Param::Int(account.0)], |row| row.int(0)).await.expect("reads")
}

async fn newest(app: &TestApp) -> i64 {
    let sql = "SELECT last_sequence FROM account_states WHERE account_id = $1";
    let read = app.database.query_opt(sql, &[Param::Int(app.account.0)], |row| row.int(0)).await;
    read.expect("reads").expect("an account has a state")
}

async fn revision(app: &TestApp) -> i64 {
    webhooks_revision::read(&app.database).await.expect("reads")
}

#[tokio::test]
async fn a_log_is_turned_into_events_from_the_first_active_subscription_on() {
    on_both_engines(async |app| {
        let id = app_with(&app, &["crm.objects.contacts.read"]).await;
        set(&app, &id).await;
        let resting = subscribe(&app, &id, json!({"eventType": "contact.creation"})).await;
        assert_eq!(cursor(&app, app.account).await, None);
        let contact = json!({"properties": {"email": "ada@example.com"}});
        assert_eq!(app.post("/crm/v3/objects/contacts", contact).await.status, 201);
        let one = path(&id, &format!("subscriptions/{}", resting["id"].as_str().expect("an id")));
        app.patch(&one, json!({"active": true})).await;
        let begun = newest(&app).await;
        assert_eq!(cursor(&app, app.account).await, Some(begun));
        let contact = json!({"properties": {"email": "grace@example.com"}});
        assert_eq!(app.post("/crm/v3/objects/contacts", contact).await.status, 201);
        subscribe(&app, &id, json!({"eventType": "contact.deletion", "active": true})).await;
        assert_eq!(cursor(&app, app.account).await, Some(begun), "it goes on from where it is");
    })
    .await;
}

#[tokio::test]
async fn settings_wake_subscriptions_that_were_there_before() {
    let app = TestApp::new().await;
    let id = app_with(&app, &["crm.objects.contacts.read"]).await;
    subscribe(&app, &id, json!({"eventType": "contact.creation", "active": true})).await;
    assert_eq!(cursor(&app, app.account).await, None);
    set(&app, &id).await;
    assert!(cursor(&app, app.account).await.is_some());
}

#[tokio::test]
async fn public_apps_are_told_of_the_accounts_that_let_them_in() {
    on_both_engines(async |app| {
        let new = NewPublicApp {
            account: app.account,
            name: "Sync",
            scopes: AppScopes {
                required: Scopes::parse("crm.objects.contacts.read"),
                conditional: Vec::new(),
                optional: Vec::new(),
            },
            redirect_urls: &["https://example.com/cb".to_owned()],
        };
        let id = app.engine.create_public_app(new).await.expect("an app").app;
        let other = app.engine.create_account("Other").await.expect("an account");
        let third = app.engine.create_account("Third").await.expect("an account");
        let let_in = async |account| {
            let app_to_let_in = app.engine.app(app.account, id).await.expect("reads");
            let scopes = ["crm.objects.contacts.read".to_owned()];
            let new = NewInstall { account, app: &app_to_let_in, scopes: &scopes, user: UserId(1) };
            app.engine.install(new).await.expect("lets in");
        };
        let_in(other).await;
        assert_eq!(cursor(&app, other).await, None);
        set(&app, &id.to_string()).await;
        let event = json!({"eventType": "contact.creation", "active": true});
        subscribe(&app, &id.to_string(), event).await;
        assert_eq!(cursor(&app, other).await, Some(0));
        assert_eq!((cursor(&app, third).await, cursor(&app, app.account).await), (None, None));
        let_in(third).await;
        assert_eq!(cursor(&app, third).await, Some(0));
    })
    .await;
}

#[tokio::test]
async fn whatever_changes_a_plan_raises_the_revision() {
    on_both_engines(async |app| {
        let id = app_with(&app, &["crm.objects.contacts.read"]).await;
        let mut last = revision(&app).await;
        let mut raised = async |what: &str| {
            let now = revision(&app).await;
            assert!(now > last, "{what}");
            last = now;
        };
        set(&app, &id).await;
        raised("settings").await;
        let made = subscribe(&app, &id, json!({"eventType": "contact.creation", "active": true})).await;
        raised("a subscription").await;
        let one = path(&id, &format!("subscriptions/{}", made["id"].as_str().expect("an id")));
        app.patch(&one, json!({"active": false})).await;
        raised("a switch").await;
        app.delete(&one).await;
        raised("its end").await;
        app.delete(&path(&id, "settings")).await;
        raised("no settings").await;
        let own = format!("/_linchpin/v1/apps/{id}");
        app.patch(&own, json!({"scopes": ["crm.objects.deals.read"]})).await;
        raised("scopes").await;
        app.post(&format!("{own}/client-secret/rotate"), json!({})).await;
        raised("a secret").await;
        app.delete(&own).await;
        raised("no app").await;
        app.engine.uninstall(app.account, AppId(1)).await.expect("takes out");
        raised("no install").await;
    })
    .await;
}

#[tokio::test]
async fn a_receiver_is_known_while_the_app_says_where() {
    let app = TestApp::new().await;
    let made = app.post("/_linchpin/v1/apps", json!({"name": "Sync", "scopes": []})).await.json;
    let id = made["id"].as_str().expect("an id");
    let number = AppId::parse(id).expect("a number");
    let receiver = async || app.engine.webhook_receiver(app.account, number).await.expect("reads");
    assert!(receiver().await.is_none());
    set(&app, id).await;
    let known = receiver().await.expect("it says where");
    assert_eq!(known.settings.target_url, "https://example.com/hooks");
    assert_eq!(Some(known.secret.expose()), made["clientSecret"].as_str());
    app.delete(&format!("/_linchpin/v1/apps/{id}")).await;
    assert!(receiver().await.is_none());
}

#[tokio::test]
async fn an_app_that_is_older_than_secrets_gets_one_with_its_settings() {
    let app = TestApp::new().await;
    let id = app_with(&app, &[]).await;
    let number = AppId::parse(&id).expect("a number");
    let forget = app.database.transaction(move |tx| {
        Box::pin(async move {
            let sql = "UPDATE apps SET client_secret = NULL WHERE id = $1";
            tx.execute(sql, &[Param::Int(number.0)]).await
        })
    });
    assert_eq!(forget.await.expect("forgets"), 1);
    set(&app, &id).await;
    let secret = async || {
        let known = app.engine.webhook_receiver(app.account, number).await.expect("reads");
        known.expect("it says where").secret.expose().to_owned()
    };
    let given = secret().await;
    assert_eq!(given.len(), 36);
    set(&app, &id).await;
    assert_eq!(secret().await, given);
}
