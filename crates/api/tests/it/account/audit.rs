//! The audit log over HTTP.

use linchpin_domain::Role;
use linchpin_domain::account::Setting;
use linchpin_domain::feature::Feature;
use linchpin_engine::Scopes;
use linchpin_engine::people::{NewUser, UserTeams};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where it is.
const AUDIT: &str = "/account-info/v3/activity/audit-logs";

/// The entries of a page but for the app of the test's own token: category, what kind, action, target.
fn told(page: &Value) -> Vec<[String; 4]> {
    let results = page["results"].as_array().expect("results");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let entry = |entry: &Value| {
        ["category", "subCategory", "action", "targetObjectId"].map(|name| text(&entry[name]))
    };
    results.iter().map(entry).filter(|[category, ..]| category != "APP").collect()
}

fn expected(entries: &[[&str; 4]]) -> Vec<[String; 4]> {
    entries.iter().map(|entry| entry.map(str::to_owned)).collect()
}

/// Sends a call that must succeed, a second after the one before.
async fn done(app: &TestApp, method: &str, path: &str, body: Value) -> Value {
    app.advance(1_000);
    let answer = match method {
        "POST" => app.post(path, body).await,
        "PATCH" => app.patch(path, body).await,
        "PUT" => app.put(path, body).await,
        _ => app.delete(path).await,
    };
    assert!(answer.status < 300, "{method} {path}: {}", answer.text());
    answer.json
}

#[tokio::test]
async fn definitions_that_change_are_told_in_the_order_of_time() {
    on_both_engines(async |app| {
        let property = json!({
            "name": "shoe_size", "label": "Shoe size", "type": "number", "fieldType": "number",
            "groupName": "contactinformation",
        });
        done(&app, "POST", "/crm/v3/properties/contacts", property).await;
        done(&app, "PATCH", "/crm/v3/properties/contacts/shoe_size", json!({"label": "Size"})).await;
        done(&app, "DELETE", "/crm/v3/properties/contacts/shoe_size", Value::Null).await;
        let group = json!({"name": "feet", "label": "Feet"});
        done(&app, "POST", "/crm/v3/properties/contacts/groups", group).await;
        let stage = json!({"label": "Only", "displayOrder": 0, "metadata": {"probability": "0.5"}});
        let pipeline = json!({"label": "Sales of cars", "displayOrder": 1, "stages": [stage]});
        done(&app, "POST", "/crm/v3/pipelines/deals", pipeline).await;
        let label = json!({"name": "driver", "label": "Driver"});
        let made = done(&app, "POST", "/crm/v4/associations/contacts/companies/labels", label).await;
        let types: Vec<_> =
            made["results"].as_array().expect("types").iter().map(|row| &row["typeId"]).collect();
        let list = json!({"name": "All", "objectTypeId": "0-1", "processingType": "MANUAL"});
        done(&app, "POST", "/crm/v3/lists", list).await;
        done(&app, "PUT", "/_linchpin/v1/features/courses", json!({"enabled": false})).await;

        let page = app.get(AUDIT).await;
        let (first, second) = (types[0].to_string(), types[1].to_string());
        let all = expected(&[
            ["PROPERTY", "CONTACT", "CREATE", "shoe_size"],
            ["PROPERTY", "CONTACT", "UPDATE", "shoe_size"],
            ["PROPERTY", "CONTACT", "DELETE", "shoe_size"],
            ["PROPERTY_GROUP", "CONTACT", "CREATE", "feet"],
            ["PIPELINE", "DEAL", "CREATE", "Sales of cars"],
            ["ASSOCIATION_LABEL", "CONTACT", "CREATE", &first],
            ["ASSOCIATION_LABEL", "CONTACT", "CREATE", &second],
            ["LIST", "CONTACT", "CREATE", "1"],
            ["ACCOUNT_SETTINGS", "FEATURE", "UPDATE", "courses"],
        ]);
        assert_eq!(told(&page.json), all);
        for path in ["2025-09", "2026-03", "2026-09"] {
            let path = format!("/account-info/{path}/activity/audit-logs?fillFinalTimestamp=true");
            assert_eq!(app.get(&path).await.json, page.json, "{path}");
        }
        walk(&app, &all).await;
    })
    .await;
}

