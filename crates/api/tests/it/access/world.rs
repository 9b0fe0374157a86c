//! An account with one of everything that a path can name.

use linchpin_domain::Role;
use linchpin_engine::people::{NewUser, UserTeams};
use linchpin_testkit::TestApp;
use linchpin_wire::operation::Operation;
use serde_json::{Value, json};

/// What stands in everything that the account says and nowhere else.
pub(super) const SECRET: &str = "secret of the first account";

/// An account with one of everything, by what its ids are.
pub(super) struct World {
    /// Two contacts.
    pub(super) contacts: [String; 2],
    company: String,
    label: String,
    list: String,
    folder: String,
    owner: String,
    team: String,
    report: String,
    snapshot: String,
    exchange_rate: String,
    tax_rate: String,
    made_app: String,
    made_token: String,
    subscription: String,
    journal_subscription: String,
    filter: String,
    status: String,
    offset: String,
    /// An account that nobody misses.
    spare_account: String,
    delivery: String,
    /// An object type of its own.
    pub(super) custom_type: String,
    /// A record of that type.
    pub(super) custom_record: String,
    /// Whether paths name the type of its own and its record where they can.
    pub(super) asks_for_custom: bool,
}

impl World {
    /// Makes one of everything in the account of the app.
    pub(super) async fn new(app: &TestApp) -> Self {
        let contacts = "/crm/v3/objects/contacts";
        let contact = async |email: &str| {
            let properties = json!({"email": email, "firstname": SECRET});
            made(app, contacts, json!({"properties": properties}), "/id").await
        };
        let contacts = [contact("ada@example.com").await, contact("grace@example.com").await];
        let company = json!({"properties": {"name": SECRET}});
        let company = made(app, "/crm/v3/objects/companies", company, "/id").await;
        let label = json!({"name": "theirs", "label": SECRET});
        let labels = "/crm/v4/associations/contacts/companies/labels";
        let label = made(app, labels, label, "/results/0/typeId").await;
        let associated = format!("/crm/v4/objects/contacts/{}/associations/companies/{company}", contacts[0]);
        let types = json!([{"associationCategory": "USER_DEFINED", "associationTypeId": number(&label)}]);
        assert_eq!(app.put(&associated, types).await.status, 201);
        let list = json!({"name": SECRET, "objectTypeId": "0-1", "processingType": "MANUAL"});
        let list = made(app, "/crm/v3/lists", list, "/list/listId").await;
        let join = format!("/crm/v3/lists/{list}/memberships/add");
        assert_eq!(app.put(&join, json!([contacts[0]])).await.status, 200);
        let folder = made(app, "/crm/v3/lists/folders", json!({"name": SECRET}), "/folder/id").await;
        let (custom_type, custom_record) = definitions(app).await;
        let user = NewUser {
            email: "theirs@example.com".to_owned(),
            first_name: SECRET.to_owned(),
            last_name: String::new(),
            role: Role::Member,
            teams: UserTeams::default(),
        };
        let owner = app.engine.create_user(app.account, user).await.expect("a user").id.to_string();
        let members = json!([{"userId": owner, "type": "DEFAULT"}]);
        let team = json!({"name": SECRET, "members": members});
        let team = made(app, "/settings/teams/2026-09-beta", team, "/id").await;
        let report = "/crm/v4/associations/usage/high-usage-report/70000001";
        assert!(app.post(report, json!({})).await.status < 300);
        let report = "1".to_owned();
        let snapshot = made(app, "/_linchpin/v1/snapshots", json!({"name": SECRET}), "/id").await;
        let rates = "/settings/v3/currencies/exchange-rates";
        let rate = json!({"fromCurrencyCode": "EUR", "conversionRate": "1.0815"});
        let exchange_rate = made(app, rates, rate, "/id").await;
        let tax = json!({"name": SECRET, "label": SECRET, "percentageRate": "19"});
        let tax_rate = made(app, "/_linchpin/v1/tax-rates", tax, "/id").await;
        let new_app = json!({"name": SECRET, "scopes": ["crm.objects.contacts.read"]});
        let made_app = made(app, "/_linchpin/v1/apps", new_app, "/id").await;
        let tokens = app.get(&format!("/_linchpin/v1/apps/{made_app}/tokens")).await;
        let made_token = tokens.json["results"][0]["id"].as_str().expect("a token has an id").to_owned();
        let [journal_subscription, filter, status, offset] = journal(app, &contacts[0]).await;
        let subscription = subscription(app, &made_app).await;
        let delivery = delivery(app, &made_app).await;
        let spare_account = made(app, "/_linchpin/v1/accounts", json!({}), "/accountId").await;
        let asks_for_custom = false;
        Self {
            contacts,
            company,
            label,
            list,
            folder,
            owner,
            team,
            report,
            snapshot,
            exchange_rate,
            tax_rate,
            made_app,
            made_token,
            subscription,
            journal_subscription,
            filter,
            status,
            offset,
            spare_account,
            delivery,
            custom_type,
            custom_record,
            asks_for_custom,
        }
    }

