//! From a request to a response: routing, access, headers and bodies, with operations made for the test.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use linchpin_api::{App, Call, Front, MAX_BODY_BYTES, Outcome, Reply, Table};
use linchpin_engine::search::Settings;
use linchpin_engine::{Clock, Engine, ServerKey};
use linchpin_store::Database;
use linchpin_store::port::Location;
use linchpin_wire::crm::objects;
use linchpin_wire::operation::{Limit, Method, Operation, Scopes};
use linchpin_wire::version::Version;
use serde_json::{Value, json};
use tower::ServiceExt as _;

/// Echoes what the handler sees.
static ECHO: Operation = Operation {
    id: "test.echo",
    method: Method::Post,
    paths: &[(Version::V3, "/test/v3/echo/{name}")],
    scopes: Scopes::Public,
    limit: Limit::Standard,
};

/// Panics.
static PANIC: Operation = Operation {
    id: "test.panic",
    method: Method::Get,
    paths: &[(Version::V3, "/test/v3/panic")],
    scopes: Scopes::Public,
    limit: Limit::Standard,
};

/// Needs credentials.
static CLOSED: Operation = Operation {
    id: "test.closed",
    method: Method::Get,
    paths: &[(Version::V3, "/test/v3/closed")],
    scopes: Scopes::Any,
    limit: Limit::Standard,
};

async fn echo(_: Arc<App>, call: Call) -> Outcome {
    let input: objects::CreateInput<'_> = call.json()?;
    let n_properties = input.properties.0.len();
    Ok(Reply::ok(&json!({
        "name": call.parameter("name"),
        "properties": n_properties,
        "paging": call.paging("12".to_owned()),
        "location": call.location("7"),
    })))
}

async fn panic(_: Arc<App>, _: Call) -> Outcome {
    panic!("as the test wants it")
}

async fn closed(_: Arc<App>, _: Call) -> Outcome {
    Ok(Reply::no_content())
}

/// A front over an empty database, which lives as long as the folder.
async fn front() -> (Front, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let database =
        Database::open(Location::File(&folder.path().join("test.db"))).await.expect("a new database");
    linchpin_store::migrations::apply(&database, Clock::default().now()).await.expect("migrations");
    let engine =
        Engine::new(Arc::new(database), ServerKey::new([7; 32]), Clock::default(), Settings::default());
    let mut table = Table::new();
    table.serve(&ECHO, echo);
    table.serve(&PANIC, panic);
    table.serve(&CLOSED, closed);
    (Front::new(Arc::new(App::new(Arc::new(engine))), table), folder)
}

async fn send(request: Request<Body>) -> Response<Body> {
    let (front, _folder) = front().await;
    front.oneshot(request).await.unwrap_or_else(|never| match never {})
}

/// Status and body.
async fn answer(request: Request<Body>) -> (StatusCode, String) {
    let response = send(request).await;
    let status = response.status();
    let body = response.into_body().collect().await.expect("a body in memory").to_bytes();
    (status, String::from_utf8(body.to_vec()).expect("answers are text"))
}

fn request(method: &str, uri: &str, body: &str) -> Request<Body> {
    let request = Request::builder().method(method).uri(uri).header("host", "crm.example:8080");
    request.header("accept", "application/json").body(Body::from(body.to_owned())).expect("a valid request")
}

