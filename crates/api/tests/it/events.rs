//! Events: what apps are told of what is written, and that they are told all of it once.

mod associations;
mod logs;
mod nodes;
mod random;
mod records;
mod subscribed;
mod values;

use std::cell::Cell;
use std::sync::Arc;

use linchpin_domain::AppId;
use linchpin_domain::webhook::{Throttling, Topic};
use linchpin_engine::apps::NewPrivateApp;
use linchpin_engine::webhooks::{Event, What};
use linchpin_engine::{Principal, Scopes};
use linchpin_store::Param;
use linchpin_testkit::{Answer, TestApp, on_both_engines};
use serde_json::{Value, json};

/// An app that is told, beside the one that writes.
struct World<'a> {
    app: &'a TestApp,
    told: AppId,
    principal: Arc<Principal>,
    /// The number of the newest delivery that was looked at.
    seen: Cell<i64>,
}

/// A subscription to make: the type of the events, the type of the records, and the property.
type Names<'a> = (&'a str, Option<&'a str>, Option<&'a str>);

impl<'a> World<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let principal = app.engine.authenticate(&app.token).await.expect("tokens read");
        let principal = principal.expect("the token is valid");
        Self { app, told: app_with(app, Scopes::All).await, principal, seen: Cell::new(0) }
    }

    /// The app subscribes to events of classic types, each named as `type` or `type property`.
    async fn subscribe(&self, topics: &[&str]) -> Vec<i64> {
        let mut ids = Vec::new();
        for topic in topics {
            let (event_type, property) = match topic.split_once(' ') {
                Some((event_type, property)) => (event_type, Some(property)),
                None => (*topic, None),
            };
            ids.push(subscribe(self.app, self.told, (event_type, None, property)).await);
        }
        ids
    }

    /// The app subscribes to events of records of any type.
    async fn subscribe_objects(&self, object_type: &str, topics: &[(&str, Option<&str>)]) {
        for (event_type, property) in topics {
            subscribe(self.app, self.told, (event_type, Some(object_type), *property)).await;
        }
    }

    /// The events that came of what was written since the last time.
    async fn events(&self) -> Vec<Event> {
        self.app.engine.fan_out_webhooks_now().await.expect("changes become events");
        let rows = deliveries(self.app, self.told, self.seen.get()).await;
        if let Some((last, _)) = rows.last() {
            self.seen.set(*last);
        }
        rows.into_iter().flat_map(|(_, events)| events).collect()
    }

    /// The same, a line each.
    async fn lines(&self) -> Vec<String> {
        self.events().await.iter().map(line).collect()
    }

    /// What was written since the last time is told so.
    #[track_caller]
    fn check(&self, expected: Vec<String>) -> impl Future<Output = ()> {
        let caller = std::panic::Location::caller();
        async move { assert_eq!(self.lines().await, expected, "at {caller}") }
    }

    /// Makes a record and returns its id.
    async fn create(&self, plural: &str, properties: Value) -> String {
        let body = json!({ "properties": properties });
        let answer = self.app.post(&format!("/crm/v3/objects/{plural}"), body).await;
        ok(&answer).json["id"].as_str().expect("an id").to_owned()
    }

    async fn update(&self, plural: &str, id: &str, properties: Value) {
        let path = format!("/crm/v3/objects/{plural}/{id}");
        ok(&self.app.patch(&path, json!({ "properties": properties })).await);
    }

    async fn archive(&self, plural: &str, id: &str) {
        ok(&self.app.delete(&format!("/crm/v3/objects/{plural}/{id}")).await);
    }

    async fn restore(&self, plural: &str, id: &str) {
        let object_type = self.app.engine.object_type(self.app.account, plural).await.expect("it is there");
        let restored = self.app.engine.restore_records(&self.principal, object_type, &[id]).await;
        assert!(restored.expect("it is restored").errors.is_empty());
    }

    async fn merge(&self, plural: &str, primary: &str, other: &str) -> String {
        let body = json!({"primaryObjectId": primary, "objectIdToMerge": other});
        let answer = self.app.post(&format!("/crm/v3/objects/{plural}/merge"), body).await;
        ok(&answer).json["id"].as_str().expect("an id").to_owned()
    }
}

