//! A request for every path of every served operation.

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use linchpin_domain::{ObjectType, object_type};
use linchpin_testkit::{Answer, TestApp};
use linchpin_wire::operation::{Access, Method, Operation, Scopes};
use serde_json::Value;

use super::world::World;

/// One path of a served operation, with values for its parameters.
pub(super) struct Asked {
    /// The operation.
    pub(super) operation: &'static Operation,
    /// The path.
    pub(super) path: String,
}

/// Every path of every served operation, asked about the things of an account.
pub(super) fn all(world: &World) -> Vec<Asked> {
    let table = linchpin_api::table();
    let operations: Vec<_> = table.operations().collect();
    let paths =
        |operation: &'static Operation| operation.paths.iter().map(move |(_, path)| (operation, *path));
    let filled = |(operation, path): (&'static Operation, &str)| {
        let segments = path.split('/').map(|segment| {
            match segment.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
                Some(name) => world.parameter(operation, name),
                None => segment.to_owned(),
            }
        });
        Asked { operation, path: segments.collect::<Vec<_>>().join("/") }
    };
    operations.into_iter().flat_map(paths).map(filled).collect()
}

impl Asked {
    /// Sends the request.
    pub(super) async fn send(&self, app: &TestApp, token: Option<&str>, body: &Value) -> Answer {
        self.send_to(&self.path, app, token, body).await
    }

    /// Sends the request with a developer key instead of a token.
    pub(super) async fn send_with_key(&self, app: &TestApp, key: &str, body: &Value) -> Answer {
        self.send_to(&format!("{}?hapikey={key}", self.path), app, None, body).await
    }

    async fn send_to(&self, uri: &str, app: &TestApp, token: Option<&str>, body: &Value) -> Answer {
        let mut request = Request::builder().method(self.operation.method.as_str()).uri(uri);
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = match self.operation.method {
            Method::Get | Method::Delete => Body::empty(),
            Method::Post | Method::Put | Method::Patch => {
                request = request.header(CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
        };
        app.call(request.body(body).expect("a request")).await
    }

    /// The alternatives of scopes that the operation asks for; none when it asks for none.
    pub(super) fn alternatives(&self, world: &World) -> Vec<Vec<&'static str>> {
        let any_of = |scopes: &[&'static str]| scopes.iter().map(|scope| vec![*scope]).collect();
        match self.operation.scopes {
            Scopes::Public | Scopes::Any => Vec::new(),
            Scopes::ForAnyObjectType => any_of(&record_scopes()),
            Scopes::Listed(scopes) | Scopes::DeveloperOr(scopes) => any_of(scopes),
            Scopes::Together(alternatives) => alternatives.iter().map(|scopes| scopes.to_vec()).collect(),
            Scopes::ForObjectType(Access::Read) => any_of(self.object_type(world).read_scopes),
            Scopes::ForObjectType(Access::Write) => any_of(self.object_type(world).write_scopes),
            Scopes::ForSchema(Access::Read) => any_of(self.object_type(world).schema_read_scopes),
            Scopes::ForSchema(Access::Write) => any_of(self.object_type(world).schema_write_scopes),
        }
    }

    /// The type that the path is about.
    pub(super) fn object_type(&self, world: &World) -> &'static ObjectType {
        let deciding = ["objectType", "objectTypeId", "fromObjectType", "fromObjectTypeId"];
        let named = self.operation.parameters().into_iter().find(|name| deciding.contains(name));
        let named = named.expect("scopes by object type need a path that names one");
        object_type::find(&world.parameter(self.operation, named)).expect("a standard type")
    }
}

/// The record scopes of all object types, in the order of their names.
fn record_scopes() -> Vec<&'static str> {
    let mut scopes = vec!["crm.objects.custom.read", "crm.objects.custom.write"];
    for row in object_type::standard_types() {
        scopes.extend(row.read_scopes);
        scopes.extend(row.write_scopes);
    }
    scopes.sort_unstable();
    scopes.dedup();
    scopes
}
