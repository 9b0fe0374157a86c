//! A receiver that does what the test says, and an app whose events go there.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Response};
use http_body_util::BodyExt as _;
use linchpin_deliver::Deliverer;
use linchpin_deliver::guarded::{Client, Networks, Trust};
use linchpin_domain::webhook::Health;
use linchpin_domain::{AccountId, Timestamp, UserId};
use linchpin_engine::apps::{AppScopes, ClientCredentials, NewPublicApp};
use linchpin_engine::people::Cost;
use linchpin_engine::search::Settings;
use linchpin_engine::webhooks::{Event, Queue, Target, What};
use linchpin_engine::{Engine, Scopes, Secret, ServerKey};
use linchpin_store::installs::{self, NewInstall};
use linchpin_store::webhook_deliveries::making::{self, NewDelivery};
use linchpin_store::webhook_queues::filling;
use linchpin_store::{Database, Error, Param};
use linchpin_testkit::{Store, TestApp};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

/// Longer than anything takes that is meant to happen.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request that arrived and waits for its answer.
pub(crate) struct Call {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    answer: oneshot::Sender<Response<Body>>,
}

impl Call {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().expect("a header is text")).unwrap_or_default()
    }

    pub(crate) fn events(&self) -> Vec<Value> {
        serde_json::from_slice(&self.body).expect("the body is JSON")
    }

    /// The records that the events are about, in their order.
    pub(crate) fn records(&self) -> Vec<i64> {
        self.events().iter().map(|event| event["objectId"].as_i64().expect("an id is a number")).collect()
    }

    pub(crate) fn answer(self, status: u16) {
        self.answer_with(
            Response::builder()
                .status(status)
                .body(Body::from("thanks"))
                .expect("a status and a text are an answer"),
        );
    }

    pub(crate) fn answer_with(self, response: Response<Body>) {
        // Who gave up does not wait any more.
        let _ = self.answer.send(response);
    }
}

/// A server whose requests are answered by the test.
pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    calls: mpsc::UnboundedReceiver<Call>,
}

impl Receiver {
    pub(crate) async fn start() -> Self {
        async fn take(State(calls): State<mpsc::UnboundedSender<Call>>, request: Request) -> Response<Body> {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.expect("the body arrives").to_bytes().to_vec();
            let (answer, answered) = oneshot::channel();
            let path = parts.uri.to_string();
            // Of a test that has ended, nobody answers.
            let _ = calls.send(Call { path, headers: parts.headers, body, answer });
            match answered.await {
                Ok(response) => response,
                Err(_) => std::future::pending().await,
            }
        }
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (sender, calls) = mpsc::unbounded_channel();
        let router = axum::Router::new().fallback(take).with_state(sender);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, calls }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    pub(crate) async fn next(&mut self) -> Call {
        tokio::time::timeout(PATIENCE, self.calls.recv())
            .await
            .expect("a request in time")
            .expect("the receiver runs")
    }

    /// Whether nothing arrived that was not taken yet.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.calls.try_recv().is_err()
    }
}

/// A client that reaches this machine.
pub(crate) fn client() -> Client {
    let networks = Networks { loopback: true, private: false };
    Client::new(networks, Trust::default()).expect("there is nothing to refuse").with_timeout(PATIENCE)
}

/// An app in an account, and what sends to it.
pub(crate) struct Desk {
    pub(crate) engine: Arc<Engine>,
    pub(crate) database: Arc<Database>,
    pub(crate) queue: Queue,
    pub(crate) secret: Secret,
    next_delivery: i64,
    // Its folder goes with it.
    pub(crate) app: TestApp,
}

/// What became of a delivery.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) state: String,
    pub(crate) attempts: i64,
    pub(crate) status: Option<i64>,
    pub(crate) error: Option<String>,
    pub(crate) response: Option<String>,
    /// How long after now it is due.
    pub(crate) due_in: Option<i64>,
}

impl Desk {
    /// An app that wants its events at this URL, on SQLite.
    pub(crate) async fn new(url: &str) -> Self {
        Self::on(Store::Sqlite, url).await
    }

    pub(crate) async fn on(store: Store, url: &str) -> Self {
        let app = TestApp::on(store).await;
        let (engine, database) = (Arc::clone(&app.engine), Arc::clone(&app.database));
        let account = app.account;
        let (made, queue) = public_app(&engine, &database, account).await;
        let desk = Self { engine, database, queue, secret: made.client_secret, next_delivery: 1, app };
        desk.set(url, 10, None).await;
        desk
    }

    pub(crate) fn deliverer(&self) -> Deliverer {
        Deliverer::start(&self.engine, client())
    }

    /// Says where the app wants its events, and how many requests it takes.
    pub(crate) async fn set(&self, url: &str, max_requests: i64, period: Option<&'static str>) {
        set(&self.database, self.queue, url, max_requests, period).await;
    }

    /// Lets one delivery wait with an event for each of these records; returns its number.
    pub(crate) async fn wait(&mut self, records: &[i64]) -> i64 {
        let id = self.next_delivery;
        self.next_delivery += 1;
        wait(&self.engine, &self.database, self.queue, &[(id, records)]).await;
        id
    }

    /// Lets a delivery of one event wait for each of these records, all at once.
    pub(crate) async fn wait_each(&mut self, records: impl Iterator<Item = i64>) {
        let records: Vec<_> = records.map(|record| [record]).collect();
        let first = self.next_delivery;
        self.next_delivery += records.len() as i64;
        let deliveries: Vec<_> = (first..).zip(&records).map(|(id, records)| (id, &records[..])).collect();
        wait(&self.engine, &self.database, self.queue, &deliveries).await;
    }