fn ok(answer: &Answer) -> &Answer {
    assert!((200..300).contains(&answer.status), "{}", answer.text());
    answer
}

/// Another private app of the account.
async fn app_with(app: &TestApp, scopes: Scopes) -> AppId {
    let new = NewPrivateApp { account: app.account, name: "Told", scopes };
    app.engine.create_private_app(new).await.expect("an app can be made").app
}

/// Subscribes an app of the account to something, and returns the number of the subscription.
async fn subscribe(app: &TestApp, told: AppId, (event_type, object_type, property): Names<'_>) -> i64 {
    let throttling = Throttling { max_concurrent_requests: 10, period: None };
    let by = app.account.into();
    let put = app.engine.put_webhook_settings(by, told, "https://example.com/hooks", throttling).await;
    put.expect("the app says where");
    let topic = Topic::parse(event_type, object_type, property, None).expect("the topic is valid");
    let made = app.engine.create_webhook_subscription(by, told, topic, true).await;
    made.expect("a subscription is made").id
}

/// The deliveries to an app behind a number, with their events.
async fn deliveries(app: &TestApp, told: AppId, after: i64) -> Vec<(i64, Vec<Event>)> {
    let sql = "SELECT id, n_events, events FROM webhook_deliveries \
               WHERE account_id = $1 AND app_id = $2 AND id > $3 AND state = 'waiting' ORDER BY id";
    let params = [Param::Int(app.account.0), Param::Int(told.0), Param::Int(after)];
    let rows = app.database.query(sql, &params, |row| {
        let events = Event::read(row.text(2)?)?;
        assert_eq!(row.int(1)?, events.len() as i64);
        Ok((row.int(0)?, events))
    });
    rows.await.expect("deliveries read")
}

/// An event as tests write it.
fn line(event: &Event) -> String {
    let name = &event.event_type;
    match &event.what {
        What::Created(id) | What::Deleted(id) | What::Restored(id) | What::PrivacyDeleted(id) => {
            format!("{name} {id}")
        }
        What::PropertyChanged { id, name: property, value, .. } => format!("{name} {id} {property}={value}"),
        What::Merged { primary, merged, new, n_properties_moved } => {
            format!("{name} {primary}+{merged:?}={new} {n_properties_moved}")
        }
        What::AssociationChanged { from, to, type_id, type_name, is_removed, is_primary, .. } => {
            let removed = if *is_removed { " gone" } else { "" };
            let primary = if *is_primary { " primary" } else { "" };
            format!("{name} {from}>{to} {type_name} {type_id}{primary}{removed}")
        }
    }
}

#[tokio::test]
async fn an_event_says_when_it_happened_and_by_whom() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let ids = world.subscribe(&["contact.creation", "contact.propertyChange firstname"]).await;
        let contact = world.create("contacts", json!({"firstname": "Ada"})).await;
        let events = world.events().await;
        let contact = contact.parse().expect("a number");
        let source_id = world.principal.app.to_string();
        let event = |at: usize, event_type: &str, what| Event {
            id: events[at].id,
            subscription: ids[at],
            event_type: event_type.to_owned(),
            at: linchpin_testkit::START.0,
            object_type: 1,
            source: "INTEGRATION".to_owned(),
            source_id: source_id.clone(),
            what,
        };
        let changed = What::PropertyChanged {
            id: contact,
            name: "firstname".to_owned(),
            value: "Ada".to_owned(),
            is_sensitive: false,
        };
        let expected = [
            event(0, "contact.creation", What::Created(contact)),
            event(1, "contact.propertyChange", changed),
        ];
        assert_eq!(events, expected);
        assert!(events[0].id < events[1].id);
    })
    .await;
}
