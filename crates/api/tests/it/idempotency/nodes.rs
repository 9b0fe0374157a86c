//! The same key at two servers at once.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use futures_util::future::join_all;
use linchpin_api::{App, Front, MAX_BODY_BYTES};
use linchpin_engine::search::Settings;
use linchpin_engine::{Engine, ServerKey};
use linchpin_testkit::{Store, TestApp};
use tower::ServiceExt as _;

use super::{CONTACTS, n_contacts};

/// The API of another server on the same database.
fn other(app: &TestApp) -> Front {
    let clock = app.engine.clock().clone();
    let engine = Engine::new(Arc::clone(&app.database), ServerKey::new([7; 32]), clock, Settings::default());
    Front::new(Arc::new(App::new(Arc::new(engine))), linchpin_api::table())
}

/// The status and the body that a creation with a key comes to.
async fn create(app: &TestApp, front: &Front, key: &str) -> (u16, Vec<u8>) {
    let body = r#"{"properties": {"firstname": "Ada"}}"#;
    let request = app.request("POST", CONTACTS).header("Idempotency-Key", key);
    let request = request.header(CONTENT_TYPE, "application/json").body(Body::from(body)).expect("a request");
    let Ok(response) = front.clone().oneshot(request).await;
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, MAX_BODY_BYTES).await.expect("a body in memory can be read");
    (parts.status.as_u16(), body.to_vec())
}

#[tokio::test]
async fn two_servers_do_a_call_once() {
    let app = TestApp::on(Store::Postgres).await;
    let fronts = [other(&app), other(&app)];
    for n_keys in 1..=5 {
        let key = format!("k{n_keys}");
        let answers = join_all(fronts.iter().cycle().take(12).map(|front| create(&app, front, &key))).await;
        let done: Vec<_> = answers.iter().filter(|(status, _)| *status == 201).collect();
        assert!(!done.is_empty(), "one of them is done");
        assert!(done.iter().all(|answer| *answer == done[0]), "the others are told the same");
        assert!(answers.iter().all(|(status, _)| [201, 409].contains(status)), "{answers:?}");
        assert_eq!(n_contacts(&app).await, n_keys);
        for front in &fronts {
            assert_eq!(create(&app, front, &key).await, *done[0]);
        }
    }
}
