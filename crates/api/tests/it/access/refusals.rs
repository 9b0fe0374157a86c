//! Who may not call: without a token, with one that nobody knows, and with one that lacks scopes.

use std::collections::HashMap;
use std::time::Duration;

use linchpin_engine::Scopes as Held;
use linchpin_testkit::TestApp;
use linchpin_wire::operation::{Access, Scopes};
use serde_json::{Value, json};

use super::requests::{self, Asked};
use super::world::World;

#[tokio::test]
async fn nobody_calls_without_a_token_that_is_known() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    for asked in requests::all(&world) {
        for token in [None, Some("pat-na1-00000000-0000-0000-0000-000000000000"), Some("nobody's")] {
            let answer = asked.send(&app, token, &json!({})).await;
            if asked.operation.scopes == Scopes::Public {
                continue;
            }
            let expected = json!({
                "status": "error",
                "message": "Authentication credentials not found. This API supports OAuth 2.0 authentication and \
                            you can find more details at \
                            https://developers.hubspot.com/docs/methods/auth/oauth-overview",
                "correlationId": answer.json["correlationId"],
                "category": "INVALID_AUTHENTICATION",
            });
            assert_eq!((answer.status, &answer.json), (401, &expected), "{}", asked.name());
        }
    }
}

#[tokio::test]
async fn a_token_without_the_scopes_is_told_which_ones_are_missing() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let token = app.token_with(Held::parse("oauth")).await;
    for asked in requests::all(&world) {
        let alternatives = asked.alternatives(&world);
        if alternatives.is_empty() || alternatives.contains(&vec!["oauth"]) {
            continue;
        }
        let answer = asked.send(&app, Some(&token), &json!({})).await;
        let expected = asked.refusal(&world, &app, &alternatives, &answer.json["correlationId"]);
        assert_eq!((answer.status, &answer.json), (403, &expected), "{}", asked.name());
    }
}

#[tokio::test]
async fn a_token_with_one_alternative_and_nothing_else_may_call() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let mut tokens = HashMap::new();
    for asked in requests::all(&world) {
        for scopes in asked.alternatives(&world) {
            let scopes = scopes.join(" ");
            if !tokens.contains_key(&scopes) {
                tokens.insert(scopes.clone(), app.token_with(Held::parse(&scopes)).await);
            }
            let answer = asked.send(&app, Some(&tokens[&scopes]), &json!({})).await;
            assert!(
                ![401, 403, 500].contains(&answer.status),
                "{} with {scopes}: {}",
                asked.name(),
                answer.text()
            );
        }
    }
}

#[tokio::test]
async fn a_developer_key_opens_what_takes_one_and_nothing_else() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    let key = app.engine.rotate_developer_key(app.account, Duration::ZERO).await.expect("a key");
    for asked in requests::all(&world) {
        if asked.operation.scopes == Scopes::Public {
            continue;
        }
        let takes_keys = matches!(asked.operation.scopes, Scopes::DeveloperOr(_));
        let answer = asked.send_with_key(&app, key.expose(), &json!({})).await;
        assert_eq!(answer.status != 401, takes_keys, "{}", asked.name());
        assert!(![403, 500].contains(&answer.status), "{}: {}", asked.name(), answer.text());
        // It is no token anywhere, and no token is one.
        assert_eq!(asked.send(&app, Some(key.expose()), &json!({})).await.status, 401, "{}", asked.name());
        let token = asked.send_with_key(&app, &app.token, &json!({})).await;
        assert_eq!(token.status, 401, "{}", asked.name());
    }
}

impl Asked {
    /// What to call the request in messages.
    pub(super) fn name(&self) -> String {
        format!("{} {} {}", self.operation.id, self.operation.method.as_str(), self.path)
    }

    /// What a caller without scopes is told.
    fn refusal(&self, world: &World, app: &TestApp, alternatives: &[Vec<&str>], id: &Value) -> Value {
        if self.operation.scopes == Scopes::ForSchema(Access::Read) {
            let object_type = self.object_type(world);
            return json!({
                "status": "error",
                "message": format!(
                    "You do not have permissions to view object type ObjectTypeId{{legacyObjectType={}}} in portal \
                     {} (requires one of [{}-read])",
                    object_type.legacy_name, app.account, object_type.plural,
                ),
                "correlationId": id,
            });
        }
        let mut scopes: Vec<&str> = Vec::new();
        for scope in alternatives.iter().flatten() {
            if !scopes.contains(scope) {
                scopes.push(scope);
            }
        }
        json!({
            "status": "error",
            "message": "This app hasn't been granted all required scopes to make this call. Read more about \
                        required scopes here: https://developers.hubspot.com/scopes.",
            "correlationId": id,
            "errors": [{
                "message": "One or more of the following scopes are required.",
                "context": {"requiredGranularScopes": scopes},
            }],
            "links": {"scopes": "https://developers.hubspot.com/scopes"},
            "category": "MISSING_SCOPES",
        })
    }
}
