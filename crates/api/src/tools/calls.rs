//! The log of calls: what a line says, and how it is read.

use std::sync::Arc;
use std::time::Duration;

use axum::http::Uri;
use axum::http::request::Parts;
use bytes::Bytes;
use linchpin_domain::Timestamp;
use linchpin_engine::tools::{LoggedCall, Logging, WantedCalls};
use linchpin_wire::operation::{Limit, Method, Operation};
use linchpin_wire::page::Page;
use linchpin_wire::tools::calls as wire;

use crate::auth::Principal;
use crate::correlation::CorrelationId;
use crate::{App, Call, Failure, Outcome, Reply, Table};

/// Calls on a page when the caller does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Calls on a page at most.
const MAX_LIMIT: u32 = 1_000;
/// How many bytes of a body are kept.
const MAX_BODY: usize = 4_096;
/// Query parameters whose values nobody may see.
const SECRETS: [&str; 8] =
    ["hapikey", "access_token", "refresh_token", "token", "code", "client_secret", "password", "secret"];
/// What stands in the place of a secret.
const MASK: &str = "***";

/// Registers the family.
pub(super) fn serve(table: &mut Table) {
    table.serve(&wire::LIST, list);
    table.serve(&wire::READ, read);
}

async fn list(app: Arc<App>, call: Call) -> Outcome {
    let limit = call.query.limit(DEFAULT_LIMIT, MAX_LIMIT)?;
    let wanted = WantedCalls {
        operation: call.query.text("operation").unwrap_or_default(),
        app: call.query.number("app")?.unwrap_or_default(),
        status: statuses(call.query.text("status"))?,
        at: (moment(&call, "from", Timestamp(i64::MIN))?, moment(&call, "to", Timestamp(i64::MAX))?),
        text: call.query.text("q").unwrap_or_default(),
        before: call.query.number("after")?.unwrap_or(i64::MAX),
        limit: limit as usize + 1,
    };
    let mut found = app.engine.list_calls(call.principal().account, wanted).await?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| last.id.to_string());
    let paging = next.map(|next| call.paging(next));
    Ok(Reply::ok(&Page { results: found.iter().map(shown).collect(), paging }))
}

async fn read(app: Arc<App>, call: Call) -> Outcome {
    let found = app.engine.read_call(call.principal(), call.parameter("callId")).await?;
    Ok(Reply::ok(&shown(&found)))
}

/// The statuses that a text such as `429` or `4xx` names; all of them if there is none.
fn statuses(text: Option<&str>) -> Result<(i64, i64), Failure> {
    let Some(text) = text else { return Ok((0, i64::MAX)) };
    let hundred = text.strip_suffix("xx").and_then(|hundred| hundred.parse::<i64>().ok());
    let one = text.parse::<i64>().ok();
    let range = hundred
        .filter(|hundred| (1..=5).contains(hundred))
        .map(|hundred| (hundred * 100, hundred * 100 + 99));
    range.or(one.map(|one| (one, one))).ok_or_else(|| Failure::invalid_parameter("status", text))
}

fn moment(call: &Call, name: &'static str, missing: Timestamp) -> Result<Timestamp, Failure> {
    let Some(text) = call.query.text(name) else { return Ok(missing) };
    Timestamp::parse(text).ok_or_else(|| Failure::invalid_parameter(name, text))
}

fn shown(call: &LoggedCall) -> wire::CallBody<'_> {
    wire::CallBody {
        id: call.id.to_string(),
        at: call.at.to_iso(),
        operation: &call.operation,
        method: &call.method,
        path: &call.path,
        app: call.app.0,
        user: call.user.map(|user| user.0),
        status: call.status,
        duration_us: call.duration_us,
        correlation_id: &call.correlation_id,
        request: call.request.as_deref(),
        response: call.response.as_deref(),
    }
}

