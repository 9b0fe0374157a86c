//! Keys with any body: never a duplicate, never a failure of the server.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use linchpin_testkit::{Answer, TestApp};
use proptest::prelude::*;

use super::{CONTACTS, is_replayed, n_contacts};

/// A body that is sometimes right, sometimes nearly, and sometimes anything.
fn body() -> impl Strategy<Value = Vec<u8>> {
    let right = "[\\PC]{0,12}"
        .prop_map(|name| serde_json::json!({"properties": {"firstname": name}}).to_string().into_bytes());
    let cut = (right.clone(), 0_usize..40).prop_map(|(mut body, n)| {
        body.truncate(n);
        body
    });
    prop_oneof![3 => right, 2 => cut, 1 => prop::collection::vec(any::<u8>(), 0..40)]
}

async fn send(app: &TestApp, key: &str, body: &[u8]) -> Answer {
    let request = app.request("POST", CONTACTS).header("Idempotency-Key", key);
    let request = request.header(CONTENT_TYPE, "application/json").body(Body::from(body.to_vec()));
    app.call(request.expect("a test's request is valid")).await
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_key_does_at_most_one_thing(calls in prop::collection::vec((0_u8..4, body()), 1..16)) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let app = TestApp::new().await;
            let mut first: HashMap<u8, (Vec<u8>, Answer)> = HashMap::new();
            for (key, body) in calls {
                let name = format!("key {key}");
                let answer = send(&app, &name, &body).await;
                match first.get(&key) {
                    None => {
                        assert!([201, 400].contains(&answer.status), "{}", answer.text());
                        assert!(!is_replayed(&answer));
                        let again = send(&app, &name, &body).await;
                        assert_eq!((again.status, is_replayed(&again)), (answer.status, true));
                        assert_eq!(again.body, answer.body);
                        first.insert(key, (body, answer));
                    }
                    Some((same, known)) if *same == body => {
                        assert_eq!((answer.status, &answer.body), (known.status, &known.body));
                    }
                    Some(_) => assert_eq!(answer.status, 422, "{}", answer.text()),
                }
            }
            let n_created = first.values().filter(|(_, answer)| answer.status == 201).count();
            assert_eq!(n_contacts(&app).await, n_created);
        });
    }
}
