//! The developer key of an account.

use linchpin_testkit::on_both_engines;
use serde_json::json;

use super::{OWN_ACCOUNT, no_token, refusal, status_with};

const KEY: &str = "/_linchpin/v1/developer-key";

#[tokio::test]
async fn an_account_has_one_developer_key() {
    on_both_engines(async |app| {
        assert_eq!(refusal(&app.get(KEY).await), no_token());
        let rotate = async |grace: u32| {
            let answer = app.post(&format!("{KEY}/rotate"), json!({"graceSeconds": grace})).await;
            answer.json["token"].as_str().expect("a key").to_owned()
        };
        let first = rotate(0).await;
        let shown = app.get(KEY).await.json;
        assert_eq!(shown["hint"].as_str(), Some(&first[first.len() - 4..]));
        app.advance(1);
        let second = rotate(60).await;
        assert_ne!(first, second);
        assert_eq!(app.get(KEY).await.json["hint"].as_str(), Some(&second[second.len() - 4..]));
        assert_eq!(status_with(&app, &second, OWN_ACCOUNT).await, 401);
    })
    .await;
}
