//! The `Idempotency-Key` header: a write that is sent twice with the same key is done once.
//!
//! HubSpot has no such header. A call with one goes on when its client has gone, so that what it came to is there for
//! the repetition.

use std::sync::Arc;

use axum::http::HeaderName;
use linchpin_engine::idempotency::{ClaimedKey, Repetition};
use linchpin_wire::operation::Method;

use crate::app::App;
use crate::call::Call;
use crate::correlation::CorrelationId;
use crate::error::{Circumstances, Failure};
use crate::respond::Reply;
use crate::serve::Outcome;

/// The header in which a key comes.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The longest key, in bytes.
const MAX_KEY: usize = 255;
/// The longest answer that is kept, in bytes; of longer ones only the status is.
const MAX_ANSWER: usize = 1 << 20;

/// The key of a call, where it is to be done once only; one without the header pays for a look at its headers.
pub(crate) fn key(call: &Call) -> Result<Option<String>, Failure> {
    let operation = call.operation;
    if operation.method == Method::Get || operation.is_secret() || call.principal.is_none() {
        return Ok(None);
    }
    let Some(key) = call.parts.headers.get(KEY) else { return Ok(None) };
    let key = key.to_str().unwrap_or_default().trim();
    if key.is_empty() || key.len() > MAX_KEY {
        return Err(Failure::invalid_idempotency_key(MAX_KEY));
    }
    Ok(Some(key.to_owned()))
}

/// Lets a call be done by `handle`, unless it was done already; to its end, even if nobody waits for it.
pub(crate) async fn once<F>(
    app: Arc<App>,
    key: String,
    call: Call,
    handle: impl FnOnce(Call) -> F + Send + 'static,
) -> Outcome
where
    F: Future<Output = Outcome> + Send,
{
    let done = tokio::spawn(async move {
        let claimed = match begin(&app, &key, &call).await? {
            Begun::First(claimed) => claimed,
            Begun::Again(reply) => return Ok(reply),
        };
        let (correlation_id, account) = (call.correlation_id, call.principal().account);
        let accept = call.circumstances().accept.map(str::to_owned);
        let outcome = handle(call).await;
        let circumstances = Circumstances {
            correlation_id: correlation_id.as_str(),
            account: Some(account),
            accept: accept.as_deref(),
        };
        settle(&app, claimed, final_answer(&outcome, &circumstances), correlation_id).await;
        outcome
    });
    // A handler's panic is an outcome; what else panics was logged by then.
    done.await.unwrap_or_else(|_| Err(Failure::internal()))
}

/// What a key says of its call.
enum Begun {
    /// It is the first with it.
    First(ClaimedKey),
    /// It was done already, and came to this.
    Again(Reply),
}

/// Looks whether a call was done already.
async fn begin(app: &App, key: &str, call: &Call) -> Result<Begun, Failure> {
    let uri = call.parts.uri.path_and_query().map_or("", |whole| whole.as_str());
    let parts = [call.operation.method.as_str().as_bytes(), uri.as_bytes(), &call.body];
    match app.engine.claim_call(call.principal(), key, &parts).await? {
        Repetition::First(claimed) => Ok(Begun::First(claimed)),
        Repetition::Pending => Err(Failure::idempotency_key_pending(key)),
        Repetition::Other => Err(Failure::idempotency_key_reused(key)),
        Repetition::Done(status, answer) => Ok(Begun::Again(Reply::again(status, answer.as_deref()))),
    }
}

/// The status of an answer, and the answer as one text.
fn final_answer(outcome: &Outcome, circumstances: &Circumstances<'_>) -> (u16, Option<String>) {
    match outcome {
        Ok(reply) => (reply.status(), reply.to_text()),
        Err(failure) => {
            let rendered = failure.render(circumstances);
            (rendered.status, Reply::from(rendered).to_text())
        }
    }
}

/// Keeps what is final; what may go better next time gives the key up.
async fn settle(
    app: &App,
    claimed: ClaimedKey,
    (status, text): (u16, Option<String>),
    correlation_id: CorrelationId,
) {
    let text = text.filter(|text| text.len() <= MAX_ANSWER);
    let kept = match status {
        429 | 500.. => app.engine.give_call_up(claimed).await,
        _ => app.engine.keep_answer(claimed, status, text.as_deref()).await,
    };
    if let Err(error) = kept {
        // The call was done; its repetition is refused until the claim counts as abandoned.
        let correlation_id = correlation_id.as_str();
        tracing::error!(%error, correlation_id, "cannot keep the answer to a call");
    }
}
