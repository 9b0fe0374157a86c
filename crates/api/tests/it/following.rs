//! Lists that follow their filters: whether they hold who they should, whatever is written and whenever.

mod filled;
mod neighbours;
mod nodes;
mod random;
mod time;

use std::sync::Arc;

use linchpin_domain::{ListStatus, ObjectType, RecordId};
use linchpin_engine::Principal;
use linchpin_engine::lists::{List, NewList, Order, Side};
use linchpin_testkit::{TestApp, on_both_engines};
use serde_json::{Value, json};

/// An app with its principal.
struct World<'a> {
    app: &'a TestApp,
    principal: Arc<Principal>,
}

impl<'a> World<'a> {
    async fn of(app: &'a TestApp) -> Self {
        let principal = app.engine.authenticate(&app.token).await.expect("tokens read");
        Self { app, principal: principal.expect("the token is valid") }
    }

    async fn object_type(&self, plural: &str) -> &'static ObjectType {
        self.app.engine.object_type(self.app.account, plural).await.expect("the type is there")
    }

    /// Makes a list of a kind and returns its id.
    async fn list(&self, plural: &str, kind: &str, filter: Value) -> String {
        let name = format!("{kind} {filter}");
        let new = NewList {
            name: name.chars().take(200).collect(),
            kind: kind.to_owned(),
            filters: Some(root(&filter)),
            folder: 0,
            settings: "{}".to_owned(),
        };
        let object_type = self.object_type(plural).await;
        let list = self.app.engine.create_list(&self.principal, object_type, new).await;
        list.expect("the list is made").id.to_string()
    }

    async fn read(&self, list: &str) -> List {
        self.app.engine.read_list(&self.principal, list).await.expect("the list is there")
    }

    /// Follows everything that happened, and returns the members of a list, of which it knows how many there are.
    async fn members(&self, list: &str) -> Vec<String> {
        self.app.engine.follow_lists_now().await;
        self.present(list).await
    }

    /// Follows everything that happened, after which a list has these members.
    async fn check(&self, list: &str, expected: &[&String]) {
        assert_eq!(self.members(list).await.iter().collect::<Vec<_>>(), expected);
    }

    /// A list has these members already.
    async fn check_present(&self, list: &str, expected: &[&String]) {
        assert_eq!(self.present(list).await.iter().collect::<Vec<_>>(), expected);
    }

    /// The members that a list has.
    async fn present(&self, list: &str) -> Vec<String> {
        let order = Order::Record(Side::After(RecordId(0)));
        let page =
            self.app.engine.list_members(&self.principal, list, order, 10_000).await.expect("they read");
        let members: Vec<_> = page.members.iter().map(|member| member.record.to_string()).collect();
        let read = self.read(list).await;
        assert_eq!((read.size, read.status), (members.len() as i64, ListStatus::Complete));
        members
    }

    /// Makes a record and returns its id.
    async fn create(&self, plural: &str, properties: Value) -> String {
        let answer =
            self.app.post(&format!("/crm/v3/objects/{plural}"), json!({ "properties": properties })).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        answer.json["id"].as_str().expect("an id").to_owned()
    }

    async fn update(&self, plural: &str, id: &str, properties: Value) {
        let path = format!("/crm/v3/objects/{plural}/{id}");
        let answer = self.app.patch(&path, json!({ "properties": properties })).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
    }

    async fn archive(&self, plural: &str, id: &str) {
        let answer = self.app.delete(&format!("/crm/v3/objects/{plural}/{id}")).await;
        assert_eq!(answer.status, 204, "{}", answer.text());
    }
}

/// The root that holds a filter or a special branch.
fn root(inner: &Value) -> Value {
    let is_branch = inner.get("filterBranchType").is_some();
    let (branches, filters) =
        if is_branch { (json!([inner]), json!([])) } else { (json!([]), json!([inner])) };
    json!({"filterBranchType": "OR", "filterBranches": [
        {"filterBranchType": "AND", "filterBranches": branches, "filters": filters}
    ]})
}

/// A filter of a property.
fn property(name: &str, operation: &Value) -> Value {
    json!({"filterType": "PROPERTY", "property": name, "operation": operation})
}

/// The filter for a text.
fn named(name: &str, value: &str) -> Value {
    property(name, &json!({"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": value}))
}

