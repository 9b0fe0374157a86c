//! The front of the API: from a request to a response.

use std::any::Any;
use std::convert::Infallible;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Body, HttpBody as _};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, Response, StatusCode};
use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use linchpin_domain::AccountId;
use linchpin_wire::operation::Scopes;
use tower::Service;

use crate::app::App;
use crate::auth::{self, Principal};
use crate::call::{Call, object_type_segment};
use crate::correlation::CorrelationId;
use crate::error::{Circumstances, Failure};
use crate::idempotency;
use crate::limits::{self, Shown};
use crate::metrics::{self, Kept};
use crate::query::Query;
use crate::respond::Reply;
use crate::scopes;
use crate::serve::{Handler, Outcome, Served, Table, Target};
use crate::tools::faults::{Cut, Struck, strike};
use crate::tools::{Answered, Line};

/// The longest body that is read: a full batch of long texts is well below it.
pub const MAX_BODY_BYTES: usize = 16 << 20;
/// The longest path and query that are read.
const MAX_URI_BYTES: usize = 64 << 10;

/// The API as a service: what a server runs and what a test calls.
#[derive(Clone, Debug)]
pub struct Front(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    app: Arc<App>,
    table: Table,
}

/// What is known about a request before anybody looked at it.
struct Arrival {
    started: Instant,
    correlation_id: CorrelationId,
    accept: Option<HeaderValue>,
}

/// What came of a served call.
struct Answer {
    account: Option<AccountId>,
    /// What the log of calls says of it so far.
    line: Option<Line>,
    /// How much of it is not sent.
    cut: Cut,
    shown: Shown,
    outcome: Outcome,
}

impl Front {
    /// The API with these operations.
    pub fn new(app: Arc<App>, table: Table) -> Self {
        Self(Arc::new(Shared { app, table }))
    }
}

impl Service<Request<Body>> for Front {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let shared = Arc::clone(&self.0);
        Box::pin(async move { Ok(shared.respond(request).await) })
    }
}

impl Shared {
    async fn respond(&self, request: Request<Body>) -> Response<Body> {
        let (parts, body) = request.into_parts();
        let arrival = Arrival {
            started: Instant::now(),
            correlation_id: self.app.next_correlation_id(),
            accept: parts.headers.get(ACCEPT).cloned(),
        };
        match self.table.find(parts.method.as_str(), parts.uri.path()) {
            Target::Served(served, parameters) => {
                let answer = self.serve(served, parameters, parts, body, arrival.correlation_id).await;
                let cut = answer.cut;
                let mut response =
                    cut.of(self.finish(&arrival, (served.operation.id, Some(&served.kept)), answer)).await;
                if served.operation.is_secret() {
                    response
                        .headers_mut()
                        .insert(CACHE_CONTROL, const { HeaderValue::from_static("no-store") });
                }
                response
            }
            Target::Known(id) => {
                self.finish(&arrival, (id, None), Answer::refused(Failure::operation_not_served(id)))
            }
            Target::Nothing(failure) => match self.own(&parts).await {
                Some(response) => response,
                None => self.finish(&arrival, ("unknown", None), Answer::refused(failure)),
            },
        }
    }