    /// What stands for a path parameter of an operation.
    pub(super) fn parameter(&self, operation: &Operation, name: &str) -> String {
        let value = match name {
            "objectType" | "objectTypeId" | "fromObjectType" | "fromObjectTypeId" if self.asks_for_custom => {
                &self.custom_type
            }
            "objectId" | "fromObjectId" | "recordId" if self.asks_for_custom => &self.custom_record,
            "objectType" if operation.id.contains("pipelines.") => "deals",
            "objectType" | "objectTypeId" | "fromObjectType" | "fromObjectTypeId" => "contacts",
            "toObjectType" | "toObjectTypeId" => "companies",
            "objectId" | "fromObjectId" | "recordId" => &self.contacts[0],
            "toObjectId" => &self.company,
            "associationType" | "associationTypeId" | "associationIdentifier" => &self.label,
            "listId" | "sourceListId" => &self.list,
            "folderId" | "newParentFolderId" => &self.folder,
            // Owners have the numbers of their users.
            "ownerId" | "userId" => &self.owner,
            "teamId" => &self.team,
            "reportId" => &self.report,
            "snapshotId" => &self.snapshot,
            "accountId" => &self.spare_account,
            "exchangeRateId" => &self.exchange_rate,
            "taxRateGroupId" => &self.tax_rate,
            "appId" => &self.made_app,
            "tokenId" => &self.made_token,
            "deliveryId" => &self.delivery,
            // Whoever has a token may ask about it, and whoever has a link may open it, so that nobody's will do.
            "token" | "fileKey" => "nobody's",
            "subscriptionId" if operation.id.starts_with("webhooks_journal.") => &self.journal_subscription,
            "subscriptionId" => &self.subscription,
            "filterId" => &self.filter,
            "statusId" => &self.status,
            "offset" => &self.offset,
            "callId" | "count" | "portalId" => "1",
            "listName" | "pipelineId" | "propertyName" | "groupName" | "name" => "theirs",
            "stageId" => "first",
            "ruleType" => "MAX_LENGTH",
            "feature" => "courses",
            "setting" => "time-zone",
            _ => panic!(
                "{}: what stands for the path parameter {name}? Say it in crates/api/tests/it/access/world.rs, \
                 and make one of it there if it is a thing of the account.",
                operation.id
            ),
        };
        value.to_owned()
    }

    /// A body that asks for the things of the account in every way that bodies do.
    pub(super) fn body(&self) -> Value {
        let [one, other] = if self.asks_for_custom {
            [&self.custom_record, &self.custom_record]
        } else {
            [&self.contacts[0], &self.contacts[1]]
        };
        json!({
            "inputs": [{
                "id": one, "from": {"id": one}, "to": {"id": self.company}, "name": "theirs",
                "objectTypeId": "0-1", "objectId": one, "recordId": one, "properties": {},
                "types": [{"associationCategory": "USER_DEFINED", "associationTypeId": number(&self.label)}],
            }],
            "id": one, "objectId": one, "primaryObjectId": one, "objectIdToMerge": other, "query": "secret",
            "listIds": [self.list], "listId": self.list, "newFolderId": self.folder, "properties": {},
            "recordIdsToAdd": [one], "recordIdsToRemove": [one], "enabled": true,
        })
    }
}

