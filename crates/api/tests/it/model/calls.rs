//! The calls that steps make.

use linchpin_domain::RecordId;
use linchpin_testkit::{Answer, TestApp};
use serde_json::{Map, Value, json};

use super::kinds::{Key, Kind};
use super::types::named;

/// A body's values.
pub(super) fn properties(values: &[(&'static str, &str)]) -> Value {
    let pairs = values.iter().map(|(name, value)| ((*name).to_owned(), json!(value)));
    Value::Object(pairs.collect::<Map<_, _>>())
}

/// Whether a call did what it was asked for, all of it.
pub(super) fn did(answer: &Answer) -> Result<bool, String> {
    match answer.status {
        200 | 201 | 204 => Ok(answer.json.get("errors").is_none()),
        207 | 400 | 404 | 409 => Ok(false),
        _ => Err(format!("{} {}", answer.status, answer.text())),
    }
}

/// The id of the record in an answer.
pub(super) fn id(record: &Value) -> RecordId {
    record["id"].as_str().and_then(RecordId::parse).expect("a record has an id")
}

/// A record of this type, or all of them.
pub(super) fn path(kind: Kind, rest: &str) -> String {
    format!("/crm/v3/objects/{}{rest}", kind.plural())
}

/// A record in version 3.
pub(super) fn record((kind, id): Key) -> String {
    path(kind, &format!("/{id}"))
}

/// Associates records without a label, all at once; one pair goes by the call for one.
pub(super) async fn associate(app: &TestApp, from: Key, to: &[Key]) -> Answer {
    let (first, second) = (from.0.plural(), to[0].0.plural());
    if let [to] = to {
        let path = format!("/crm/v4/objects/{first}/{}/associations/default/{second}/{}", from.1, to.1);
        return app.put(&path, json!({})).await;
    }
    let pair = |to: &Key| json!({ "from": { "id": from.1.to_string() }, "to": { "id": to.1.to_string() } });
    let inputs: Vec<_> = to.iter().map(pair).collect();
    let path = format!("/crm/v4/associations/{first}/{second}/batch/associate/default");
    app.post(&path, json!({ "inputs": inputs })).await
}

/// Gives a pair one more type, by version 3.
pub(super) async fn add_type(app: &TestApp, from: Key, to: Key, id: i32) -> Answer {
    let input = json!({
        "from": { "id": from.1.to_string() }, "to": { "id": to.1.to_string() }, "type": id.to_string(),
    });
    let path = format!("/crm/v3/associations/{}/{}/batch/create", from.0.plural(), to.0.plural());
    app.post(&path, json!({ "inputs": [input] })).await
}

/// Gives a pair these types and no others.
pub(super) async fn set_types(app: &TestApp, from: Key, to: Key, ids: &[i32], batch: bool) -> Answer {
    if batch {
        return app.post(&batch_of(from, to, "create"), json!({ "inputs": [pair(from, to, ids)] })).await;
    }
    app.put(&single(from, to), ids.iter().copied().map(named).collect()).await
}

/// Takes a type from a pair.
pub(super) async fn remove_type(app: &TestApp, from: Key, to: Key, id: i32) -> Answer {
    app.post(&batch_of(from, to, "labels/archive"), json!({ "inputs": [pair(from, to, &[id])] })).await
}

/// Ends an association.
pub(super) async fn dissociate(app: &TestApp, from: Key, to: Key, batch: bool) -> Answer {
    if batch {
        let input = json!({ "from": { "id": from.1.to_string() }, "to": [{ "id": to.1.to_string() }] });
        return app.post(&batch_of(from, to, "archive"), json!({ "inputs": [input] })).await;
    }
    app.delete(&single(from, to)).await
}

/// Restores an archived record.
pub(super) async fn restore(app: &TestApp, (kind, id): Key) -> Answer {
    let path = format!("/_linchpin/v1/objects/{}/restore", kind.plural());
    app.post(&path, json!({ "inputs": [{ "id": id.to_string() }] })).await
}

fn single(from: Key, to: Key) -> String {
    format!("/crm/v4/objects/{}/{}/associations/{}/{}", from.0.plural(), from.1, to.0.plural(), to.1)
}

fn batch_of(from: Key, to: Key, rest: &str) -> String {
    format!("/crm/v4/associations/{}/{}/batch/{rest}", from.0.plural(), to.0.plural())
}

fn pair(from: Key, to: Key, ids: &[i32]) -> Value {
    let types: Vec<_> = ids.iter().copied().map(named).collect();
    json!({ "from": { "id": from.1.to_string() }, "to": { "id": to.1.to_string() }, "types": types })
}