#[tokio::test]
async fn a_handler_sees_path_query_and_body() {
    let uri = "//test/v3/echo/a%40b.co/?limit=2&properties=a%2Cb&archived=True&after=3";
    let (status, body) = answer(request("POST", uri, r#"{"properties":{"x":1}}"#)).await;
    assert_eq!(status, 200);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["name"], "a@b.co");
    assert_eq!(body["properties"], 1);
    assert_eq!(body["paging"]["next"]["after"], "12");
    assert_eq!(
        body["paging"]["next"]["link"],
        "http://crm.example:8080//test/v3/echo/a%40b.co/?properties=a%2Cb&archived=True&limit=2&after=12"
    );
    assert_eq!(body["location"], "http://crm.example:8080//test/v3/echo/a%40b.co/7");
}

#[tokio::test]
async fn links_follow_the_scheme_that_a_proxy_names() {
    let mut request = request("POST", "/test/v3/echo/x", r#"{"properties":{}}"#);
    request.headers_mut().insert("x-forwarded-proto", "https".parse().unwrap());
    let (_, body) = answer(request).await;
    assert!(body.contains("\"link\":\"https://crm.example:8080/test/v3/echo/x?after=12\""), "{body}");
}

#[tokio::test]
async fn every_answer_carries_the_recorded_headers() {
    let response = send(request("POST", "/test/v3/echo/x", r#"{"properties":{}}"#)).await;
    let header = |name: &str| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    let id = header("x-hubspot-correlation-id").unwrap();
    for (name, expected) in [
        ("content-type", "application/json;charset=utf-8"),
        ("x-content-type-options", "nosniff"),
        ("vary", "origin, Accept-Encoding"),
        ("access-control-allow-credentials", "false"),
        ("strict-transport-security", "max-age=31536000; includeSubDomains; preload"),
        ("server-timing", &format!("hcid;desc=\"{id}\"")),
    ] {
        assert_eq!(header(name).as_deref(), Some(expected), "{name}");
    }
}

#[tokio::test]
async fn the_body_of_an_error_names_the_request_as_its_header_does() {
    let response = send(request("GET", "/test/v3/closed", "")).await;
    assert_eq!(response.status(), 401);
    assert!(response.headers().get("x-hubspot-ratelimit-max").is_none(), "a refused caller has no budget");
    let id = response.headers()["x-hubspot-correlation-id"].to_str().unwrap().to_owned();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    let body: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(body["correlationId"], id);
    assert_eq!(body["category"], "INVALID_AUTHENTICATION");
}

#[tokio::test]
async fn an_unknown_token_is_no_token() {
    let mut request = request("GET", "/test/v3/closed", "");
    request.headers_mut().insert("authorization", "Bearer pat-na1-nobody".parse().unwrap());
    assert_eq!(answer(request).await.0, 401);
}

#[tokio::test]
async fn a_panic_is_answered_as_an_error() {
    let (status, body) = answer(request("GET", "/test/v3/panic", "")).await;
    assert_eq!(status, 500);
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["status"], "error");
    assert_eq!(body["message"], "internal error");
}

#[tokio::test]
async fn what_is_not_served_is_told_apart() {
    for (method, uri, expected) in [
        ("GET", "/crm/v3/unicorns", 404),
        ("GET", "/nothing/here", 404),
        ("DELETE", "/crm/v3/owners", 405),
        ("TRACE", "/crm/v3/owners", 405),
        ("POST", "/test/v3/panic", 405),
        ("POST", "/crm/v3/objects/contacts/search", 501),
    ] {
        assert_eq!(answer(request(method, uri, "")).await.0.as_u16(), expected, "{method} {uri}");
    }
    let (_, body) = answer(request("POST", "/crm/v3/objects/contacts/search", "")).await;
    assert!(body.contains("crm.objects.search"), "{body}");
    let (_, body) = answer(request("GET", "/crm/v3/unicorns", "")).await;
    assert!(body.starts_with("<html>"), "{body}");
    let response = send(request("POST", "/test/v3/panic", "")).await;
    assert_eq!(response.headers()["allow"], "GET,OPTIONS");
}

#[tokio::test]
async fn absurd_requests_are_refused() {
    let long_query = format!("/test/v3/echo/x?{}", "a=1&".repeat(10_000));
    let (status, _) = answer(request("POST", &long_query, r#"{"properties":{}}"#)).await;
    assert_eq!(status, 414);
    let (status, _) = answer(request("POST", "/test/v3/echo/x", &" ".repeat(MAX_BODY_BYTES + 1))).await;
    assert_eq!(status, 413);
    let mut form = request("POST", "/test/v3/echo/x", "properties=1");
    form.headers_mut().insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    assert_eq!(answer(form).await.0, 415);
}

#[tokio::test]
async fn the_servers_own_pages_need_no_credentials() {
    for (uri, expected) in [
        ("/livez", "ok"),
        ("/readyz", "ok"),
        ("/metrics", "linchpin_store_commits_total"),
        ("/metrics", "linchpin_calls_not_logged_total 0"),
    ] {
        let (status, body) = answer(request("GET", uri, "")).await;
        assert_eq!(status, 200, "{uri}");
        assert!(body.contains(expected), "{uri}: {body}");
    }
}

#[tokio::test]
async fn calls_are_counted_by_operation_and_status() {
    let (front, _folder) = front().await;
    for _ in 0..2 {
        front.clone().oneshot(request("GET", "/test/v3/closed", "")).await.unwrap();
    }
    let response = front.oneshot(request("GET", "/metrics", "")).await.unwrap();
    let text = response.into_body().collect().await.unwrap().to_bytes();
    let text = String::from_utf8(text.to_vec()).unwrap();
    assert!(text.contains(r#"linchpin_requests_total{operation="test.closed",status="401"} 2"#), "{text}");
    assert!(text.contains(r#"linchpin_request_duration_seconds_count{operation="test.closed"} 2"#), "{text}");
}
