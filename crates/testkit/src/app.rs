//! A server in process: the real router over a real database, with a clock that stands still.

use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use axum::http::{HeaderMap, Request};
use http_body_util::BodyExt as _;
use linchpin_api::{App, Front};
use linchpin_domain::{AccountId, Timestamp};
use linchpin_engine::apps::NewPrivateApp;
use linchpin_engine::people::Cost;
use linchpin_engine::search::Settings;
use linchpin_engine::{Clock, Engine, Scopes, ServerKey};
use linchpin_store::port::Location;
use linchpin_store::{Database, migrations};
use linchpin_web::Web;
use serde_json::Value;
use tower::ServiceExt as _;

use crate::fields::FieldTables;
use crate::postgres::Postgres;

/// Where the clock of every test app stands at first: 2026-03-04T05:06:07.089Z.
pub const START: Timestamp = Timestamp(1_772_600_767_089);
/// Connections of a test app to its PostgreSQL: enough to meet itself.
const CONNECTIONS: usize = 4;

/// Which engine a test app stores in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Store {
    /// A SQLite file in a temporary folder.
    Sqlite,
    /// A fresh database of a real PostgreSQL server.
    Postgres,
}

/// A fresh database with its schema.
pub struct TestDatabase {
    /// The database.
    pub database: Arc<Database>,
    // The folder goes when the database goes.
    folder: tempfile::TempDir,
}

impl TestDatabase {
    /// A database of this engine.
    pub async fn on(store: Store) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = match store {
            Store::Sqlite => Database::open(Location::File(&folder.path().join("linchpin.db"))).await,
            Store::Postgres => {
                let url = Postgres::database();
                Database::open(Location::Server { url: &url, connections: CONNECTIONS }).await
            }
        };
        let database = Arc::new(database.expect("a fresh database opens"));
        migrations::apply(&database, START).await.expect("migrations apply to a fresh database");
        Self { database, folder }
    }
}

/// A server in process.
pub struct TestApp {
    /// The use cases, for what the API does not offer.
    pub engine: Arc<Engine>,
    /// The database, for looking at rows.
    pub database: Arc<Database>,
    /// The account that [`Self::token`] opens.
    pub account: AccountId,
    /// A token with all scopes.
    pub token: String,
    front: Front,
    web: Web,
    // The folder goes when the app goes.
    _folder: tempfile::TempDir,
}

/// What a call came to.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub body: Vec<u8>,
    /// The body as JSON; null when it is none.
    pub json: Value,
}

impl Answer {
    /// A header's text, empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Runs a test once on each engine.
pub async fn on_both_engines(test: impl AsyncFn(TestApp)) {
    for store in [Store::Sqlite, Store::Postgres] {
        test(TestApp::on(store).await).await;
    }
}

impl TestApp {
    /// A server over SQLite.
    pub async fn new() -> Self {
        Self::on(Store::Sqlite).await
    }

    /// A server over this engine.
    pub async fn on(store: Store) -> Self {
        let TestDatabase { database, folder } = TestDatabase::on(store).await;
        let engine = Engine::new(
            Arc::clone(&database),
            ServerKey::new([7; 32]),
            Clock::set_to(START),
            Settings::default(),
        );
        let engine = Arc::new(engine.with_password_cost(Cost::LEAST));
        let account = engine.create_account("Test").await.expect("an account can be made");
        let front = Front::new(Arc::new(App::new(Arc::clone(&engine))), linchpin_api::table());
        let web = Web::new(Arc::clone(&engine));
        let mut app = Self { engine, database, account, token: String::new(), front, web, _folder: folder };
        app.token = app.token_with(Scopes::All).await;
        app
    }

    /// A token of a new app in the account, with these scopes.
    pub async fn token_with(&self, scopes: Scopes) -> String {
        let new = NewPrivateApp { account: self.account, name: "Test app", scopes };
        let made = self.engine.create_private_app(new).await.expect("an app can be made");
        made.token.expose().to_owned()
    }

    /// Moves the clock.
    pub fn advance(&self, milliseconds: i64) {
        self.engine.clock().advance(milliseconds);
    }

    /// Sends a GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, None).await
    }

    /// Sends a POST with a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send("POST", path, Some(body)).await
    }

    /// Sends a PATCH with a JSON body.
    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send("PATCH", path, Some(body)).await
    }

    /// Sends a PUT with a JSON body.
    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send("PUT", path, Some(body)).await
    }

    /// Sends a DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send("DELETE", path, None).await
    }

    async fn send(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request = self.request(method, path);
        if body.is_some() {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.call(request.body(body).expect("a test's request is valid")).await
    }

    /// A request with the app's token, for tests that need to add something.
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, "linchpin.example")
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
    }

    /// Sends a request as it is, and checks every JSON answer against the field tables of the official SDK.
    pub async fn call(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let Ok(response) = if Web::serves(&path) {
            self.web.clone().oneshot(request).await
        } else {
            self.front.clone().oneshot(request).await
        };
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body in memory can be read").to_bytes().to_vec();
        let status = parts.status.as_u16();
        let is_json = parts
            .headers
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        let json = if is_json {
            FieldTables::load().check(&method, &path, status, &body);
            serde_json::from_slice(&body).expect("an answer that says it is JSON is JSON")
        } else {
            Value::Null
        };
        Answer { status, headers: parts.headers, body, json }
    }
}
