//! Linchpin without sockets, in the bench's own process: what a call costs apart from HTTP.

use std::sync::Arc;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use linchpin_api::{App, Front, MAX_BODY_BYTES, Reply};
use linchpin_domain::{AccountId, Timestamp};
use linchpin_engine::search::Settings;
use linchpin_engine::{Clock, Engine, ServerKey};
use linchpin_store::port::Location;
use linchpin_store::{Database, migrations};
use linchpin_wire::operation::{Access, Limit, Method, Operation, Scopes};
use linchpin_wire::version::Version;
use serde_json::Value;
use tower::Service as _;

use crate::seeded::Scratch;

/// Asks nobody anything.
const OPEN: Operation = Operation {
    id: "bench.open",
    method: Method::Get,
    paths: &[(Version::V3, "/bench/open/{objectType}/{objectId}")],
    scopes: Scopes::Public,
    limit: Limit::Exempt,
};
/// Asks what a read by id asks.
const GUARDED: Operation = Operation {
    id: "bench.guarded",
    method: Method::Get,
    paths: &[(Version::V3, "/bench/guarded/{objectType}/{objectId}")],
    scopes: Scopes::ForObjectType(Access::Read),
    limit: Limit::Standard,
};

/// Linchpin on an empty store, with two operations more that answer alike and do nothing.
pub(crate) struct InProcess {
    /// The use cases.
    pub(crate) engine: Arc<Engine>,
    front: Front,
}

impl InProcess {
    /// Starts it.
    pub(crate) async fn start(folder: &Scratch) -> Result<Self> {
        std::fs::create_dir_all(folder.path())?;
        let database = Arc::new(Database::open(Location::File(&folder.database())).await?);
        migrations::apply(&database, Timestamp(0)).await?;
        let key = ServerKey::new([7; 32]);
        let engine = Arc::new(Engine::new(database, key, Clock::System, Settings::default()));
        let mut table = linchpin_api::table();
        table.serve(&OPEN, |_, _| async { Ok(Reply::ok(&())) });
        table.serve(&GUARDED, |_, _| async { Ok(Reply::ok(&())) });
        let front = Front::new(Arc::new(App::new(Arc::clone(&engine))), table);
        Ok(Self { engine, front })
    }

    /// A new account.
    pub(crate) async fn account(&self) -> Result<AccountId> {
        Ok(self.engine.create_account("Bench").await?)
    }

    /// The JSON of an answer that has to succeed.
    pub(crate) async fn json(&self, request: Request<Body>) -> Result<Value> {
        let Ok(response) = self.front.clone().call(request).await;
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, MAX_BODY_BYTES).await?;
        let text = String::from_utf8_lossy(&body);
        ensure!(parts.status.is_success(), "{}: {text}", parts.status);
        serde_json::from_str(&text).with_context(|| format!("no JSON: {text}"))
    }

    /// How many microseconds each of these calls takes, one after the other; all of them have to succeed.
    pub(crate) async fn time_each(&self, requests: Vec<Request<Body>>) -> Result<f64> {
        let (mut front, n_requests) = (self.front.clone(), requests.len());
        let mut n_answered = 0;
        let started = Instant::now();
        for request in requests {
            let Ok(response) = front.call(request).await;
            n_answered += usize::from(response.status().is_success());
        }
        let taken = started.elapsed();
        ensure!(n_answered == n_requests, "{} of {n_requests} calls were refused", n_requests - n_answered);
        Ok(taken.as_secs_f64() * 1e6 / n_requests as f64)
    }
}

/// A request, with a JSON body where there is one.
pub(crate) fn request(method: &str, path: &str, token: &str, body: Option<&Value>) -> Result<Request<Body>> {
    let request = Request::builder().method(method).uri(path).header(HOST, "127.0.0.1");
    let request = request.header(AUTHORIZATION, format!("Bearer {token}"));
    Ok(match body {
        None => request.body(Body::empty())?,
        Some(body) => request.header(CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))?,
    })
}