/// Walks over all pages in both directions.
async fn walk(app: &TestApp, all: &[[String; 4]]) {
    for (sort, limit) in [("occurredAt", 1), ("occurredAt", 4), ("-occurredAt", 1), ("-occurredAt", 3)] {
        let (mut found, mut after) = (Vec::new(), String::new());
        loop {
            let page = app.get(&format!("{AUDIT}?sort={sort}&limit={limit}&after={after}")).await.json;
            found.extend(told(&page));
            let Some(next) = page["paging"]["next"]["after"].as_str() else { break };
            next.clone_into(&mut after);
        }
        if sort.starts_with('-') {
            found.reverse();
        }
        assert_eq!(found, all, "{sort} {limit}");
    }
}

#[tokio::test]
async fn an_entry_says_what_happened_when_and_who_did_it() {
    on_both_engines(async |app| {
        app.advance(1_000);
        let setting = app.engine.set_in_account(app.account, Setting::TimeZone, "Europe/Berlin");
        setting.await.expect("a zone can be set");
        let page = app.get(&format!("{AUDIT}?occurredAfter=2026-03-04T05:06:08Z")).await;
        assert_eq!(
            page.text(),
            concat!(
                r#"{"results":[{"id":"a2","category":"ACCOUNT_SETTINGS","subCategory":"SETTING","#,
                r#""action":"UPDATE","targetObjectId":"time-zone","occurredAt":"2026-03-04T05:06:08.089Z","#,
                r#""actingUser":{"userId":70000001,"userEmail":"admin@example.com"}}]}"#,
            )
        );
    })
    .await;
}

#[tokio::test]
async fn entries_are_found_by_time_and_user() {
    on_both_engines(async |app| {
        let ada = NewUser {
            email: "ada@example.com".to_owned(),
            first_name: "Ada".to_owned(),
            last_name: String::new(),
            role: Role::Member,
            teams: UserTeams::default(),
        };
        let ada = app.engine.create_user(app.account, ada).await.expect("a user can be made");
        let by_ada = linchpin_engine::audit::Actor {
            account: app.account,
            user: Some(ada.id),
            app: linchpin_domain::AppId(0),
        };
        for (index, feature) in
            [Feature::Courses, Feature::Listings, Feature::Services].into_iter().enumerate()
        {
            let done = match index {
                1 => app.engine.switch_feature(by_ada, feature, false).await,
                _ => app.engine.switch_feature(app.account, feature, false).await,
            };
            done.expect("a feature can be switched");
            app.advance(1_000);
        }
        for (query, expected) in [
            ("occurredAfter=2026-03-04T05:06:08Z", &["listings", "services"][..]),
            ("occurredBefore=2026-03-04T05:06:08.089Z", &["ada@example.com", "courses", "listings"]),
            ("occurredAfter=1772600768089&occurredBefore=1772600768089", &["listings"]),
            ("actingUserId=70000002", &["listings"]),
            ("actingUserId=70000001", &["ada@example.com", "courses", "services"]),
            (
                "actingUserId=70000001&actingUserId=70000002",
                &["ada@example.com", "courses", "listings", "services"],
            ),
            ("actingUserId=70000002,70000002&sort=-occurredAt", &["listings"]),
            ("actingUserId=5", &[]),
        ] {
            let page = app.get(&format!("{AUDIT}?{query}")).await.json;
            let targets: Vec<_> = told(&page).into_iter().map(|[.., target]| target).collect();
            assert_eq!(targets, expected, "{query}");
        }
        let page = app.get(&format!("{AUDIT}?actingUserId=70000002")).await.json;
        let user = json!({"userId": 70_000_002, "userEmail": "ada@example.com"});
        assert_eq!(page["results"][0]["actingUser"], user);
    })
    .await;
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let mut app = TestApp::new().await;
    for query in [
        "limit=0",
        "limit=501",
        "after=x",
        "after=1-x2",
        "actingUserId=ada",
        "sort=action",
        "occurredAfter=soon",
    ] {
        let answer = app.get(&format!("{AUDIT}?{query}")).await;
        assert_eq!((answer.status, &answer.json["category"]), (400, &json!("VALIDATION_ERROR")), "{query}");
    }
    app.token = app.token_with(Scopes::parse("crm.objects.contacts.read")).await;
    let refused = app.get(AUDIT).await;
    assert_eq!(refused.status, 403);
    let wanted = &refused.json["errors"][0]["context"]["requiredGranularScopes"];
    assert_eq!(wanted, &json!(["account-info.security.read"]));
}
