//! What faults do to calls.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderValue, Response};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http_body_util::{BodyExt as _, Collected};
use linchpin_engine::tools::Effect;
use linchpin_wire::operation::Operation;

use crate::auth::Principal;
use crate::{App, Failure, Outcome};

/// Stands in the extensions of a response that is not to be sent: the connection ends instead.
#[derive(Clone, Copy, Debug)]
pub struct Dropped;

/// What becomes of a call.
pub(crate) enum Struck {
    /// It is answered as it would be.
    Spared,
    /// It comes to this, and nothing is done.
    Instead(Outcome),
    /// It is answered, and half of that is sent.
    Halved,
    /// Nothing is done, and nothing is sent.
    Dropped,
}

/// How much of an answer is not sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cut {
    /// All of it is sent.
    #[default]
    Nothing,
    /// The second half.
    Half,
    /// Everything.
    All,
}

/// Lets a fault strike a call, if there is one for it; the operations that end faults are spared.
pub(crate) async fn strike(app: &App, principal: Option<&Principal>, operation: &Operation) -> Struck {
    let Some(principal) = principal.filter(|_| !operation.is_own()) else { return Struck::Spared };
    let effect = match app.engine.strike(principal, operation.id).await {
        Ok(Some(effect)) => effect,
        Ok(None) => return Struck::Spared,
        Err(error) => return Struck::Instead(Err(error.into())),
    };
    let failure = match effect {
        Effect::Delay(ms) => {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            return Struck::Spared;
        }
        Effect::Truncate => return Struck::Halved,
        Effect::Drop => return Struck::Dropped,
        Effect::OverLimit(limit) => Failure::too_many_calls(limit),
        Effect::Internal => Failure::internal(),
        Effect::BadGateway => Failure::bad_gateway(),
        Effect::Unavailable => Failure::unavailable(),
        Effect::GatewayTimeout => Failure::gateway_timeout(),
    };
    Struck::Instead(Err(failure))
}

impl Cut {
    /// What is sent of an answer.
    pub(crate) async fn of(self, response: Response<Body>) -> Response<Body> {
        match self {
            Self::Nothing => response,
            Self::All => {
                let mut response = response;
                response.extensions_mut().insert(Dropped);
                response
            }
            Self::Half => half(response).await,
        }
    }
}

/// The first half of an answer, whose head promises all of it; then its connection ends.
async fn half(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    let whole = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let sent = whole.slice(..whole.len() / 2);
    let end = async {
        // What is written is sent as soon as there is nothing more to write, and thrown away when that is an error.
        tokio::task::yield_now().await;
        Err(std::io::Error::other("a fault ends the connection"))
    };
    let sent = stream::once(async { Ok::<Bytes, std::io::Error>(sent) });
    Response::from_parts(parts, Body::from_stream(sent.chain(stream::once(end))))
}
