//! The pages as a service: from a request to a response.

use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::Body;
use axum::http::header::SET_COOKIE;
use axum::http::{Request, Response, StatusCode};
use futures_util::future::BoxFuture;
use linchpin_engine::{Engine, Result};
use tower::Service;

use crate::pages::{self, Route};
use crate::reply::Reply;
use crate::visit::Visit;

/// The pages for people as a service: what a server runs beside the API and what a test calls.
#[derive(Clone)]
pub struct Web {
    engine: Arc<Engine>,
}

impl Web {
    /// The pages over an engine.
    pub fn new(engine: Arc<Engine>) -> Self {
        Self { engine }
    }

    /// Whether the path is one of a page, and not of the API.
    pub fn serves(path: &str) -> bool {
        Route::find(path).is_some()
    }

    async fn respond(&self, request: Request<Body>) -> Response<Body> {
        let answer = self.answer(request).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a page failed");
            pages::message(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something broke",
                "The server could not answer. Its log says why.",
            )
        });
        answer.into_response()
    }

    async fn answer(&self, request: Request<Body>) -> Result<Reply> {
        let (parts, body) = request.into_parts();
        let Some(route) = Route::find(parts.uri.path()) else {
            return Ok(pages::message(StatusCode::NOT_FOUND, "Not found", "There is no such page."));
        };
        let Some(visit) = Visit::read(&self.engine, parts, body).await? else {
            return Ok(pages::message(
                StatusCode::PAYLOAD_TOO_LARGE,
                "Too long",
                "The form was longer than any form of this page.",
            ));
        };
        let reply = pages::answer(&self.engine, route, &visit).await?;
        Ok(match visit.visit_cookie() {
            Some(cookie) => reply.with(SET_COOKIE, cookie),
            None => reply,
        })
    }
}

impl std::fmt::Debug for Web {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Web").finish_non_exhaustive()
    }
}

impl Service<Request<Body>> for Web {
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let web = self.clone();
        Box::pin(async move { Ok(web.respond(request).await) })
    }
}
