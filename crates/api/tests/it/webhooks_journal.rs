//! The webhooks journal as apps read it.

mod installs;
mod limits;
mod overrides;

use axum::body::Body;
use axum::http::Request;
use linchpin_domain::AppId;
use linchpin_engine::Scopes;
use linchpin_engine::apps::{AppScopes, ClientCredentials, NewPublicApp};
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

const SUBSCRIPTIONS: &str = "/webhooks-journal/subscriptions/2026-03";
const JOURNAL: &str = "/webhooks-journal/journal/2026-03";
const CONTACTS: &str = "/crm/v3/objects/contacts";

async fn subscribe(app: &TestApp, wanted: Value) -> Value {
    let made = app.post(SUBSCRIPTIONS, wanted).await;
    assert_eq!(made.status, 200, "{}", made.text());
    made.json
}

async fn contact(app: &TestApp, properties: Value) -> String {
    let made = app.post(CONTACTS, json!({"properties": properties})).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["id"].as_str().expect("an id").to_owned()
}

/// What a link leads to.
async fn open(app: &TestApp, fetched: &Value) -> Answer {
    let url = fetched["url"].as_str().expect("a link");
    let path = url.strip_prefix("http://linchpin.example").expect("a link to the host that was called");
    // The link is all that it takes.
    app.call(Request::get(path).body(Body::empty()).expect("a request")).await
}

/// A public app of the account, and a token for what concerns only the app.
async fn public_app(app: &TestApp) -> (AppId, String) {
    let own = ["webhooks-journal-data-access", "webhooks-journal-subscription-management"];
    let scopes = AppScopes {
        required: Scopes::parse("oauth"),
        conditional: Vec::new(),
        optional: own.map(str::to_owned).to_vec(),
    };
    let redirect_urls = &["https://app.example/cb".to_owned()];
    let new = NewPublicApp { account: app.account, name: "Reader", scopes, redirect_urls };
    let ClientCredentials { app: id, client_id, client_secret } =
        app.engine.create_public_app(new).await.expect("an app can be made");
    let form = format!(
        "grant_type=client_credentials&client_id={client_id}&client_secret={}&scope={}",
        client_secret.expose(),
        own.join("+")
    );
    let request =
        Request::post("/oauth/v3/token").header("content-type", "application/x-www-form-urlencoded");
    let issued = app.call(request.body(Body::from(form)).expect("a request")).await;
    assert_eq!(issued.status, 200, "{}", issued.text());
    (id, issued.json["access_token"].as_str().expect("a token").to_owned())
}

/// All events that the journal has, in order, read from the beginning.
async fn events(app: &TestApp) -> Vec<Value> {
    app.engine.fill_journal_now().await;
    let mut all = Vec::new();
    let mut fetched = app.get(&format!("{JOURNAL}/earliest")).await;
    while fetched.status == 200 {
        let file = open(app, &fetched.json).await;
        assert_eq!(file.status, 200, "{}", file.text());
        assert_eq!(file.json["offset"], fetched.json["currentOffset"]);
        all.extend(file.json["journalEvents"].as_array().expect("events").iter().cloned());
        let offset = fetched.json["currentOffset"].as_str().expect("an offset").to_owned();
        fetched = app.get(&format!("{JOURNAL}/offset/{offset}/next")).await;
    }
    assert_eq!(fetched.status, 204);
    all
}

/// The actions of events with the records that they are of.
fn actions(events: &[Value]) -> Vec<(String, i64)> {
    let action = |event: &Value| {
        (
            event["action"].as_str().unwrap_or_default().to_owned(),
            event["objectId"].as_i64().unwrap_or_default(),
        )
    };
    events.iter().map(action).collect()
}

fn done(action: &str, id: &str) -> (String, i64) {
    (action.to_owned(), id.parse().expect("a number"))
}

