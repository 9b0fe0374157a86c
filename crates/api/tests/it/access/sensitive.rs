//! Who may not see or change sensitive values: every path of every operation that takes names or values of properties.

use std::collections::HashMap;

use linchpin_engine::Scopes;
use linchpin_testkit::TestApp;
use serde_json::{Value, json};

use super::requests::{self, Asked};
use super::world::World;

/// Properties of contacts, each with what its scopes are called.
const LEVELS: [(&str, &str); 2] = [("passport", "sensitive"), ("diagnosis", "highly_sensitive")];

/// What an operation does with the values of a property that a request names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Read,
    Write,
}

impl Does {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

#[tokio::test]
async fn each_sensitivity_asks_for_its_own_scopes() {
    let app = TestApp::new().await;
    let world = World::new(&app).await;
    define(&app).await;
    let mut tokens = HashMap::new();
    let mut seen = 0;
    for (property, level) in LEVELS {
        let other = LEVELS.iter().find(|(name, _)| *name != property).expect("there are two").1;
        for asked in requests::all(&world) {
            let Some((does, query, body)) = naming(&asked, property) else { continue };
            seen += 1;
            let asked = about(asked, property, &query);
            let base = asked.alternatives(&world)[0].join(" ");
            let does = does.as_str();
            for (beside, is_allowed) in [
                (String::new(), false),
                (format!("crm.objects.contacts.{other}.{does}"), false),
                (format!("crm.objects.companies.{level}.{does}"), false),
                (format!("crm.objects.contacts.{level}.{does}"), true),
                (format!("crm.objects.contacts.{level}.{does}.v2"), true),
                ("linchpin.admin".to_owned(), true),
            ] {
                let scopes = format!("{base} {beside}");
                if !tokens.contains_key(&scopes) {
                    tokens.insert(scopes.clone(), app.token_with(Scopes::parse(&scopes)).await);
                }
                let answer = asked.send(&app, Some(&tokens[&scopes]), &body).await;
                let name = format!("{} with {scopes}: {}", asked.name(), answer.text());
                if is_allowed {
                    assert!(![401, 403, 500].contains(&answer.status), "{name}");
                    // Some archive the property, or make it what it was.
                    define(&app).await;
                } else {
                    let expected = refusal(level, does, &answer.json["correlationId"]);
                    assert_eq!((answer.status, &answer.json), (403, &expected), "{name}");
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} paths take properties");
}

/// Defines the properties, if they are not there.
async fn define(app: &TestApp) {
    for (name, level) in LEVELS {
        let property = json!({
            "name": name, "label": name, "type": "string", "fieldType": "text", "groupName": "theirs",
            "dataSensitivity": level,
        });
        let status = app.post("/crm/v3/properties/contacts", property).await.status;
        assert!([201, 409].contains(&status), "{status}");
    }
}

/// What a request does with the values of a property, with the query and the body by which it names that; none where
/// the operation takes no names of properties, or is about definitions, which everybody sees.
fn naming(asked: &Asked, property: &str) -> Option<(Does, String, Value)> {
    let shown = || format!("?properties=email&properties={property}");
    let values = || json!({"email": "x@example.com", property: "x"});
    let definition = || {
        json!({"name": property, "label": "New", "type": "string", "fieldType": "text", "groupName": "theirs",
               "dataSensitivity": LEVELS.iter().find(|(name, _)| *name == property).map(|(_, level)| level)})
    };
    let input = |input: Value| (Does::Write, String::new(), json!({"inputs": [input]}));
    Some(match asked.operation.id {
        "crm.objects.list" | "crm.objects.read" => (Does::Read, shown(), json!({})),
        "crm.objects.batch_read" => {
            let body = json!({"inputs": [], "properties": [], "propertiesWithHistory": [property]});
            (Does::Read, String::new(), body)
        }
        "crm.objects.search" => {
            let filters = json!([{"propertyName": property, "operator": "HAS_PROPERTY"}]);
            (Does::Read, String::new(), json!({"filterGroups": [{"filters": filters}]}))
        }
        "crm.lists.create" => (Does::Read, String::new(), list(property)),
        "crm.objects.create" => {
            (Does::Write, String::new(), json!({"properties": values(), "associations": []}))
        }
        "crm.objects.update" => (Does::Write, String::new(), json!({"properties": values()})),
        "crm.objects.batch_create" => input(json!({"properties": values(), "associations": []})),
        "crm.objects.batch_update" | "crm.objects.batch_upsert" => {
            input(json!({"id": "1", "properties": values()}))
        }
        "crm.properties.batch_create" => input(definition()),
        "crm.properties.batch_archive" => input(json!({"name": property})),
        "crm.properties.create"
        | "crm.properties.update"
        | "crm.properties.archive"
        | "legacy.properties.create"
        | "legacy.properties.update"
        | "legacy.properties.update_v2"
        | "legacy.properties.archive" => (Does::Write, String::new(), definition()),
        _ => return None,
    })
}

/// A dynamic list of contacts that have the property.
fn list(property: &str) -> Value {
    let operation = json!({"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"});
    let filter = json!({"filterType": "PROPERTY", "property": property, "operation": operation});
    let and = json!({"filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": [], "filters": [filter]});
    let or = json!({"filterBranchType": "OR", "filterBranchOperator": "OR", "filterBranches": [and], "filters": []});
    json!({"name": format!("with {property}"), "objectTypeId": "0-1", "processingType": "DYNAMIC", "filterBranch": or})
}

/// The request about one property, where its path names one, with a query.
fn about(asked: Asked, property: &str, query: &str) -> Asked {
    let names_one = asked.operation.parameters().contains(&"propertyName");
    let path = if names_one { asked.path.replace("/theirs", &format!("/{property}")) } else { asked.path };
    Asked { path: path + query, ..asked }
}

/// What a caller is told who has none of the scopes.
fn refusal(level: &str, does: &str, id: &Value) -> Value {
    let scope = format!("crm.objects.contacts.{level}.{does}");
    json!({
        "status": "error",
        "message": "This app hasn't been granted all required scopes to make this call. Read more about required \
                    scopes here: https://developers.hubspot.com/scopes.",
        "correlationId": id,
        "errors": [{
            "message": "One or more of the following scopes are required.",
            "context": {"requiredGranularScopes": [format!("{scope}.v2"), scope]},
        }],
        "links": {"scopes": "https://developers.hubspot.com/scopes"},
        "category": "MISSING_SCOPES",
    })
}