/// Subscribes to the journal, and lets it tell something: the ids of a subscription, its filter and a snapshot, and an
/// offset.
async fn journal(app: &TestApp, contact: &str) -> [String; 4] {
    let subscriptions = "/webhooks-journal/subscriptions/2026-03";
    let wanted = json!({"subscriptionType": "OBJECT", "objectTypeId": "0-1", "actions": ["CREATE"]});
    let subscription = made(app, subscriptions, wanted, "/id").await;
    let condition = json!({"filterType": "CRM_OBJECT_PROPERTY", "property": "firstname", "operator": "EQ", "value": SECRET});
    let filter = json!({"subscriptionId": subscription, "filter": {"conditions": [condition]}});
    let filter = made(app, &format!("{subscriptions}/filters"), filter, "/filterId").await;
    let record =
        json!({"portalId": app.account.0, "objectTypeId": "0-1", "objectId": contact, "properties": []});
    let asked = json!({"snapshotRequests": [record]});
    let pointer = "/snapshotResponses/0/snapshotStatusId";
    let status = made(app, "/webhooks-journal/snapshots/2026-03/crm", asked, pointer).await;
    let earliest = app.get("/webhooks-journal/journal/2026-03/earliest").await.json;
    let offset = earliest["currentOffset"].as_str().expect("an offset").to_owned();
    [subscription, filter, status, offset]
}

/// Lets an app say where it wants its events, and subscribes it to one, whose id is returned.
async fn subscription(app: &TestApp, id: &str) -> String {
    let settings = json!({
        "targetUrl": "https://example.com/theirs", "throttling": {"maxConcurrentRequests": 10},
    });
    assert_eq!(app.put(&format!("/webhooks/v3/{id}/settings"), settings).await.status, 200);
    let event = json!({"eventType": "contact.propertyChange", "propertyName": "theirs", "active": true});
    made(app, &format!("/webhooks/v3/{id}/subscriptions"), event, "/id").await
}

/// Makes a property with a rule, a group, a pipeline and an object type with a record, whose ids are returned.
async fn definitions(app: &TestApp) -> (String, String) {
    let group = json!({"name": "theirs", "label": SECRET});
    made(app, "/crm/v3/properties/contacts/groups", group, "/name").await;
    let property = json!({
        "name": "theirs", "label": SECRET, "type": "string", "fieldType": "text", "groupName": "theirs",
    });
    made(app, "/crm/v3/properties/contacts", property, "/name").await;
    let rule = "/crm/v3/property-validations/0-1/theirs/rule-type/MAX_LENGTH";
    assert_eq!(app.put(rule, json!({"ruleArguments": ["50"]})).await.status, 204);
    let stage = |id: &str| json!({"stageId": id, "label": SECRET, "displayOrder": 0, "metadata": {"probability": "0.5"}});
    let pipeline = json!({
        "pipelineId": "theirs", "label": SECRET, "displayOrder": 1, "stages": [stage("first")],
    });
    made(app, "/crm/v3/pipelines/deals", pipeline, "/id").await;
    let schema = json!({
        "name": "cars", "labels": {"singular": SECRET, "plural": "Cars"}, "primaryDisplayProperty": "model",
        "requiredProperties": [], "properties": [{"name": "model", "label": SECRET}],
        "associatedObjects": ["CONTACT"],
    });
    let custom_type = made(app, "/crm/v3/schemas", schema, "/objectTypeId").await;
    let record = json!({"properties": {"model": SECRET}});
    let record = made(app, &format!("/crm/v3/objects/{custom_type}"), record, "/id").await;
    (custom_type, record)
}

/// Makes an event up for an app, and returns the delivery.
async fn delivery(app: &TestApp, receiver: &str) -> String {
    let event = json!({"eventType": "contact.propertyChange", "propertyValue": SECRET});
    made(app, &format!("/_linchpin/v1/webhooks/apps/{receiver}/test"), event, "/id").await
}

/// Makes something, and returns what the answer holds at a JSON pointer.
async fn made(app: &TestApp, path: &str, body: Value, pointer: &str) -> String {
    let answer = app.post(path, body).await;
    assert!((200..300).contains(&answer.status), "{path}: {}", answer.text());
    match answer.json.pointer(pointer) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => panic!("{path}: nothing at {pointer} of {}", answer.text()),
    }
}

fn number(text: &str) -> i64 {
    text.parse().expect("it is a number")
}
