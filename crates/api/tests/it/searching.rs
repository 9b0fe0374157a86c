//! The search index under the engine: whether it shows what the store holds, whenever somebody searches.

mod fresh;
mod kept;
mod request;
mod schema;

use std::sync::Arc;

use linchpin_domain::filter::{Filter, Kind, Test};
use linchpin_engine::search::{Search, Settings, Sort};
use linchpin_engine::{Engine, ServerKey};
use linchpin_testkit::TestApp;
use serde_json::{Value, json};

/// Another engine over the app's database, as another node or a later start would have it.
fn engine(app: &TestApp, settings: Settings) -> Arc<Engine> {
    let (database, clock) = (Arc::clone(&app.database), app.engine.clock().clone());
    Arc::new(Engine::new(database, ServerKey::new([7; 32]), clock, settings))
}

/// The ids of the records that an engine finds, in order.
async fn found(engine: &Engine, app: &TestApp, plural: &str, filter: Filter) -> Vec<String> {
    sorted(engine, app, plural, (filter, None)).await
}

/// The same in another order.
async fn sorted(
    engine: &Engine,
    app: &TestApp,
    plural: &str,
    (filter, sort): (Filter, Option<Sort>),
) -> Vec<String> {
    let principal = engine.authenticate(&app.token).await.expect("tokens read").expect("the token is valid");
    let object_type = engine.object_type(app.account, plural).await.expect("the type is there");
    let search = Search { filter, sort, offset: 0, limit: 100, properties: Vec::new() };
    let page = engine.search_records(&principal, object_type, search).await.expect("the search answers");
    assert_eq!(page.total, page.records.len() as u64);
    page.records.iter().map(|record| record.stored.id.to_string()).collect()
}

/// The filter for a text.
fn named(property: &'static str, value: &str) -> Filter {
    is(property, Kind::Text, value)
}

/// The filter for a value.
fn is(property: &'static str, kind: Kind, value: &str) -> Filter {
    let key = kind.key(value).expect("the value is of this kind");
    Filter::property(property, kind, Test::OneOf(vec![key]))
}

/// The filter for any value.
fn known(property: &'static str) -> Filter {
    Filter::property(property, Kind::Text, Test::Known)
}

/// Makes a record and returns its id.
async fn create(app: &TestApp, plural: &str, properties: Value) -> String {
    let body = json!({ "properties": properties });
    let answer = app.post(&format!("/crm/v3/objects/{plural}"), body).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    answer.json["id"].as_str().expect("an id").to_owned()
}

/// Changes a record.
async fn update(app: &TestApp, plural: &str, id: &str, properties: Value) {
    let body = json!({ "properties": properties });
    let answer = app.patch(&format!("/crm/v3/objects/{plural}/{id}"), body).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
}