    /// Lets a served operation answer.
    async fn serve(
        &self,
        served: &Served,
        parameters: Vec<(&'static str, String)>,
        parts: Parts,
        body: Body,
        correlation_id: CorrelationId,
    ) -> Answer {
        let principal = match served.operation.scopes {
            Scopes::Public => None,
            _ => match auth::authenticate(&self.app, served.operation, &parts).await {
                Ok(principal) => Some(principal),
                Err(failure) => return Answer::refused(failure),
            },
        };
        let account = principal.as_ref().map(|principal| principal.account);
        let operation = served.operation;
        let mut line = principal.as_ref().map(|principal| Line::new(operation, principal, &parts));
        let mut shown = Shown::NOTHING;
        if let Some(principal) = &principal {
            let refusal;
            (shown, refusal) = limits::draw(&self.app, operation.limit, principal).await;
            if let Some(failure) = refusal {
                return Answer { account, line, cut: Cut::Nothing, shown, outcome: Err(failure) };
            }
        }
        let cut = match strike(&self.app, principal.as_ref(), operation).await {
            Struck::Spared => Cut::Nothing,
            Struck::Halved => Cut::Half,
            Struck::Dropped => return Answer { account, line, cut: Cut::All, ..Answer::nothing() },
            Struck::Instead(outcome) => {
                return Answer { account, line, cut: Cut::Nothing, shown, outcome };
            }
        };
        let call = call(&self.app, served, principal, parameters, parts, body, correlation_id).await;
        let outcome = match call {
            Ok(call) => {
                if let Some(line) = line.as_mut().filter(|line| line.wants_bodies(&self.app)) {
                    line.request = Some(call.body.clone());
                }
                self.once(served, call).await
            }
            Err(failure) => Err(failure),
        };
        Answer { account, line, cut, shown, outcome }
    }

    /// Lets the handler answer, once for all calls that say by their key that they are the same.
    async fn once(&self, served: &Served, call: Call) -> Outcome {
        match idempotency::key(&call)? {
            None => handle(&self.app, &served.handler, call).await,
            Some(key) => {
                let (app, handler) = (Arc::clone(&self.app), Arc::clone(&served.handler));
                let done = move |call| handle(&app, &handler, call);
                idempotency::once(Arc::clone(&self.app), key, call, done).await
            }
        }
    }

    /// Writes an answer out, counts it and logs it.
    fn finish(
        &self,
        arrival: &Arrival,
        (operation, kept): (&'static str, Option<&Kept>),
        answer: Answer,
    ) -> Response<Body> {
        let Arrival { started, correlation_id, ref accept } = *arrival;
        let wants_body = answer.line.as_ref().is_some_and(|line| line.request.is_some());
        let mut body = Bytes::new();
        let response = match answer.outcome {
            Ok(reply) => {
                if wants_body {
                    body = reply.body().clone();
                }
                reply.into_response(correlation_id, answer.shown)
            }
            Err(failure) => {
                let circumstances = Circumstances {
                    correlation_id: correlation_id.as_str(),
                    account: answer.account,
                    accept: accept.as_ref().and_then(|accept| accept.to_str().ok()),
                };
                let rendered = failure.render(&circumstances);
                if wants_body {
                    body = Bytes::copy_from_slice(rendered.body.as_bytes());
                }
                rendered.into_response(correlation_id, answer.shown)
            }
        };
        let (status, duration) = (response.status().as_u16(), started.elapsed());
        self.app.metrics.answered(operation, kept, status, duration);
        if let Some(line) = answer.line {
            let is_sent = answer.cut != Cut::All;
            line.write(
                &self.app,
                &Answered { status: if is_sent { status } else { 0 }, duration, correlation_id, body: &body },
            );
        }
        tracing::info!(
            account = answer.account.map(|account| account.0),
            operation,
            status,
            duration_ms = duration.as_micros() as f64 / 1e3,
            correlation_id = correlation_id.as_str(),
            "answered a call"
        );
        response
    }

    /// The server's own pages, which are no part of HubSpot's API.
    async fn own(&self, parts: &Parts) -> Option<Response<Body>> {
        let (status, content_type, text) = match parts.uri.path() {
            "/livez" => (StatusCode::OK, "text/plain", "ok\n".to_owned()),
            "/readyz" if self.app.engine.ready().await => (StatusCode::OK, "text/plain", "ok\n".to_owned()),
            "/readyz" => {
                (StatusCode::SERVICE_UNAVAILABLE, "text/plain", "the database does not answer\n".to_owned())
            }
            "/metrics" => (StatusCode::OK, metrics::CONTENT_TYPE, self.app.metrics.text()),
            _ => return None,
        };
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        Some(response)
    }
}

impl Answer {
    /// A refusal before any budget was drawn from.
    fn refused(failure: Failure) -> Self {
        Self { outcome: Err(failure), ..Self::nothing() }
    }

    /// An answer that says nothing.
    fn nothing() -> Self {
        let outcome = Ok(Reply::no_content());
        Self { account: None, line: None, cut: Cut::Nothing, shown: Shown::NOTHING, outcome }
    }
}

/// What the handler gets to see, once the caller may call.
async fn call(
    app: &App,
    served: &Served,
    principal: Option<Principal>,
    parameters: Vec<(&'static str, String)>,
    parts: Parts,
    body: Body,
    correlation_id: CorrelationId,
) -> Result<Call, Failure> {
    let operation = served.operation;
    let mut object_type = None;
    if let Some(principal) = &principal {
        if let Some(segment) = object_type_segment(&parameters) {
            object_type = app.engine.find_object_type(principal.account, segment).await?;
        }
        scopes::authorize(operation, object_type, principal)?;
    }
    let query = parts.uri.query().unwrap_or_default();
    if parts.uri.path().len() + query.len() > MAX_URI_BYTES {
        return Err(Failure::uri_too_long());
    }
    let query = Query::parse(query)?;
    let body = read(body).await?;
    Ok(Call { operation, principal, object_type, query, body, correlation_id, parameters, parts })
}

/// Reads a body to its end.
async fn read(body: Body) -> Result<Bytes, Failure> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    match Limited::new(body, MAX_BODY_BYTES).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Failure::body_too_large()),
        Err(_) => Err(Failure::body_not_read()),
    }
}

/// Lets the handler of an operation answer, which may panic.
fn handle(app: &Arc<App>, handler: &Handler, call: Call) -> impl Future<Output = Outcome> + Send + use<> {
    let (operation, correlation_id) = (call.operation.id, call.correlation_id);
    let handling = handler(Arc::clone(app), call);
    async move {
        let outcome = AssertUnwindSafe(handling).catch_unwind().await;
        outcome.unwrap_or_else(|panic| Err(panicked(panic.as_ref(), operation, correlation_id)))
    }
}

/// Logs a handler's panic.
fn panicked(panic: &(dyn Any + Send), operation: &'static str, correlation_id: CorrelationId) -> Failure {
    let message = panic.downcast_ref::<&str>().copied();
    let message = message.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(
        operation,
        correlation_id = correlation_id.as_str(),
        panic = message.unwrap_or("of an unknown kind"),
        "a handler panicked"
    );
    Failure::internal()
}