#[tokio::test]
async fn a_dynamic_list_follows_what_happens_to_records() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let (ada, bob) = (
            world.create("contacts", json!({"firstname": "Ada", "email": "ada@example.com"})).await,
            world.create("contacts", json!({"firstname": "Bob"})).await,
        );
        let list = world.list("contacts", "DYNAMIC", named("firstname", "ada")).await;
        assert_eq!(world.read(&list).await.status, ListStatus::Processing);
        world.check(&list, &[&ada]).await;
        world.update("contacts", &bob, json!({"firstname": "ADA"})).await;
        world.check(&list, &[&ada, &bob]).await;
        world.update("contacts", &ada, json!({"firstname": "Eve"})).await;
        let third = world.create("contacts", json!({"firstname": "Ada"})).await;
        world.check(&list, &[&bob, &third]).await;
        world.archive("contacts", &bob).await;
        world.check(&list, &[&third]).await;
        let path = format!("/crm/v3/objects/contacts/{bob}/restore");
        let _ = app.post(&path, json!({})).await;
        let merged = app
            .post("/crm/v3/objects/contacts/merge", json!({"primaryObjectId": third, "objectIdToMerge": ada}))
            .await;
        assert_eq!(merged.status, 200, "{}", merged.text());
        let survivor = merged.json["id"].as_str().expect("an id").to_owned();
        assert!(world.members(&list).await.contains(&survivor));
    })
    .await;
}

#[tokio::test]
async fn new_filters_are_asked_of_every_record() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let ada = world.create("contacts", json!({"firstname": "Ada"})).await;
        let bob = world.create("contacts", json!({"firstname": "Bob"})).await;
        let list = world.list("contacts", "DYNAMIC", named("firstname", "Ada")).await;
        world.check(&list, &[&ada]).await;
        let filters = root(&named("firstname", "Bob"));
        app.engine.change_list_filters(&world.principal, &list, &filters).await.expect("they change");
        world.check(&list, &[&bob]).await;
        world.update("contacts", &bob, json!({"firstname": "Ada"})).await;
        world.check(&list, &[]).await;
    })
    .await;
}

#[tokio::test]
async fn a_snapshot_is_filled_once() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let ada = world.create("contacts", json!({"firstname": "Ada"})).await;
        let list = world.list("contacts", "SNAPSHOT", named("firstname", "Ada")).await;
        let other = world.list("contacts", "DYNAMIC", named("firstname", "Ada")).await;
        world.check(&list, &[&ada]).await;
        let late = world.create("contacts", json!({"firstname": "Ada"})).await;
        world.update("contacts", &ada, json!({"firstname": "Bob"})).await;
        world.check(&list, &[&ada]).await;
        world.check(&other, &[&late]).await;
    })
    .await;
}

#[tokio::test]
async fn the_past_and_other_lists_are_asked() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let ada = world.create("contacts", json!({"firstname": "Ada"})).await;
        let ever = json!({"operationType": "STRING", "operator": "HAS_EVER_BEEN_EQUAL_TO", "value": "Ada"});
        let list = world.list("contacts", "DYNAMIC", property("firstname", &ever)).await;
        let lists = world
            .list(
                "contacts",
                "DYNAMIC",
                json!({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": list}),
            )
            .await;
        world.check(&list, &[&ada]).await;
        world.update("contacts", &ada, json!({"firstname": "Bob"})).await;
        world.check(&list, &[&ada]).await;
        let never = json!({"operationType": "STRING", "operator": "HAS_NEVER_BEEN_EQUAL_TO", "value": "Ada"});
        let other = world.list("contacts", "DYNAMIC", property("firstname", &never)).await;
        world.check(&other, &[]).await;
        world.check(&lists, &[&ada]).await;
    })
    .await;
}

