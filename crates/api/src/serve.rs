//! The table of served operations: which handler answers which path.

use std::fmt;
use std::future::Future;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use linchpin_wire::operation::{Method, Operation};

use crate::app::App;
use crate::call::Call;
use crate::catalogue;
use crate::error::Failure;
use crate::metrics::Kept;
use crate::query::decode;
use crate::respond::Reply;
use crate::router::{Captures, Found, Router};

/// What a handler comes to.
pub type Outcome = Result<Reply, Failure>;

/// A handler, in the one form the table keeps.
pub(crate) type Handler = Arc<dyn Fn(Arc<App>, Call) -> BoxFuture<'static, Outcome> + Send + Sync>;

/// The table of served operations.
#[derive(Debug)]
pub struct Table {
    /// Each path leads to an index into `served`.
    router: Router<usize>,
    served: Vec<Served>,
}

/// A served operation.
pub(crate) struct Served {
    pub(crate) operation: &'static Operation,
    pub(crate) handler: Handler,
    /// The names of the path parameters, in order.
    names: Vec<&'static str>,
    /// What counts its calls.
    pub(crate) kept: Kept,
}

impl fmt::Debug for Served {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.operation.id)
    }
}

/// Where a request leads.
pub(crate) enum Target<'table> {
    /// To a served operation, with its path parameters.
    Served(&'table Served, Vec<(&'static str, String)>),
    /// To an operation that is known and not served yet.
    Known(&'static str),
    /// To no operation.
    Nothing(Failure),
}

impl Table {
    /// A table that serves nothing.
    pub fn new() -> Self {
        Self { router: Router::new(), served: Vec::new() }
    }

    /// Serves an operation under all its paths.
    pub fn serve<H, F>(&mut self, operation: &'static Operation, handler: H)
    where
        H: Fn(Arc<App>, Call) -> F + Send + Sync + 'static,
        F: Future<Output = Outcome> + Send + 'static,
    {
        for (_, path) in operation.paths {
            let is_new = self.router.insert(operation.method, path, self.served.len());
            assert!(is_new, "{} {path} is served twice", operation.method.as_str());
        }
        let handler: Handler = Arc::new(move |app, call| Box::pin(handler(app, call)));
        self.served.push(Served { operation, handler, names: operation.parameters(), kept: Kept::default() });
    }

    /// The operations that are served.
    pub fn operations(&self) -> impl Iterator<Item = &'static Operation> {
        self.served.iter().map(|served| served.operation)
    }

    /// Where a request leads.
    pub(crate) fn find(&self, method: &str, path: &str) -> Target<'_> {
        // As everywhere, HEAD is GET without the body, which the HTTP library leaves out.
        let method = Method::parse(if method == "HEAD" { "GET" } else { method });
        match self.router.find(method, path) {
            Found::Route(index, captures) => {
                let served = &self.served[*index];
                Target::Served(served, parameters(&served.names, &captures))
            }
            Found::OtherMethods(methods) => miss(method, path, methods),
            Found::Nothing => miss(method, path, Vec::new()),
        }
    }
}

impl Default for Table {
    fn default() -> Self {
        Self::new()
    }
}

/// Where a request leads that leads to no served operation; `allow` are the methods served under its path.
fn miss(method: Option<Method>, path: &str, mut allow: Vec<Method>) -> Target<'static> {
    match catalogue::find(method, path) {
        Found::Route(id, _) => return Target::Known(id),
        Found::OtherMethods(methods) => allow.extend(methods),
        Found::Nothing => {}
    }
    Target::Nothing(if allow.is_empty() {
        Failure::unknown_route()
    } else {
        Failure::method_not_allowed(allow)
    })
}

/// The path parameters by name, decoded.
fn parameters(names: &[&'static str], captures: &Captures<'_>) -> Vec<(&'static str, String)> {
    names.iter().copied().zip(captures.iter().map(|value| decode(value).into_owned())).collect()
}
