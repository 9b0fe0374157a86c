//! Owners, and the records that belong to them.

use linchpin_domain::Role;
use linchpin_engine::Scopes;
use linchpin_engine::people::{NewUser, UserKey, UserTeams};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// Where owners are.
const OWNERS: &str = "/crm/v3/owners";

/// Makes an owner and returns the id.
async fn owner(app: &TestApp, email: &str) -> String {
    let new = NewUser {
        email: email.to_owned(),
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        role: Role::Member,
        teams: UserTeams::default(),
    };
    app.engine.create_user(app.account, new).await.expect("a user can be made").id.to_string()
}

/// The ids of a page.
fn ids(page: &Value) -> Vec<&str> {
    page["results"].as_array().expect("results").iter().filter_map(|owner| owner["id"].as_str()).collect()
}

/// Archives an owner with its user.
async fn archive(app: &TestApp, id: &str) {
    app.engine.remove_user(app.account, UserKey::Id(id)).await.expect("the user can go");
}

#[tokio::test]
async fn an_account_starts_with_one_owner() {
    on_both_engines(async |app| {
        let page = app.get(OWNERS).await;
        assert_eq!(
            page.text(),
            concat!(
                r#"{"results":[{"id":"70000001","email":"admin@example.com","type":"PERSON","#,
                r#""firstName":"Account","lastName":"Admin","userId":70000001,"#,
                r#""userIdIncludingInactive":70000001,"createdAt":"2026-03-04T05:06:07.089Z","#,
                r#""updatedAt":"2026-03-04T05:06:07.089Z","archived":false}]}"#,
            )
        );
        for path in ["/crm/owners/v3", "/crm/owners/2025-09", "/crm/owners/2026-03/", "/crm/owners/2026-09"] {
            assert_eq!(app.get(path).await.json, page.json, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn lists_are_paged_and_filtered() {
    on_both_engines(async |app| {
        for email in ["Ada@Example.com", "b@example.com", "c@example.com"] {
            owner(&app, email).await;
        }
        let first = app.get(&format!("{OWNERS}?limit=3")).await.json;
        assert_eq!(ids(&first), ["70000001", "70000002", "70000003"]);
        let next = &first["paging"]["next"];
        assert_eq!(next["after"], "70000004");
        let second = app.get(&format!("{OWNERS}?limit=3&after=70000004")).await.json;
        assert_eq!((ids(&second), second.get("paging")), (vec!["70000004"], None));
        assert_eq!(ids(&app.get(&format!("{OWNERS}?email=ada@example.COM")).await.json), ["70000002"]);
        assert_eq!(ids(&app.get(&format!("{OWNERS}?email=nobody@example.com")).await.json), [""; 0]);
        for query in ["limit=501", "limit=0", "after=x", "archived=1"] {
            assert_eq!(app.get(&format!("{OWNERS}?{query}")).await.status, 400, "{query}");
        }
    })
    .await;
}

#[tokio::test]
async fn one_owner_is_found_by_its_id_and_by_its_user() {
    on_both_engines(async |app| {
        let id = owner(&app, "ada@example.com").await;
        let found = app.get(&format!("{OWNERS}/{id}")).await;
        assert_eq!((found.status, &found.json["firstName"]), (200, &json!("Ada")));
        for query in ["idProperty=userId", "idProperty=id", "archived=false"] {
            assert_eq!(app.get(&format!("{OWNERS}/{id}?{query}")).await.json, found.json);
        }
        assert_eq!(app.get(&format!("{OWNERS}/{id}?idProperty=email")).await.status, 400);
        for missing in [format!("{id}?archived=true"), "1".to_owned(), "ada".to_owned()] {
            let answer = app.get(&format!("{OWNERS}/{missing}")).await;
            assert_eq!((answer.status, &answer.json["category"]), (404, &json!("OBJECT_NOT_FOUND")));
        }
    })
    .await;
}

#[tokio::test]
async fn archived_owners_are_a_list_of_their_own() {
    on_both_engines(async |app| {
        let id = owner(&app, "ada@example.com").await;
        archive(&app, &id).await;
        assert_eq!(ids(&app.get(OWNERS).await.json), ["70000001"]);
        let archived = app.get(&format!("{OWNERS}?archived=true")).await.json;
        let shown = &archived["results"][0];
        assert_eq!(ids(&archived), [id.as_str()]);
        assert_eq!(
            json!([shown["archived"], shown["userId"], shown["userIdIncludingInactive"]]),
            json!([true, null, 70_000_002])
        );
        assert_eq!(app.get(&format!("{OWNERS}/{id}")).await.status, 404);
        assert_eq!(app.get(&format!("{OWNERS}/{id}?archived=true")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn the_older_form_is_a_plain_list() {
    let app = TestApp::new().await;
    let id = owner(&app, "ada@example.com").await;
    archive(&app, &id).await;
    let legacy = "/owners/v2/owners";
    let all = app.get(&format!("{legacy}?includeInactive=true")).await.json;
    let flags: Vec<_> = all.as_array().expect("a list").iter().map(|owner| &owner["isActive"]).collect();
    assert_eq!(flags, [&json!(true), &json!(false)]);
    let live = app.get(legacy).await.json;
    assert_eq!(
        live[0],
        json!({
            "portalId": app.account.0, "ownerId": 70_000_001, "type": "PERSON", "firstName": "Account",
            "lastName": "Admin", "email": "admin@example.com", "createdAt": 1_772_600_767_089_i64,
            "updatedAt": 1_772_600_767_089_i64, "remoteList": [], "hasContactsAccess": true,
            "activeUserId": 70_000_001, "userIdIncludingInactive": 70_000_001, "isActive": true,
        })
    );
    assert_eq!(live.as_array().map(Vec::len), Some(1));
    assert_eq!(app.get(&format!("{legacy}/70000001")).await.json, live[0]);
    assert_eq!(app.get(&format!("{legacy}/{id}")).await.status, 404);
}

#[tokio::test]
async fn records_belong_to_owners_of_their_account() {
    on_both_engines(async |app| {
        let write = async |owner: &str| {
            let body =
                json!({"properties": {"email": format!("{owner}@example.com"), "hubspot_owner_id": owner}});
            app.post("/crm/v3/objects/contacts", body).await
        };
        let refused = write("70000002").await;
        let error = &refused.json["errors"][0];
        assert_eq!(
            json!([refused.status, error["code"], error["message"], error["context"]]),
            json!([
                400,
                "INVALID_OWNER_ID",
                "The owner with ID 70000002 does not exist",
                {"propertyName": ["hubspot_owner_id"]}
            ])
        );
        assert_eq!(write("ada").await.status, 400);
        let owner = owner(&app, "ada@example.com").await;
        let written = write(&owner).await;
        assert_eq!(written.status, 201, "{}", written.text());
        let shown = &written.json["properties"];
        assert_eq!(
            json!([shown["hs_all_owner_ids"], shown["hs_user_ids_of_all_owners"]]),
            json!([owner, owner])
        );
        let one = format!("/crm/v3/objects/contacts/{}", written.json["id"].as_str().expect("an id is text"));
        let update = async |owner: &str| {
            app.patch(&one, json!({"properties": {"hubspot_owner_id": owner}})).await.status
        };
        assert_eq!([update("1").await, update("").await, update("70000001").await], [400, 200, 200]);
    })
    .await;
}

#[tokio::test]
async fn owners_need_their_scope() {
    let mut app = TestApp::new().await;
    for (scopes, expected) in [("crm.objects.owners.read", 200), ("crm.objects.contacts.read", 403)] {
        app.token = app.token_with(Scopes::parse(scopes)).await;
        assert_eq!(app.get(OWNERS).await.status, expected, "{scopes}");
    }
}