#[tokio::test]
async fn what_happens_to_records_is_told_in_order_from_the_subscription_on() {
    on_both_engines(async |app| {
        let before = contact(&app, json!({"firstname": "Before"})).await;
        let actions_wanted = ["CREATE", "UPDATE", "DELETE", "RESTORE"];
        let made = subscribe(
            &app,
            json!({
                "subscriptionType": "OBJECT", "objectTypeId": "contacts", "portalId": app.account.0,
                "actions": actions_wanted, "properties": ["firstname"],
            }),
        )
        .await;
        assert_eq!(made["objectTypeId"], "0-1");
        assert_eq!((&made["portalId"], &made["properties"]), (&json!(app.account.0), &json!(["firstname"])));
        let ada = contact(&app, json!({"firstname": "Ada", "lastname": "Lovelace"})).await;
        let one = format!("{CONTACTS}/{ada}");
        app.patch(&one, json!({"properties": {"firstname": "Countess"}})).await;
        app.patch(&one, json!({"properties": {"lastname": "King"}})).await;
        app.delete(&one).await;
        app.delete(&format!("{CONTACTS}/{before}")).await;
        let told = events(&app).await;
        let expected =
            [done("CREATE", &ada), done("UPDATE", &ada), done("DELETE", &ada), done("DELETE", &before)];
        assert_eq!(actions(&told), expected);
        assert_eq!(
            told[0],
            json!({
                "type": "OBJECT", "portalId": app.account.0, "occurredAt": "2026-03-04T05:06:07.089Z",
                "action": "CREATE", "objectTypeId": "0-1", "objectId": ada.parse::<i64>().ok(),
                "propertyChanges": {"firstname": "Ada"},
            })
        );
        assert_eq!(told[1]["propertyChanges"], json!({"firstname": "Countess"}));
        // Everything is told once.
        app.engine.fill_journal_now().await;
        assert_eq!(events(&app).await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn associations_lists_and_deletions_for_privacy_are_told() {
    on_both_engines(async |app| {
        let ada = contact(&app, json!({"firstname": "Ada"})).await;
        let company = json!({"properties": {"name": "Acme"}});
        let acme = app.post("/crm/v3/objects/companies", company).await.json["id"].clone();
        let acme = acme.as_str().expect("an id");
        let new = json!({"name": "Some", "objectTypeId": "0-1", "processingType": "MANUAL"});
        let list = app.post("/crm/v3/lists", new).await.json["list"]["listId"].clone();
        let list = list.as_str().expect("an id");
        for wanted in [
            json!({
                "subscriptionType": "ASSOCIATION", "objectTypeId": "0-2", "associatedObjectTypeIds": ["0-1"],
                "actions": ["ASSOCIATION_ADDED", "ASSOCIATION_REMOVED"],
            }),
            json!({
                "subscriptionType": "LIST_MEMBERSHIP", "listIds": [list],
                "actions": ["ADDED_TO_LIST", "REMOVED_FROM_LIST"],
            }),
            json!({"subscriptionType": "GDPR_PRIVACY_DELETION", "objectTypeId": "0-1", "actions": ["GDPR_DELETE"]}),
        ] {
            subscribe(&app, wanted).await;
        }
        let pair = format!("/crm/v4/objects/contacts/{ada}/associations/default/companies/{acme}");
        app.put(&pair, json!([])).await;
        app.put(&format!("/crm/v3/lists/{list}/memberships/add"), json!([ada])).await;
        let told = events(&app).await;
        let one = |type_id: i64| told.iter().find(|event| event["associationTypeId"] == type_id).expect("told");
        let number = |id: &str| id.parse::<i64>().expect("a number");
        assert_eq!(
            *one(279),
            json!({
                "type": "ASSOCIATION", "portalId": app.account.0, "occurredAt": "2026-03-04T05:06:07.089Z",
                "action": "ASSOCIATION_ADDED", "fromObjectId": number(&ada), "toObjectId": number(acme),
                "fromObjectTypeId": "0-1", "toObjectTypeId": "0-2", "associationTypeId": 279,
                "associationCategory": "HUBSPOT_DEFINED", "isPrimary": false,
            })
        );
        assert_eq!(one(1)["isPrimary"], true);
        let joined = told.iter().find(|event| event["action"] == "ADDED_TO_LIST").expect("told");
        assert_eq!((&joined["listId"], &joined["objectId"]), (&json!(number(list)), &json!(number(&ada))));
        app.post(&format!("{CONTACTS}/gdpr-delete"), json!({"objectId": ada})).await;
        let told = actions(&events(&app).await);
        assert!(told.contains(&done("GDPR_DELETE", &ada)), "{told:?}");
        assert!(told.contains(&done("REMOVED_FROM_LIST", &ada)), "{told:?}");
        assert!(told.iter().any(|(action, _)| action == "ASSOCIATION_REMOVED"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn filters_let_records_through_that_pass_one_of_them() {
    on_both_engines(async |app| {
        let wanted = json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE", "UPDATE"]});
        let subscription = subscribe(&app, wanted).await["id"].clone();
        let filters = format!("{SUBSCRIPTIONS}/filters");
        let of = |condition: Value| json!({"subscriptionId": subscription, "filter": {"conditions": [condition]}});
        let name = json!({"filterType": "CRM_OBJECT_PROPERTY", "property": "firstname", "operator": "STARTS_WITH", "value": "A"});
        let city = json!({"filterType": "CRM_OBJECT_PROPERTY", "property": "city", "operator": "IN", "values": ["Bonn", "Rome"]});
        let first = app.post(&filters, of(name.clone())).await;
        assert_eq!(first.status, 200, "{}", first.text());
        let second = app.post(&filters, of(city.clone())).await.json["filterId"].clone();
        let ada = contact(&app, json!({"firstname": "Ada"})).await;
        let bob = contact(&app, json!({"firstname": "Bob"})).await;
        let carl = contact(&app, json!({"firstname": "Carl", "city": "Rome"})).await;
        // What a record is counts, not only what changed.
        app.patch(&format!("{CONTACTS}/{ada}"), json!({"properties": {"lastname": "King"}})).await;
        app.patch(&format!("{CONTACTS}/{bob}"), json!({"properties": {"lastname": "King"}})).await;
        let told = actions(&events(&app).await);
        assert_eq!(told, [done("CREATE", &ada), done("CREATE", &carl), done("UPDATE", &ada)]);

        let listed = app.get(&format!("{filters}/subscription/{subscription}")).await.json;
        let shown = |condition: &Value| json!({"conditions": [condition]});
        assert_eq!((&listed[0]["filter"], &listed[1]["filter"]), (&shown(&name), &shown(&city)));
        let read = app.get(&format!("{filters}/{second}")).await.json;
        assert_eq!((&read["id"], &read["filter"]), (&second, &shown(&city)));
        assert_eq!(app.delete(&format!("{filters}/{second}")).await.status, 204);
        assert_eq!(app.get(&format!("{filters}/{second}")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn snapshots_tell_what_a_record_is() {
    on_both_engines(async |app| {
        let ada = contact(&app, json!({"firstname": "Ada", "lastname": "Lovelace"})).await;
        let record = |id: &str| json!({"portalId": app.account.0, "objectTypeId": "0-1", "objectId": id, "properties": ["firstname"]});
        let asked = json!({"snapshotRequests": [record(&ada), record("99")]});
        let answer = app.post("/webhooks-journal/snapshots/2026-03/crm", asked).await;
        let responses = answer.json["snapshotResponses"].as_array().expect("responses").clone();
        let status = async |at: usize| {
            let id = responses[at]["snapshotStatusId"].as_str().expect("an id");
            app.get(&format!("{JOURNAL}/status/{id}")).await.json
        };
        assert_eq!(status(0).await["status"], "SUCCESS");
        let failed = status(1).await;
        assert_eq!(
            (&failed["status"], &failed["errorCode"], &failed["message"]),
            (&json!("FAILED"), &json!("VALIDATION_ERROR"), &json!("There is no record 99."))
        );
        let told = events(&app).await;
        assert_eq!(actions(&told), [done("SNAPSHOT", &ada)]);
        assert_eq!(told[0]["propertyChanges"], json!({"firstname": "Ada"}));
    })
    .await;
}

#[tokio::test]
async fn sensitive_values_are_not_told() {
    on_both_engines(async |app| {
        let passport = json!({
            "name": "passport", "label": "Passport", "type": "string", "fieldType": "text",
            "groupName": "contactinformation", "dataSensitivity": "sensitive",
        });
        assert_eq!(app.post("/crm/v3/properties/contacts", passport).await.status, 201);
        subscribe(
            &app,
            json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE", "UPDATE"],
                   "properties": ["passport"]}),
        )
        .await;
        let ada = contact(&app, json!({"passport": "C01X00T47"})).await;
        app.patch(&format!("{CONTACTS}/{ada}"), json!({"properties": {"passport": "L898902C"}})).await;
        app.patch(&format!("{CONTACTS}/{ada}"), json!({"properties": {"passport": ""}})).await;
        app.patch(&format!("{CONTACTS}/{ada}"), json!({"properties": {"passport": "C01X00T47"}})).await;
        app.engine.fill_journal_now().await;
        let record = json!({"portalId": app.account.0, "objectTypeId": "0-1", "objectId": ada, "properties": ["passport"]});
        app.post("/webhooks-journal/snapshots/2026-03/crm", json!({"snapshotRequests": [record]})).await;
        let told: Vec<_> = events(&app).await.iter().map(|event| event["propertyChanges"].clone()).collect();
        let values = ["REDACTED", "REDACTED", "", "REDACTED", "REDACTED"];
        assert_eq!(told, values.map(|value| json!({"passport": value})));
    })
    .await;
}

#[tokio::test]
async fn files_are_read_from_both_ends_in_batches_and_by_offset() {
    on_both_engines(async |app| {
        assert_eq!(app.get(&format!("{JOURNAL}/latest")).await.status, 204);
        subscribe(&app, json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"]}))
            .await;
        for name in ["a", "b", "c"] {
            contact(&app, json!({"firstname": name})).await;
            app.engine.fill_journal_now().await;
        }
        let offsets = |answer: &Answer| -> Vec<String> {
            assert_eq!(answer.json["status"], "COMPLETE", "{}", answer.text());
            let results = answer.json["results"].as_array().expect("results").iter();
            results.map(|file| file["currentOffset"].as_str().expect("an offset").to_owned()).collect()
        };
        let all = offsets(&app.get(&format!("{JOURNAL}/batch/earliest/10")).await);
        assert_eq!(all.len(), 3);
        let local = "/webhooks-journal/journal-local/2027-03-beta";
        assert_eq!(offsets(&app.get(&format!("{local}/batch/latest/2")).await), all[1..]);
        assert_eq!(offsets(&app.get(&format!("{JOURNAL}/batch/{}/next/1", all[0])).await), all[1..2]);
        assert_eq!(app.get(&format!("{JOURNAL}/latest")).await.json["currentOffset"], all[2]);
        let elsewhere = app.get(&format!("{JOURNAL}/earliest?installPortalId=1")).await;
        assert_eq!(elsewhere.status, 204);
        let read = app.post(&format!("{JOURNAL}/batch/read"), json!({"inputs": [all[2], all[0]]})).await;
        assert_eq!(offsets(&read), [all[2].clone(), all[0].clone()]);
        let read = app.post(&format!("{JOURNAL}/batch/read"), json!({"inputs": [all[0], "nothing"]})).await;
        assert_eq!((read.status, read.json["numErrors"].as_i64()), (207, Some(1)), "{}", read.text());
        let unknown = app.get(&format!("{JOURNAL}/offset/00000000-0000-8000-8000-000000000001/next")).await;
        assert_eq!(unknown.status, 404);
        for count in ["0", "101", "many"] {
            assert_eq!(app.get(&format!("{JOURNAL}/batch/latest/{count}")).await.status, 400);
        }
    })
    .await;
}

#[tokio::test]
async fn links_open_one_file_for_an_hour_and_files_stay_three_days() {
    on_both_engines(async |app| {
        subscribe(&app, json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"]}))
            .await;
        contact(&app, json!({"firstname": "Ada"})).await;
        app.engine.fill_journal_now().await;
        let fetched = app.get(&format!("{JOURNAL}/earliest")).await.json;
        assert_eq!(fetched["expiresAt"], "2026-03-04T06:06:07.089Z");
        assert_eq!(open(&app, &fetched).await.status, 200);
        let url = fetched["url"].as_str().expect("a link");
        let (place, signature) = url.rsplit_once('-').expect("a signature");
        let forged = place.replace("-1-", "-2-");
        for forged in
            [format!("{forged}-{signature}"), format!("{place}-{}", "0".repeat(64)), format!("{url}0")]
        {
            assert_eq!(open(&app, &json!({"url": forged})).await.status, 404, "{forged}");
        }
        app.advance(60 * 60 * 1_000);
        assert_eq!(open(&app, &fetched).await.status, 404);
        assert_eq!(events(&app).await.len(), 1);
        app.advance(3 * 24 * 60 * 60 * 1_000);
        assert_eq!(app.engine.sweep_journal().await.expect("it sweeps"), 1);
        assert_eq!(events(&app).await.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn subscriptions_are_read_replaced_and_ended() {
    on_both_engines(async |app| {
        let wanted = |actions: &[&str]| json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": actions});
        let id = subscribe(&app, wanted(&["CREATE"])).await["id"].clone();
        assert_eq!(subscribe(&app, wanted(&["DELETE"])).await["id"], id);
        let one = format!("{SUBSCRIPTIONS}/{id}");
        assert_eq!(app.get(&one).await.json["actions"], json!(["DELETE"]));
        let about = json!({"subscriptionType": "APP_LIFECYCLE_EVENT", "eventTypeId": "4-1909196", "properties": []});
        let about = subscribe(&app, about).await;
        assert_eq!(about["actions"], json!(["APP_INSTALL"]));
        let listed = app.get(SUBSCRIPTIONS).await.json;
        assert_eq!(listed["results"].as_array().map(Vec::len), Some(2));
        assert_eq!(app.delete(&one).await.status, 204);
        for answer in [app.get(&one).await, app.delete(&one).await] {
            assert_eq!(answer.status, 404);
            assert_eq!(answer.json["message"], format!("There is no subscription \"{id}\"."));
        }
        assert_eq!(app.delete(&format!("{SUBSCRIPTIONS}/portals/{}", app.account)).await.status, 204);
        assert_eq!(app.get(SUBSCRIPTIONS).await.json["results"], json!([]));
        // With nobody left who wants it, the account is no longer followed, until somebody does again.
        contact(&app, json!({"firstname": "Ada"})).await;
        assert_eq!(events(&app).await.len(), 0);
        subscribe(&app, wanted(&["CREATE"])).await;
        contact(&app, json!({"firstname": "Bob"})).await;
        assert_eq!(events(&app).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_asked_is_refused() {
    let app = TestApp::new().await;
    for (wanted, message) in [
        (json!({"subscriptionType": "EVENT"}), "Unknown subscription type \"EVENT\"."),
        (
            json!({"subscriptionType": "APP_LIFECYCLE_EVENT", "eventTypeId": "4-1"}),
            "Unknown event type \"4-1\".",
        ),
        (
            json!({
                "subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"],
                "actionOverrides": {"APP_INSTALL": {}},
            }),
            "APP_INSTALL is no action of subscriptions of type OBJECT.",
        ),
        (
            json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": []}),
            "A subscription needs at least one action.",
        ),
        (
            json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["GDPR_DELETE"]}),
            "GDPR_DELETE is no action of subscriptions of type OBJECT.",
        ),
        (
            json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"], "portalId": 77}),
            "The app is not installed in account 77.",
        ),
    ] {
        let refused = app.post(SUBSCRIPTIONS, wanted).await;
        assert_eq!((refused.status, &refused.json["message"]), (400, &json!(message)), "{}", refused.text());
    }
    let wanted = json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"]});
    let id = subscribe(&app, wanted).await["id"].clone();
    for (condition, message) in [
        (json!({"property": "a", "operator": "LIKE", "value": "x"}), "Unknown operator \"LIKE\"."),
        (json!({"property": "a", "operator": "EQ"}), "The condition on a does not go with EQ."),
        (
            json!({"property": "a", "operator": "IS_EMPTY", "value": "x"}),
            "The condition on a does not go with IS_EMPTY.",
        ),
        (
            json!({"property": "a", "operator": "EQ", "values": ["x", "y"]}),
            "The condition on a does not go with EQ.",
        ),
    ] {
        let filter = json!({"subscriptionId": id, "filter": {"conditions": [condition]}});
        let refused = app.post(&format!("{SUBSCRIPTIONS}/filters"), filter).await;
        assert_eq!((refused.status, &refused.json["message"]), (400, &json!(message)), "{}", refused.text());
    }
}

#[tokio::test]
async fn an_app_reads_with_a_token_of_its_own() {
    on_both_engines(async |app| {
        let (_, token) = public_app(&app).await;
        let call = async |method: &str, path: &str, body: Value| {
            let request = Request::builder().method(method).uri(path);
            let request = request.header("authorization", format!("Bearer {token}"));
            let request = request.header("content-type", "application/json");
            app.call(request.body(Body::from(body.to_string())).expect("a request")).await
        };
        let wanted = json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"]});
        let made = call("POST", SUBSCRIPTIONS, wanted).await;
        assert_eq!(made.status, 200, "{}", made.text());
        contact(&app, json!({"firstname": "Ada"})).await;
        app.engine.fill_journal_now().await;
        assert_eq!(call("GET", &format!("{JOURNAL}/earliest"), Value::Null).await.status, 200);
        // Another app has a journal of its own.
        assert_eq!(app.get(&format!("{JOURNAL}/earliest")).await.status, 204);
    })
    .await;
}

#[tokio::test]
async fn beside_many_writers_and_readers_every_change_is_told_once() {
    on_both_engines(async |app| {
        subscribe(&app, json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"]}))
            .await;
        let write = async |writer: usize| {
            let mut made = Vec::new();
            for turn in 0..8 {
                made.push(contact(&app, json!({"firstname": format!("{writer}/{turn}")})).await);
                app.engine.fill_journal_now().await;
            }
            made
        };
        let made = futures_util::future::join_all((0..6).map(write)).await.concat();
        let mut expected: Vec<_> = made.iter().map(|id| done("CREATE", id)).collect();
        let mut told = actions(&events(&app).await);
        expected.sort();
        told.sort();
        assert_eq!(told, expected);
    })
    .await;
}
