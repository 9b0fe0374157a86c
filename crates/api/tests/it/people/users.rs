//! Users, and the owners behind which they are.

use linchpin_engine::Scopes;
use linchpin_testkit::{PASSWORD, TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where users are.
const USERS: &str = "/settings/v3/users";
/// The one that an account starts with.
const FIRST: &str = "70000001";

/// Makes a user and returns the number.
async fn create(app: &TestApp, body: Value) -> String {
    let made = app.post(USERS, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["id"].as_str().expect("an id is text").to_owned()
}

#[tokio::test]
async fn an_account_starts_with_a_super_admin() {
    on_both_engines(async |app| {
        let page = app.get(USERS).await;
        assert_eq!(
            page.text(),
            concat!(
                r#"{"results":[{"id":"70000001","email":"admin@example.com","firstName":"Account","#,
                r#""lastName":"Admin","roleIds":[],"superAdmin":true}]}"#
            )
        );
        for path in [
            "/settings/v3/users/",
            "/settings/users/v3",
            "/settings/users/2026-03",
            "/settings/users/2026-09-beta",
        ] {
            assert_eq!(app.get(path).await.json, page.json, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_user_is_an_owner_too() {
    on_both_engines(async |app| {
        let new = json!({
            "email": "Ada@Example.org", "firstName": "Ada", "lastName": "Lovelace", "roleId": "1000002",
            "sendWelcomeEmail": false,
        });
        let made = app.post(USERS, new.clone()).await;
        assert_eq!(
            (made.status, &made.json),
            (
                201,
                &json!({
                    "id": "70000002", "email": "Ada@Example.org", "firstName": "Ada", "lastName": "Lovelace",
                    "roleId": "1000002", "roleIds": ["1000002"], "superAdmin": false,
                })
            )
        );
        let owner = app.get("/crm/v3/owners/70000002?idProperty=userId").await.json;
        assert_eq!(json!([owner["email"], owner["firstName"]]), json!(["Ada@Example.org", "Ada"]));
        let contact = json!({"properties": {"hubspot_owner_id": "70000002"}});
        assert_eq!(app.post("/crm/v3/objects/contacts", contact).await.status, 201);
        for query in ["70000002", "70000002?idProperty=USER_ID", "ada@example.ORG?idProperty=EMAIL"] {
            assert_eq!(app.get(&format!("{USERS}/{query}")).await.json, made.json, "{query}");
        }

        let again = app.post(USERS, new).await;
        assert_eq!((again.status, &again.json["category"]), (409, &json!("CONFLICT")));
        assert_eq!(again.json["message"], "A user with the email Ada@Example.org already exists.");

        let changed =
            app.put(&format!("{USERS}/70000002"), json!({"firstName": "Augusta", "roleId": 1_000_003})).await;
        assert_eq!(
            json!([
                changed.status,
                changed.json["firstName"],
                changed.json["lastName"],
                changed.json["roleIds"]
            ]),
            json!([200, "Augusta", "Lovelace", ["1000003"]])
        );
        assert_eq!(app.get("/crm/v3/owners/70000002").await.json["firstName"], "Augusta");
    })
    .await;
}

#[tokio::test]
async fn who_goes_leaves_an_archived_owner_and_may_come_back() {
    on_both_engines(async |app| {
        let id =
            create(&app, json!({"email": "ada@example.org", "firstName": "Ada", "sendWelcomeEmail": true}))
                .await;
        let gone = app.delete(&format!("{USERS}/ada@example.org?idProperty=EMAIL")).await;
        assert_eq!((gone.status, gone.text()), (204, String::new()));
        assert_eq!(app.get(&format!("{USERS}/{id}")).await.status, 404);
        assert_eq!(app.get(&format!("/crm/v3/owners/{id}")).await.status, 404);
        let owner = app.get(&format!("/crm/v3/owners/{id}?archived=true")).await.json;
        assert_eq!(json!([owner["userId"], owner["userIdIncludingInactive"]]), json!([null, 70_000_002]));
        let back = create(&app, json!({"email": "ADA@example.org", "lastName": "Byron"})).await;
        assert_eq!(back, id, "whose records are theirs again");
        let owner = app.get(&format!("/crm/v3/owners/{id}")).await.json;
        assert_eq!(json!([owner["firstName"], owner["lastName"]]), json!(["Ada", "Byron"]));
    })
    .await;
}

#[tokio::test]
async fn users_come_in_pages() {
    on_both_engines(async |app| {
        for name in ["a", "b", "c"] {
            create(&app, json!({"email": format!("{name}@example.org")})).await;
        }
        let first = app.get(&format!("{USERS}?limit=3")).await.json;
        assert_eq!(first["results"].as_array().map(Vec::len), Some(3));
        let next = app
            .get(&format!("{USERS}?limit=3&after={}", first["paging"]["next"]["after"].as_str().unwrap()))
            .await;
        assert_eq!(
            json!([next.json["results"][0]["email"], next.json.get("paging")]),
            json!(["c@example.org", null])
        );
        for query in ["limit=101", "limit=0", "after=x"] {
            assert_eq!(app.get(&format!("{USERS}?{query}")).await.status, 400, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    on_both_engines(async |app| {
        for (body, message) in [
            (json!({"email": "nonsense"}), "Email address nonsense is invalid"),
            (json!({"email": "a@example.org", "roleId": "7"}), "Role 7 does not exist"),
            (json!({"email": "a@example.org", "primaryTeamId": "9"}), "Team 9 does not exist"),
            (json!({"email": "a@example.org", "secondaryTeamIds": ["9"]}), "Team 9 does not exist"),
        ] {
            let refused = app.post(USERS, body).await;
            assert_eq!((refused.status, &refused.json["message"]), (400, &json!(message)));
            assert_eq!(refused.json["category"], "VALIDATION_ERROR");
        }
        assert_eq!(app.post(USERS, json!({})).await.status, 400);
        for path in
            [format!("{USERS}/7"), format!("{USERS}/x"), format!("{USERS}/x@example.org?idProperty=EMAIL")]
        {
            let missing = app.get(&path).await;
            assert_eq!(
                (missing.status, &missing.json["category"]),
                (404, &json!("OBJECT_NOT_FOUND")),
                "{path}"
            );
        }
        assert_eq!(app.get(&format!("{USERS}/7?idProperty=NAME")).await.status, 400);
        let last = app.delete(&format!("{USERS}/{FIRST}")).await;
        assert_eq!(
            json!([last.status, last.json["category"], last.json["message"]]),
            json!([403, "FORBIDDEN", "An account keeps at least one super admin."])
        );
        assert_eq!(app.put(&format!("{USERS}/{FIRST}"), json!({"roleId": "1000003"})).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn roles_are_listed() {
    let app = TestApp::new().await;
    let expected = json!({"results": [
        {"id": "1000001", "name": "Admin", "requiresBillingWrite": false},
        {"id": "1000002", "name": "Member", "requiresBillingWrite": false},
        {"id": "1000003", "name": "Viewer", "requiresBillingWrite": false},
    ]});
    for path in [
        "/settings/v3/users",
        "/settings/users/v3",
        "/settings/users/2026-03",
        "/settings/users/2026-09-beta",
    ] {
        assert_eq!(app.get(&format!("{path}/roles")).await.json, expected, "{path}");
    }
}

#[tokio::test]
async fn there_are_enough_seats() {
    let mut app = TestApp::new().await;
    let seats = "/settings/users/2026-09-beta/seats";
    let expected = json!([{"name": "Core", "description": "Everything that the role of the user allows."}]);
    assert_eq!(app.get(seats).await.json["results"], expected);
    app.token = app.token_with(Scopes::parse("settings.users.read")).await;
    assert_eq!(app.get(seats).await.status, 403);
}

#[tokio::test]
async fn users_need_their_scopes_and_super_admins_a_super_admin() {
    let mut app = TestApp::new().await;
    for (scopes, reads, writes) in [
        ("settings.users.read", 200, 403),
        ("crm.objects.users.read", 200, 403),
        ("settings.users.write", 403, 201),
        ("oauth", 403, 403),
    ] {
        app.token = app.token_with(Scopes::parse(scopes)).await;
        assert_eq!(app.get(USERS).await.status, reads, "{scopes}");
        assert_eq!(app.post(USERS, json!({"email": "a@example.org"})).await.status, writes, "{scopes}");
    }
    app.token = app.token_with(Scopes::parse("settings.users.write")).await;
    let refused = app.delete(&format!("{USERS}/{FIRST}")).await;
    assert_eq!(refused.json["message"], "Only a super admin can change or remove super admins.");
    let invitation = format!("/_linchpin/v1/users/{FIRST}/invitation");
    assert_eq!(app.post(&invitation, json!({})).await.status, 403);
}

#[tokio::test]
async fn a_new_user_gets_a_link_instead_of_an_e_mail() {
    on_both_engines(async |app| {
        let id = create(&app, json!({"email": "ada@example.org", "sendWelcomeEmail": true})).await;
        let made = app.post(&format!("/_linchpin/v1/users/{id}/invitation"), json!({})).await;
        assert_eq!((made.status, &made.json["expiresAt"]), (201, &json!("2026-03-05T05:06:07.089Z")));
        let url = made.json["url"].as_str().expect("a link");
        let path = url.strip_prefix("http://linchpin.example").expect("a link to where the call went");
        let mut browser = app.browser();
        browser.get(path).await;
        assert_eq!(browser.submit(path, &[("password", PASSWORD), ("again", PASSWORD)]).await.status, 303);
        assert!(browser.get("/account").await.text().contains("ada@example.org"));
        app.delete(&format!("{USERS}/{id}")).await;
        assert_eq!(browser.get("/account").await.status, 303, "who is gone is signed out");
        assert_eq!(app.post("/_linchpin/v1/users/7/invitation", json!({})).await.status, 404);
    })
    .await;
}