#[tokio::test]
async fn lists_ask_about_lists_that_are_there_and_not_about_themselves() {
    let app = TestApp::new().await;
    let world = World::of(&app).await;
    let in_list =
        |list: &str| root(&json!({"filterType": "IN_LIST", "operator": "NOT_IN_LIST", "listId": list}));
    let refused = async |list: &str, filters: Value| {
        let changed = app.engine.change_list_filters(&world.principal, list, &filters).await;
        changed.expect_err("they are refused").to_string()
    };
    let first = world.list("contacts", "DYNAMIC", named("firstname", "Ada")).await;
    let second = world
        .list("contacts", "DYNAMIC", json!({"filterType": "IN_LIST", "operator": "IN_LIST", "listId": first}))
        .await;
    let companies = world.list("companies", "DYNAMIC", named("city", "Berlin")).await;
    assert_eq!(refused(&first, in_list(&first)).await, "list 1 would be made of itself");
    assert_eq!(refused(&first, in_list(&second)).await, "list 1 would be made of itself");
    assert_eq!(refused(&first, in_list("99")).await, "there is no list \"99\"");
    assert_eq!(refused(&first, in_list(&companies)).await, "there is no list \"3\"");
    // The third one leads back by way of a list that can come back.
    let third =
        world.list("contacts", "DYNAMIC", in_list(&second)["filterBranches"][0]["filters"][0].take()).await;
    app.engine.delete_list(&world.principal, &second).await.expect("it goes");
    assert_eq!(refused(&first, in_list(&third)).await, "list 1 would be made of itself");
}

#[tokio::test]
async fn two_lists_never_come_to_ask_about_each_other() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let in_list =
            |list: &str| root(&json!({"filterType": "IN_LIST", "operator": "NOT_IN_LIST", "listId": list}));
        for round in 0..8 {
            let first = world.list("contacts", "DYNAMIC", named("firstname", &format!("A{round}"))).await;
            let second = world.list("contacts", "DYNAMIC", named("firstname", &format!("B{round}"))).await;
            let (of_second, of_first) = (in_list(&second), in_list(&first));
            let (one, other) = tokio::join!(
                app.engine.change_list_filters(&world.principal, &first, &of_second),
                app.engine.change_list_filters(&world.principal, &second, &of_first),
            );
            assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_was_added_by_hand_stays_while_a_snapshot_is_filled() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let ada = world.create("contacts", json!({"firstname": "Ada"})).await;
        let bob = world.create("contacts", json!({"firstname": "Bob"})).await;
        let list = world.list("contacts", "SNAPSHOT", named("firstname", "Ada")).await;
        let path = format!("/crm/v3/lists/{list}/memberships/add");
        assert_eq!(app.put(&path, json!([bob])).await.status, 200);
        world.update("contacts", &bob, json!({"firstname": "Eve"})).await;
        world.check(&list, &[&ada, &bob]).await;
    })
    .await;
}

#[tokio::test]
async fn a_formula_that_changes_is_asked_about_every_record() {
    on_both_engines(async |app| {
        let world = World::of(&app).await;
        let formula = |text: &str| {
            json!({"name": "double", "label": "Double", "type": "number", "fieldType": "calculation_equation",
                "groupName": "contactinformation", "calculationFormula": text})
        };
        let number = json!({"name": "number", "label": "Number", "type": "number", "fieldType": "number",
            "groupName": "contactinformation"});
        assert_eq!(app.post("/crm/v3/properties/contacts", number).await.status, 201);
        let answer = app.post("/crm/v3/properties/contacts", formula("number + 1")).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let contact = world.create("contacts", json!({"number": "5"})).await;
        let above = property(
            "double",
            &json!({"operationType": "NUMBER", "operator": "IS_GREATER_THAN", "value": 8}),
        );
        let list = world.list("contacts", "DYNAMIC", above).await;
        world.check(&list, &[]).await;
        let answer = app
            .patch("/crm/v3/properties/contacts/double", json!({"calculationFormula": "number * 2"}))
            .await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        world.check(&list, &[&contact]).await;

        // So is what is calculated of it.
        let mut other = formula("double + 1");
        other["name"] = json!("more");
        let answer = app.post("/crm/v3/properties/contacts", other).await;
        assert_eq!(answer.status, 201, "{}", answer.text());
        let above =
            property("more", &json!({"operationType": "NUMBER", "operator": "IS_GREATER_THAN", "value": 20}));
        let list = world.list("contacts", "DYNAMIC", above).await;
        world.check(&list, &[]).await;
        app.patch("/crm/v3/properties/contacts/double", json!({"calculationFormula": "number * 5"})).await;
        world.check(&list, &[&contact]).await;
    })
    .await;
}
