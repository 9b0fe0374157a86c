//! A public app that lives in two accounts: what it is told of each, and how.

use linchpin_deliver::Deliverer;
use linchpin_deliver::signature::{self, Request};
use linchpin_domain::webhook::{Throttling, Topic};
use linchpin_domain::{AccountId, UserId};
use linchpin_engine::Scopes;
use linchpin_engine::apps::{AppScopes, ClientCredentials, NewInstall, NewPrivateApp, NewPublicApp};
use linchpin_store::Param;
use linchpin_testkit::{Store, TestApp};
use serde_json::json;

use crate::harness::{Call, Receiver, client, set};

const READS_CONTACTS: &str = "crm.objects.contacts.read";

/// An app that is told of new contacts, the two accounts that let it in, neither of which made it.
struct World {
    app: TestApp,
    receiver: Receiver,
    made: ClientCredentials,
    /// The accounts, each with the token of somebody who writes there.
    accounts: [(AccountId, String); 2],
}

impl World {
    async fn on(store: Store) -> Self {
        let (app, receiver) = (TestApp::on(store).await, Receiver::start().await);
        let scopes = AppScopes {
            required: Scopes::parse(READS_CONTACTS),
            conditional: Vec::new(),
            optional: Vec::new(),
        };
        let redirect_urls = ["https://example.com/back".to_owned()];
        let new = NewPublicApp { account: app.account, name: "Sync", scopes, redirect_urls: &redirect_urls };
        let made = app.engine.create_public_app(new).await.expect("an app can be made");
        let throttling = Throttling { max_concurrent_requests: 10, period: None };
        let by = app.account.into();
        let put = app.engine.put_webhook_settings(by, made.app, "https://example.com/hooks", throttling);
        put.await.expect("the app says where");
        let queue = (app.account, made.app).into();
        set(&app.database, queue, &receiver.url(), 1, None).await;
        let topic = Topic::parse("contact.creation", None, None, None).expect("the topic is valid");
        app.engine.create_webhook_subscription(by, made.app, topic, true).await.expect("it subscribes");
        let accounts = [account(&app, "One").await, account(&app, "Two").await];
        let world = Self { app, receiver, made, accounts };
        world.let_in(0).await;
        world.let_in(1).await;
        world
    }

    fn deliverer(&self) -> Deliverer {
        Deliverer::start(&self.app.engine, client())
    }

    /// One of the accounts lets the app in.
    async fn let_in(&self, at: usize) {
        let app = self.app.engine.app(self.app.account, self.made.app).await.expect("the app is there");
        let scopes = [READS_CONTACTS.to_owned()];
        let new = NewInstall { account: self.accounts[at].0, app: &app, scopes: &scopes, user: UserId(1) };
        self.app.engine.install(new).await.expect("the account lets the app in");
    }

    /// Makes a contact in one of the accounts, of which whoever wants to be told is told; returns its id.
    async fn write(&self, at: usize) -> i64 {
        let token = &self.accounts[at].1;
        let request = axum::http::Request::post("/crm/v3/objects/contacts")
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json");
        let body = json!({"properties": {"firstname": "Ada"}}).to_string();
        let answer = self.app.call(request.body(body.into()).expect("a valid request")).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        self.app.engine.fan_out_webhooks_now().await.expect("changes become events");
        answer.json["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
    }

    /// The next request: it tells of one new contact of an account, and is signed by the app.
    async fn next(&mut self, at: usize, contact: i64) -> Call {
        let call = self.receiver.next().await;
        let events = call.events();
        let told: Vec<_> = events.iter().map(|event| (&event["portalId"], &event["objectId"])).collect();
        assert_eq!(told, [(&json!(self.accounts[at].0.0), &json!(contact))]);
        assert_eq!(events[0]["appId"], self.made.app.0);
        let uri = self.receiver.url();
        let (request, secret) =
            (Request { method: "POST", uri: &uri, body: &call.body }, self.made.client_secret.expose());
        let sent_at = call.header("x-hubspot-request-timestamp").parse().expect("a moment");
        assert_eq!(call.header("x-hubspot-signature"), signature::v1(secret, request));
        assert_eq!(call.header("x-hubspot-signature-v3"), signature::v3(secret, request, sent_at));
        call
    }

    /// How the deliveries of one of the accounts ended, in their order; waits until all have.
    async fn ends(&self, at: usize) -> Vec<(String, Option<String>)> {
        let sql =
            "SELECT state, error FROM webhook_deliveries WHERE account_id = $1 AND app_id = $2 ORDER BY id";
        let params = [self.accounts[at].0.0, self.made.app.0].map(Param::Int);
        loop {
            let rows = self.app.database.query(sql, &params, |row| {
                Ok((row.text(0)?.to_owned(), row.opt_text(1)?.map(str::to_owned)))
            });
            let rows = rows.await.expect("deliveries read");
            if rows.iter().all(|(state, _)| state != "waiting") {
                return rows;
            }
            tokio::task::yield_now().await;
        }
    }
}

/// Another account, and the token of an app of its own.
async fn account(app: &TestApp, name: &str) -> (AccountId, String) {
    let account = app.engine.create_account(name).await.expect("an account can be made");
    let new = NewPrivateApp { account, name: "Writes", scopes: Scopes::All };
    let made = app.engine.create_private_app(new).await.expect("an app can be made");
    (account, made.token.expose().to_owned())
}

fn delivered() -> (String, Option<String>) {
    ("delivered".to_owned(), None)
}

#[tokio::test]
async fn each_account_has_its_own_requests_with_its_number_and_the_secret_of_the_app() {
    for store in [Store::Sqlite, Store::Postgres] {
        let mut world = World::on(store).await;
        let _deliverer = world.deliverer();
        // The app takes one request at a time, in each of them.
        let first = world.write(0).await;
        let open = world.next(0, first).await;
        let second = world.write(0).await;
        let other = world.write(1).await;
        let beside = world.next(1, other).await;
        assert!(world.receiver.is_quiet(), "a second request of one account");
        open.answer(200);
        world.next(0, second).await.answer(200);
        beside.answer(200);
        assert_eq!(world.ends(0).await, [delivered(), delivered()]);
        assert_eq!(world.ends(1).await, [delivered()]);
    }
}

#[tokio::test]
async fn an_account_that_takes_the_app_out_tells_it_nothing_until_it_lets_it_in_again() {
    for store in [Store::Sqlite, Store::Postgres] {
        let mut world = World::on(store).await;
        let _deliverer = world.deliverer();
        let first = world.write(1).await;
        let open = world.next(1, first).await;
        world.write(1).await;
        let taken_out = world.app.engine.uninstall(world.accounts[1].0, world.made.app).await;
        assert!(taken_out.expect("the account takes the app out"));
        world.write(1).await;
        open.answer(200);
        let failed = ("failed".to_owned(), Some("the app was uninstalled".to_owned()));
        assert_eq!(
            world.ends(1).await,
            [delivered(), failed.clone()],
            "what waited fails, and nothing is added"
        );
        let elsewhere = world.write(0).await;
        world.next(0, elsewhere).await.answer(200);
        world.let_in(1).await;
        let again = world.write(1).await;
        world.next(1, again).await.answer(200);
        assert_eq!(world.ends(1).await, [delivered(), failed, delivered()]);
        assert!(world.receiver.is_quiet());
    }
}
