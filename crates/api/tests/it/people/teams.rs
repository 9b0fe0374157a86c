//! Teams: who is in them, and what shows them.

use linchpin_engine::Scopes;
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

const TEAMS: &str = "/settings/teams/2026-09-beta";
const USERS: &str = "/settings/v3/users";

/// Makes a team and returns the number.
async fn team(app: &TestApp, body: Value) -> String {
    let made = app.post(TEAMS, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["id"].as_str().expect("an id is text").to_owned()
}

/// Makes a user and returns the number.
async fn user(app: &TestApp, name: &str, teams: Value) -> String {
    let mut body = json!({"email": format!("{name}@example.org")});
    body.as_object_mut().expect("an object").extend(teams.as_object().expect("an object").clone());
    let made = app.post(USERS, body).await;
    assert_eq!(made.status, 201, "{}", made.text());
    made.json["id"].as_str().expect("an id is text").to_owned()
}

#[tokio::test]
async fn a_team_is_made_read_changed_and_deleted() {
    on_both_engines(async |app| {
        assert_eq!(app.get(TEAMS).await.text(), r#"{"results":[]}"#);
        let made = app.post(TEAMS, json!({"name": " Sales ", "members": []})).await;
        assert_eq!((made.status, made.text().as_str()), (201, r#"{"id":"1","name":"Sales"}"#));
        let part = app.post(TEAMS, json!({"name": "North", "parentTeamId": "1", "members": []})).await;
        assert_eq!(part.json, json!({"id": "2", "name": "North", "parentTeamId": "1"}));
        assert_eq!(app.get(&format!("{TEAMS}/2")).await.json, part.json);
        let part_of_part = team(&app, json!({"name": "Far north", "parentTeamId": 2})).await;

        let one = format!("{TEAMS}/2");
        let changed = app.patch(&one, json!({"name": "South"})).await;
        assert_eq!(
            (changed.status, &changed.json),
            (200, &json!({"id": "2", "name": "South", "parentTeamId": "1"}))
        );
        assert_eq!(
            app.patch(&one, json!({"parentTeamId": null})).await.json,
            json!({"id": "2", "name": "South"})
        );
        assert_eq!(app.patch(&one, json!({"parentTeamId": "1"})).await.json["parentTeamId"], "1");

        let gone = app.delete(&one).await;
        assert_eq!((gone.status, gone.text()), (204, String::new()));
        assert_eq!(app.get(&one).await.status, 404);
        let left = app.get(&format!("{TEAMS}/{part_of_part}")).await.json;
        assert_eq!(left["parentTeamId"], "1", "what was part of it moves up");
    })
    .await;
}

#[tokio::test]
async fn teams_and_members_come_in_pages() {
    on_both_engines(async |app| {
        for name in ["a", "b", "c"] {
            team(&app, json!({"name": name})).await;
            user(&app, name, json!({"secondaryTeamIds": ["1"]})).await;
        }
        for (path, key) in [(TEAMS.to_owned(), "id"), (format!("{TEAMS}/1/members"), "userId")] {
            let whole = app.get(&path).await.json;
            assert_eq!(whole["results"].as_array().map(Vec::len), Some(3));
            let first = app.get(&format!("{path}?limit=2")).await.json;
            let after = first["paging"]["next"]["after"].as_str().expect("a next page").to_owned();
            let next = app.get(&format!("{path}?limit=2&after={after}")).await.json;
            assert_eq!(
                json!([next["results"][0][key], next.get("paging")]),
                json!([whole["results"][2][key], null])
            );
            for query in ["limit=101", "limit=0", "after=x"] {
                assert_eq!(app.get(&format!("{path}?{query}")).await.status, 400, "{query}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn users_join_and_leave_teams() {
    on_both_engines(async |app| {
        let ada = user(&app, "ada", json!({})).await;
        let bob = user(&app, "bob", json!({})).await;
        let one = json!({"name": "One", "members": [{"userId": ada, "type": "DEFAULT"}]});
        let (one, two) = (team(&app, one).await, team(&app, json!({"name": "Two"})).await);
        let members = async |team: &str| app.get(&format!("{TEAMS}/{team}/members")).await.json["results"].clone();
        assert_eq!(members(&one).await, json!([{"userId": ada, "type": "DEFAULT"}]));

        let joined = app.post(&format!("{TEAMS}/{two}/members"), json!({"userId": ada, "type": "EXTRA"})).await;
        assert_eq!((joined.status, &joined.json), (201, &json!({"userId": ada, "type": "EXTRA"})));
        assert_eq!(members(&two).await, json!([{"userId": ada, "type": "EXTRA"}]));
        let inputs = json!({"inputs": [
            {"userId": ada, "type": "DEFAULT"}, {"userId": "7", "type": "EXTRA"}, {"userId": bob, "type": "EXTRA"},
        ]});
        let batch = app.post(&format!("{TEAMS}/{two}/members/batch"), inputs).await;
        assert_eq!(
            json!([batch.status, batch.json["results"], batch.json["errors"][0]["message"]]),
            json!([
                207,
                [{"userId": ada, "type": "DEFAULT"}, {"userId": bob, "type": "EXTRA"}],
                "User 7 does not exist"
            ])
        );
        assert_eq!(members(&one).await, json!([]), "there is one main team");
        let inputs = json!({"inputs": [{"userId": bob, "type": "EXTRA"}]});
        let batch = app.post(&format!("{TEAMS}/{one}/members/batch"), inputs).await;
        assert_eq!((batch.status, &batch.json["status"]), (200, &json!("COMPLETE")));

        let leave = async |user: &str, query: &str| {
            app.delete(&format!("{TEAMS}/{two}/members/{user}{query}")).await.status
        };
        assert_eq!(leave(&bob, "").await, 204, "whose main team it is not stays");
        assert_eq!(members(&two).await.as_array().map(Vec::len), Some(2));
        assert_eq!([leave(&bob, "?type=EXTRA").await, leave(&ada, "?type=DEFAULT").await], [204, 204]);
        assert_eq!(members(&two).await, json!([]));
        assert_eq!(leave(&bob, "?type=BOSS").await, 400);
    })
    .await;
}

#[tokio::test]
async fn users_and_owners_show_their_teams() {
    on_both_engines(async |app| {
        let mut teams = Vec::new();
        for name in ["One", "Two", "Three"] {
            teams.push(team(&app, json!({"name": name})).await);
        }
        let placed = json!({"primaryTeamId": teams[0], "secondaryTeamIds": [teams[1], teams[0]]});
        let ada = user(&app, "ada", placed).await;
        let one = format!("{USERS}/{ada}");
        let shown = async || {
            let user = app.get(&one).await.json;
            let owner = app.get(&format!("/crm/v3/owners/{ada}")).await.json;
            json!([user.get("primaryTeamId"), user.get("secondaryTeamIds"), owner.get("teams")])
        };
        let first = json!({"id": teams[0], "name": "One", "primary": true});
        let second = json!({"id": teams[1], "name": "Two", "primary": false});
        assert_eq!(shown().await, json!([teams[0], [teams[1]], [first, second]]));
        let everybody = app.get(USERS).await.json;
        assert_eq!(everybody["results"][1]["primaryTeamId"], json!(teams[0]));
        let owners = app.get("/crm/v3/owners").await.json;
        assert_eq!(
            json!([owners["results"][0].get("teams"), owners["results"][1]["teams"][0]["name"]]),
            json!([null, "One"])
        );
        let expected = json!({"results": [
            {"id": teams[0], "name": "One", "userIds": [ada], "secondaryUserIds": []},
            {"id": teams[1], "name": "Two", "userIds": [], "secondaryUserIds": [ada]},
            {"id": teams[2], "name": "Three", "userIds": [], "secondaryUserIds": []},
        ]});
        for path in [USERS, "/settings/users/v3", "/settings/users/2026-03", "/settings/users/2026-09-beta"] {
            assert_eq!(app.get(&format!("{path}/teams")).await.json, expected, "{path}");
        }

        app.put(&one, json!({"firstName": "Ada"})).await;
        assert_eq!(shown().await[0], json!(teams[0]), "what is left out stays");
        app.put(&one, json!({"primaryTeamId": teams[1]})).await;
        assert_eq!(
            shown().await,
            json!([teams[1], null, [{"id": teams[1], "name": "Two", "primary": true}]])
        );
        let changed = app.put(&one, json!({"primaryTeamId": "", "secondaryTeamIds": [teams[2]]})).await;
        assert_eq!(changed.json["secondaryTeamIds"], json!([teams[2]]));
        app.put(&one, json!({"secondaryTeamIds": []})).await;
        assert_eq!(shown().await, json!([null, null, null]));
    })
    .await;
}

#[tokio::test]
async fn records_show_the_main_team_of_their_owner() {
    on_both_engines(async |app| {
        let above = team(&app, json!({"name": "Sales"})).await;
        let below = team(&app, json!({"name": "North", "parentTeamId": above})).await;
        let ada = user(&app, "ada", json!({"primaryTeamId": below, "secondaryTeamIds": [above]})).await;
        let bob = user(&app, "bob", json!({"secondaryTeamIds": [above]})).await;
        let body = json!({"properties": {"name": "Analytical Engines", "hubspot_owner_id": ada}});
        let made = app.post("/crm/v3/objects/companies", body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        let properties = "hubspot_team_id,hs_all_team_ids,hs_all_accessible_team_ids";
        let one = format!("/crm/v3/objects/companies/{}", made.json["id"].as_str().expect("an id is text"));
        let shown = async || {
            let record = app.get(&format!("{one}?properties={properties}")).await.json;
            let of = |name: &str| record["properties"][name].clone();
            json!([of("hubspot_team_id"), of("hs_all_team_ids"), of("hs_all_accessible_team_ids")])
        };
        assert_eq!(shown().await, json!([below, below, format!("{below};{above}")]));
        let found =
            json!({"filters": [{"propertyName": "hubspot_team_id", "operator": "EQ", "value": below}]});
        assert_eq!(app.post("/crm/v3/objects/companies/search", found).await.json["total"], 1);
        let own = async |owner: &str| {
            app.patch(&one, json!({"properties": {"hubspot_owner_id": owner}})).await.status
        };
        assert_eq!(own(&bob).await, 200);
        assert_eq!(shown().await, json!(["", "", ""]), "none of the other teams is it");
        app.post(&format!("{TEAMS}/{above}/members"), json!({"userId": bob, "type": "DEFAULT"})).await;
        assert_eq!(own(&ada).await, 200);
        assert_eq!(own(&bob).await, 200);
        assert_eq!(shown().await, json!([above, above, above]));
        app.delete(&format!("{USERS}/{bob}")).await;
        let left = app.get(&format!("{TEAMS}/{above}/members")).await.json;
        assert_eq!(left["results"], json!([{"userId": ada, "type": "EXTRA"}]), "who is gone is in no team");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    on_both_engines(async |app| {
        let one = team(&app, json!({"name": "Sales"})).await;
        let two = team(&app, json!({"name": "North", "parentTeamId": one})).await;
        for (body, status, message) in [
            (json!({"name": " "}), 400, "A team needs a name of up to 255 characters"),
            (json!({"name": "x".repeat(256)}), 400, "A team needs a name of up to 255 characters"),
            (json!({"name": "SALES"}), 409, "A team with the name SALES already exists."),
            (json!({"name": "New", "parentTeamId": "9"}), 400, "Team 9 does not exist"),
            (
                json!({"name": "New", "members": [{"userId": "x", "type": "EXTRA"}]}),
                400,
                "User x does not exist",
            ),
        ] {
            let refused = app.post(TEAMS, body).await;
            assert_eq!((refused.status, &refused.json["message"]), (status, &json!(message)));
        }
        assert_eq!(
            app.post(TEAMS, json!({"name": "New", "members": [{"userId": "7", "type": "BOSS"}]}))
                .await
                .status,
            400
        );
        assert_eq!(
            app.get(TEAMS).await.json["results"].as_array().map(Vec::len),
            Some(2),
            "nothing was made"
        );
        let circle = app.patch(&format!("{TEAMS}/{one}"), json!({"parentTeamId": two})).await;
        assert_eq!(
            (circle.status, &circle.json["message"]),
            (400, &json!(format!("Team {one} cannot be part of itself")))
        );
        let own = app.patch(&format!("{TEAMS}/{one}"), json!({"name": "sales"})).await;
        assert_eq!(own.status, 200, "its own name is free for it");
        let missing = app.get(&format!("{TEAMS}/9")).await;
        assert_eq!(
            json!([
                missing.status,
                missing.json["category"],
                missing.json["message"],
                missing.json["context"]
            ]),
            json!([404, "OBJECT_NOT_FOUND", "Team \"9\" does not exist", {"teamId": ["9"]}])
        );
        let member = json!({"userId": "70000001", "type": "EXTRA"});
        assert_eq!(app.patch(&format!("{TEAMS}/9"), json!({"name": "x"})).await.status, 404);
        assert_eq!(app.delete(&format!("{TEAMS}/x")).await.status, 404);
        assert_eq!(app.get(&format!("{TEAMS}/9/members")).await.status, 404);
        assert_eq!(app.post(&format!("{TEAMS}/9/members"), member).await.status, 404);
        assert_eq!(app.delete(&format!("{TEAMS}/9/members/70000001")).await.status, 404);
        let member = json!({"userId": "7", "type": "EXTRA"});
        let refused = app.post(&format!("{TEAMS}/{one}/members"), member.clone()).await;
        assert_eq!((refused.status, &refused.json["message"]), (400, &json!("User 7 does not exist")));
        let inputs = json!({"inputs": vec![member; 101]});
        assert_eq!(app.post(&format!("{TEAMS}/{one}/members/batch"), inputs).await.status, 400);
    })
    .await;
}

#[tokio::test]
async fn teams_have_scopes_of_their_own() {
    let mut app = TestApp::new().await;
    for (scopes, reads, writes) in [
        ("settings.users.teams.read", 200, 403),
        ("settings.users.teams.write", 403, 201),
        ("settings.users.read", 403, 403),
    ] {
        app.token = app.token_with(Scopes::parse(scopes)).await;
        assert_eq!(app.get(TEAMS).await.status, reads, "{scopes}");
        assert_eq!(app.post(TEAMS, json!({"name": "Sales"})).await.status, writes, "{scopes}");
    }
}