/// What a line of the log is made of, as far as it is known before a call is answered.
pub(crate) struct Line {
    operation: &'static Operation,
    principal: Principal,
    uri: Uri,
    method: axum::http::Method,
    /// The body that came, where it is to be logged.
    pub(crate) request: Option<Bytes>,
}

impl Line {
    /// Begins the line of a call.
    pub(crate) fn new(operation: &'static Operation, principal: &Principal, parts: &Parts) -> Self {
        let (uri, method) = (parts.uri.clone(), parts.method.clone());
        Self { operation, principal: Arc::clone(principal), uri, method, request: None }
    }

    /// Whether the account wants to see bodies, and this call's hold no secrets.
    pub(crate) fn wants_bodies(&self, app: &App) -> bool {
        app.engine.logs_bodies(self.principal.account)
            && !self.operation.is_secret()
            && !self.operation.is_own()
    }

    /// Logs the call, if the account wants to see it.
    pub(crate) fn write(self, app: &App, answer: &Answered<'_>) {
        let account = self.principal.account;
        let is_plain = (1..400).contains(&answer.status) && only_reads(self.operation);
        let logging = app.engine.logging(account, is_plain);
        if logging == Logging::Off || (is_plain && !logging.has_reads()) {
            return;
        }
        let response = self.request.as_ref().map(|_| beginning(answer.body));
        let call = LoggedCall {
            id: 0,
            at: app.engine.now(account),
            operation: self.operation.id.to_owned(),
            method: self.method.as_str().to_owned(),
            path: self.path(),
            app: self.principal.app,
            user: self.principal.user,
            status: i64::from(answer.status),
            duration_us: i64::try_from(answer.duration.as_micros()).unwrap_or(i64::MAX),
            correlation_id: answer.correlation_id.as_str().to_owned(),
            request: self.request.as_deref().map(beginning),
            response,
        };
        app.engine.log_call(account, call);
    }

    /// The path with the query, without what nobody may see.
    fn path(&self) -> String {
        if self.operation.is_secret() {
            return self.operation.paths.first().map_or("", |(_, path)| path).to_owned();
        }
        match self.uri.query() {
            None => self.uri.path().to_owned(),
            Some(query) => format!("{}?{}", self.uri.path(), masked(query)),
        }
    }
}

/// What is known once a call is answered.
pub(crate) struct Answered<'a> {
    /// The status; 0 where nothing is sent.
    pub(crate) status: u16,
    /// How long it took.
    pub(crate) duration: Duration,
    /// The name of the call.
    pub(crate) correlation_id: CorrelationId,
    /// The body, where there is one.
    pub(crate) body: &'a [u8],
}

/// Whether an operation only looks.
fn only_reads(operation: &Operation) -> bool {
    operation.method == Method::Get || operation.limit == Limit::Search || operation.id.ends_with("_read")
}

/// A query without the values of secrets.
fn masked(query: &str) -> String {
    let masked = query.split('&').map(|pair| match pair.split_once('=') {
        Some((name, _)) if SECRETS.iter().any(|secret| name.eq_ignore_ascii_case(secret)) => {
            format!("{name}={MASK}")
        }
        _ => pair.to_owned(),
    });
    masked.collect::<Vec<_>>().join("&")
}

/// The beginning of a body, as text.
fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(MAX_BODY)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_masked() {
        for (query, expected) in [
            ("limit=1&hapikey=abc", "limit=1&hapikey=***"),
            ("Access_Token=abc&after", "Access_Token=***&after"),
            ("properties=token", "properties=token"),
            ("", ""),
        ] {
            assert_eq!(masked(query), expected);
        }
    }

    #[test]
    fn statuses_are_named_alone_or_by_the_hundred() {
        for (text, expected) in [
            (None, Some((0, i64::MAX))),
            (Some("429"), Some((429, 429))),
            (Some("4xx"), Some((400, 499))),
            (Some("9xx"), None),
            (Some("bad"), None),
        ] {
            assert_eq!(statuses(text).ok(), expected, "{text:?}");
        }
    }
}