    pub(crate) async fn run(&self, sql: &'static str) {
        let (account, app) = (self.queue.account.0, self.queue.app.0);
        let work = self.database.transaction::<_, Error, _>(move |tx| {
            Box::pin(async move { tx.execute(sql, &[Param::Int(account), Param::Int(app)]).await })
        });
        work.await.expect("rows are written");
    }

    /// What became of a delivery.
    pub(crate) async fn row(&self, id: i64) -> Row {
        let now = self.engine.now(self.queue.account).0;
        let sql = "SELECT state, attempts, status, error, response, due_at FROM webhook_deliveries \
                   WHERE account_id = $1 AND app_id = $2 AND id = $3";
        let params = [self.queue.account.0, self.queue.app.0, id].map(Param::Int);
        let row = self.database.query_opt(sql, &params, |row| {
            Ok(Row {
                state: row.text(0)?.to_owned(),
                attempts: row.int(1)?,
                status: row.opt_int(2)?,
                error: row.opt_text(3)?.map(str::to_owned),
                response: row.opt_text(4)?.map(str::to_owned),
                due_in: row.opt_int(5)?.map(|at| at - now),
            })
        });
        row.await.expect("rows are read").expect("the delivery is there")
    }

    /// How well the receiver does, as it is written down.
    pub(crate) async fn health(&self) -> Health {
        match self.engine.webhook_target(self.queue).await.expect("rows are read") {
            Target::Open(sending) => sending.health,
            other => panic!("{other:?}"),
        }
    }

    /// Whether some node holds the queue, and how long after now it is due.
    pub(crate) async fn held_and_due(&self) -> (bool, Option<i64>) {
        let now = self.engine.now(self.queue.account).0;
        let sql = "SELECT node, due_at FROM webhook_queues WHERE account_id = $1 AND app_id = $2";
        let params = [self.queue.account.0, self.queue.app.0].map(Param::Int);
        let row = self.database.query_opt(sql, &params, |row| {
            Ok((row.opt_text(0)?.is_some(), row.opt_int(1)?.map(|at| at - now)))
        });
        row.await.expect("rows are read").expect("the queue is there")
    }
}

/// Another node over the database of a desk, with the same clock.
pub(crate) fn node(desk: &Desk) -> Arc<Engine> {
    let clock = desk.engine.clock().clone();
    let engine = Engine::new(Arc::clone(&desk.database), ServerKey::new([7; 32]), clock, Settings::default());
    Arc::new(engine.with_password_cost(Cost::LEAST))
}

/// A public app that the account made and let in.
pub(crate) async fn public_app(
    engine: &Engine,
    database: &Database,
    account: AccountId,
) -> (ClientCredentials, Queue) {
    let scopes = AppScopes {
        required: Scopes::Listed(vec!["oauth".to_owned()]),
        conditional: Vec::new(),
        optional: Vec::new(),
    };
    let redirect_urls = ["https://example.com/back".to_owned()];
    let new = NewPublicApp { account, name: "Told", scopes, redirect_urls: &redirect_urls };
    let made = engine.create_public_app(new).await.expect("an app can be made");
    let app = made.app;
    let install = NewInstall { account, app, owner: account, scopes: String::new(), user: UserId(1) };
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move { installs::put(tx, &install, Timestamp(0)).await })
    });
    work.await.expect("rows are written");
    (made, Queue { account, app })
}

pub(crate) async fn set(
    database: &Database,
    queue: Queue,
    url: &str,
    max_requests: i64,
    period: Option<&'static str>,
) {
    let url = url.to_owned();
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            let sql = "INSERT INTO webhook_settings \
                       (account_id, app_id, target_url, max_concurrent_requests, period, paused, created_at, updated_at) \
                       VALUES ($1, $2, $3, $4, $5, 0, 0, 0) ON CONFLICT (account_id, app_id) \
                       DO UPDATE SET target_url = $3, max_concurrent_requests = $4, period = $5";
            let [account, app] = [queue.account.0, queue.app.0].map(Param::Int);
            let params = [account, app, Param::Text(&url), Param::Int(max_requests), Param::opt_text(period)];
            tx.execute(sql, &params).await
        })
    });
    work.await.expect("rows are written");
}

/// Lets deliveries wait; nobody is told.
pub(crate) async fn wait(engine: &Engine, database: &Database, queue: Queue, deliveries: &[(i64, &[i64])]) {
    let now = engine.clock().now();
    let deliveries: Vec<_> = deliveries
        .iter()
        .map(|(id, records)| {
            let events: Vec<_> =
                records.iter().map(|record| event(*id * 1_000 + *record, *record, now)).collect();
            NewDelivery { app: queue.app, id: *id, n_events: events.len(), events: Event::write(&events) }
        })
        .collect();
    let nobody = filling::Hold { node: String::new(), until: Timestamp(0) };
    let work = database.transaction::<_, Error, _>(move |tx| {
        Box::pin(async move {
            making::insert_many(tx, queue.account, &deliveries, now).await?;
            let apps = [(queue.app, queue.account)];
            filling::fill(tx, queue.account, &apps, now, &nobody).await
        })
    });
    work.await.expect("rows are written");
}

fn event(id: i64, record: i64, at: Timestamp) -> Event {
    Event {
        id,
        subscription: 3,
        event_type: "contact.creation".to_owned(),
        at: at.0,
        object_type: 1,
        source: "INTEGRATION".to_owned(),
        source_id: "2000001".to_owned(),
        what: What::Created(record),
    }
}
